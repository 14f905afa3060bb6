import type { Transaction } from 'kysely';
import { migrate } from './migrations.ts';
import { openSqlite, whenFree } from './sqlite.ts';
import type { Db, Tables } from './tables.ts';
import { createWriter, type Write } from './writer.ts';

/** Where the data is: a SQLite file (":memory:" for one that is gone on close), or a PostgreSQL database. */
export type Place = { sqlite: string } | { url: string };

/** An open database with this program's schema. Queries are written once, in words that both dialects speak. */
export type Database = {
  db: Db;
  /** For the few queries that need a word of one dialect only, such as `for update skip locked`. */
  dialect: 'sqlite' | 'postgres';
  /** Runs one query that changes rows; resolves when it is committed. */
  write: Write;
  /** Runs several queries as one: all or none. `work` may run again from its start, so it changes nothing else. */
  together: <T>(work: (transaction: Transaction<Tables>) => Promise<T>) => Promise<T>;
  /** Waits for the writes in hand. */
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
  const db = openSqlite(path);
  try {
    await whenFree(() => migrate(db, 'sqlite'));
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const { write, idle } = createWriter(db);
  const close = async () => {
    await idle();
    await db.destroy();
  };
  return { db, dialect: 'sqlite', write, together: (work) => whenFree(() => db.transaction().execute(work)), close };
}

async function onPostgres(url: string): Promise<Database> {
  // Who keeps its data in a file does not load the driver.
  const { openPostgres, PATIENT, reachable } = await import('./postgres.ts');
  const patient = openPostgres(url, PATIENT);
  try {
    await reachable(url, () => migrate(patient, 'postgres'));
  } finally {
    await patient.destroy();
  }
  const db = openPostgres(url);
  return {
    db,
    dialect: 'postgres',
    // The server groups the commits of many connections itself.
    write: (query) => db.executeQuery(query),
    together: (work) => db.transaction().execute(work),
    close: () => db.destroy(),
  };
}
