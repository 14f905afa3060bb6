import type { Due, Settled } from '../ledger.ts';

/** After so many requests that did not arrive it is given up: about a day. */
export const MOST_ATTEMPTS = 30;
const FIRST_MS = 5_000;
const LONGEST_MS = 3_600_000;
/** Added at random, so that all that failed together does not come again together. */
const JITTER = 0.25;

/**
 * When a message that did not arrive goes again: not before the platform said (`afterMs`), later each time, never when it is
 * of no use any more. `random`: 0 to 1.
 */
export function again({ attempts, untilAt }: Due, afterMs: number, now: number, random: number): Settled {
  if (attempts + 1 >= MOST_ATTEMPTS) return { state: 'failed', why: 'tried too often' };
  const pause = Math.max(afterMs, Math.min(FIRST_MS * 2 ** attempts, LONGEST_MS));
  const freeAt = Math.ceil(now + pause * (1 + JITTER * random));
  return freeAt >= untilAt ? { state: 'failed', why: 'no time to try again' } : { state: 'planned', freeAt };
}
