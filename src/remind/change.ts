import type { DateOfYear, Lang } from '../types.ts';
import type { Change, Closing, Held, Planned, Row, Subscription } from './ledger.ts';
import { planOf, waitsStill } from './plan.ts';

type Wanted = Planned & { subscription: string };
export type DayOf = (date: DateOfYear) => string;

/**
 * What makes a person's rows those that they should be. `held`: as it is, with the subscriptions as they shall be; `dayOf`: the
 * day of a date now, "" while unknown. `touched`: the ids of subscriptions that are to be written in any case.
 */
export function changeOf(held: Held, dayOf: DayOf, now: number, touched: ReadonlySet<string> = new Set()): Change {
  const wanted = planOf(held, dayOf, now);
  const ids = new Set(wanted.map(({ id }) => id));
  const days = new Map(held.subscriptions.map((subscription) => [subscription.id, dayOf(subscription)]));
  const langs = new Map(held.subscriptions.map(({ id, lang }) => [id, lang]));
  const unwanted = held.rows.filter((row) => days.has(row.subscription) && !ids.has(row.id) && isOpen(row, now));
  const moved = unwanted.filter((row) => isMoved(row, days.get(row.subscription) ?? ''));
  return {
    subscriptions: held.subscriptions
      .filter(({ id, day }) => touched.has(id) || day !== days.get(id))
      .map((subscription) => ({ ...subscription, day: days.get(subscription.id) ?? '' })),
    ended: [],
    planned: wanted.filter((row) => !stands(row, langs.get(row.subscription), held.rows)),
    replaced: moved.map(({ id }) => id),
    closed: unwanted
      .filter((row) => !moved.includes(row))
      .map(
        ({ id, subscription }): Closing => ({
          id,
          state: 'cancelled',
          why: days.get(subscription) === '' ? 'removed' : 'changed',
        }),
      ),
  };
}

/** What ends some subscriptions for a reason; the others of the person take the places that become free. */
export function endOfSubscriptions(
  held: Held,
  ends: (subscription: Subscription) => boolean,
  why: string,
  dayOf: DayOf,
  now: number,
): Change {
  const ended = new Set(held.subscriptions.filter(ends).map(({ id }) => id));
  const rest = changeOf({ ...held, subscriptions: held.subscriptions.filter(({ id }) => !ended.has(id)) }, dayOf, now);
  const closed = held.rows
    .filter((row) => ended.has(row.subscription) && row.state === 'planned')
    .map(({ id }): Closing => ({ id, state: 'cancelled', why }));
  return { ...rest, ended: [...ended], closed: [...rest.closed, ...closed] };
}

/** May still change. What is over is left to `closeOverdue`. */
const isOpen = (row: Row, now: number): boolean => row.untilAt > now && waitsStill(row, now);

/** A lead time that waits for a day which is no longer the day: nothing happened to it, the new row takes its place. */
const isMoved = (row: Row, day: string): boolean => row.kind === 'lead' && day !== '' && row.day !== day;

/** Is the row there already, as it should be? */
const stands = ({ id, state, dueAt }: Wanted, lang: Lang | undefined, rows: readonly Row[]): boolean =>
  rows.some((row) => row.id === id && row.state === state && row.dueAt === dueAt && row.lang === lang);
