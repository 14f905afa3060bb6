import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { writeAddress } from '../../../src/adapters/teams/address.ts';
import { createReminders } from '../../../src/remind.ts';
import type { Place } from '../../../src/store/database.ts';
import { createStore } from '../../../src/store.ts';
import type { DateOfYear } from '../../../src/types.ts';
import { content, smallIntents } from '../../commands/harness.ts';
import { type Running, startServer } from '../../e2e/support/server.ts';
import { folderOf } from '../../folder.ts';
import { openRaw } from '../../store/databases.ts';
import { S2 } from '../rig.ts';
import { type Platform, startPlatform, UNCLEAR } from './platform.ts';

/** 9:00 in Strasbourg, seven days before the deadline of semester 2. */
const DUE = Date.parse('2027-03-08T09:00+01:00');
const TEN_MINUTES = 600_000;

const intents = folderOf(smallIntents());
const models = folderOf({});

/** Somebody who is reminded: of the deadline of semester 2, seven days before, unless told otherwise. */
export type Person = { person: string; date?: DateOfYear; lead?: number };
export const peopleNamed = (name: string, count: number, how: Omit<Person, 'person'> = {}): Person[] =>
  Array.from({ length: count }, (_, i) => ({ person: `${name}${i}`, ...how }));

/** `seed`: of the platform's faults, none without; `rate`: as in the settings; `env`: other settings of the servers. */
export type Case = { people: readonly Person[]; seed?: number; rate?: string; env?: Record<string, string> };

/** The platform, the people who are to be reminded, and servers on their database whose clock stands a bit after 9:00. */
export async function stage(place: Place, { people, seed, rate, env }: Case) {
  const platform = await startPlatform(seed);
  await subscribe(place, platform, people);
  const ahead = DUE + 1_000 - Date.now();
  const running = new Set<Running>();
  const db = openRaw(place);
  const data = 'url' in place ? models : place.sqlite.replace(/[^/]*$/, '');
  return {
    platform,
    db,
    running,
    start: async (later = 0) => {
      const settings = {
        INTENTS_DIR: intents,
        TEAMS_LOCAL: '1',
        REMINDER_RATE_TEAMS: rate ?? 'off',
        REMINDER_RATE_CONVERSATION: 'off',
        ...env,
        ...('url' in place ? { STORE_URL: place.url } : {}),
      };
      const server = await startServer(data, settings, ['--now', new Date(Date.now() + ahead + later).toISOString()]);
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
export type Stage = Awaited<ReturnType<typeof stage>>;

async function subscribe(place: Place, { serviceUrl }: Platform, people: readonly Person[]): Promise<void> {
  const clock = () => DUE - 86_400_000;
  const store = await createStore(place, clock);
  // Every date as the deadline of semester 2, whatever its name.
  const calendar = Object.fromEntries(people.map(({ date = S2 }) => [date.date, content.calendar[S2.date]!]));
  const reminders = createReminders({ store, calendar: () => calendar, clock });
  const address = (id: string) => writeAddress({ serviceUrl, channelId: 'msteams', bot: '28:pix', conversation: { id } });
  for (let i = 0; i < people.length; i += 50) {
    const some = people.slice(i, i + 50);
    await Promise.all(some.map(({ person }) => store.keepAddress(person, person, true, address(person))));
    await Promise.all(
      some.map(({ person, date = S2, lead = 7 }) => reminders.follow({ channel: 'teams', person, lang: 'fr' }, [date], [lead])),
    );
  }
  await store.close();
}

/** Lets the servers work until nothing is planned or on its way; what waits for a lease or a pause gets a later clock. */
export async function finish(s: Stage): Promise<void> {
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

/** The platform's own log against the ledger: none arrived twice, none is said to be what it is not. Gives who there is. */
export async function judge(s: Stage): Promise<string[]> {
  const rows = await s.db.selectFrom('reminder').select(['person', 'state']).execute();
  const stateOf = new Map(rows.map(({ person, state }) => [person ?? '', state]));
  const arrivals = s.platform.arrivals();
  const people = [...stateOf.keys()];
  expect([...arrivals].filter(([, times]) => times > 1)).toEqual([]);
  expect(people.filter((person) => stateOf.get(person) === 'sent' && !arrivals.has(person))).toEqual([]);
  const states = (arrived: boolean) => new Set(people.filter((p) => arrivals.has(p) === arrived).map((p) => stateOf.get(p)));
  expect([...states(true)].filter((state) => !['sent', 'ambiguous'].includes(state!))).toEqual([]);
  expect([...states(false)].filter((state) => !['ambiguous', 'gone', 'missed', 'failed'].includes(state!))).toEqual([]);
  return people;
}

/** How many requests met a fault after which nobody knows whether the message arrived. */
export const unclear = ({ platform }: Stage): number => platform.requests.filter(({ fate }) => UNCLEAR.includes(fate)).length;

/** Where a rehearsal keeps what it remembers. */
export const rehearsal = (place: Place): Place =>
  'url' in place ? place : { sqlite: place.sqlite.replace('pix.sqlite', 'rehearsal.sqlite') };
