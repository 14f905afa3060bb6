import type { CompiledQuery, QueryResult } from 'kysely';
import { BUSY_RETRIES, type Direct, whenFree } from './sqlite.ts';
import type { Db } from './tables.ts';

type Waiting = {
  query: CompiledQuery;
  how: How | undefined;
  done: (result: QueryResult<unknown>) => void;
  failed: (error: unknown) => void;
};

/** `plain`: it gives no rows. `later`: nor does anybody wait for it, so it may be committed a moment later, together with others. */
export type How = 'plain' | 'later';

/** Runs a query that changes rows; resolves when it is committed. The order stays that in which writes were asked for. */
export type Write = (query: CompiledQuery, how?: How) => Promise<QueryResult<unknown>>;

/** How long writes that nobody waits for are gathered: on a busy morning one commit does for dozens of turns. */
const LATER_MS = 20;
/** Writes so soon after others come from several requests. */
const BUSY_MS = 2;

/**
 * Group commit: the writes that turns ask for at the same time share one transaction, because with SQLite the commit
 * costs more than the rows. They run in the order asked for. A transaction that fails fails them all; after it, a
 * database that stays busy is not waited for again, so that a long trouble is no long wait in every turn.
 */
export function createWriter(
  db: Db,
  direct: Direct,
  written: () => void,
): { write: Write; before: () => Promise<unknown>; idle: () => Promise<void> } {
  let queue: Waiting[] = [];
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let retries = BUSY_RETRIES;
  let drained = Number.NEGATIVE_INFINITY;

  const drain = async (): Promise<void> => {
    // What the same request asks for goes together; where others are at it as well, so do all that arrived in this round of the event loop.
    await new Promise<void>(performance.now() - drained < BUSY_MS ? setImmediate : process.nextTick);
    do {
      const batch = queue;
      queue = [];
      retries = (await commit(db, direct, batch, retries)) ? BUSY_RETRIES : 0;
      written();
    } while (queue.some(({ how }) => how !== 'later'));
    running = undefined;
    drained = performance.now();
    if (queue.length > 0) wait();
  };
  const start = (): void => {
    clearTimeout(timer);
    timer = undefined;
    running ??= drain();
  };
  const wait = (): void => {
    timer ??= setTimeout(start, LATER_MS);
  };

  let last: Promise<unknown> = Promise.resolve();
  const ask = (query: CompiledQuery, how: How | undefined) =>
    new Promise<QueryResult<unknown>>((done, failed) => {
      queue.push({ query, how, done, failed });
      if (how !== 'later') start();
      else if (!running) wait();
    });

  return {
    write: (query, how) => {
      const asked = ask(query, how);
      last = asked.catch(() => {});
      return asked;
    },
    /** Resolves when all that was asked for so far is committed, or has failed; nothing is gathered any longer for it. */
    before: () => {
      if (queue.length > 0) start();
      return last;
    },
    idle: async () => {
      while (running || queue.length > 0) {
        start();
        await running;
      }
    },
  };
}

/** Settles every write of the batch; true if they were committed. */
async function commit(db: Db, direct: Direct, batch: Waiting[], retries: number): Promise<boolean> {
  try {
    const results = await whenFree(() => committed(db, direct, batch), retries);
    batch.forEach(({ done }, i) => {
      done(results[i] as QueryResult<unknown>);
    });
    return true;
  } catch (error) {
    for (const { failed } of batch) failed(error);
    return false;
  }
}

async function committed(db: Db, direct: Direct, batch: Waiting[]): Promise<QueryResult<unknown>[]> {
  const queries = batch.map(({ query }) => query);
  // What turns write is most of what is written, and Kysely takes longer over it than SQLite.
  if (batch.every(({ how }) => how !== undefined) && direct.isFree()) return direct.write(queries);
  if (batch.length === 1) return [await db.executeQuery(queries[0] as CompiledQuery)];
  return db.transaction().execute(async (transaction) => {
    const results: QueryResult<unknown>[] = [];
    for (const query of queries) results.push(await transaction.executeQuery(query));
    return results;
  });
}
