import type { Content } from '../../content.ts';
import type { Occasion } from '../../remind/wish.ts';
import type { Choice, Followed, Lang } from '../../types.ts';
import { choicesOf } from '../phrase.ts';
import type { Ask } from '../skill.ts';
import { nameOf, wordOf } from './words.ts';

/** Buttons of one answer. */
export const MOST_CHOICES = 3;

/** To see all, and to stop what was just planned, by one press where it is one date. */
export function choicesAfter(followed: readonly Followed[], ask: Ask): Choice[] {
  const [one, second] = followed;
  if (!one || second) return choicesOf(['reminder.list', 'reminder.unsubscribe', 'calendar.overview'], ask.content, ask.lang);
  const label = wordOf('remind.stop', ask);
  const stop: Choice = { id: `reminder.unsubscribe;date=${one.date};year=${one.year}`, label, says: label };
  return [
    ...choicesOf(['reminder.list'], ask.content, ask.lang),
    stop,
    ...choicesOf(['calendar.overview'], ask.content, ask.lang),
  ];
}

/** Buttons that subscribe to one of some dates. */
export function offered(occasions: readonly Occasion[], bySemester: boolean, ask: Ask): Choice[] {
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
