import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { createStore, storeOn } from '../../src/store.ts';
import type { Cluster } from '../setup/cluster.ts';
import { type Served, serve } from './server.ts';

/** How long the database is away; OUTAGE_SECONDS=30 for the long run. */
const OUTAGE_MS = Number(process.env.OUTAGE_SECONDS ?? 6) * 1_000;
/** Outlasts the outage. */
const LEASE_MS = OUTAGE_MS + 600_000;
const QUESTION = "Où a lieu l'examen ?";
const SESSIONS = ['a', 'b', 'c'];

const after: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of after.splice(0).reverse()) await end();
});

/** Asks again and again, in several conversations at once, until told to stop; every answer. */
function talk({ ask }: Served): { stop: () => Promise<Awaited<ReturnType<Served['ask']>>[]> } {
  let going = true;
  const answers: Awaited<ReturnType<Served['ask']>>[] = [];
  const talks = SESSIONS.map(async (session) => {
    while (going) {
      answers.push(await ask(QUESTION, session));
      await delay(50);
    }
  });
  return {
    stop: async () => {
      going = false;
      await Promise.all(talks);
      return answers;
    },
  };
}

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await what()); tries++) {
    if (tries > 200) throw new Error('it did not come to pass');
    await delay(100);
  }
}

describe.skipIf('missing' in inject('postgres'))('a PostgreSQL', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    // Of its own: the other tests go on.
    const { startCluster } = await import('../setup/cluster.ts');
    cluster = await startCluster();
  });
  afterAll(() => cluster?.remove());

  it(
    'that stops for a while in mid-run loses nothing: turns go on, it is said, and it is used again',
    async () => {
      const store = await createStore({ url: cluster.url }, Date.now);
      after.push(store.close);
      const server = await serve(store);
      after.push(server.stop);
      await store.remember('web', 'before', 'p', { intents: [], score: 452 });
      await store.claim('web', 'before', LEASE_MS);
      const talking = talk(server);
      after.push(async () => void (await talking.stop()));
      await delay(500);

      await cluster.stop();
      await until(async () => (await server.ready()).status === 503);
      // While it closes it may just not answer.
      await until(async () => /the database can not be reached/.test((await server.ready()).why ?? ''));
      await delay(OUTAGE_MS);
      expect((await server.ready()).status).toBe(503);
      await expect(store.forget('web', 'p')).rejects.toThrow();
      expect(server.logged.length).toBeLessThanOrEqual(1 + OUTAGE_MS / 60_000);

      await cluster.start();
      await until(async () => (await server.ready()).status === 200);
      expect(server.logged.at(-1)).toEqual({ message: 'the store works again' });
      expect(await store.recall('web', 'before')).toMatchObject({ score: 452 });
      expect(await store.claim('web', 'before', LEASE_MS)).toEqual({ state: 'busy' });
      const answers = await talking.stop();
      expect(answers.length).toBeGreaterThan(OUTAGE_MS / 500);
      expect(new Set(answers.map(({ status, kind }) => `${status} ${kind}`))).toEqual(new Set(['200 answer']));
      expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(8_000);
      expect(server.failed).toEqual([]);
    },
    120_000 + OUTAGE_MS,
  );

  it('that falls silent holds no turn up for two seconds', async () => {
    const line = await tappedLine(Number(new URL(cluster.url).port));
    after.push(line.close);
    const url = new URL(cluster.url);
    url.port = String(line.port);
    const store = await createStore({ url: url.href }, Date.now);
    after.push(store.close);
    const server = await serve(store);
    after.push(server.stop);
    expect(await server.ask(QUESTION, 'a')).toMatchObject({ kind: 'answer' });
    line.silent(true);
    for (let i = 0; i < 8; i++) {
      const answers = await Promise.all(SESSIONS.map((session) => server.ask(QUESTION, session)));
      for (const answer of answers) expect(answer).toMatchObject({ status: 200, kind: 'answer' });
      expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(2_000);
    }
    // What can't be done without the database is not waited for either.
    const asked = performance.now();
    expect(await server.ask('oubliez-moi', 'a')).toMatchObject({ status: 200 });
    expect(performance.now() - asked).toBeLessThan(8_000);
    expect((await server.ready()).why).toMatch(/the database does not answer/);
    line.silent(false);
    await until(async () => (await server.ready()).status === 200);
  }, 60_000);

  it('that closes connections, idle or in the middle of a transaction, ends no process', async () => {
    const database = await openDatabase({ url: cluster.url });
    const store = storeOn(database, Date.now);
    after.push(store.close);
    const hangUp = sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and application_name = 'pix-assistant'`;
    const other = await openDatabase({ url: cluster.url });
    after.push(other.close);
    await Promise.all(SESSIONS.map((session) => store.remember('web', session, 'p', { intents: [] })));
    await hangUp.execute(other.db);
    await until(() =>
      store.ping().then(
        () => true,
        () => false,
      ),
    );
    const cut = database.together(async (transaction) => {
      await transaction.deleteFrom('memory').execute();
      await hangUp.execute(other.db);
      await delay(200);
      await transaction.deleteFrom('claim').execute();
    });
    await expect(cut).rejects.toThrow();
    await until(() =>
      store.ping().then(
        () => true,
        () => false,
      ),
    );
    expect(await store.recall('web', 'a')).toEqual({ intents: [] });
  });
});

/** A line to a port of this machine on which everything can be held back. */
async function tappedLine(to: number): Promise<{ port: number; silent: (on: boolean) => void; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  let holding = false;
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
    }
    near.pipe(far);
    far.pipe(near);
    if (holding) for (const socket of [near, far]) socket.pause();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port,
    silent: (on) => {
      holding = on;
      for (const socket of sockets) on ? socket.pause() : socket.resume();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
