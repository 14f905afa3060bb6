import { type RawBuilder, sql } from 'kysely';
import type { Change, State, Subscription, Who } from '../../remind/ledger.ts';
import type { Database } from '../database.ts';
import { anyOf, listed, number, text } from './lists.ts';
import { stateOfRow } from './state.ts';

/** What changes what is planned, for any number of persons at once. What has left, or ended, meanwhile stays as it is. */
export function changing(dialect: Database['dialect']) {
  return {
    subscribe: (subscriptions: readonly (Subscription & Who)[], now: number): RawBuilder<unknown> => {
      const rows = subscriptions.map(({ id, channel, person, lang, date, year, leads, day }) => {
        return [id, channel, person, lang, date, year, JSON.stringify(leads), day];
      });
      return sql`
        insert into subscription (id, channel, person, lang, date, year, leads, day, created_at)
        select ${text(0)}, ${text(1)}, ${text(2)}, ${text(3)}, ${text(4)}, ${text(5)}, ${text(6)}, ${text(7)}, cast(${now} as bigint)
        from ${listed(dialect, rows)} where true
        on conflict (channel, person, date, year) do update set lang = excluded.lang, leads = excluded.leads, day = excluded.day`;
    },

    end: (ids: readonly string[]): RawBuilder<unknown> => sql`delete from subscription where id in ${anyOf(dialect, ids)}`,

    replace: (ids: readonly string[]): RawBuilder<unknown> =>
      sql`delete from reminder where id in ${anyOf(dialect, ids)} and ${stateOfRow} in ('planned', 'skipped')`,

    close: (ids: readonly string[], state: State, why: string, now: number): RawBuilder<unknown> => sql`
      update reminder set state = ${state}, why = ${why}, updated_at = ${now}
      where id in ${anyOf(dialect, ids)} and ${stateOfRow} in ('planned', 'skipped')`,

    /** Whose a row is, and what it is about, its subscription says. */
    plan: (planned: Change['planned'], now: number): RawBuilder<unknown> => {
      const rows = planned.map(({ id, subscription, kind, lead, day, before, dueAt, untilAt, state }) => {
        return [id, subscription, kind, lead, day, before, dueAt, untilAt, state];
      });
      return sql`
        insert into reminder (id, subscription_id, channel, person, lang, date, year, kind, lead, day, before,
          due_at, until_at, free_at, state, attempts, updated_at)
        select ${text(0)}, s.id, s.channel, s.person, s.lang, s.date, s.year, ${text(2)}, ${number(3)}, ${text(4)}, ${text(5)},
          ${number(6)}, ${number(7)}, ${number(6)}, ${text(8)}, 0, cast(${now} as bigint)
        from ${listed(dialect, rows)} cross join subscription as s where s.id = ${text(1)}
        on conflict (id) do update set lang = excluded.lang, due_at = excluded.due_at, until_at = excluded.until_at,
          free_at = excluded.free_at, state = excluded.state, why = null, updated_at = excluded.updated_at
        where reminder.state in ('planned', 'skipped', 'cancelled')`;
    },
  };
}
