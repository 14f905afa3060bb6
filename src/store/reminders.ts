import { sql } from 'kysely';
import type { Ledger } from '../remind/ledger.ts';
import type { Clock } from '../types.ts';
import type { Database } from './database.ts';
import { changes } from './reminders/change.ts';
import { claims } from './reminders/claims.ts';
import { readRow } from './reminders/rows.ts';
import { settling } from './reminders/settle.ts';
import { stateOfRow } from './reminders/state.ts';
import type { Db } from './tables.ts';

/** The reminders of the store, and what deletes them. */
export type ReminderStore = Ledger & {
  /** Deletes a person's subscriptions; what is planned is cancelled, and the ledger no longer says for whom it was. */
  forget: (transaction: Db, channel: string, person: string) => Promise<number>;
  /** Takes the person out of rows settled before `until` (epoch ms), and ends subscriptions of years before `year`. */
  expire: (until: number, year: string) => Promise<void>;
};

export function createReminderStore(database: Database, clock: Clock): ReminderStore {
  const { db, dialect, write } = database;
  return {
    ...changes(database, clock),
    ...claims(database, clock),
    ...settling(database, clock),

    // Some ms of the event loop each; with PostgreSQL the most of it is spent there, and on the way.
    atOnce: dialect === 'sqlite' ? 50 : 250,

    dates: () => db.selectFrom('subscription').select(['date', 'year']).distinct().orderBy('year').orderBy('date').execute(),

    behind: ({ date, year }, day, limit, after) =>
      db
        .selectFrom('subscription')
        .select(['channel', 'person'])
        // As an expression: read in the order of the persons, not by the date, which is that of all.
        .where(sql<string>`date || ''`, '=', date)
        .where('year', '=', year)
        .where('day', '<>', day)
        .$if(after !== undefined, (query) =>
          query.where((row) => row(row.refTuple('channel', 'person'), '>', row.tuple(after?.channel ?? '', after?.person ?? ''))),
        )
        .orderBy('channel')
        .orderBy('person')
        .limit(limit)
        .execute(),

    async closeOverdue() {
      const now = clock();
      const query = db.updateTable('reminder').set({ state: 'missed', why: 'too late', updated_at: now });
      const { numAffectedRows } = await write(query.where('state', '=', 'planned').where('until_at', '<=', now).compile());
      return Number(numAffectedRows ?? 0);
    },

    async counts() {
      const rows = await db
        .selectFrom('reminder')
        .select(['date', 'year', 'state', (row) => row.fn.countAll<number>().as('count')])
        .groupBy(['date', 'year', 'state'])
        .orderBy('year')
        .orderBy('date')
        .execute();
      return rows.map((row) => ({ ...row, count: Number(row.count) }));
    },

    async ahead() {
      const rows = await db.selectFrom('reminder').selectAll().where('state', '=', 'planned').orderBy('due_at').execute();
      return rows.map((row) => ({ ...readRow(row), channel: row.channel, person: row.person ?? '' }));
    },

    async forget(transaction, channel, person) {
      const mine = transaction.updateTable('reminder').where('channel', '=', channel).where('person', '=', person);
      const cancelled = { state: 'cancelled' as const, why: 'forgotten', updated_at: clock() };
      await mine.set(cancelled).where(stateOfRow, 'in', ['planned', 'skipped']).execute();
      await mine.set({ person: null }).execute();
      const ended = transaction.deleteFrom('subscription').where('channel', '=', channel).where('person', '=', person);
      return Number((await ended.executeTakeFirst()).numDeletedRows);
    },

    async expire(until, year) {
      const old = db
        .updateTable('reminder')
        .set({ person: null })
        .where('person', 'is not', null)
        .where('updated_at', '<=', until);
      await write(old.where('state', 'not in', ['planned', 'leaving']).compile());
      const over = db
        .deleteFrom('subscription')
        .where('year', '<', year)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('reminder')
                .select('reminder.id')
                .whereRef('reminder.channel', '=', 'subscription.channel')
                .whereRef('reminder.person', '=', 'subscription.person')
                .whereRef('reminder.subscription_id', '=', 'subscription.id')
                .where(stateOfRow, 'in', ['planned', 'leaving']),
            ),
          ),
        );
      await write(over.compile());
    },
  };
}
