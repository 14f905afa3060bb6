import { dateAt, inWords, weekdayInWords } from '../../content/dates.ts';
import type { Facts } from '../../content/facts.ts';
import type { Content } from '../../content.ts';
import type { DateOfYear, Followed, Lang } from '../../types.ts';
import { phrase, textOf } from '../phrase.ts';
import type { Ask } from '../skill.ts';

/** The days of the messages: "le lundi 1er mars et le dimanche 14 mars, à 9 h". */
export const sendsOf = ({ sends }: Followed, ask: Ask): string =>
  onDays(
    sends.map(({ at }) => at),
    ask,
  );

export function onDays(times: readonly number[], ask: Ask): string {
  const days = times.map((at) => wordOf('remind.day', ask, { day: weekdayInWords(dateAt(at), ask.lang) }));
  return wordOf('remind.on', ask, { days: listed(days, ask) });
}

export const leadsInWords = (leads: readonly number[], ask: Ask): string =>
  listed(
    leads.map((lead) => leadInWords(lead, ask)),
    ask,
  );

export const valuesOf = (one: DateOfYear & { day?: string; confirmed: boolean }, ask: Ask) => ({
  date: nameOf(one, ask),
  day: dayOf(one.day ?? '', one.confirmed, ask.content.facts, ask.lang),
});

export function dayOf(day: string, confirmed: boolean, facts: Facts, lang: Lang): string {
  return inWords(day, lang) + (confirmed ? '' : ` ${facts.toConfirm[lang] ?? ''}`);
}

export const datesOf = (followed: readonly DateOfYear[]): DateOfYear[] => followed.map(({ date, year }) => ({ date, year }));

/** The name of a date, as it begins a sentence. */
export function nameOf({ date }: DateOfYear, { content, lang }: Pick<Ask, 'content' | 'lang'>): string {
  const name = content.calendar[date]?.name[lang] ?? date;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export const namesOf = (dates: readonly DateOfYear[], ask: Ask): string =>
  listed(
    dates.map(({ date }) => ask.content.calendar[date]?.name[ask.lang] ?? date),
    ask,
  );

export function leadInWords(lead: number, ask: Ask): string {
  const name = lead === 0 ? 'same' : lead === 1 ? 'one' : 'days';
  return wordOf(`remind.lead.${name}`, ask, { days: String(lead) });
}

/** "a, b et c". */
export function listed(words: readonly string[], ask: Ask): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${wordOf('remind.and', ask)} ${last}`;
}

export type Speaks = { content: Content; lang: Lang; today: string };

/** A phrase that is but words. */
export const wordOf = (name: string, { content, lang, today }: Speaks, values?: Readonly<Record<string, string>>): string =>
  textOf(phrase(content, name, lang, today, values));
