import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/**
 * What `content/` says, read a second time: by hand and from the YAML alone, without a line of the code that answers. A bug
 * in how facts, dates or years are filled in is no bug here too.
 */

type Words = Record<string, string>;
type Fact = { value?: unknown; years?: Record<string, unknown> };
type Dates = { name: Words; every?: string; years?: Record<string, string>; confirmed?: string[]; intent: string };
type Part = Words & { semester?: number; now?: Words; past?: Words; passed?: Words };
export type Entry = { title: Words; answer?: Part[]; texts?: Record<string, Words>; choices?: string[] };

const read = (file: string) => parse(readFileSync(`content/${file}`, 'utf8'));
const TABLES = ['calendar.yaml', 'facts.yaml', 'grades.yaml', 'phrases.yaml'];
const topics = readdirSync('content').filter((file) => file.endsWith('.yaml') && !TABLES.includes(file));

export const facts: Record<string, Fact> = read('facts.yaml');
export const calendar: Record<string, Dates> = read('calendar.yaml');
export const phrases: Record<string, Words> = read('phrases.yaml');
export const grades: Record<string, [number, number][]> = read('grades.yaml').years;
export const entries: Record<string, Entry> = Object.assign({}, ...topics.map(read));

const DAYS = {
  fr: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};
export const MONTHS = {
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};
export type Spoken = keyof typeof MONTHS;

/** "2024-03-15" as "vendredi 15 mars 2024". */
export function inFull(date: string, lang: Spoken): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const weekday = DAYS[lang][new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  return `${weekday} ${lang === 'fr' && day === 1 ? '1er' : day} ${MONTHS[lang][month - 1]} ${year}`;
}

const yearOf = (date: string): string => {
  const first = Number(date.slice(0, 4)) - (date.slice(5) < '09-01' ? 1 : 0);
  return `${first}-${first + 1}`;
};
const inYear = (every: string, year: string): string => `${year.slice(every < '09' ? 5 : 0).slice(0, 4)}-${every}`;
const later = (year: string): string => `${Number(year.slice(0, 4)) + 1}-${Number(year.slice(5)) + 1}`;
const inLang = (value: unknown, lang: Spoken): string =>
  typeof value === 'object' && value !== null ? String((value as Words)[lang]) : String(value);

/** Of which year a quoted name is, and whether that is over. */
function ageOf(name: string, today: string): 'now' | 'past' | 'passed' {
  const year = yearOf(today);
  if (facts[name]?.years) return facts[name].years[year] === undefined ? 'past' : 'now';
  const dates = calendar[name];
  if (!dates) return 'now';
  const day = dates.years?.[year] ?? (dates.every && inYear(dates.every, year));
  if (day === undefined) return 'past';
  return (day.split('/')[1] ?? day.split('/')[0]!) < today ? 'passed' : 'now';
}

/** What `{name}` stands for on a day. */
function meant(name: string, today: string, lang: Spoken): string {
  const year = yearOf(today);
  if (name === 'year') return year;
  const base = name.replace(/\.(year|day|next)$/, '');
  const aspect = name === base ? '' : name.slice(base.length + 1);
  const fact = facts[name] ?? facts[base];
  if (fact) {
    if (!fact.years) return inLang(fact.value, lang);
    const known = fact.years[year] === undefined ? Object.keys(fact.years).sort().at(-1)! : year;
    return aspect === 'year' ? known : inLang(fact.years[known], lang);
  }
  const dates = calendar[name] ?? calendar[base];
  if (!dates) throw new Error(`content/ names {${name}}, which this test does not know`);
  const toConfirm = (of: string) =>
    dates.years?.[of] || dates.confirmed?.includes(of) ? '' : ` ${(phrases.toConfirm as Words)[lang]}`;
  const dayIn = (of: string) => dates.years?.[of] ?? (dates.every && inYear(dates.every, of));
  if (aspect === 'next') {
    const of = dayIn(year)! >= today ? year : later(year);
    return inFull(dayIn(of)!, lang) + toConfirm(of);
  }
  const known = dayIn(year) === undefined ? Object.keys(dates.years!).sort().at(-1)! : year;
  if (aspect === 'year') return known;
  const [from, to] = dayIn(known)!.split('/') as [string, string?];
  if (aspect === 'day') return inFull(from, lang).split(' ').slice(1, 3).join(' ');
  if (to === undefined) return inFull(from, lang) + toConfirm(known);
  const first = inFull(from, lang).split(' ').slice(0, 3).join(' ');
  return lang === 'fr' ? `du ${first} au ${inFull(to, lang)}` : `from ${first} to ${inFull(to, lang)}`;
}

/** A text with its names replaced. `program`: what the program itself promises. */
export const filled = (text: string, today: string, lang: Spoken, program: Readonly<Words>): string =>
  text.replace(/\{([^{}]+)\}/g, (_, name: string) => program[name] ?? meant(name, today, lang));

/** The paragraphs of an answer on a day, as Markdown, names replaced. */
export function paragraphs(entry: Entry, today: string, lang: Spoken, program: Readonly<Words>, semester?: number): string[] {
  const parts = (entry.answer ?? []).filter((part) => !part.semester || !semester || part.semester === semester);
  return parts.map((part) => {
    const now = part.now?.[lang] ?? part[lang]!;
    const ages = [...now.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => ageOf(name!, today));
    const old = ages.includes('past') ? part.past?.[lang] : undefined;
    const over = ages.includes('past') || !ages.includes('passed') ? undefined : part.passed?.[lang];
    return filled(old ?? over ?? now, today, lang, program);
  });
}
