import type { Kysely, Migration } from 'kysely';

/** What people are reminded of, and the ledger of what is planned and was sent. */
export const reminders: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('subscription')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('channel', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('lang', 'text', (c) => c.notNull())
      .addColumn('date', 'text', (c) => c.notNull())
      .addColumn('year', 'text', (c) => c.notNull())
      .addColumn('leads', 'text', (c) => c.notNull())
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addUniqueConstraint('subscription_once', ['channel', 'person', 'date', 'year'])
      .execute();
    // Looking whether a date has moved costs nothing where none has.
    await db.schema.createIndex('subscription_day').on('subscription').columns(['date', 'year', 'day']).execute();
    await db.schema
      .createTable('reminder')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('subscription_id', 'text', (c) => c.notNull())
      .addColumn('channel', 'text', (c) => c.notNull())
      .addColumn('person', 'text')
      .addColumn('lang', 'text', (c) => c.notNull())
      .addColumn('date', 'text', (c) => c.notNull())
      .addColumn('year', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('lead', 'integer', (c) => c.notNull())
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('before', 'text', (c) => c.notNull())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .addColumn('until_at', 'bigint', (c) => c.notNull())
      .addColumn('free_at', 'bigint', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('worker', 'text')
      .addColumn('left_at', 'bigint')
      .addColumn('why', 'text')
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute();
    // A look for what is due reads what is due, however much is not.
    await db.schema.createIndex('reminder_due').on('reminder').columns(['state', 'channel', 'free_at']).execute();
    await db.schema.createIndex('reminder_person').on('reminder').columns(['channel', 'person']).execute();
  },
};
