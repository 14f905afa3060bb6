import { dayIn } from '../content/facts.ts';
import type { CalendarEntry } from '../content/schema.ts';
import type { Followed } from '../types.ts';
import type { Calendar } from './calendar.ts';
import type { Held, Subscription } from './ledger.ts';

/** What a person is reminded of, soonest first, the unknown days last; dates that the calendar no longer names are left out. */
export function followedOf(held: Held, calendar: Calendar, now: number): Followed[] {
  return held.subscriptions
    .flatMap((subscription) => {
      const entry = Object.hasOwn(calendar, subscription.date) ? calendar[subscription.date] : undefined;
      return entry ? [one(held, subscription, entry, now)] : [];
    })
    .sort((a, b) => (a.day ?? '9').localeCompare(b.day ?? '9') || a.date.localeCompare(b.date));
}

function one(held: Held, { id, date, year, leads }: Subscription, entry: CalendarEntry, now: number): Followed {
  const { day, confirmed } = dayIn(entry, year);
  const rows = held.rows.filter((row) => row.subscription === id && row.kind === 'lead' && row.day === day);
  const planned = rows.filter((row) => row.state === 'planned').sort((a, b) => a.dueAt - b.dueAt);
  const skipped = rows.filter((row) => row.state === 'skipped' && row.dueAt > now).map(({ lead }) => lead);
  return {
    date,
    year,
    day,
    confirmed,
    leads,
    sends: planned.map(({ dueAt, lead }) => ({ at: dueAt, lead })),
    skipped: skipped.sort((a, b) => b - a),
  };
}
