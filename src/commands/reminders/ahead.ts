import { Temporal } from 'temporal-polyfill';
import { ZONE } from '../../content/dates.ts';
import { sift } from '../../remind/deliver/sift.ts';
import type { Due, Ledger, Row } from '../../remind/ledger.ts';
import type { DateOfYear } from '../../types.ts';
import { table } from '../table.ts';

type Planned = Awaited<ReturnType<Ledger['ahead']>>[number];

/** Reminders of one kind that go out together. `at`: in Strasbourg, to the minute. */
export type Ahead = DateOfYear & { at: string; channel: string; kind: Row['kind']; lead: number; day: string; persons: number };

/** What goes out from `now` (epoch ms) on, in order: what is overdue goes at once, as far as it is still of use. */
export function aheadOf(planned: readonly Planned[], now: number): Ahead[] {
  const later = planned.filter((row) => row.dueAt > now);
  const overdue = [...byPerson(planned.filter((row) => row.dueAt <= now)).values()];
  const atOnce = overdue.flatMap((rows) => sift(rows, ({ date, year }) => dayIn(rows, date, year), [], now).send);
  const channels = new Map(planned.map((row) => [row.id, row.channel]));
  const lines = new Map<string, Ahead>();
  for (const row of [...atOnce.map((due) => ({ ...due, dueAt: now })), ...later]) {
    const { date, year, kind, lead, day } = row;
    const line = { at: minute(row.dueAt), channel: channels.get(row.id) ?? '', date, year, kind, lead, day, persons: 0 };
    const key = Object.values(line).join(' ');
    const known = lines.get(key) ?? line;
    known.persons++;
    lines.set(key, known);
  }
  return [...lines.values()].sort((a, b) => a.at.localeCompare(b.at) || a.date.localeCompare(b.date));
}

/** The day that was planned for is the day there is. */
const dayIn = (rows: readonly Due[], date: string, year: string): string =>
  rows.find((row) => row.date === date && row.year === year)?.day ?? '';

function byPerson(rows: readonly Planned[]): Map<string, Planned[]> {
  const found = new Map<string, Planned[]>();
  for (const row of rows) {
    const key = `${row.channel} ${row.person}`;
    const known = found.get(key);
    if (known) known.push(row);
    else found.set(key, [row]);
  }
  return found;
}

const minute = (at: number): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(ZONE).toString({ smallestUnit: 'minute', timeZoneName: 'never' });

/** As lines for a terminal. */
export function aheadTable(ahead: readonly Ahead[]): string[] {
  if (ahead.length === 0) return ['Nothing is planned.'];
  const head = ['when (Strasbourg)', 'channel', 'date', 'year', 'what', 'day', 'persons'];
  const rows = ahead.map(({ at, channel, date, year, kind, lead, day, persons }) => [
    at,
    channel,
    date,
    year,
    kind === 'lead' ? `${lead} ${lead === 1 ? 'day' : 'days'} before` : kind,
    day,
    String(persons),
  ]);
  return table([head, ...rows]);
}
