import type { CompiledQuery } from 'kysely';
import type { FeedEvent, FeedState, Semester, Store } from '../types.ts';
import type { Db, FeedTable } from './tables.ts';

export type FeedStoreParts = { db: Db; write: (query: CompiledQuery) => Promise<unknown>; now: () => number };

/**
 * Keeps what the calendar feed has published. Written only when something changed, and in a way that several servers that
 * see the same change at the same time count it once.
 */
export function sequencesIn({ db, write, now }: FeedStoreParts): Store['sequences'] {
  const rowsOf = async (years: readonly string[]): Promise<FeedTable[]> =>
    db
      .selectFrom('feed')
      .selectAll()
      .where('year', 'in', [...years])
      .orderBy('day')
      .orderBy('date')
      .execute();

  return async (events, years) => {
    if (years.length === 0) return [];
    const before = new Map((await rowsOf(years)).map((row) => [keyOf(row), row]));
    const wanted = new Map(events.map((event) => [keyOf(event), event]));
    const changes = [
      ...events.filter((event) => !isSame(event, before.get(keyOf(event)))).map((event) => publish(db, event, now())),
      ...[...before.values()]
        .filter((row) => row.status !== 'cancelled' && !wanted.has(keyOf(row)))
        .map((row) => cancel(db, row, now())),
    ];
    await Promise.all(changes.map(write));
    return (await rowsOf(years)).map(stateOf);
  };
}

const keyOf = ({ date, year }: { date: string; year: string }): string => `${date} ${year}`;

const isSame = ({ day, status, semester }: FeedEvent, row: FeedTable | undefined): boolean =>
  row !== undefined && row.day === day && row.status === status && row.semester === (semester ?? 0);

/** A new event begins at 0; one that another server has just changed the same way stays as that left it. */
function publish(db: Db, { date, year, day, status, semester: given }: FeedEvent, now: number): CompiledQuery {
  const semester = given ?? 0;
  return db
    .insertInto('feed')
    .values({ date, year, day, status, semester, sequence: 0, changed_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['date', 'year'])
        .doUpdateSet((row) => ({ day, status, semester, sequence: row('feed.sequence', '+', 1), changed_at: now }))
        .where((row) =>
          row.or([row('feed.day', '<>', day), row('feed.status', '<>', status), row('feed.semester', '<>', semester)]),
        ),
    )
    .compile();
}

function cancel(db: Db, { date, year }: FeedTable, now: number): CompiledQuery {
  return db
    .updateTable('feed')
    .set((row) => ({ status: 'cancelled' as const, sequence: row('sequence', '+', 1), changed_at: now }))
    .where('date', '=', date)
    .where('year', '=', year)
    .where('status', '<>', 'cancelled')
    .compile();
}

function stateOf({ date, year, day, status, semester, sequence, changed_at }: FeedTable): FeedState {
  return { date, year, day, status, semester: semesterOf(semester), sequence: Number(sequence), changedAt: Number(changed_at) };
}

const semesterOf = (stored: number): Semester | undefined => (stored === 1 || stored === 2 ? stored : undefined);
