import { dateAt, inWords } from '../../content/dates.ts';
import type { Content } from '../../content.ts';
import type { Block, Choice, Lang, Notice, Reply } from '../../types.ts';
import { phrase } from '../phrase.ts';
import { dayOf, type Speaks, wordOf } from './words.ts';

const DAY_MS = 86_400_000;

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
      ...[...todo].flatMap((name) => say(name, speaks)),
      ...(urgent.some(({ confirmed, kind }) => !confirmed && kind !== 'removed') ? small(say('remind.confirm', speaks)) : []),
    ],
    choices: buttonsOf(urgent, speaks),
    version: content.version,
  };
}

const order = ({ kind }: Notice): number => (kind === 'moved' || kind === 'removed' ? 0 : 1);

function noticeOf({ kind, date, year, day, before, confirmed }: Notice, speaks: Speaks): Block[] {
  const { content, lang, today } = speaks;
  return say(`remind.${kind}`, speaks, {
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

const say = (name: string, { content, lang, today }: Speaks, values: Readonly<Record<string, string>> = {}): Block[] =>
  phrase(content, name, lang, today, values);
