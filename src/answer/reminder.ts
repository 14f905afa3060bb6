import type { Acted } from '../remind/act.ts';
import { HOUR } from '../remind/times.ts';
import { LEADS, LONGEST_LEAD, type Occasion } from '../remind/wish.ts';
import type { Choice, DateOfYear, Followed, IntentId } from '../types.ts';
import { choicesOf, fill } from './phrase.ts';
import { choicesAfter, MOST_CHOICES, offered } from './reminder/choices.ts';
import { lineOf, overOf, plannedOf, severalOf, waitingOf } from './reminder/planned.ts';
import { datesOf, leadsInWords, nameOf, namesOf, wordOf } from './reminder/words.ts';
import type { Ask, Said, Skill } from './skill.ts';

/** More dates than this are listed in short. */
const FEW = 2;

/** What was planned, what is asked back, or what is over. */
export const reminderSubscribe: Skill = {
  texts: [
    ...['planned', 'unknown', 'late', 'full', 'skipped', 'displaced', 'several', 'first', 'waiting', 'replaced', 'declined'],
    ...['over', 'overUnknown', 'offer', 'semester', 'which', 'alsoWhich', 'tooLong', 'change', 'calendar', 'web'],
  ],
  answer: (ask) => {
    const { acted, say } = ask;
    const wish = acted?.wish;
    if (wish?.do === 'nothing') return { blocks: say('declined') };
    if (wish?.do === 'list') return reminderList.answer(asOf('reminder.list', ask));
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
    if (!acted || followed.length === 0) return { blocks: say('which') };
    const said = subscribed(acted, ask);
    return wish?.do === 'follow' && wish.asks ? alsoWhich(said, wish.asks, ask) : said;
  },
};

/** What is planned now, for a person who asks. */
export const reminderList: Skill = {
  texts: ['one', 'short', 'silent', 'unknown', 'nothing', 'leads'],
  answer: (ask) => {
    const followed = ask.acted?.followed ?? [];
    const remember = { dates: datesOf(followed), asking: followed.length === 0 };
    const asked = ask.slots.wish?.asksLeads ? leadTimes(ask) : [];
    if (followed.length === 0)
      return {
        blocks: [...asked, ...ask.say('nothing')],
        remember,
        choices: choicesOf(['reminder.subscribe', 'calendar.overview'], ask.content, ask.lang),
      };
    const known = followed.filter(({ day }) => day !== undefined);
    const line = (one: Followed) => lineOf(one, followed.length > FEW, ask);
    return { blocks: [...asked, ...known.flatMap(line), ...waitingOf(followed, 'unknown', ask)], remember };
  },
};

/** The same question, answered with the texts of another intent. */
function asOf(intent: IntentId, ask: Ask): Ask {
  const { content, lang, today } = ask;
  const entry = content.entries.get(intent) ?? ask.entry;
  return { ...ask, intent, entry, say: (name, values = {}) => fill(content, entry.texts[name], lang, today, values) };
}

/** How long before its date a message comes, unless somebody asks otherwise. */
const leadTimes = (ask: Ask) =>
  ask.say('leads', { leads: leadsInWords(LEADS, ask), hour: String(HOUR), longest: String(LONGEST_LEAD) });

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

function subscribed({ followed, ended, displaced = [] }: Acted, ask: Ask): Said {
  const { say, rings, slots, today } = ask;
  const planned = followed.length > 1 ? severalOf(followed, ask) : followed.flatMap((one) => plannedOf(one, ask));
  const blocks = [
    ...planned,
    ...displaced.flatMap((one) => say('displaced', { date: nameOf(one, ask), leads: leadsInWords(one.skipped, ask) })),
    ...(ended.length === 0 ? [] : say('replaced', { dates: namesOf(ended, ask) })),
  ];
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

/** One of several subjects is planned; of another it must be known which date is meant. */
const alsoWhich = (said: Said, asks: readonly Occasion[], ask: Ask): Said => ({
  ...said,
  blocks: [...said.blocks, ...ask.say('alsoWhich', { dates: namesOf(asks, ask) })],
  choices: offered(asks, false, ask),
  remember: { dates: datesOf(asks), asking: true },
});

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
