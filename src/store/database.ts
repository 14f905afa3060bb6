import type { CompiledQuery, Transaction } from 'kysely';
import { createCheckpoints } from './checkpoint.ts';
import { createHurry, type Hurry } from './hurry.ts';
import { migrate, NewerDatabase } from './migrations.ts';
import { openBoth, whenFree } from './sqlite.ts';
import type { Db, Tables } from './tables.ts';
import { troubleOf } from './trouble.ts';
import { createWriter, type Write } from './writer.ts';

/** Where the data is: a SQLite file (":memory:" for one that is gone on close), or a PostgreSQL database. */
export type Place = { sqlite: string } | { url: string };

/** An open database with this program's schema. Queries are written once, in words that both dialects speak. */
export type Database = {
  db: Db;
  /** For the few queries that need a word of one dialect only, such as `for update skip locked`. */
  dialect: 'sqlite' | 'postgres';
  /** The first row that a query finds, of what is committed. */
  first: <R>(query: CompiledQuery<R>) => Promise<R | undefined>;
  /** Runs one query that changes rows; resolves when it is committed. */
  write: Write;
  /** Resolves when all that was asked to be written "later" is, or has failed. */
  before: () => Promise<unknown>;
  /** Runs several queries as one: all or none. `work` may run again from its start, so it changes nothing else. */
  together: <T>(work: (transaction: Transaction<Tables>) => Promise<T>) => Promise<T>;
  /** For what a turn waits for. */
  hurry: Hurry;
  /** Waits for what was asked to be written "later": who asked for the rest waits for it. */
  close: () => Promise<void>;
};

/**
 * Opens the database, and brings its schema up to date. Throws an Error in words for the one who starts the server when
 * it can't be opened or reached, or is of a newer version of the program; a password is not in them.
 */
export async function openDatabase(place: Place): Promise<Database> {
  return 'url' in place ? await onPostgres(place.url) : await onSqlite(place.sqlite);
}

async function onSqlite(path: string): Promise<Database> {
  const { db, direct } = await usable(path, 'give another DATA_DIR, or move the file away', () =>
    whenFree(() => migrated(() => openBoth(path), 'sqlite')),
  );
  const checkpoints = await createCheckpoints(path);
  const { write, before, idle } = createWriter(db, direct, checkpoints.written);
  const first = async <R>(query: CompiledQuery<R>): Promise<R | undefined> =>
    direct.isFree() ? (direct.first(query) as R | undefined) : (await db.executeQuery(query)).rows[0];
  const close = async () => {
    await idle();
    await checkpoints.close();
    await db.destroy();
  };
  const together: Database['together'] = async (work) => {
    await before();
    try {
      return await whenFree(() => db.transaction().execute(work));
    } finally {
      checkpoints.written();
    }
  };
  // Nothing of a file falls silent: what is busy says so.
  return { db, dialect: 'sqlite', first, write, before, together, hurry: (work) => work(), close };
}

async function onPostgres(url: string): Promise<Database> {
  // Who keeps its data in a file does not load the driver.
  const { openPostgres, PATIENT } = await import('./postgres.ts');
  // Only what is no secret: user and password stand before the host.
  const { host, pathname } = new URL(url);
  const patient = await usable(`${host}${pathname}`, 'is it running, and is STORE_URL right?', () =>
    migrated(() => ({ db: openPostgres(url, PATIENT) }), 'postgres'),
  );
  await patient.db.destroy();
  const db = openPostgres(url);
  /** What nobody waits for. */
  const later = new Set<Promise<unknown>>();
  const before = () => Promise.allSettled(later);
  return {
    db,
    dialect: 'postgres',
    first: async (query) => (await db.executeQuery(query)).rows[0],
    // The server groups the commits of many connections itself.
    write: (query, how) => {
      const written = pastDeadlocks(() => db.executeQuery(query)).finally(() => later.delete(written));
      if (how === 'later') later.add(written);
      return written;
    },
    before,
    together: (work) => pastDeadlocks(() => db.transaction().execute(work)),
    hurry: createHurry(),
    close: async () => {
      await before();
      await db.destroy();
    },
  };
}

/** PostgreSQL gives up one of two transactions that wait for each other. */
const DEADLOCK = '40P01';
const TRIES = 5;

async function pastDeadlocks<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const isDeadlock = error instanceof Error && 'code' in error && error.code === DEADLOCK;
      if (!isDeadlock || tries >= TRIES) throw error;
    }
  }
}

/** A database that was opened and brought up to date; closed again when that fails. */
async function migrated<T extends { db: Db }>(open: () => T, dialect: Database['dialect']): Promise<T> {
  const opened = open();
  try {
    await migrate(opened.db, dialect);
    return opened;
  } catch (error) {
    await opened.db.destroy();
    throw error;
  }
}

/** Says of an error of the database which one it is, and what to do. */
async function usable<T>(name: string, advice: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof NewerDatabase) throw error;
    const said = error instanceof Error && error.message ? ` "${error.message}"` : '';
    throw new Error(`${name} can't be used: ${troubleOf(error)}${said}: ${advice}`, { cause: error });
  }
}
