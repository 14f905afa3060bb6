import { type Kysely, type Migration, sql } from 'kysely';
import { feedStep } from './migrations/feed.ts';
import { reminders } from './migrations/reminders.ts';
import type { Db } from './tables.ts';

/**
 * The schema, step by step, in the order of the names. A step that has been released is never changed: add another.
 * No index for age: deleting by it reads the whole table, an hourly matter on a day's rows, while every turn would pay.
 */
const MIGRATIONS: Record<string, Migration> = {
  '001-memory-and-claims': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('memory')
        .addColumn('channel', 'text', (c) => c.notNull())
        .addColumn('conversation', 'text', (c) => c.notNull())
        .addColumn('person', 'text', (c) => c.notNull())
        .addColumn('memory', 'text', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('memory_pk', ['channel', 'conversation'])
        .execute();
      await db.schema
        .createTable('claim')
        .addColumn('channel', 'text', (c) => c.notNull())
        .addColumn('message_id', 'text', (c) => c.notNull())
        .addColumn('person', 'text')
        .addColumn('claimed_until', 'bigint', (c) => c.notNull())
        .addColumn('reply', 'text')
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('claim_pk', ['channel', 'message_id'])
        .execute();
    },
  },
  '002-addresses': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('address')
        .addColumn('channel', 'text', (c) => c.notNull())
        .addColumn('conversation', 'text', (c) => c.notNull())
        .addColumn('person', 'text', (c) => c.notNull())
        .addColumn('private', 'integer', (c) => c.notNull())
        .addColumn('data', 'text', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('address_pk', ['channel', 'conversation'])
        .execute();
      // Reminders ask for a person's address one by one, among thousands; who wants to be forgotten must not make all others wait.
      for (const table of ['address', 'memory', 'claim'])
        await db.schema.createIndex(`${table}_person`).on(table).columns(['person', 'channel']).execute();
    },
  },
  '003-reminders': reminders,
  '004-health': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('health')
        .addColumn('id', 'integer', (c) => c.notNull().primaryKey())
        .addColumn('room', 'text', (c) => c.notNull())
        .execute();
    },
  },
  '005-feed': feedStep,
};

/** Any number, the same in all servers: who holds this lock of a PostgreSQL database changes its schema. */
const LOCK = 7_415_001;

/**
 * Brings the database up to this program's schema, all steps or none, one server at a time. Throws NewerDatabase,
 * touching nothing, when the database is newer than that. (Kysely's own Migrator takes no lock on SQLite, and leaves half a step behind.)
 */
export async function migrate(db: Db, dialect: 'sqlite' | 'postgres'): Promise<void> {
  await db.connection().execute(async (connection) => {
    await begin(connection, dialect);
    try {
      await takeSteps(connection);
      await sql`commit`.execute(connection);
    } catch (error) {
      // A connection that broke has rolled back by itself: what broke it is the error to tell.
      await sql`rollback`.execute(connection).catch(() => {});
      throw error;
    }
  });
}

async function begin(db: Db, dialect: 'sqlite' | 'postgres'): Promise<void> {
  await sql`${sql.raw(dialect === 'sqlite' ? 'begin immediate' : 'begin')}`.execute(db);
  if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(db);
}

async function takeSteps(db: Db): Promise<void> {
  await db.schema
    .createTable('kysely_migration')
    .ifNotExists()
    .addColumn('name', 'varchar(255)', (c) => c.notNull().primaryKey())
    .addColumn('timestamp', 'varchar(255)', (c) => c.notNull())
    .execute();
  const steps = db.withTables<{ kysely_migration: { name: string; timestamp: string } }>();
  const taken = new Set((await steps.selectFrom('kysely_migration').select('name').execute()).map(({ name }) => name));
  refuseNewer([...taken].filter((name) => !Object.hasOwn(MIGRATIONS, name)));
  for (const [name, { up }] of Object.entries(MIGRATIONS)) {
    if (taken.has(name)) continue;
    await up(db);
    await steps.insertInto('kysely_migration').values({ name, timestamp: sql`current_timestamp` }).execute();
  }
}

/** Thrown for a database that this program does not understand. */
export class NewerDatabase extends Error {}

function refuseNewer(unknown: readonly string[]): void {
  if (unknown.length === 0) return;
  throw new NewerDatabase(
    `the database was made by a newer version of this program (unknown steps: ${unknown.join(', ')}): ` +
      'start that version, or give another DATA_DIR or STORE_URL',
  );
}
