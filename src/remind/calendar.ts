import { dayIn } from '../content/facts.ts';
import type { Content } from '../content.ts';
import type { DateOfYear } from '../types.ts';

export type Calendar = Content['calendar'];

/** The day of a date, "" while it is unknown or no longer in the calendar. */
export function dayOn(calendar: Calendar, { date, year }: DateOfYear): string {
  const entry = Object.hasOwn(calendar, date) ? calendar[date] : undefined;
  return (entry && dayIn(entry, year).day) ?? '';
}
