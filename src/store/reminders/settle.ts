import type { CompiledQuery } from 'kysely';
import type { Ledger, Settled } from '../../remind/ledger.ts';
import type { Clock } from '../../types.ts';
import type { Database } from '../database.ts';
import { grouped } from './change.ts';

type Settling = Pick<Ledger, 'close' | 'leave' | 'settle' | 'gone' | 'giveUp' | 'shown'>;

/** What becomes of what was claimed. */
export function settling({ db, write, together }: Database, clock: Clock): Settling {
  const changed = async (query: CompiledQuery) => Number((await write(query)).numAffectedRows ?? 0);

  const left = (ids: readonly string[], leftAt: number, states: ('leaving' | 'ambiguous')[]) =>
    db.updateTable('reminder').where('id', 'in', ids).where('left_at', '=', leftAt).where('state', 'in', states);

  const ending = (ids: readonly string[], leftAt: number, ended: Settled) => {
    const now = clock();
    if (ended.state === 'planned')
      return left(ids, leftAt, ['leaving']).set({ state: 'planned', free_at: ended.freeAt, left_at: null, updated_at: now });
    // What was given up as ambiguous while the answer was on its way is known after all.
    const why = 'why' in ended ? ended.why : null;
    const from: ('leaving' | 'ambiguous')[] = ended.state === 'sent' ? ['leaving', 'ambiguous'] : ['leaving'];
    return left(ids, leftAt, from).set({ state: ended.state, why, updated_at: now });
  };

  return {
    async close(closed) {
      for (const [state, why, ids] of grouped([...closed])) {
        const query = db.updateTable('reminder').set({ state, why, updated_at: clock() });
        await write(query.where('id', 'in', ids).where('state', '=', 'planned').compile());
      }
    },

    async leave(ids, { worker, until }, now, answerBy) {
      const query = db
        .updateTable('reminder')
        .set((row) => ({
          state: 'leaving',
          left_at: now,
          free_at: answerBy,
          attempts: row('attempts', '+', 1),
          updated_at: now,
        }))
        .where('id', 'in', ids)
        .where('state', '=', 'planned')
        .where('worker', '=', worker)
        .where('free_at', '=', until);
      const count = await changed(query.compile());
      if (count === ids.length) return true;
      // Some were taken back at the last moment: nothing has left, so the others are planned as before.
      if (count > 0) await write(ending(ids, now, { state: 'planned', freeAt: now }).compile());
      return false;
    },

    async settle(ids, leftAt, ended) {
      await write(ending(ids, leftAt, ended).compile());
    },

    gone: (channel, person, ids, why, address) =>
      together(async (transaction) => {
        const now = clock();
        const end = { state: 'gone' as const, why, updated_at: now };
        await transaction.updateTable('reminder').set(end).where('id', 'in', ids).where('state', '=', 'leaving').execute();
        await transaction
          .updateTable('reminder')
          .set(end)
          .where('channel', '=', channel)
          .where('person', '=', person)
          .where('state', '=', 'planned')
          .execute();
        await transaction.deleteFrom('subscription').where('channel', '=', channel).where('person', '=', person).execute();
        await transaction
          .deleteFrom('address')
          .where('channel', '=', channel)
          .where('person', '=', person)
          .where('data', '=', address)
          .execute();
      }),

    giveUp: (channel) => {
      const now = clock();
      return changed(
        db
          .updateTable('reminder')
          .set({ state: 'ambiguous', why: 'no answer was recorded', updated_at: now })
          .where('state', '=', 'leaving')
          .where('channel', '=', channel)
          .where('free_at', '<=', now)
          .compile(),
      );
    },

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
          .where('state', '=', 'planned')
          .compile(),
      );
    },
  };
}
