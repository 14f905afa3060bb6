import { academicYearOf, nextAcademicYear } from '../content/dates.ts';
import { dayIn } from '../content/facts.ts';
import type { CalendarEntry } from '../content/schema.ts';
import type { FeedEvent } from '../types.ts';

/** The years that the feed tells of on a day ("2026-10-01"): the current academic year and the next. */
export function feedYears(today: string): string[] {
  const current = academicYearOf(today);
  return [current, nextAcademicYear(current)];
}

/** Every date of these years that is known, in the order of the calendar. */
export function feedEvents(calendar: Readonly<Record<string, CalendarEntry>>, years: readonly string[]): FeedEvent[] {
  return years.flatMap((year) =>
    Object.entries(calendar).flatMap(([date, entry]): FeedEvent[] => {
      const { day, confirmed } = dayIn(entry, year);
      if (day === undefined) return [];
      // A date of that year alone is written out, maybe as a period: "2027-02-26/2027-04-12".
      const days = entry.years?.[year] ?? day;
      return [{ date, year, semester: entry.semester, day: days, status: confirmed ? 'confirmed' : 'tentative' }];
    }),
  );
}
