import { dayIn } from '../../content/facts.ts';
import type { Notice } from '../../types.ts';
import type { Calendar } from '../calendar.ts';
import type { Row } from '../ledger.ts';

/** What rows say, soonest day first. */
export function noticesOf(rows: readonly Row[], calendar: Calendar): Notice[] {
  return [...rows].sort((a, b) => (a.day || a.before).localeCompare(b.day || b.before)).map((row) => noticeOf(row, calendar));
}

function noticeOf({ date, year, kind, day, before }: Row, calendar: Calendar): Notice {
  const entry = Object.hasOwn(calendar, date) ? calendar[date] : undefined;
  const confirmed = entry !== undefined && dayIn(entry, year).confirmed;
  return { date, year, kind, confirmed, ...(day === '' ? {} : { day }), ...(before === '' ? {} : { before }) };
}
