/** Runs what a turn asks of the database; throws when it does not answer soon. */
export type Hurry = <T>(work: () => Promise<T>) => Promise<T>;

/** How long a turn waits for the database, in ms, all in all: people wait. */
const PATIENCE_MS = 1_200;
/** Once it was silent, turns go on without it for this long. */
const PAUSE_MS = 1_000;

/**
 * For a database behind a network, which may fall silent in the middle of a query: the first to wait too long spares the others
 * the wait. What was asked may be done all the same, later.
 */
export function createHurry(patience = PATIENCE_MS): Hurry {
  let silent: Error | undefined;

  const late = (): Error => {
    silent = new Error('timeout: the database did not answer a turn');
    setTimeout(() => {
      silent = undefined;
    }, PAUSE_MS).unref();
    return silent;
  };
  return async (work) => {
    if (silent) throw silent;
    const asked = work();
    // Who gave up does not hear of it any more.
    asked.catch(() => {});
    let timer: NodeJS.Timeout | undefined;
    const patient = new Promise<never>((_, failed) => {
      timer = setTimeout(() => failed(silent ?? late()), patience);
    });
    try {
      return await Promise.race([asked, patient]);
    } finally {
      clearTimeout(timer);
    }
  };
}
