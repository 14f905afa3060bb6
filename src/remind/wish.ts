import { Temporal } from 'temporal-polyfill';
import { academicYearOf, nextAcademicYear } from '../content/dates.ts';
import { dayIn } from '../content/facts.ts';
import type { CalendarEntry } from '../content/schema.ts';
import type { About, DateId, DateOfYear, IntentId, Memory, Semester, Slots } from '../types.ts';

/** A date as somebody asks for it today. `over`: this year's is over, and that was it; `day` and `year` are the next one's then. */
export type Occasion = DateOfYear & { day?: string; confirmed: boolean; over?: string };

/** What a message about reminders asks for. */
export type Wish =
  /** `also`: the lead times come on top of those there are. `instead`: these end. `asks`: which of these is meant as well? */
  | { do: 'follow'; occasions: Occasion[]; leads?: number[]; also?: true; instead?: DateOfYear[]; asks?: Occasion[] }
  /** The date asked for is over this year: the next one is offered, and others of its kind that are still to come. */
  | { do: 'over'; occasions: Occasion[]; instead: Occasion[] }
  /** Which of these is meant? */
  | { do: 'which'; occasions: Occasion[]; bySemester: boolean }
  /** A lead time that no reminder can keep. */
  | { do: 'refuse'; lead: number; occasions: Occasion[] }
  | { do: 'list' }
  /** Nothing is to change. */
  | { do: 'nothing' }
  /** How to stop, or which of some to stop? */
  | { do: 'whichStop'; why: 'stopped' | 'done'; dates?: DateOfYear[] }
  | { do: 'stop'; why: 'stopped' | 'done'; all: boolean; dates?: DateOfYear[]; keep?: DateOfYear[] };

type Calendar = Readonly<Record<string, CalendarEntry>>;

/** The lead times of who asks for none, in days. */
export const LEADS: readonly number[] = [14, 7, 1];
/** Nobody is reminded longer before than this, in days. */
export const LONGEST_LEAD = 60;
/** From this month on, what the cell has not published for the academic year is looked for in the next one. */
const LAST_MONTHS = ['07', '08'];

/** What each subject is about, by the intent that answers it. */
const INTENTS: Readonly<Record<Exclude<About, 'all'>, IntentId>> = {
  profile: 'profile.deadline',
  workshops: 'training.workshops',
  register: 'exam.register',
  exam: 'exam.when',
};

/** What a message about reminders wishes. `today`: "2026-10-01". Pure. */
export function wishOf(intent: IntentId, slots: Slots, memory: Memory, calendar: Calendar, today: string): Wish {
  // Who asks how long before is told what there is: that is no wish.
  const names = slots.about !== undefined || slots.semester !== undefined || slots.date !== undefined;
  if (intent === 'reminder.list' || (slots.wish?.asksLeads && !names && intent === 'reminder.subscribe')) return { do: 'list' };
  if (slots.wish?.answer === 'no') return { do: 'nothing' };
  const named = namedIn(slots, memory, calendar, today);
  if (intent === 'reminder.unsubscribe') return stopOf(slots, named);
  if (named === undefined || named.length === 0) return { do: 'which', occasions: coming(calendar, today), bySemester: false };
  const chosen = slots.date !== undefined || slots.about === 'all' || slots.wish?.both === true;
  const open = named.filter(({ over }) => over === undefined || chosen);
  if (open.length === 0) return { do: 'over', occasions: named, instead: siblings(named, calendar, today) };
  // Of deadlines the semester decides which one a student must keep; nobody wants both unless they say so.
  const semesters = new Set(open.map(({ date }) => calendar[date]?.semester));
  const subjects = new Set(open.map(({ date }) => calendar[date]?.intent));
  const asks = !chosen && semesters.size > 1 ? unclearOf(open, slots, calendar) : [];
  const clear = open.filter((occasion) => !asks.includes(occasion));
  if (clear.length === 0) return { do: 'which', occasions: open, bySemester: subjects.size === 1 };
  const leads = leadsOf(slots, clear, today);
  const tooLong = leads?.find((lead) => lead > LONGEST_LEAD);
  if (tooLong !== undefined) return { do: 'refuse', lead: tooLong, occasions: clear };
  const instead = insteadOf(slots, memory, clear);
  return {
    do: 'follow',
    occasions: clear,
    ...(asks.length > 0 ? { asks } : {}),
    ...(leads ? { leads } : {}),
    ...(slots.wish?.also ? { also: true } : {}),
    ...(instead.length > 0 ? { instead } : {}),
  };
}

/** Of several subjects named, those dates that need a semester to be told apart; of one, all. */
function unclearOf(open: readonly Occasion[], { wish }: Slots, calendar: Calendar): Occasion[] {
  if (!wish?.each) return [...open];
  const intentOf = ({ date }: Occasion) => calendar[date]?.intent;
  const semestersOf = (one: Occasion) =>
    new Set(open.filter((other) => intentOf(other) === intentOf(one)).map(({ date }) => calendar[date]?.semester));
  return open.filter((one) => semestersOf(one).size > 1);
}

function stopOf(slots: Slots, named: readonly Occasion[] | undefined): Wish {
  const why = slots.done ? 'done' : 'stopped';
  const all = slots.about === 'all';
  const dates = named === undefined || all ? undefined : named.map(({ date, year }) => ({ date, year }));
  // Which one stays must be known before the others go.
  if ((slots.wish?.how && !slots.done) || (slots.wish?.keep && !dates))
    return { do: 'whichStop', why, ...(dates ? { dates } : {}) };
  if (dates && slots.wish?.keep) return { do: 'stop', why, all: true, keep: dates };
  return { do: 'stop', why, all, ...(dates ? { dates } : {}) };
}

/** The lead times asked for, longest first; those of a day named for the message, where that day comes before the date. */
function leadsOf({ leads, wish }: Slots, [first, second]: readonly Occasion[], today: string): number[] | undefined {
  if (leads) return [...leads].sort((a, b) => b - a);
  if (!first?.day || second) return undefined;
  const from = Temporal.PlainDate.from(today);
  const wanted = wish?.inDays === undefined ? wish?.on && nextOn(wish.on, from) : from.add({ days: wish.inDays });
  const lead = wanted?.until(first.day, { largestUnit: 'days' }).days;
  return lead !== undefined && lead > 0 ? [lead] : undefined;
}

/** The next such day of the year, today included. */
function nextOn({ month, day }: { month: number; day: number }, from: Temporal.PlainDate): Temporal.PlainDate {
  const [now, next] = [0, 1].map((years) => Temporal.PlainDate.from({ year: from.year + years, month, day }));
  return now && Temporal.PlainDate.compare(now, from) >= 0 ? now : (next as Temporal.PlainDate);
}

/** "Non, le S1": what was planned by the answer before, and is not meant. */
function insteadOf({ wish }: Slots, { asking, intents, dates }: Memory, open: readonly Occasion[]): DateOfYear[] {
  if (!wish?.instead || asking || !intents.includes('reminder.subscribe')) return [];
  return (dates ?? []).filter((before) => !open.some(({ date }) => date === before.date));
}

/**
 * The dates that are meant: named in the message, else those that the conversation is about; undefined where nothing tells,
 * none where a button names what the calendar has no more.
 */
function namedIn(slots: Slots, memory: Memory, calendar: Calendar, today: string): Occasion[] | undefined {
  const entries = Object.entries(calendar);
  const { semester, about } = slots;
  if (slots.date !== undefined)
    return entries
      .filter(([id]) => id === slots.date)
      .map(([id, entry]) => occasionOf(id, entry, today, yearOf(slots.year, today)));
  const { each: several, both } = slots.wish ?? {};
  const each = several?.flatMap((one) =>
    one.about === 'all' ? [] : subject(INTENTS[one.about], both ? undefined : one.semester, calendar, today),
  );
  if (each) return each;
  if (slots.topic !== undefined) return subject(slots.topic, semester, calendar, today);
  if (about === 'all') return coming(calendar, today).filter(({ date }) => fits(calendar[date], semester));
  if (about !== undefined) return subject(INTENTS[about], semester, calendar, today);
  const day = slots.wish?.on ?? slots.offered?.date;
  if (day) {
    const written = `${String(day.month).padStart(2, '0')}-${String(day.day).padStart(2, '0')}`;
    const same = entries
      .map(([id, entry]) => occasionOf(id, entry, today))
      .filter((occasion) => (occasion.over ?? occasion.day)?.endsWith(written));
    if (same.length > 0) return same;
  }
  const before = beforeOf(slots, memory, calendar);
  if (before.length > 0)
    return before.map(({ date, year }) => occasionOf(date, calendar[date] as CalendarEntry, today, yearOf(year, today)));
  const topic = memory.intents.find((intent) => entries.some(([, entry]) => entry.intent === intent));
  if (topic !== undefined) return subject(topic, semester, calendar, today);
  if (semester === undefined && !slots.wish?.both) return undefined;
  return occasions(
    entries.filter(([, entry]) => entry.kind === 'deadline'),
    semester,
    today,
  );
}

/** Of the dates that the last answer was about, those that are meant: one by its place among them, or those of a semester. */
function beforeOf({ semester, wish }: Slots, { intents, dates }: Memory, calendar: Calendar): DateOfYear[] {
  if (!intents.some((id) => id.startsWith('reminder.'))) return [];
  const known = (dates ?? []).filter(({ date }) => Object.hasOwn(calendar, date));
  const ranked = wish?.rank !== undefined && known.length > 1 ? known.at(wish.rank > 0 ? wish.rank - 1 : wish.rank) : undefined;
  if (ranked) return [ranked];
  const fitting = known.filter(({ date }) => fits(calendar[date], semester));
  const deadlines = fitting.filter(({ date }) => calendar[date]?.kind === 'deadline');
  return semester !== undefined && deadlines.length > 0 ? deadlines : fitting;
}

/** The dates about one subject; a semester in which it has none narrows nothing. */
function subject(intent: IntentId, semester: Semester | undefined, calendar: Calendar, today: string): Occasion[] {
  const entries = Object.entries(calendar).filter(([, entry]) => entry.intent === intent);
  const fitting = occasions(entries, semester, today);
  return fitting.length > 0 ? fitting : occasions(entries, undefined, today);
}

const fits = (entry: CalendarEntry | undefined, semester: Semester | undefined): boolean =>
  semester === undefined || entry?.semester === undefined || entry.semester === semester;

const occasions = (entries: [DateId, CalendarEntry][], semester: Semester | undefined, today: string): Occasion[] =>
  entries.filter(([, entry]) => fits(entry, semester)).map(([id, entry]) => occasionOf(id, entry, today));

/** This academic year or the next, if it is one of them: a button may be old, or forged. */
function yearOf(year: string | undefined, today: string): string | undefined {
  const current = academicYearOf(today);
  return year === current || year === nextAcademicYear(current) ? year : undefined;
}

/** A date of this academic year, of the next one when this one's is over, or of a given year. */
export function occasionOf(date: DateId, entry: CalendarEntry, today: string, given?: string): Occasion {
  const year = given ?? academicYearOf(today);
  const { day, confirmed } = dayIn(entry, year);
  const next = nextAcademicYear(year);
  if (day === undefined && given === undefined && LAST_MONTHS.includes(today.slice(5, 7)))
    return { date, year: next, day: undefined, ...dayIn(entry, next) };
  if (day === undefined || day >= today) return { date, year, day, confirmed };
  return { date, year: next, ...dayIn(entry, next), over: day };
}

/** Dates about the same that are still to come this academic year: the deadline of the other semester. */
function siblings(named: readonly Occasion[], calendar: Calendar, today: string): Occasion[] {
  const intents = new Set(named.map(({ date }) => calendar[date]?.intent));
  const next = new Set(named.map(({ date, year }) => `${date} ${year}`));
  return coming(calendar, today).filter(
    ({ date, year }) => intents.has(calendar[date]?.intent ?? '') && !next.has(`${date} ${year}`),
  );
}

/** What is still to come, the known days first, soonest first: of this academic year, and in its last months of the next. */
function coming(calendar: Calendar, today: string): Occasion[] {
  const last = LAST_MONTHS.includes(today.slice(5, 7));
  return Object.entries(calendar)
    .map(([id, entry]) => occasionOf(id, entry, today))
    .filter(({ over }) => over === undefined || last)
    .map(({ over: _, ...occasion }) => occasion)
    .sort((a, b) => (a.day ?? '9').localeCompare(b.day ?? '9'));
}
