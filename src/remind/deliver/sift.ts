import { isFull, MOST } from '../cap.ts';
import type { DayOf } from '../change.ts';
import type { Closing, Due } from '../ledger.ts';
import { counts } from '../plan.ts';
import { dayNumberAt } from '../times.ts';

/** What is to be done with all that is due of one person. `send`: one message. `wait`: being planned anew, not now. */
export type Sifted = { send: Due[]; close: Closing[]; wait: Due[] };

/**
 * Which of a person's due rows are still of use. `left`: when messages left for the person lately (epoch ms). After a stop of
 * the server only the nearest lead time of a date goes; a day that is no longer in the calendar is not told.
 */
export function sift(rows: readonly Due[], dayOf: DayOf, left: readonly number[], now: number): Sifted {
  const close = rows.filter((row) => row.untilAt <= now).map(closing('missed', 'too late'));
  const inTime = rows.filter((row) => row.untilAt > now);
  const wait = inTime.filter((row) => row.day !== dayOf(row));
  const true_ = inTime.filter((row) => row.day === dayOf(row));
  const nearest = true_.filter((row) => !true_.some((other) => isNearer(other, row)));
  close.push(...true_.filter((row) => !nearest.includes(row)).map(closing('missed', 'a nearer one goes')));
  const send = nearest.filter((row) => row.kind !== 'lead' || !nearest.some((other) => saysTheDay(other, row)));
  close.push(...nearest.filter((row) => !send.includes(row)).map(closing('skipped', 'told with news of the date')));
  if (left.length >= MOST && send.every(counts) && isFull(dayNumberAt(now), left.map(dayNumberAt)))
    return { send: [], close: [...close, ...send.map(closing('skipped', 'two others this week'))], wait };
  return { send, close, wait };
}

const isNearer = (other: Due, row: Due): boolean =>
  other.kind === 'lead' && row.kind === 'lead' && other.subscription === row.subscription && other.lead < row.lead;

const saysTheDay = (other: Due, row: Due): boolean => other.kind !== 'lead' && other.subscription === row.subscription;

const closing =
  (state: Closing['state'], why: string) =>
  ({ id }: Due): Closing => ({ id, state, why });
