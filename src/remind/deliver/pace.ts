import type { Clock } from '../../types.ts';

/** Messages per second: of a whole channel, and of one conversation. Unset: any number. */
export type Rates = { all?: number; conversation?: number };

/** Waits; less long when stopped. */
export type Pause = (ms: number, stopped: AbortSignal) => Promise<void>;

/** More conversations than this are not remembered once their pause is over. */
const MANY = 10_000;

/** Spaces messages evenly: resolves when a conversation may be sent the next one. */
export function createPace({ all, conversation }: Rates, clock: Clock, pause: Pause) {
  const gap = (perSecond: number | undefined) => (perSecond === undefined ? 0 : 1000 / perSecond);
  const next = new Map<string, number>();
  let nextOfAll = 0;
  return async (key: string, stopped: AbortSignal): Promise<void> => {
    // A conversation that has to wait takes no place of the others meanwhile.
    for (let wait = 1; wait > 0 && !stopped.aborted; ) {
      wait = (next.get(key) ?? 0) - clock();
      if (wait > 0) await pause(wait, stopped);
    }
    const now = clock();
    const at = Math.max(now, nextOfAll);
    nextOfAll = at + gap(all);
    if (conversation !== undefined) {
      if (next.size >= MANY) for (const [old, until] of next) if (until <= now) next.delete(old);
      next.set(key, at + gap(conversation));
    }
    if (at > now) await pause(at - now, stopped);
  };
}
