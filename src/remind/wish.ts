import { academicYearOf, nextAcademicYear } from '../content/dates.ts';
import { dayIn } from '../content/facts.ts';
import type { CalendarEntry } from '../content/schema.ts';
import type { About, DateId, DateOfYear, IntentId, Memory, Semester, Slots } from '../types.ts';

/** A date as somebody asks for it today. `over`: this year's is over, and that was it; `day` and `year` are the next one's then. */
export type Occasion = DateOfYear & { day?: string; confirmed: boolean; over?: string };

/** What a message about reminders asks for. */
export type Wish =
  | { do: 'follow'; occasions: Occasion[]; leads?: number[] }
  /** The date asked for is over this year: the next one is offered, and others of its kind that are still to come. */
  | { do: 'over'; occasions: Occasion[]; instead: Occasion[] }
  /** Which of these is meant? */
  | { do: 'which'; occasions: Occasion[]; bySemester: boolean }
  /** A lead time that no reminder can keep. */
  | { do: 'refuse'; lead: number }
  | { do: 'list' }
  | { do: 'stop'; why: 'stopped' | 'done'; dates?: DateOfYear[] };

type Calendar = Readonly<Record<string, CalendarEntry>>;

/** Nobody is reminded longer before than this, in days. */
export const LONGEST_LEAD = 60;

/** What each subject is about, by the intent that answers it. */
const INTENTS: Readonly<Record<Exclude<About, 'all'>, IntentId>> = {
  profile: 'profile.deadline',
  workshops: 'training.workshops',
  register: 'exam.register',
  exam: 'exam.when',
};

/** What a message about reminders wishes. `today`: "2026-10-01". Pure. */
export function wishOf(intent: IntentId, slots: Slots, memory: Memory, calendar: Calendar, today: string): Wish {
  if (intent === 'reminder.list') return { do: 'list' };
  const named = namedIn(slots, memory, calendar, today);
  if (intent === 'reminder.unsubscribe')
    return {
      do: 'stop',
      why: slots.done ? 'done' : 'stopped',
      ...(named === undefined || slots.about === 'all' ? {} : { dates: named.map(({ date, year }) => ({ date, year })) }),
    };
  const tooLong = slots.leads?.find((lead) => lead > LONGEST_LEAD);
  if (tooLong !== undefined) return { do: 'refuse', lead: tooLong };
  if (named === undefined || named.length === 0) return { do: 'which', occasions: coming(calendar, today), bySemester: false };
  const chosen = slots.date !== undefined || slots.about === 'all';
  const open = named.filter(({ over }) => over === undefined || chosen);
  if (open.length === 0) return { do: 'over', occasions: named, instead: siblings(named, calendar, today) };
  const semesters = new Set(open.map(({ date }) => calendar[date]?.semester));
  // Of deadlines the semester decides which one a student must keep; nobody wants both unless they say so.
  if (!chosen && semesters.size > 1) return { do: 'which', occasions: open, bySemester: true };
  return { do: 'follow', occasions: open, ...(slots.leads ? { leads: [...slots.leads].sort((a, b) => b - a) } : {}) };
}

/**
 * The dates that are meant: named in the message, else those that the conversation is about; undefined where nothing tells,
 * none where a button names what the calendar has no more.
 */
function namedIn(slots: Slots, memory: Memory, calendar: Calendar, today: string): Occasion[] | undefined {
  const entries = Object.entries(calendar);
  if (slots.date !== undefined)
    return entries.filter(([id]) => id === slots.date).map(([id, entry]) => occasionOf(id, entry, today, yearIn(slots, today)));
  if (slots.topic !== undefined)
    return occasions(
      entries.filter(([, entry]) => entry.intent === slots.topic),
      slots.semester,
      today,
    );
  if (slots.about === 'all') return coming(calendar, today);
  const about = slots.about;
  if (about !== undefined)
    return occasions(
      entries.filter(([, entry]) => entry.intent === INTENTS[about]),
      slots.semester,
      today,
    );
  const { date } = slots.offered ?? {};
  if (date) {
    const written = `${String(date.month).padStart(2, '0')}-${String(date.day).padStart(2, '0')}`;
    const same = entries
      .map(([id, entry]) => occasionOf(id, entry, today))
      .filter((occasion) => (occasion.over ?? occasion.day)?.endsWith(written));
    if (same.length > 0) return same;
  }
  const before = (memory.dates ?? []).filter(({ date }) => calendar[date] && fits(calendar[date], slots.semester));
  if (before.length > 0 && memory.intents.some((id) => id.startsWith('reminder.')))
    return before.map(({ date, year }) => occasionOf(date, calendar[date] as CalendarEntry, today, year));
  const topic = entries.filter(([, entry]) => memory.intents.includes(entry.intent));
  if (topic.length > 0) return occasions(topic, slots.semester, today);
  if (slots.semester === undefined) return undefined;
  return occasions(
    entries.filter(([, entry]) => entry.kind === 'deadline'),
    slots.semester,
    today,
  );
}

/** The year that a button names, if it is this academic year or the next: buttons outlive the year they were made in. */
function yearIn({ year }: Slots, today: string): string | undefined {
  const current = academicYearOf(today);
  return year === current || year === nextAcademicYear(current) ? year : undefined;
}

const fits = (entry: CalendarEntry | undefined, semester: Semester | undefined): boolean =>
  semester === undefined || entry?.semester === undefined || entry.semester === semester;

const occasions = (entries: [DateId, CalendarEntry][], semester: Semester | undefined, today: string): Occasion[] =>
  entries.filter(([, entry]) => fits(entry, semester)).map(([id, entry]) => occasionOf(id, entry, today));

/** A date of this academic year, of the next one when this one's is over, or of a given year. */
export function occasionOf(date: DateId, entry: CalendarEntry, today: string, year = academicYearOf(today)): Occasion {
  const { day, confirmed } = dayIn(entry, year);
  if (day === undefined || day >= today) return { date, year, day, confirmed };
  const next = nextAcademicYear(year);
  return { date, year: next, ...dayIn(entry, next), over: day };
}

/** Dates about the same that are still to come this academic year: the deadline of the other semester. */
function siblings(named: readonly Occasion[], calendar: Calendar, today: string): Occasion[] {
  const intents = new Set(named.map(({ date }) => calendar[date]?.intent));
  return coming(calendar, today).filter(({ date }) => intents.has(calendar[date]?.intent ?? ''));
}

/** What is still to come this academic year, the known days first, soonest first. */
function coming(calendar: Calendar, today: string): Occasion[] {
  return Object.entries(calendar)
    .map(([id, entry]) => occasionOf(id, entry, today))
    .filter(({ over }) => over === undefined)
    .sort((a, b) => (a.day ?? '9').localeCompare(b.day ?? '9'));
}
