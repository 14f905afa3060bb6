import { prepared } from '../prepared.ts';
import type { Db } from '../tables.ts';
import { counted } from './counted.ts';
import { stateOfRow } from './state.ts';

/** What is written for each message, built once. */
export function settlingQueries(db: Db) {
  const rows = (ids: readonly string[], leftAt: number) =>
    db.updateTable('reminder').where('id', 'in', ids).where('left_at', '=', leftAt);

  return {
    /** Rows that still are this worker's leave. */
    leave: counted({ worker: 'w', until: 1, now: 2, answerBy: 3 }, ({ worker, until, now, answerBy }, ids) =>
      db
        .updateTable('reminder')
        .set((row) => ({
          state: 'leaving',
          left_at: now,
          free_at: answerBy,
          // Not a value: a query that is built once would take it for one of those that differ.
          attempts: row('attempts', '+', row.lit(1)),
          updated_at: now,
        }))
        .where('id', 'in', ids)
        .where(stateOfRow, '=', 'planned')
        .where('worker', '=', worker)
        .where('free_at', '=', until),
    ),

    /** What was given up as ambiguous while the answer was on its way is known after all. */
    sent: counted({ leftAt: 1, now: 2 }, ({ leftAt, now }, ids) =>
      rows(ids, leftAt).where(stateOfRow, 'in', ['leaving', 'ambiguous']).set({ state: 'sent', why: null, updated_at: now }),
    ),

    ended: counted({ leftAt: 1, now: 2, state: 's' as 'ambiguous' | 'failed', why: 'w' }, ({ leftAt, now, state, why }, ids) =>
      rows(ids, leftAt).where(stateOfRow, '=', 'leaving').set({ state, why, updated_at: now }),
    ),

    /** It did not arrive: planned as before. */
    again: counted({ leftAt: 1, now: 2, freeAt: 3 }, ({ leftAt, now, freeAt }, ids) =>
      rows(ids, leftAt)
        .where(stateOfRow, '=', 'leaving')
        .set({ state: 'planned', free_at: freeAt, left_at: null, updated_at: now }),
    ),

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
