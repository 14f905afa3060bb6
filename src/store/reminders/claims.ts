import { sql } from 'kysely';
import type { Due, Lease, Ledger } from '../../remind/ledger.ts';
import type { Clock } from '../../types.ts';
import type { Database } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { Tables } from '../tables.ts';
import { anyOf } from './lists.ts';
import { readRow } from './rows.ts';
import { stateOfRow } from './state.ts';

type Claims = Pick<Ledger, 'addresses' | 'claim' | 'claimOf' | 'messages' | 'nextOf' | 'postpone'>;
type Stored = Parameters<typeof readRow>[0];

/** Who sends what is due. */
export function claims({ db, dialect, write }: Database, clock: Clock): Claims {
  const unlessTaken = sql.raw(dialect === 'postgres' ? 'for update skip locked' : '');

  /**
   * One statement. It takes hold of one row of each person, the first; who holds that has all that is due of the person. What is
   * added to a column (`state || ''`) keeps SQLite, which has no statistics, from reading all that is due for each person.
   */
  const claim = prepared({ channel: 'c', limit: 1, worker: 'w', until: 2, now: 3 }, ({ channel, limit, worker, until, now }) => ({
    compile: () =>
      sql<Stored>`
      with first as (
        select id, person from reminder
        where state = 'planned' and channel = ${channel} and free_at <= ${now} and not exists (
          select 1 from reminder as other
          where other.channel = reminder.channel and other.person = reminder.person and other.state || '' = 'planned'
            and other.free_at <= ${now} and other.id < reminder.id || '')
        order by free_at limit ${limit} ${unlessTaken})
      update reminder set free_at = ${until}, worker = ${worker}, updated_at = ${now}
      where state || '' = 'planned' and free_at <= ${now} and id in (
        select mine.id from first cross join reminder as mine
        where mine.channel = ${channel} and mine.person = first.person
          and mine.state || '' = 'planned' and mine.free_at <= ${now})
      returning *`.compile(db),
  }));

  const claimOf = (channel: string, person: string, { worker, until }: Lease, now: number) =>
    db
      .updateTable('reminder')
      .set({ free_at: until, worker, updated_at: now })
      .where('channel', '=', channel)
      .where('person', '=', person)
      .where(stateOfRow, '=', 'planned')
      .where('free_at', '<=', now)
      .returningAll()
      .compile();

  return {
    claim: async (channel, limit, lease) =>
      due((await write(claim({ channel, limit, ...lease, now: clock() }))).rows as Stored[]),

    claimOf: async (channel, person, lease) =>
      due((await write(claimOf(channel, person, lease, clock()))).rows as Tables['reminder'][]),

    async nextOf(channel, person) {
      const row = await db
        .selectFrom('reminder')
        .select('free_at')
        .where('channel', '=', channel)
        .where('person', '=', person)
        .where('state', '=', 'planned')
        .orderBy('free_at')
        .limit(1)
        .executeTakeFirst();
      return row?.free_at;
    },

    async addresses(channel, persons) {
      const rows = await db
        .selectFrom('address')
        .select(['person', 'data'])
        .where('channel', '=', channel)
        .where('person', 'in', anyOf(dialect, persons))
        .where('private', '=', 1)
        // Of several the newest.
        .orderBy('updated_at')
        .execute();
      return new Map(rows.map(({ person, data }) => [person, data]));
    },

    async messages(channel, persons, since) {
      if (persons.length === 0) return [];
      const rows = await db
        .selectFrom('reminder')
        .select(['person', 'left_at'])
        .distinct()
        .where('channel', '=', channel)
        .where('person', 'in', anyOf(dialect, persons))
        .where('left_at', '>', since)
        .where('kind', 'in', ['lead', 'published'])
        .where(stateOfRow, 'in', ['leaving', 'sent', 'ambiguous'])
        .execute();
      return rows.flatMap(({ person, left_at }) => (person === null || left_at === null ? [] : [{ person, leftAt: left_at }]));
    },

    async postpone(ids, freeAt) {
      if (ids.length === 0) return;
      const query = db
        .updateTable('reminder')
        .set({ free_at: freeAt })
        .where('id', 'in', anyOf(dialect, ids))
        .where(stateOfRow, '=', 'planned');
      await write(query.compile());
    },
  };
}

const due = (rows: readonly Stored[]): Due[] =>
  rows.flatMap((row) => (row.person === null ? [] : [{ ...readRow(row), person: row.person }]));
