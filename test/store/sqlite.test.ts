import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
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
