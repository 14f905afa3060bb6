import { dateAt, inWords, weekdayInWords } from '../content/dates.ts';
import { type Facts, quote } from '../content/facts.ts';
import { fillBlocks } from '../content/markdown.ts';
import type { Content } from '../content.ts';
import { LONGEST_LEAD, type Occasion } from '../remind/wish.ts';
import type { Block, Choice, DateOfYear, Followed, Lang, Notice, Reply } from '../types.ts';
import type { Ask, Said, Skill } from './skill.ts';

const DAY_MS = 86_400_000;
/** Buttons of one answer. */
const MOST_CHOICES = 3;

/** More dates than this are listed in short. */
const FEW = 2;

/** What was planned, what is asked back, or what is over. */
export const reminderSubscribe: Skill = {
  texts: [
    ...['planned', 'unknown', 'late', 'full', 'skipped', 'several', 'first', 'waiting', 'replaced', 'declined'],
    ...['over', 'overUnknown', 'offer', 'semester', 'which', 'tooLong', 'change', 'calendar', 'web'],
  ],
  answer: (ask) => {
    const { acted, say } = ask;
    const wish = acted?.wish;
    if (wish?.do === 'nothing') return { blocks: say('declined') };
    if (wish?.do === 'refuse')
      return {
        blocks: say('tooLong', { lead: String(wish.lead), longest: String(LONGEST_LEAD) }),
        remember: { dates: datesOf(wish.occasions) },
      };
    if (wish?.do === 'which')
      return {
        blocks: say(wish.bySemester ? 'semester' : 'which'),
        choices: offered(wish.occasions, wish.bySemester, ask),
        remember: { dates: datesOf(wish.occasions), asking: true },
      };
    if (wish?.do === 'over')
      return {
        blocks: [...wish.occasions.flatMap((one) => overOf(one, ask)), ...say('offer')],
        choices: offered([...wish.occasions, ...wish.instead], false, ask),
        remember: { dates: datesOf(wish.occasions), asking: true },
      };
    const followed = acted?.followed ?? [];
    return followed.length === 0 ? { blocks: say('which') } : subscribed(followed, acted?.ended ?? [], ask);
  },
};

/** What is planned now, for a person who asks. */
export const reminderList: Skill = {
  texts: ['one', 'short', 'silent', 'unknown', 'nothing'],
  answer: (ask) => {
    const followed = ask.acted?.followed ?? [];
    const remember = { dates: datesOf(followed), asking: followed.length === 0 };
    if (followed.length === 0)
      return { blocks: ask.say('nothing'), remember, choices: titles(['reminder.subscribe', 'calendar.overview'], ask) };
    const known = followed.filter(({ day }) => day !== undefined);
    const line = (one: Followed) => lineOf(one, followed.length > FEW, ask);
    return { blocks: [...known.flatMap(line), ...waitingOf(followed, 'unknown', ask)], remember };
  },
};

/** What ended, and what is left; or how to stop. */
export const reminderUnsubscribe: Skill = {
  texts: ['stopped', 'done', 'rest', 'nothing', 'nothingDone', 'other', 'how', 'whichDone', 'unchanged'],
  answer: (ask) => {
    const { acted, say } = ask;
    const wish = acted?.wish;
    const ended = acted?.ended ?? [];
    const rest = acted?.followed ?? [];
    const left = { dates: namesOf(rest, ask) };
    if (wish?.do === 'nothing') return { blocks: say('unchanged') };
    const done = (wish?.do === 'stop' || wish?.do === 'whichStop') && wish.why === 'done';
    if (ended.length + rest.length === 0) return { blocks: say(done ? 'nothingDone' : 'nothing') };
    if (wish?.do === 'whichStop') return whichStop(rest, wish.dates, done, ask);
    const remember = { dates: datesOf(rest) };
    if (ended.length === 0) return { blocks: say('other', left), remember };
    const blocks = say(done ? 'done' : 'stopped', { dates: namesOf(ended, ask) });
    return { blocks: rest.length === 0 ? blocks : [...blocks, ...say('rest', left)], remember };
  },
};

/** Which of what is planned is to end, with a button for each; all of it, where there are more. */
function whichStop(followed: readonly Followed[], dates: readonly DateOfYear[] | undefined, done: boolean, ask: Ask): Said {
  const named = followed.filter(({ date }) => dates?.some((other) => other.date === date));
  const meant = named.length > 0 ? named : followed;
  const settings = done ? 'done;' : '';
  const says = (words: string) => `${wordOf(done ? 'remind.done' : 'remind.stop', ask)} : ${words}`;
  const buttons = meant.map(({ date, year }): Choice => {
    const name = nameOf({ date, year }, ask);
    return { id: `reminder.unsubscribe;${settings}date=${date};year=${year}`, label: name, says: says(name) };
  });
  const label = wordOf('remind.all', ask);
  const all: Choice = { id: `reminder.unsubscribe;${settings}about=all`, label, says: says(label) };
  return {
    blocks: ask.say(done ? 'whichDone' : 'how', { dates: namesOf(meant, ask) }),
    choices: [...buttons.slice(0, MOST_CHOICES - 1), meant.length > 1 ? all : []].flat(),
    remember: { dates: datesOf(meant), asking: true },
  };
}

function subscribed(followed: readonly Followed[], ended: readonly Followed[], ask: Ask): Said {
  const { say, rings, slots, today } = ask;
  const planned = followed.length > 1 ? severalOf(followed, ask) : followed.flatMap((one) => plannedOf(one, ask));
  const blocks = ended.length === 0 ? planned : [...planned, ...say('replaced', { dates: namesOf(ended, ask) })];
  const semesters = new Set(followed.map(({ date }) => ask.content.calendar[date]?.semester));
  const semester = semesters.size === 1 ? [...semesters][0] : undefined;
  const open = followed.filter(({ day }) => day === undefined || day > today);
  const calendar = open.length === 0 ? [] : say('calendar', { semester: semester === undefined ? '' : `&semester=${semester}` });
  const silent = open.some(({ day, sends }) => day !== undefined && sends.length === 0);
  const change = followed.length === 1 && open.length > 0 && (!slots.leads || silent) ? say('change') : [];
  return {
    // Where the bot cannot ring, the calendar that can comes first.
    blocks: rings ? [...blocks, ...change, ...calendar] : [...calendar, ...blocks, ...say('web')],
    choices: choicesAfter(followed, ask),
    remember: { dates: datesOf(followed) },
    ...(rings ? {} : { keeps: true }),
  };
}

/** To see all, and to stop what was just planned, by one press where it is one date. */
function choicesAfter(followed: readonly Followed[], ask: Ask): Choice[] {
  const [one, second] = followed;
  if (!one || second) return titles(['reminder.list', 'reminder.unsubscribe', 'calendar.overview'], ask);
  const label = wordOf('remind.stop', ask);
  const stop: Choice = { id: `reminder.unsubscribe;date=${one.date};year=${one.year}`, label, says: label };
  return [...titles(['reminder.list'], ask), stop, ...titles(['calendar.overview'], ask)];
}

const titles = (intents: readonly string[], { content, lang }: Ask): Choice[] =>
  intents.flatMap((id) => {
    const title = content.entries.get(id)?.title[lang];
    return title === undefined ? [] : [{ id, label: title, says: title }];
  });

function plannedOf(one: Followed, ask: Ask): Block[] {
  const { say } = ask;
  if (one.day === undefined)
    return say('unknown', { date: nameOf(one, ask), academicYear: one.year, leads: leadsInWords(one.leads, ask) });
  const values = { ...valuesOf(one, ask), leads: leadsInWords(one.skipped, ask) };
  if (one.sends.length === 0) return say(one.skipped.length > 0 ? 'full' : 'late', values);
  const skipped = one.skipped.length > 0 ? say('skipped', values) : [];
  return [...say('planned', { ...values, sends: sendsOf(one, ask) }), ...skipped];
}

/** Many dates in short: which, when the first message comes, what waits for its day, what is left out. */
function severalOf(followed: readonly Followed[], ask: Ask): Block[] {
  const { say } = ask;
  const silent = followed.filter(({ day, sends }) => day !== undefined && sends.length === 0);
  const known = followed.filter((one) => one.day !== undefined && !silent.includes(one));
  const days = known.map((one) => {
    const { date, day } = valuesOf(one, ask);
    return wordOf('remind.dated', ask, { date: date.charAt(0).toLowerCase() + date.slice(1), day });
  });
  const [first] = known.flatMap(({ sends }) => sends).sort((a, b) => a.at - b.at);
  return [
    ...silent.flatMap((one) => plannedOf(one, ask)),
    ...(known.length > 0
      ? say('several', { dates: days.reduce((first, next) => wordOf('remind.joined', ask, { first, next })) })
      : []),
    ...waitingOf(followed, 'waiting', ask),
    ...(first ? say('first', { sends: onDays([first.at], ask) }) : []),
    ...(known.some(({ skipped }) => skipped.length > 0) ? say('skipped', { leads: wordOf('remind.far', ask) }) : []),
  ];
}

/** The dates whose day the cell has not published, in one sentence for each academic year. */
function waitingOf(followed: readonly Followed[], text: string, ask: Ask): Block[] {
  const unknown = followed.filter(({ day }) => day === undefined);
  const years = [...new Set(unknown.map(({ year }) => year))].sort();
  return years.flatMap((academicYear) => {
    const dates = namesOf(
      unknown.filter(({ year }) => year === academicYear),
      ask,
    );
    return ask.say(text, { dates: dates.charAt(0).toUpperCase() + dates.slice(1), academicYear });
  });
}

function lineOf(one: Followed, short: boolean, ask: Ask): Block[] {
  if (one.sends.length === 0) return ask.say('silent', valuesOf(one, ask));
  if (!short) return ask.say('one', { ...valuesOf(one, ask), sends: sendsOf(one, ask) });
  return ask.say('short', { ...valuesOf(one, ask), sends: onDays([Math.min(...one.sends.map(({ at }) => at))], ask) });
}

function overOf(one: Occasion, ask: Ask): Block[] {
  const values = { date: nameOf(one, ask), over: inWords(one.over ?? '', ask.lang) };
  return one.day === undefined ? ask.say('overUnknown', values) : ask.say('over', { ...values, ...valuesOf(one, ask) });
}

/** The days of the messages: "le lundi 1er mars et le dimanche 14 mars, à 9 h". */
const sendsOf = ({ sends }: Followed, ask: Ask): string =>
  onDays(
    sends.map(({ at }) => at),
    ask,
  );

function onDays(times: readonly number[], ask: Ask): string {
  const days = times.map((at) => wordOf('remind.day', ask, { day: weekdayInWords(dateAt(at), ask.lang) }));
  return wordOf('remind.on', ask, { days: listed(days, ask) });
}

const leadsInWords = (leads: readonly number[], ask: Ask): string =>
  listed(
    leads.map((lead) => leadInWords(lead, ask)),
    ask,
  );

const valuesOf = (one: DateOfYear & { day?: string; confirmed: boolean }, ask: Ask) => ({
  date: nameOf(one, ask),
  day: dayOf(one.day ?? '', one.confirmed, ask.content.facts, ask.lang),
});

function dayOf(day: string, confirmed: boolean, facts: Facts, lang: Lang): string {
  return inWords(day, lang) + (confirmed ? '' : ` ${facts.toConfirm[lang] ?? ''}`);
}

const datesOf = (followed: readonly DateOfYear[]): DateOfYear[] => followed.map(({ date, year }) => ({ date, year }));

/** The name of a date, as it begins a sentence. */
function nameOf({ date }: DateOfYear, { content, lang }: Pick<Ask, 'content' | 'lang'>): string {
  const name = content.calendar[date]?.name[lang] ?? date;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const namesOf = (dates: readonly DateOfYear[], ask: Ask): string =>
  listed(
    dates.map(({ date }) => ask.content.calendar[date]?.name[ask.lang] ?? date),
    ask,
  );

function leadInWords(lead: number, ask: Ask): string {
  const name = lead === 0 ? 'same' : lead === 1 ? 'one' : 'days';
  return wordOf(`remind.lead.${name}`, ask, { days: String(lead) });
}

/** "a, b et c". */
function listed(words: readonly string[], ask: Ask): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${wordOf('remind.and', ask)} ${last}`;
}

type Speaks = { content: Content; lang: Lang; today: string };

/** A phrase that is but words. */
function wordOf(name: string, { content, lang, today }: Speaks, values: Readonly<Record<string, string>> = {}): string {
  const [block] = phraseOf(name, { content, lang, today }, values);
  return block?.type === 'paragraph' ? block.children.map((node) => ('value' in node ? node.value : '')).join('') : '';
}

function phraseOf(name: string, { content, lang, today }: Speaks, values: Readonly<Record<string, string>>): Block[] {
  return fillBlocks(
    content.phrases[name]?.[lang] ?? [],
    (key) => values[key] ?? quote(key, content.facts, today, lang)?.text ?? '',
  );
}

/** Buttons that subscribe to one of some dates. */
function offered(occasions: readonly Occasion[], bySemester: boolean, ask: Ask): Choice[] {
  const one = (occasion: Occasion): Choice => {
    const label = bySemester
      ? wordOf('remind.semester', ask, { semester: String(ask.content.calendar[occasion.date]?.semester ?? '') })
      : nameOf(occasion, ask);
    return {
      id: `reminder.subscribe;date=${occasion.date};year=${occasion.year}`,
      label,
      says: wordOf('remind.one.says', ask, { date: ask.content.calendar[occasion.date]?.name[ask.lang] ?? '' }),
    };
  };
  const all: Choice = {
    id: 'reminder.subscribe;about=all',
    label: wordOf('remind.all', ask),
    says: wordOf('remind.all.says', ask),
  };
  return occasions.length <= MOST_CHOICES ? occasions.map(one) : [...occasions.slice(0, MOST_CHOICES - 1).map(one), all];
}

/** The button that follows an answer about dates of the year: to be reminded of them. */
export function remindButton(content: Content, lang: Lang, today: string, topic: string, semester?: number): Choice | undefined {
  const speaks = { content, lang, today };
  const coming = Object.values(content.calendar).some(({ intent }) => intent === topic);
  if (!coming) return undefined;
  return {
    id: `reminder.subscribe;topic=${topic}${semester === undefined ? '' : `;semester=${semester}`}`,
    label: wordOf('remind.button', speaks),
    says: wordOf('remind.says', speaks),
  };
}

/**
 * The message that reminds: which dates, how far off they are now, what is left to do and how, and the buttons to say that it
 * is done or to stop. Corrections first. `now`: epoch ms.
 */
export function composeReminder(content: Content, notices: readonly Notice[], lang: Lang, now: number): Reply {
  const speaks = { content, lang, today: dateAt(now) };
  const urgent = [...notices].sort((a, b) => order(a) - order(b) || (a.day ?? '').localeCompare(b.day ?? ''));
  const todo = new Set(
    urgent.filter(({ kind }) => kind !== 'removed').map(({ date }) => `remind.todo.${content.calendar[date]?.intent}`),
  );
  return {
    kind: 'answer',
    intents: ['reminder.list'],
    confidence: 1,
    lang,
    blocks: [
      ...urgent.flatMap((notice) => noticeOf(notice, speaks)),
      ...[...todo].flatMap((name) => phraseOf(name, speaks, {})),
      ...(urgent.some(({ confirmed, kind }) => !confirmed && kind !== 'removed')
        ? small(phraseOf('remind.confirm', speaks, {}))
        : []),
    ],
    choices: buttonsOf(urgent, speaks),
    version: content.version,
  };
}

const order = ({ kind }: Notice): number => (kind === 'moved' || kind === 'removed' ? 0 : 1);

function noticeOf({ kind, date, year, day, before, confirmed }: Notice, speaks: Speaks): Block[] {
  const { content, lang, today } = speaks;
  return phraseOf(`remind.${kind}`, speaks, {
    date: content.calendar[date]?.name[lang] ?? date,
    day: day === undefined ? year : dayOf(day, confirmed, content.facts, lang),
    before: before === undefined ? '' : inWords(before, lang),
    left: day === undefined ? '' : leftOf(day, today, speaks),
  });
}

/** How far off a day is, as it is said: the message may leave later than it was planned. */
function leftOf(day: string, today: string, speaks: Speaks): string {
  const days = Math.round((Date.parse(day) - Date.parse(today)) / DAY_MS);
  if (days <= 0) return wordOf('remind.today', speaks);
  return days === 1 ? wordOf('remind.tomorrow', speaks) : wordOf('remind.days', speaks, { days: String(days) });
}

function buttonsOf(notices: readonly Notice[], speaks: Speaks): Choice[] {
  const open = notices.filter(({ kind }) => kind !== 'removed');
  const names = open.map(({ date }) => speaks.content.calendar[date]?.name[speaks.lang] ?? date);
  const ids = open.map(({ date, year }) => `date=${date};year=${year}`);
  const button = (label: string, settings: string): Choice => ({ id: `reminder.unsubscribe;${settings}`, label, says: label });
  const done = wordOf('remind.done', speaks);
  const dones = open.map((_, i) => button(open.length === 1 ? done : `${done} : ${names[i]}`, `done;${ids[i]}`));
  const stop = wordOf('remind.stop', speaks);
  return open.length === 0 ? [] : [...dones.slice(0, 2), button(stop, open.length === 1 ? (ids[0] as string) : 'about=all')];
}

const small = (blocks: readonly Block[]): Block[] =>
  blocks.map((block): Block => (block.type === 'paragraph' ? { ...block, tone: 'note' } : block));

/** The texts of the bot that reminders are made from; the check asks for them. */
export const REMINDER_PHRASES: readonly string[] = [
  ...[
    'lead',
    'published',
    'moved',
    'removed',
    'confirm',
    'today',
    'tomorrow',
    'days',
    'lead.same',
    'lead.one',
    'lead.days',
    'on',
    'day',
    'dated',
    'joined',
    'far',
    'and',
  ],
  ...['button', 'says', 'done', 'stop', 'all', 'all.says', 'one.says', 'semester'],
].map((name) => `remind.${name}`);
