import type { Settled } from '../../remind/ledger.ts';
import type { Database } from '../database.ts';
import { prepared } from '../prepared.ts';
import { anyOf } from './lists.ts';
import { stateOfRow } from './state.ts';

/** What is written for messages, for any number of their rows at once. */
export function settlingQueries({ db, dialect }: Pick<Database, 'db' | 'dialect'>) {
  const rows = (ids: readonly string[], leftAt: number) =>
    db.updateTable('reminder').where('id', 'in', anyOf(dialect, ids)).where('left_at', '=', leftAt);

  return {
    /** Rows that still are this worker's leave; gives which. */
    leave: (ids: readonly string[], worker: string, until: number, now: number, answerBy: number) =>
      db
        .updateTable('reminder')
        .set((row) => ({
          state: 'leaving',
          left_at: now,
          free_at: answerBy,
          attempts: row('attempts', '+', 1),
          updated_at: now,
        }))
        .where('id', 'in', anyOf(dialect, ids))
        .where(stateOfRow, '=', 'planned')
        .where('worker', '=', worker)
        .where('free_at', '=', until)
        .returning('id')
        .compile(),

    ended: (ids: readonly string[], leftAt: number, ended: Settled, now: number) => {
      const { state } = ended;
      if (state === 'planned')
        // It did not arrive: planned as before.
        return rows(ids, leftAt)
          .where(stateOfRow, '=', 'leaving')
          .set({ state, free_at: ended.freeAt, left_at: null, updated_at: now })
          .compile();
      if (state === 'sent')
        // What was given up as ambiguous while the answer was on its way is known after all.
        return rows(ids, leftAt)
          .where(stateOfRow, 'in', ['leaving', 'ambiguous'])
          .set({ state, why: null, updated_at: now })
          .compile();
      return rows(ids, leftAt).where(stateOfRow, '=', 'leaving').set({ state, why: ended.why, updated_at: now }).compile();
    },

    giveUp: prepared({ channel: 'c', now: 1 }, ({ channel, now }) =>
      db
        .updateTable('reminder')
        .set({ state: 'ambiguous', why: 'no answer was recorded', updated_at: now })
        .where('state', '=', 'leaving')
        .where('channel', '=', channel)
        .where('free_at', '<=', now),
    ),
  };
}
