import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createReminders } from '../../src/remind.ts';
import { type Database, openDatabase, type Place } from '../../src/store/database.ts';
import { createStore } from '../../src/store.ts';
import { type Cluster, startCluster } from '../setup/cluster.ts';
import type { Drained } from './drain.ts';
import type { Measured } from './figures.ts';
import { rounded } from './floors.ts';
import { calendarWith, countSent, NOW, rewind, seed } from './reminder-rows.ts';
import { median } from './stats.ts';

/** As many as a server has on their way at the same time. */
const AT_ONCE = 100;
const PAIRS = 10_000;
const IDLE_LOOKS = 200;

type Kind = { name: string; fresh: () => Promise<Place> };

/** The reminder engine on both databases. `folder`: for the SQLite files. */
export async function measureReminders(folder: string, due: number, idle: readonly number[]): Promise<Measured[]> {
  const cluster = await startCluster();
  let made = 0;
  const kinds: Kind[] = [
    { name: 'SQLite', fresh: async () => ({ sqlite: join(folder, `${++made}.sqlite`) }) },
    { name: 'PostgreSQL', fresh: async () => ({ url: await newDatabase(cluster, `bench${++made}`) }) },
  ];
  try {
    return [await draining(kinds, due), await replanning(kinds, due), await looking(kinds, idle)];
  } finally {
    await cluster.remove();
  }
}

async function newDatabase({ url }: Cluster, name: string): Promise<string> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return Object.assign(new URL(url), { pathname: name }).href;
}

async function draining(kinds: readonly Kind[], due: number): Promise<Measured> {
  const rows: string[][] = [];
  for (const { name, fresh } of kinds) {
    const place = await fresh();
    const bare = await pairsPerSecond(place);
    await seed(place, due, [7]);
    for (const processes of [1, 2]) {
      if (processes > 1) await rewind(place);
      const { perSecond, memory } = await drain(place, due, processes);
      const most = Math.max(...memory.map(({ idleMb, peakMb }) => peakMb - idleMb));
      rows.push([
        `${name}, ${processes} ${processes === 1 ? 'process' : 'processes'}`,
        ...[perSecond, bare, perSecond / bare, ...[Math.max(...memory.map(({ idleMb }) => idleMb)), most]].map(rounded),
      ]);
    }
  }
  return {
    title: `${due} due reminders drained, against a platform on loopback that takes everything`,
    head: ['', 'per second', 'bare insert + update per second', 'ratio', 'idle MB', 'more at most, MB'],
    rows,
    figures: {},
    notes: [`bare: ${PAIRS} rows, each inserted and updated by a statement of its own, ${AT_ONCE} at once, one process`],
  };
}

/** One insert and one update of a row in statements of their own, many rows at once; rows per second. */
async function pairsPerSecond(place: Place): Promise<number> {
  const database = await openDatabase(place);
  const start = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let i = next++; i < PAIRS; i = next++) await pair(database, i);
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  await database.db.deleteFrom('memory').execute();
  await database.close();
  return PAIRS / seconds;
}

async function pair({ db, write }: Database, i: number): Promise<void> {
  const row = { channel: 'bench', conversation: `c${i}`, person: `p${i}`, memory: '{"intents":[]}', updated_at: i };
  await write(db.insertInto('memory').values(row).compile());
  await write(
    db
      .updateTable('memory')
      .set({ updated_at: i + 1 })
      .where('channel', '=', 'bench')
      .where('conversation', '=', `c${i}`)
      .compile(),
  );
}

async function drain(place: Place, due: number, processes: number): Promise<{ perSecond: number; memory: Drained[] }> {
  let arrived = 0;
  const platform = createServer((request, response) => {
    request.resume().once('end', () => {
      arrived++;
      response.writeHead(201, { 'Content-Type': 'application/json' }).end('{"id":"1"}');
    });
  });
  await new Promise<void>((done) => platform.listen(0, '127.0.0.1', done));
  const address = platform.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
  const children = await Promise.all(Array.from({ length: processes }, () => startDrain(place, url)));
  const start = performance.now();
  for (const child of children) child.go();
  while (arrived < due || (await countSent(place)) < due) await delay(100);
  const perSecond = due / ((performance.now() - start) / 1000);
  const memory = await Promise.all(children.map((child) => child.stop()));
  platform.closeAllConnections();
  platform.close();
  if (arrived !== due) throw new Error(`${arrived} arrived of ${due}`);
  return { perSecond, memory };
}

async function startDrain(place: Place, url: string) {
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=8', '--max-old-space-size=1024', 'dist/bench/drain.js', JSON.stringify(place), url],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  while (!said.includes('ready')) await once(child.stdout, 'data');
  return {
    go: () => void child.stdin.write('go\n'),
    stop: async (): Promise<Drained> => {
      child.kill('SIGTERM');
      await once(child, 'close');
      return JSON.parse(said.replace('ready\n', '')) as Drained;
    },
  };
}

async function replanning(kinds: readonly Kind[], persons: number): Promise<Measured> {
  const rows: string[][] = [];
  for (const { name, fresh } of kinds) {
    const place = await fresh();
    await seed(place, persons, [14, 7, 1], '2027-04-16');
    const store = await createStore(place, () => NOW);
    let calendar = calendarWith('04-16');
    const { replan } = createReminders({ store, calendar: () => calendar, clock: () => NOW });
    const unchanged = await seconds(replan);
    calendar = calendarWith('04-30');
    const moved = await seconds(replan);
    await store.close();
    rows.push([name, rounded(moved), rounded(persons / moved), rounded(unchanged * 1000)]);
  }
  return {
    title: `${persons} subscriptions, three lead times each, planned anew for a date that has moved`,
    head: ['', 's', 'subscriptions per second', 'nothing moved, ms'],
    rows,
    figures: {},
  };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function looking(kinds: readonly Kind[], idle: readonly number[]): Promise<Measured> {
  const rows: string[][] = [];
  for (const { name, fresh } of kinds) {
    const row = [name];
    for (const count of idle) {
      const place = await fresh();
      await seed(place, count, [1]);
      const store = await createStore(place, () => NOW);
      const took: number[] = [];
      for (let i = 0; i < IDLE_LOOKS; i++)
        took.push(
          await seconds(async () => {
            await store.reminders.claim('bench', AT_ONCE, { worker: 'w', until: NOW + 1 });
            await store.reminders.giveUp('bench');
          }),
        );
      await store.close();
      row.push(rounded(median(took) * 1000));
    }
    rows.push(row);
  }
  return {
    title: `One look for what is due, among rows that are not (median of ${IDLE_LOOKS}), ms`,
    head: ['', ...idle.map((count) => `${count} rows`)],
    rows,
    figures: {},
  };
}
