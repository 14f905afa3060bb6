import type { Kysely, Migration } from 'kysely';

/** What the calendar feed has published: a few rows a year. */
export const feedStep: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('feed')
      .addColumn('date', 'text', (c) => c.notNull())
      .addColumn('year', 'text', (c) => c.notNull())
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('semester', 'integer', (c) => c.notNull())
      .addColumn('sequence', 'integer', (c) => c.notNull())
      .addColumn('changed_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('feed_pk', ['date', 'year'])
      .execute();
  },
};
