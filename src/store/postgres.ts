import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { DatabaseError, Pool, type PoolClient, types } from 'pg';
import type { Tables } from './tables.ts';

/** Connections of one server: several servers share the hundred that PostgreSQL has by default. */
const CONNECTIONS = 10;
/** How long a query waits for a connection, in ms. */
const CONNECT_MS = 2_000;
/** After a failed connection, queries fail at once for this long: a turn goes on without memory, and must not wait for it. */
const PAUSE_MS = 1_000;
const INT8 = 20;
/** What the database says before it closes a connection: a stop, a break. */
const LAST_WORDS = /^(57P|08)/;

/** How long one query may take, in ms: by the database's clock, and by ours for a database that fell silent. 0: no limit. */
export type Patience = { statement: number; silence: number };
/** Of a turn: people wait. */
const HURRIED: Patience = { statement: 5_000, silence: 6_000 };
/** Of a change of the schema, and of the wait for another server that makes it. */
export const PATIENT: Patience = { statement: 0, silence: 0 };

/** Opens a pool of connections to `postgres://user:password@host:port/database`; connects with the first query. */
export function openPostgres(url: string, patience = HURRIED): Kysely<Tables> {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: patience.statement,
    query_timeout: patience.silence,
    keepAlive: true,
    application_name: 'pix-assistant',
    // Counts and times are far below 2^53.
    types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : types.getTypeParser(oid, format)) },
  });
  // A connection that breaks is taken out of the pool by itself; the query that used it, or the next one, tells.
  // Without a listener each of these would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: careful(pool) }) });
}

/** A pool that fails at once for a moment after it failed to connect. */
function careful(pool: Pool): PostgresPool {
  let down: { error: unknown } | undefined;
  return {
    connect: async () => {
      if (down) throw down.error;
      try {
        return droppable(await pool.connect());
      } catch (error) {
        down = { error };
        setTimeout(() => {
          down = undefined;
        }, PAUSE_MS).unref();
        throw error;
      }
    },
    end: () => pool.end(),
  };
}

/** A connection that is closed when it is given back after anything but an answer of the database: silence, a break. */
function droppable(client: PoolClient): PostgresPoolClient {
  let broken: { error: unknown } | undefined;
  async function query<R>(sql: string, parameters: readonly unknown[]) {
    if (broken) throw broken.error;
    try {
      const { command, rowCount, rows } = await client.query<R & object>(sql, [...parameters]);
      return { command, rowCount, rows };
    } catch (error) {
      if (!(error instanceof DatabaseError) || LAST_WORDS.test(error.code ?? '')) broken = { error };
      throw error;
    }
  }
  // Kysely's type also has a cursor to read from, which no query of ours uses.
  return { query, release: () => client.release(broken !== undefined) } as PostgresPoolClient;
}
