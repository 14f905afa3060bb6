import type { Log } from './log.ts';
import { troubleOf } from './store/trouble.ts';
import type { Clock } from './types.ts';

/** A store that fails does so in every turn: that is said once a minute. */
const AGAIN_MS = 60_000;

/** What is told of the store's failures: the first at once, then how many there were in each minute. */
export type StoreTrouble = { failed: (error: unknown) => void; works: () => void };

/** Writes the store's failures to the log, and that it works again. */
export function createStoreTrouble(log: Pick<Log, 'error' | 'info'>, clock: Clock): StoreTrouble {
  let last: { at: number; since: number } | undefined;

  return {
    failed: (err) => {
      const now = clock();
      if (last) last.since++;
      if (last && Math.abs(now - last.at) < AGAIN_MS) return;
      log.error(
        { err, why: troubleOf(err), failures: last?.since ?? 1 },
        'the store fails: turns are answered without memory, reminders wait',
      );
      last = { at: now, since: 0 };
    },
    works: () => {
      if (last) log.info('the store works again');
      last = undefined;
    },
  };
}
