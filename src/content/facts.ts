import type { Lang } from '../types.ts';
import { type AcademicYear, academicYearOf, dayInWords, inWords, nextAcademicYear, projectOn, weekdayInWords } from './dates.ts';
import type { CalendarEntry, FactEntry, Value } from './schema.ts';

/** How a quoted fact stands today: of this year, of an earlier one, or a date of this year that is over. */
export type State = 'now' | 'past' | 'passed';

/** A quoted name, resolved for a day and a language. `confirmed`: the year in which a standing fact was last confirmed. */
export type Quoted = { text: string; state: State; year?: AcademicYear; confirmed?: AcademicYear };

/** A calendar date, resolved for a day. `to` is set for a period. `confirmed`: the cell confirmed this year's date. */
export type Dated = { from: string; to?: string; year: AcademicYear; state: State; confirmed: boolean };

export type Facts = {
  facts: Readonly<Record<string, FactEntry>>;
  calendar: Readonly<Record<string, CalendarEntry>>;
  /** Facts of the program itself ("program.memory-hours"), from the constants that the code uses. */
  program: Readonly<Record<string, string>>;
  /** Behind a date that is only the yearly rule, per language: "(date à confirmer)". */
  toConfirm: Readonly<Record<Lang, string>>;
};

/** Both ends in words; the year once, where it is the same. */
function period(first: string, last: string, lang: Lang): string {
  const from = first.slice(0, 4) === last.slice(0, 4) ? weekdayInWords(first, lang) : inWords(first, lang);
  const to = inWords(last, lang);
  if (lang === 'fr') return `du ${from} au ${to}`;
  if (lang === 'en') return `from ${from} to ${to}`;
  return `${from} – ${to}`;
}

/** The newest year not after the current one; else the oldest there is. */
function yearToQuote(years: readonly AcademicYear[], current: AcademicYear): AcademicYear | undefined {
  const sorted = [...years].sort();
  return sorted.filter((year) => year <= current).at(-1) ?? sorted[0];
}

/** The date of a calendar entry as it stands on `today`; undefined where it has none. */
export function dateOf(entry: CalendarEntry, today: string): Dated | undefined {
  const current = academicYearOf(today);
  const written = entry.years?.[current];
  if (written === undefined && entry.every !== undefined) {
    const from = projectOn(entry.every, current);
    return {
      from,
      year: current,
      state: from < today ? 'passed' : 'now',
      confirmed: entry.confirmed?.includes(current) ?? false,
    };
  }
  const year = written === undefined ? yearToQuote(Object.keys(entry.years ?? {}), current) : current;
  const date = year === undefined ? undefined : entry.years?.[year];
  if (year === undefined || date === undefined) return undefined;
  const [from, to] = date.split('/') as [string, string?];
  const over = (to ?? from) < today;
  return { from, to, year, state: year === current ? (over ? 'passed' : 'now') : 'past', confirmed: true };
}

/** The date of an entry in one academic year: its (first) day, undefined where nothing is known, and whether the cell confirmed it. */
export function dayIn(entry: CalendarEntry, year: AcademicYear): { day?: string; confirmed: boolean } {
  const written = entry.years?.[year]?.split('/')[0];
  if (written !== undefined) return { day: written, confirmed: true };
  if (entry.every === undefined) return { confirmed: false };
  return { day: projectOn(entry.every, year), confirmed: entry.confirmed?.includes(year) ?? false };
}

/** The first date of a yearly rule on or after `today`, and whether it is confirmed. */
export function nextDateOf(entry: CalendarEntry, today: string): { date: string; confirmed: boolean } | undefined {
  const current = academicYearOf(today);
  for (const year of [current, nextAcademicYear(current)]) {
    const date = entry.years?.[year]?.split('/')[0] ?? (entry.every === undefined ? undefined : projectOn(entry.every, year));
    if (date !== undefined && date >= today)
      return { date, confirmed: entry.years?.[year] !== undefined || (entry.confirmed?.includes(year) ?? false) };
  }
  return undefined;
}

/** A fact's value in a language; in another where it has none in this one. */
export function valueIn(value: Value, lang: Lang): string {
  return typeof value === 'object' ? (value[lang] ?? Object.values(value)[0] ?? '') : String(value);
}

/** A name that content may hold anything under, but not what every object inherits. */
const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** A quoted name ("code.share", "profile.s1.next") on a day, in a language; undefined where no such name exists. */
export function quote(
  name: string,
  { facts, calendar, program, toConfirm }: Facts,
  today: string,
  lang: Lang,
): Quoted | undefined {
  const current = academicYearOf(today);
  if (name === 'year') return { text: current, state: 'now' };
  const fixed = own(program, name);
  if (fixed !== undefined) return { text: fixed, state: 'now' };
  const fact = own(facts, name);
  if (fact) {
    if (!('years' in fact))
      return { text: valueIn(fact.value, lang), state: 'now', confirmed: 'confirmed' in fact ? fact.confirmed : undefined };
    const year = yearToQuote(Object.keys(fact.years), current);
    return year === undefined
      ? undefined
      : { text: valueIn(fact.years[year] as Value, lang), state: year === current ? 'now' : 'past', year };
  }
  const entry = own(calendar, name);
  const mark = (date: string, confirmed: boolean) => inWords(date, lang) + (confirmed ? '' : ` ${toConfirm[lang] ?? ''}`);
  if (entry) {
    const dated = dateOf(entry, today);
    if (!dated) return undefined;
    const text = dated.to === undefined ? mark(dated.from, dated.confirmed) : period(dated.from, dated.to, lang);
    return { text, state: dated.state, year: dated.year };
  }
  const dot = name.lastIndexOf('.');
  const [base, aspect] = [name.slice(0, dot), name.slice(dot + 1)];
  const whole = quoteBase(base, { facts, calendar, program, toConfirm }, today, lang);
  if (!whole) return undefined;
  if (aspect === 'year') return whole.year === undefined ? undefined : { text: whole.year, state: whole.state, year: whole.year };
  const dates = own(calendar, base);
  if (!dates) return undefined;
  const dated = dateOf(dates, today);
  if (aspect === 'day' && dated) return { text: dayInWords(dated.from, lang), state: dated.state, year: dated.year };
  const next = aspect === 'next' ? nextDateOf(dates, today) : undefined;
  return next && { text: mark(next.date, next.confirmed), state: 'now' };
}

function quoteBase(base: string, facts: Facts, today: string, lang: Lang): Quoted | undefined {
  return Object.hasOwn(facts.facts, base) || Object.hasOwn(facts.calendar, base) ? quote(base, facts, today, lang) : undefined;
}
