import type { CompiledQuery } from 'kysely';
import type { Lease, Ledger, Settled } from '../../remind/ledger.ts';
import type { Clock } from '../../types.ts';
import type { Database } from '../database.ts';
import { grouped } from './change.ts';
import { gathered } from './gather.ts';
import { anyOf } from './lists.ts';
import { settlingQueries } from './settle-queries.ts';
import { stateOfRow } from './state.ts';

type Settling = Pick<Ledger, 'close' | 'leave' | 'settle' | 'gone' | 'giveUp' | 'shown'>;

type Leaving = { ids: readonly string[]; lease: Lease; now: number; answerBy: number };
type Ending = { ids: readonly string[]; leftAt: number; how: Settled };

/** What becomes of what was claimed. */
export function settling({ db, dialect, write, together }: Database, clock: Clock): Settling {
  const changed = async (query: CompiledQuery) => Number((await write(query)).numAffectedRows ?? 0);

  const query = settlingQueries({ db, dialect });

  /** Each whole, or not at all: of one that is not, some rows were taken back at the last moment. */
  const leave = gathered(
    ({ lease, now, answerBy }: Leaving) => `${lease.worker} ${lease.until} ${now} ${answerBy}`,
    async (messages) => {
      const [{ lease, now, answerBy }] = messages as [Leaving];
      const asked = messages.flatMap(({ ids }) => ids);
      const { rows } = await write(query.leave(asked, lease.worker, lease.until, now, answerBy));
      const left = new Set((rows as { id: string }[]).map(({ id }) => id));
      const whole = messages.map(({ ids }) => ids.every((id) => left.has(id)));
      // Nothing has left of the others: they are planned as before.
      const back = messages.filter((_, i) => !whole[i]).flatMap(({ ids }) => ids.filter((id) => left.has(id)));
      const again = query.ended(back, now, { state: 'planned', freeAt: now }, clock());
      // Where that fails they end as ambiguous, and the others are none the worse for it.
      if (back.length > 0) await write(again).catch(() => {});
      return whole;
    },
  );
  const settle = gathered(
    ({ leftAt, how }: Ending) => `${leftAt} ${JSON.stringify(how)}`,
    async (messages) => {
      const [{ leftAt, how }] = messages as [Ending];
      const ids = messages.flatMap((message) => message.ids);
      await write(query.ended(ids, leftAt, how, clock()));
      return messages.map(() => undefined);
    },
  );

  return {
    async close(closed) {
      for (const [state, why, ids] of grouped([...closed])) {
        const closing = db.updateTable('reminder').set({ state, why, updated_at: clock() });
        await write(closing.where('id', 'in', anyOf(dialect, ids)).where(stateOfRow, '=', 'planned').compile());
      }
    },

    leave: (ids, lease, now, answerBy) => leave({ ids, lease, now, answerBy }),
    settle: (ids, leftAt, how) => settle({ ids, leftAt, how }),

    gone: (channel, person, ids, why, address) =>
      together(async (transaction) => {
        const now = clock();
        const end = { state: 'gone' as const, why, updated_at: now };
        await transaction
          .updateTable('reminder')
          .set(end)
          .where('id', 'in', anyOf(dialect, ids))
          .where(stateOfRow, '=', 'leaving')
          .execute();
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
          .where('id', 'in', anyOf(dialect, ids))
          .where('channel', '=', channel)
          .where('person', '=', person)
          .where(stateOfRow, '=', 'planned')
          .compile(),
      );
    },
  };
}
