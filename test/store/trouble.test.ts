import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createStore, storeOn } from '../../src/store.ts';
import { folderOf } from '../folder.ts';
import { type Served, serve } from './server.ts';

const QUESTION = "Où a lieu l'examen ?";
/** A machine that is busy with other tests. */
const GENEROUS_MS = 8_000;

const after: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of after.splice(0).reverse()) await end();
});

async function served(): Promise<Served & { sqlite: string; database: Database; recalls: (score: number) => Promise<unknown> }> {
  const sqlite = join(folderOf({}), 'pix.sqlite');
  const database = await openDatabase({ sqlite });
  const store = storeOn(database, Date.now);
  after.push(store.close);
  for (let i = 0; i < 20; i++) await store.remember('web', `before-${i}`, 'p', { intents: [], score: i });
  const server = await serve(store);
  after.push(server.stop);
  return { ...server, sqlite, database, recalls: (score) => store.recall('web', `before-${score}`) };
}

/** A process that holds the file until it is told to let go. */
async function hold(sqlite: string): Promise<() => Promise<void>> {
  const program = `
    const db = new (require('libsql'))(${JSON.stringify(sqlite)});
    db.exec('BEGIN EXCLUSIVE');
    process.stdout.write('held');
    process.stdin.once('data', () => { db.exec('ROLLBACK'); process.exit(0); });`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  return async () => {
    if (child.exitCode === null) child.stdin.write('let go');
    await ended;
  };
}

describe('a disk that is full', () => {
  it('costs the memory of new conversations, not their answers, is said, and passes', async () => {
    const { ask, ready, logged, failed, database, recalls } = await served();
    expect(await ready()).toMatchObject({ status: 200, store: 'ok' });
    const { rows } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(database.db);
    await sql`PRAGMA max_page_count = ${sql.lit(rows[0]!.page_count)}`.execute(database.db);

    for (let i = 0; i < 60; i++) expect(await ask(QUESTION, `full-${i}`)).toMatchObject({ status: 200, kind: 'answer' });
    // The room that the first look left is used up: now also the next look fails.
    await delay(1_100);
    const full = await ready();
    expect(full).toMatchObject({ status: 503, store: 'failing' });
    expect(full.why).toMatch(/the disk is full .*SQLITE_FULL/);
    expect(logged).toEqual([{ message: expect.stringMatching(/turns are answered without memory/), why: full.why }]);
    for (let score = 0; score < 20; score++) expect(await recalls(score)).toMatchObject({ score });

    await sql`PRAGMA max_page_count = 1000000`.execute(database.db);
    await delay(1_100);
    expect(await ready()).toMatchObject({ status: 200, store: 'ok' });
    expect(logged.at(-1)).toEqual({ message: 'the store works again' });
    expect(failed).toEqual([]);
  });
});

describe('a file that another process holds', () => {
  it('holds up the first turn only, is said, nothing is lost, and nothing is said to be deleted', async () => {
    const { ask, ready, logged, failed, sqlite, recalls } = await served();
    await ask(QUESTION, 'kept');
    const letGo = await hold(sqlite);
    after.push(letGo);

    expect(await ask(QUESTION, 'first')).toMatchObject({ status: 200, kind: 'answer' });
    for (let i = 0; i < 5; i++) {
      const { status, kind, ms } = await ask(QUESTION, `held-${i}`);
      expect([status, kind]).toEqual([200, 'answer']);
      expect(ms).toBeLessThan(1_000);
    }
    const held = await ready();
    expect(held).toMatchObject({ status: 503, store: 'failing' });
    expect(held.why).toMatch(/locked by another process.*SQLITE_BUSY/);
    expect(logged).toHaveLength(1);
    expect(failed).toEqual([]);

    expect(await ask('Pouvez-vous effacer mes données ?', 'kept')).toMatchObject({ status: 200, kind: 'error' });
    await letGo();
    await delay(1_100);
    expect(await ready()).toMatchObject({ status: 200, store: 'ok' });
    for (let score = 0; score < 20; score++) expect(await recalls(score)).toMatchObject({ score });
    expect(await ask('Pouvez-vous effacer mes données ?', 'kept')).toMatchObject({ kind: 'answer' });
  });

  it('for a moment only is waited for', async () => {
    const { sqlite, database } = await served();
    const store = storeOn(database, Date.now);
    const letGo = await hold(sqlite);
    const kept = store.remember('web', 'waiting', 'p', { intents: [], score: 7 });
    await delay(200);
    await letGo();
    await kept;
    expect(await store.recall('web', 'waiting')).toMatchObject({ score: 7 });
  });

  it('stops the start, which says why', async () => {
    const sqlite = join(folderOf({}), 'pix.sqlite');
    await (await createStore({ sqlite }, Date.now)).close();
    const letGo = await hold(sqlite);
    after.push(letGo);
    await expect(createStore({ sqlite }, Date.now)).rejects.toThrow(/pix\.sqlite can't be used: .*locked by another process/);
  });
});

describe('a database that can not be used', () => {
  it.each([
    ['is not there', 'postgres://pix:secret@127.0.0.1:1/pix', /127\.0\.0\.1:1\/pix can't be used: .*reached \(ECONNREFUSED\)/],
    ['has no name', 'postgres://pix:secret@nowhere.invalid/pix', /nowhere\.invalid\/pix can't be used: .*reached \(E[A-Z_]+\)/],
  ])(
    'because its server %s stops the start, without a word of the password',
    async (_why, url, said) => {
      const error = await createStore({ url }, Date.now).then(
        () => new Error('it started'),
        (failure: Error) => failure,
      );
      expect(error.message).toMatch(said);
      expect(error.message).toMatch(/is STORE_URL right\?/);
      expect(JSON.stringify([error.message, error.stack])).not.toContain('secret');
    },
    GENEROUS_MS,
  );

  it('because it is no database stops the start', async () => {
    const sqlite = join(folderOf({ 'pix.sqlite': 'not a database at all '.repeat(500) }), 'pix.sqlite');
    await expect(createStore({ sqlite }, Date.now)).rejects.toThrow(
      /pix\.sqlite can't be used: .*damaged.*give another DATA_DIR/,
    );
  });
});
