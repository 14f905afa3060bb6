import { type Kysely, type Migration, Migrator } from 'kysely';
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
};

/** Brings the database up to this program's schema. Throws, touching nothing, when the database is newer than that. */
export async function migrate(db: Db): Promise<void> {
  const newer = (await appliedNames(db)).filter((name) => !Object.hasOwn(MIGRATIONS, name));
  if (newer.length > 0) {
    throw new Error(
      `the database was made by a newer version of this program (unknown steps: ${newer.join(', ')}): ` +
        'start that version, or point DATA_DIR to another folder',
    );
  }
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  // Another process that starts at the same time may have taken the same step first: then it is done.
  if (error && (await migrator.getMigrations()).some(({ executedAt }) => executedAt === undefined)) throw error;
}

async function appliedNames(db: Db): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const steps = db.withTables<{ kysely_migration: { name: string } }>();
  return (await steps.selectFrom('kysely_migration').select('name').execute()).map(({ name }) => name);
}
