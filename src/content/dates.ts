import { Temporal } from 'temporal-polyfill';
import type { Lang } from '../types.ts';

/** The zone in which every date and hour of the PIX cell is meant. */
export const ZONE = 'Europe/Paris';

/** "2023-2024": from 1 September to 31 August. */
export type AcademicYear = string;

/** The calendar date in Strasbourg at an instant (epoch ms), as "2026-10-01". */
export function dateAt(now: number): string {
  const minute = Math.floor(now / MINUTE_MS);
  if (minute !== asked.minute) asked = { minute, date: dateOfInstant(now) };
  return asked.date;
}

/** Asked several times a turn, and the same for a minute: days begin with one, everywhere. */
const MINUTE_MS = 60_000;
let asked = { minute: Number.NaN, date: '' };

function dateOfInstant(now: number): string {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(ZONE).toPlainDate().toString();
}

/**
 * An instant as people write it ("2026-10-01T09:00+02:00"), in epoch ms; undefined if it is none. Without an offset it is meant
 * in Strasbourg; a date alone is its first minute.
 */
export function instantOf(text: string): number | undefined {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    // Without an offset, then.
  }
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(ZONE).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** "mardi 2 mars 2027 à 09:00", "Tuesday 2 March 2027 at 09:00", in Strasbourg. */
export function timeInWords(now: number, lang: Lang): string {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(ZONE);
  const time = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  return `${inWords(dateAt(now), lang)}${lang === 'fr' ? ' à' : lang === 'en' ? ' at' : ','} ${time}`;
}

/** The academic year that a date ("2026-10-01") lies in. */
export function academicYearOf(date: string): AcademicYear {
  if (date !== lain.date) lain = { date, year: yearAround(date) };
  return lain.year;
}

/** Of today it is asked several times a turn. */
let lain: { date: string | undefined; year: AcademicYear } = { date: undefined, year: '' };

function yearAround(date: string): AcademicYear {
  const { year, month } = Temporal.PlainDate.from(date);
  const first = month >= 9 ? year : year - 1;
  return `${first}-${first + 1}`;
}

/** "2023-2024" and no other shape, the second year following the first. */
export function isAcademicYear(text: string): boolean {
  const match = /^(\d{4})-(\d{4})$/.exec(text);
  return match !== null && Number(match[2]) === Number(match[1]) + 1;
}

/** True for a date that exists: not 31 November, not 29 February of a common year. */
export function isDate(text: string): boolean {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** True for a month and day that exist in every year: "11-15", but not "02-29" or "13-01". */
export function isMonthDay(text: string): boolean {
  return /^\d{2}-\d{2}$/.test(text) && isDate(`2023-${text}`);
}

/** A yearly rule ("11-15") on the academic year: November lies in its first calendar year, March in its second. */
export function projectOn(monthDay: string, year: AcademicYear): string {
  const first = Number(year.slice(0, 4));
  return `${Number(monthDay.slice(0, 2)) >= 9 ? first : first + 1}-${monthDay}`;
}

export function nextAcademicYear(year: AcademicYear): AcademicYear {
  const first = Number(year.slice(0, 4)) + 1;
  return `${first}-${first + 1}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(date: string, lang: Lang, options: Intl.DateTimeFormatOptions, key: string): string {
  const locale = lang === 'en' ? 'en-GB' : lang;
  let formatter = formats.get(locale + key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    formats.set(locale + key, formatter);
  }
  const text = formatter.format(Date.parse(`${date}T00:00:00Z`)).replace(',', '');
  return lang === 'fr' ? text.replace(/(^|\s)1 /, '$11er ') : text;
}

/** "vendredi 15 mars 2024", "Friday 15 March 2024". */
export function inWords(date: string, lang: Lang): string {
  return format(date, lang, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, 'long');
}

/** "lundi 26 février", "Monday 26 February". */
export function weekdayInWords(date: string, lang: Lang): string {
  return format(date, lang, { weekday: 'long', day: 'numeric', month: 'long' }, 'weekday');
}

/** "15 mars", "15 March". */
export function dayInWords(date: string, lang: Lang): string {
  return format(date, lang, { day: 'numeric', month: 'long' }, 'day');
}
