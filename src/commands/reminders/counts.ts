import { type Count, STATES, type State } from '../../remind/ledger.ts';
import type { DateOfYear } from '../../types.ts';
import { table } from '../table.ts';

/** What became of the reminders of one date: how many in each state, and the share of all (0 to 1). */
export type Summary = DateOfYear & { total: number; states: Record<State, { count: number; share: number }> };

/** A summary for each date of each year, in order. */
export function summaryOf(counts: readonly Count[]): Summary[] {
  const dates = new Map(counts.map(({ date, year }) => [`${year} ${date}`, { date, year }]));
  return [...dates]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([, date]) =>
      oneOf(
        date,
        counts.filter((count) => count.date === date.date && count.year === date.year),
      ),
    );
}

function oneOf(date: DateOfYear, counts: readonly Count[]): Summary {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const states = Object.fromEntries(
    STATES.map((state) => {
      const count = counts.filter((one) => one.state === state).reduce((sum, one) => sum + one.count, 0);
      return [state, { count, share: total === 0 ? 0 : count / total }];
    }),
  ) as Record<State, { count: number; share: number }>;
  return { ...date, total, states };
}

/** The summary as lines for a terminal. */
export function countsTable(summaries: readonly Summary[]): string[] {
  if (summaries.length === 0) return ['No reminder has been planned yet.'];
  const rows = summaries.map(({ date, year, total, states }) => [
    date,
    year,
    String(total),
    ...STATES.map((state) => cell(states[state])),
  ]);
  return table([['date', 'year', 'all', ...STATES], ...rows]);
}

const cell = ({ count, share }: { count: number; share: number }): string =>
  count === 0 ? '0' : `${count} (${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %)`;
