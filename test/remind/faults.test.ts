import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { writeAddress } from '../../src/adapters/teams/address.ts';
import { createReminders } from '../../src/remind.ts';
import type { Place } from '../../src/store/database.ts';
import { createStore } from '../../src/store.ts';
import { content, smallIntents } from '../commands/harness.ts';
import { type Running, startServer } from '../e2e/support/server.ts';
import { folderOf } from '../folder.ts';
import { onEach, openRaw } from '../store/databases.ts';
import { type Platform, startPlatform, UNCLEAR } from './faults/platform.ts';
import { random } from './faults/random.ts';
import { S2 } from './rig.ts';

/** FAULTS_REMINDERS and FAULTS_SEED try other cases. */
const REMINDERS = Number(process.env.FAULTS_REMINDERS ?? 2_000);
const SEED = Number(process.env.FAULTS_SEED ?? 1);
const KILLS = 6;
const DUE = Date.parse('2027-03-08T09:00+01:00');
const TEN_MINUTES = 600_000;

const intents = folderOf(smallIntents());
const models = folderOf({});

/** The platform, the people who are to be reminded, and servers on their database whose clock stands a bit after 9:00. */
async function stage(place: Place) {
  const platform = await startPlatform(SEED);
  await subscribe(place, platform);
  const ahead = DUE + 1_000 - Date.now();
  const running = new Set<Running>();
  const db = openRaw(place);
  const data = 'url' in place ? models : place.sqlite.replace(/[^/]*$/, '');
  return {
    platform,
    db,
    running,
    start: async (later = 0) => {
      const env = {
        INTENTS_DIR: intents,
        TEAMS_LOCAL: '1',
        REMINDER_RATE_TEAMS: '400/1s',
        REMINDER_RATE_CONVERSATION: 'off',
        ...('url' in place ? { STORE_URL: place.url } : {}),
      };
      const server = await startServer(data, env, ['--now', new Date(Date.now() + ahead + later).toISOString()]);
      running.add(server);
      return server;
    },
    counts: async () => {
      const rows = await db
        .selectFrom('reminder')
        .select(['state', (row) => row.fn.countAll().as('count')])
        .groupBy('state')
        .execute();
      return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)])) as Record<string, number>;
    },
    end: async () => {
      for (const server of running) await server.stop();
      await db.destroy();
      await platform.close();
    },
  };
}
type Stage = Awaited<ReturnType<typeof stage>>;

async function subscribe(place: Place, { serviceUrl }: Platform): Promise<void> {
  const clock = () => DUE - 86_400_000;
  const store = await createStore(place, clock);
  const reminders = createReminders({ store, calendar: () => content.calendar, clock });
  const people = Array.from({ length: REMINDERS }, (_, i) => `p${i}`);
  const address = (id: string) => writeAddress({ serviceUrl, channelId: 'msteams', bot: '28:pix', conversation: { id } });
  for (let i = 0; i < people.length; i += 50) {
    const some = people.slice(i, i + 50);
    await Promise.all(some.map((person) => store.keepAddress(person, person, true, address(person))));
    await Promise.all(some.map((person) => reminders.follow({ channel: 'teams', person, lang: 'fr' }, [S2], [7])));
  }
  await store.close();
}

const workerOf = (server: Running): string => /"worker":"([^"]+)"/.exec(server.said())?.[1] ?? '';

/** Kills a server in the middle of its work, and starts another in its place; says how many messages it was sending. */
async function kill(s: Stage, server: Running): Promise<number> {
  await server.kill();
  s.running.delete(server);
  const mine = s.db.selectFrom('reminder').select('id').where('state', '=', 'leaving').where('worker', '=', workerOf(server));
  const flying = (await mine.execute()).length;
  await s.start();
  return flying;
}

async function killAtRandom(s: Stage): Promise<number> {
  let flying = 0;
  for (let i = 0; i < KILLS; i++) {
    await delay(300 + 1_200 * random(`${SEED} wait ${i}`));
    const servers = [...s.running];
    flying += await kill(s, servers[Math.floor(random(`${SEED} server ${i}`) * servers.length)]!);
  }
  return flying;
}

/** Lets the servers work until nothing is planned or on its way; what waits for a lease or a pause gets a later clock. */
async function finish(s: Stage): Promise<void> {
  for (let later = TEN_MINUTES; ; later += TEN_MINUTES) {
    for (let before = -1, asked = 0; before !== asked; asked = s.platform.requests.length) {
      before = asked;
      await delay(3_000);
    }
    for (const server of s.running) await server.stop();
    s.running.clear();
    const { planned = 0, leaving = 0 } = await s.counts();
    if (planned + leaving === 0) return;
    await s.start(later);
  }
}

/** The platform's own log against the ledger. */
async function judge(s: Stage, flying: number): Promise<void> {
  const rows = await s.db.selectFrom('reminder').select(['person', 'state']).execute();
  const stateOf = new Map(rows.map(({ person, state }) => [person ?? '', state]));
  const arrivals = s.platform.arrivals();
  const people = [...stateOf.keys()];
  expect(people).toHaveLength(REMINDERS);
  expect([...arrivals].filter(([, times]) => times > 1)).toEqual([]);
  expect(people.filter((person) => stateOf.get(person) === 'sent' && !arrivals.has(person))).toEqual([]);
  const states = (arrived: boolean) => new Set(people.filter((p) => arrivals.has(p) === arrived).map((p) => stateOf.get(p)));
  expect([...states(true)].filter((state) => !['sent', 'ambiguous'].includes(state!))).toEqual([]);
  expect([...states(false)].filter((state) => !['ambiguous', 'gone', 'missed', 'failed'].includes(state!))).toEqual([]);
  const faults = s.platform.requests.filter(({ fate }) => UNCLEAR.includes(fate)).length;
  const { ambiguous = 0 } = await s.counts();
  expect(ambiguous).toBeLessThanOrEqual(faults + flying);
  if (process.env.FAULTS_TELL)
    process.stderr.write(
      `${JSON.stringify({ ...(await s.counts()), faults, flying, arrived: arrivals.size, asked: s.platform.requests.length })}\n`,
    );
  // The case was one: there were faults of every kind, work in hand at the kills, and most has arrived nevertheless.
  expect(new Set(s.platform.requests.map(({ fate }) => fate)).size).toBe(10);
  expect(flying).toBeGreaterThan(0);
  expect(arrivals.size).toBeGreaterThan(REMINDERS * 0.8);
}

const rehearsal = (place: Place): Place =>
  'url' in place ? place : { sqlite: place.sqlite.replace('pix.sqlite', 'rehearsal.sqlite') };

describe('a platform that fails, and servers that are killed', () => {
  const stages: Stage[] = [];
  afterAll(async () => {
    for (const s of stages) await s.end();
  });

  onEach('reminders', ({ name, fresh }) => {
    it(`arrive once or stand in the ledger as what they are, ${name === 'SQLite' ? 'one server' : 'two servers'}`, async () => {
      const s = await stage(rehearsal(await fresh('rehearsal')));
      stages.push(s);
      await s.start();
      if (name === 'PostgreSQL') await s.start();
      const flying = await killAtRandom(s);
      await finish(s);
      await judge(s, flying);
    }, 300_000);
  });
});
