import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createStore } from '../../src/store.ts';
import { folderOf } from '../folder.ts';

const clock = () => 1_000;

it('a SQLite file and its folder are read by their owner only', async () => {
  const sqlite = `${folderOf({})}/sub/pix.sqlite`;
  const store = await createStore({ sqlite }, clock);
  expect(statSync(dirname(sqlite)).mode & 0o777).toBe(0o700);
  expect(statSync(sqlite).mode & 0o777).toBe(0o600);
  await store.close();
});

it('databases in memory are apart', async () => {
  const one = await createStore({ sqlite: ':memory:' }, clock);
  const two = await createStore({ sqlite: ':memory:' }, clock);
  await one.remember('web', 'a', 'p', { intents: [] });
  expect(await two.recall('web', 'a')).toBeUndefined();
  await one.close();
  await two.close();
});

it('a write that found the file busy keeps no later one from being committed', async () => {
  const path = `${folderOf({})}/pix.sqlite`;
  const row = { channel: 'web', conversation: 'a', person: 'p', memory: '{}', updated_at: 1 };
  const database = await openDatabase({ sqlite: path });
  const other = openSqlite(path);
  const refused = other.transaction().execute(async () => {
    await expect(database.db.insertInto('memory').values(row).execute()).rejects.toThrow(/locked/);
    await expect(database.db.updateTable('memory').set({ person: 'q' }).returning('person').execute()).rejects.toThrow(/locked/);
  });
  await refused;
  await database.together((transaction) => transaction.deleteFrom('claim').execute());
  await database.db
    .insertInto('memory')
    .values({ ...row, conversation: 'b' })
    .execute();
  expect(await other.selectFrom('memory').select('conversation').execute()).toEqual([{ conversation: 'b' }]);
  await other.destroy();
  await database.close();
});
