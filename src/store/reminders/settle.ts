import type { CompiledQuery } from 'kysely';
import type { Ledger, Settled } from '../../remind/ledger.ts';
import type { Clock } from '../../types.ts';
import type { Database } from '../database.ts';
import { grouped } from './change.ts';
import { settlingQueries } from './settle-queries.ts';
import { stateOfRow } from './state.ts';

type Settling = Pick<Ledger, 'close' | 'leave' | 'settle' | 'gone' | 'giveUp' | 'shown'>;

/** What becomes of what was claimed. */
export function settling({ db, write, together }: Database, clock: Clock): Settling {
  const changed = async (query: CompiledQuery) => Number((await write(query)).numAffectedRows ?? 0);

  const query = settlingQueries(db);
  const ended = (ids: readonly string[], leftAt: number, { state, ...ended }: Settled): CompiledQuery => {
    const now = clock();
    if (state === 'planned') return query.again({ leftAt, now, freeAt: 'freeAt' in ended ? ended.freeAt : now }, ids);
    if (state === 'sent') return query.sent({ leftAt, now }, ids);
    return query.ended({ leftAt, now, state, why: 'why' in ended ? ended.why : '' }, ids);
  };

  return {
    async close(closed) {
      for (const [state, why, ids] of grouped([...closed])) {
        const closing = db.updateTable('reminder').set({ state, why, updated_at: clock() });
        await write(closing.where('id', 'in', ids).where(stateOfRow, '=', 'planned').compile());
      }
    },

    async leave(ids, { worker, until }, now, answerBy) {
      const count = await changed(query.leave({ worker, until, now, answerBy }, ids));
      if (count === ids.length) return true;
      // Some were taken back at the last moment: nothing has left, so the others are planned as before.
      if (count > 0) await write(ended(ids, now, { state: 'planned', freeAt: now }));
      return false;
    },

    async settle(ids, leftAt, how) {
      await write(ended(ids, leftAt, how));
    },

    gone: (channel, person, ids, why, address) =>
      together(async (transaction) => {
        const now = clock();
        const end = { state: 'gone' as const, why, updated_at: now };
        await transaction.updateTable('reminder').set(end).where('id', 'in', ids).where(stateOfRow, '=', 'leaving').execute();
        await transaction
          .updateTable('reminder')
          .set(end)
          .where('channel', '=', channel)
          .where('person', '=', person)
          .where(stateOfRow, '=', 'planned')
          .execute();
        await transaction.deleteFrom('subscription').where('channel', '=', channel).where('person', '=', person).execute();
        await transaction
          .deleteFrom('address')
          .where('channel', '=', channel)
          .where('person', '=', person)
          .where('data', '=', address)
          .execute();
      }),

    giveUp: (channel) => changed(query.giveUp({ channel, now: clock() })),

    async shown(channel, person, ids) {
      if (ids.length === 0) return 0;
      const now = clock();
      return changed(
        db
          .updateTable('reminder')
          .set((row) => ({ state: 'sent', left_at: now, attempts: row('attempts', '+', 1), updated_at: now }))
          .where('id', 'in', ids)
          .where('channel', '=', channel)
          .where('person', '=', person)
          .where(stateOfRow, '=', 'planned')
          .compile(),
      );
    },
  };
}
