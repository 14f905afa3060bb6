import Database from 'libsql/promise';

/** How often the log of a busy database is copied back: often enough that it stays small, seldom enough that pages changed often are copied once. */
const EVERY_MS = 10_000;

export type Checkpoints = {
  /** Something was written. */
  written: () => void;
  close: () => Promise<void>;
};

/**
 * Copies the log of a SQLite file back into it now and then, on a connection that works beside the event loop: the disk syncs twice
 * meanwhile, and all who ask would wait for it. Readers and writers go on; a failure leaves it to the next time.
 */
export async function createCheckpoints(path: string): Promise<Checkpoints> {
  if (path === ':memory:') return { written: () => {}, close: async () => {} };
  const connection = new Database(path, {});
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const start = (): void => {
    timer = undefined;
    running = connection.exec('PRAGMA wal_checkpoint(PASSIVE)').catch(() => {});
  };
  return {
    written: () => {
      timer ??= setTimeout(start, EVERY_MS).unref();
    },
    close: async () => {
      clearTimeout(timer);
      await running;
      connection.close();
    },
  };
}
