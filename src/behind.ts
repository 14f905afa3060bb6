/** How long work is gathered. ms. */
const AFTER_MS = 20;

/** Does work that nobody waits for, in the order asked for; what throws keeps nothing else from being done. `later` a moment later, together; `now`: all that waits, at once. */
export type Behind = { later: (work: () => void) => void; now: () => void };

/** For what is written down about a request or a reply (counts, log lines): whoever waits for the answer does not wait for that. */
export function createBehind(): Behind {
  let waiting: (() => void)[] = [];
  const now = (): void => {
    const works = waiting;
    waiting = [];
    const failures: unknown[] = [];
    for (const work of works) {
      try {
        work();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  };
  return {
    later: (work) => {
      if (waiting.length === 0) setTimeout(now, AFTER_MS).unref();
      waiting.push(work);
    },
    now,
  };
}
