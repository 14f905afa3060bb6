import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Place } from '../../src/store/database.ts';
import { createStore } from '../../src/store.ts';
import { programOf } from '../setup/program.ts';
import { onEach, openRaw } from './databases.ts';

let program: string;
beforeAll(async () => {
  program = await programOf('test/store/starter.ts');
});

/** The steps that the database says were taken. */
async function stepsOf(place: Place): Promise<string[]> {
  const db = openRaw(place).withTables<{ kysely_migration: { name: string; timestamp: string } }>();
  const rows = await db.selectFrom('kysely_migration').select('name').orderBy('name').execute();
  await db.destroy();
  return rows.map(({ name }) => name);
}

onEach('the schema', ({ fresh }) => {
  let place: Place;
  beforeEach(async () => {
    place = await fresh();
  });
  let close: () => Promise<void> = async () => {};
  afterEach(() => close());

  it('is made once by processes that start at the same moment, and all of them work', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const at = String(Date.now() + 1_500);
    const start = (own: string) => promisify(execFile)(process.execPath, [program, JSON.stringify(place), at, own]);
    await Promise.all(names.map(start));
    const store = await createStore(place, Date.now);
    close = store.close;
    for (const own of names) expect(await store.recall('web', own)).toEqual({ intents: [] });
    expect(await stepsOf(place)).toContain('001-memory-and-claims');
  });

  it('is made once by many that start at once in one process', async () => {
    const stores = await Promise.all(Array.from({ length: 6 }, () => createStore(place, Date.now)));
    await Promise.all(stores.map((store) => store.close()));
    expect(await stepsOf(place)).toContain('004-health');
  });

  it('stays as it was when a step fails: the next start begins anew', async () => {
    const db = openRaw(place);
    // In the way of the second step.
    await db.schema.createTable('address').addColumn('mine', 'text').execute();
    await expect(openDatabase(place)).rejects.toThrow(/can't be used/);
    const tables = (await db.introspection.getTables()).map((table) => table.name);
    expect(tables).toEqual(['address']);
    await db.schema.dropTable('address').execute();
    await db.destroy();
    close = (await openDatabase(place)).close;
  });

  it('of a newer version is refused with what to do, and left as it is', async () => {
    await (await createStore(place, Date.now)).close();
    const db = openRaw(place);
    await sql`delete from kysely_migration where name = '004-health'`.execute(db);
    await sql`drop table health`.execute(db);
    await sql`insert into kysely_migration (name, timestamp) values ('999-future', '2030-01-01')`.execute(db);
    await expect(openDatabase(place)).rejects.toThrow(
      /newer version of this program \(unknown steps: 999-future\): start that version, or give another DATA_DIR or STORE_URL/,
    );
    expect((await db.introspection.getTables()).map((table) => table.name)).not.toContain('health');
    await db.destroy();
  });

  it('that an earlier version made is brought up to date, with what is in it', async () => {
    await (await createStore(place, Date.now)).close();
    const db = openRaw(place);
    // As Kysely's own migrator left it.
    await sql`create table kysely_migration_lock (id varchar(255) primary key, is_locked integer default 0 not null)`.execute(db);
    await sql`delete from kysely_migration where name = '004-health'`.execute(db);
    await sql`drop table health`.execute(db);
    await db
      .insertInto('memory')
      .values({ channel: 'web', conversation: 'old', person: 'p', memory: '{"intents":[]}', updated_at: Date.now() })
      .execute();
    await db.destroy();
    const store = await createStore(place, Date.now);
    close = store.close;
    await store.ping();
    expect(await store.recall('web', 'old')).toEqual({ intents: [] });
  });

  it('gives times and counts as numbers', async () => {
    const { db, close: end } = await openDatabase(place);
    close = end;
    const at = Date.parse('2099-12-31T23:59:59.999Z');
    await db
      .insertInto('memory')
      .values({ channel: 'web', conversation: 'c', person: 'p', memory: '{}', updated_at: at })
      .execute();
    const count = db.fn.countAll<number>().as('count');
    const row = await db.selectFrom('memory').select(['updated_at', count]).groupBy('updated_at').executeTakeFirstOrThrow();
    expect(row).toEqual({ updated_at: at, count: 1 });
  });
});
