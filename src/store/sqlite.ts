import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type CompiledQuery, Kysely, type QueryResult, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import Database from 'libsql';
import type { Tables } from './tables.ts';

/** How long SQLite itself waits for another process: it holds up the event loop, so briefly. */
const BUSY_TIMEOUT_MS = 10;
/** A write that found the database busy is tried again, after a pause that other work can use: for two seconds in all. */
export const BUSY_RETRIES = 60;
const BUSY_PAUSE_MS = 25;
/** Every query of the store is written once, so few statements exist; the bound is for a mistake. */
const MAX_STATEMENTS = 200;

/**
 * The log is copied back beside the event loop (src/store/checkpoint.ts). Only where it grows to 64 MB all the same, a commit does so,
 * and holds everybody up while the disk syncs.
 */
const PRAGMAS = ['journal_mode = WAL', 'synchronous = NORMAL', 'cache_size = -4000', 'wal_autocheckpoint = 16000'];

/** An open file, and a way to it past Kysely, which takes longer over a query of a turn than SQLite does. */
export type Sqlite = { db: Kysely<Tables>; direct: Direct };

export type Direct = {
  /** False while a transaction is open (whoever is not part of it must wait, as Kysely makes them), and when the file was closed. */
  isFree: () => boolean;
  /** The first row of what a query finds; libsql puts a field "_metadata" beside its columns. */
  first: (query: CompiledQuery) => unknown;
  /** Runs queries that change rows and give none, all or none of them. */
  write: (queries: readonly CompiledQuery[]) => QueryResult<unknown>[];
};

/**
 * Opens (and makes) the SQLite file at `path`, or a database in memory with ":memory:". It is for its owner alone: it
 * holds scores and replies. Throws what SQLite throws.
 */
export const openSqlite = (path: string): Kysely<Tables> => openBoth(path).db;

/** The same, with the direct way. */
export function openBoth(path: string): Sqlite {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const raw = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    if (path !== ':memory:') chmodSync(path, 0o600);
    for (const pragma of PRAGMAS) raw.exec(`PRAGMA ${pragma}`);
  } catch (error) {
    raw.close();
    throw error;
  }
  const database = keepingStatements(raw);
  return { db: new Kysely<Tables>({ dialect: new SqliteDialect({ database }) }), direct: directTo(raw, database) };
}

function directTo(raw: Database.Database, { prepare }: Statements): Direct {
  return {
    isFree: () => raw.open && !raw.inTransaction,
    first: ({ sql, parameters }) => prepare(sql).get(parameters),
    write: (queries) =>
      inTransaction(raw, () =>
        queries.map(({ sql, parameters }) => {
          const { changes } = prepare(sql).run(parameters);
          return { rows: [], numAffectedRows: BigInt(changes) };
        }),
      ),
  };
}

/** Runs `work` again while another process holds the database; `work` must have been rolled back. Other errors pass. */
export async function whenFree<T>(work: () => Promise<T>, retries = BUSY_RETRIES): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || tries >= retries) throw error;
      await delay(BUSY_PAUSE_MS);
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_BUSY');
}

/** `get`: the first row that is found, in one step instead of the three that `all` takes. */
type Statement = SqliteStatement & { get: (parameters: readonly unknown[]) => unknown };
type Statements = Omit<SqliteDatabase, 'prepare'> & { prepare: (sql: string) => Statement };

/** Preparing costs as much as running: a statement is prepared once. Safe because each use runs to its end at once. */
function keepingStatements(raw: Database.Database): Statements {
  const statements = new Map<string, Statement>();
  return {
    close: () => {
      statements.clear();
      tidy(raw);
      raw.close();
    },
    prepare: (sql) => {
      const known = statements.get(sql);
      if (known) return known;
      const fresh = Object.hasOwn(CONTROLS, sql) ? control(raw, sql) : prepare(raw, sql);
      if (statements.size < MAX_STATEMENTS) statements.set(sql, fresh);
      return fresh;
    },
  };
}

/** Statements that are not collected yet keep the connection from doing this on close. */
function tidy(raw: Database.Database): void {
  try {
    raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // Another process is at work: the log stays beside the file, and nothing is lost.
  }
}

/**
 * What begins and ends a transaction, run apart from prepared statements. A prepared statement that found the database
 * busy counts as running until it is used again, and keeps all others from being committed: so the database is taken
 * first, by a statement that leaves nothing behind.
 */
const CONTROLS: Record<string, string> = {
  begin: 'begin immediate',
  'begin immediate': 'begin immediate',
  commit: 'commit',
  rollback: 'rollback',
};

function control(raw: Database.Database, sql: string): Statement {
  const run = () => {
    // A full disk rolls back by itself: to do so again would be an error, told in place of the first.
    if (sql !== 'rollback' || raw.inTransaction) raw.exec(CONTROLS[sql] as string);
    return { changes: 0, lastInsertRowid: 0 };
  };
  return { reader: false, run, get: () => undefined, all: () => [], iterate: () => [][Symbol.iterator]() };
}

const WRITES = /^\s*(?:insert|update|delete|replace|with|create|alter|drop)\b/i;

function prepare(raw: Database.Database, sql: string): Statement {
  const statement = raw.prepare<unknown[]>(sql);
  const whole: <T>(work: () => T) => T = WRITES.test(sql) ? (work) => inTransaction(raw, work) : (work) => work();
  return {
    reader: statement.reader,
    get: (parameters) => statement.get(parameters),
    all: (parameters) => whole(() => statement.all(parameters)),
    run: (parameters) => whole(() => statement.run(parameters)),
    iterate: (parameters) => statement.iterate(parameters),
  };
}

/** A write in a transaction of its own, unless one is open. */
function inTransaction<T>(raw: Database.Database, work: () => T): T {
  if (raw.inTransaction) return work();
  raw.exec('begin immediate');
  try {
    const result = work();
    raw.exec('commit');
    return result;
  } catch (error) {
    if (raw.inTransaction) raw.exec('rollback');
    throw error;
  }
}
