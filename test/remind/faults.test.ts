import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { Running } from '../e2e/support/server.ts';
import { onEach } from '../store/databases.ts';
import { random } from './faults/random.ts';
import { finish, judge, peopleNamed, rehearsal, type Stage, stage, unclear } from './faults/stage.ts';

/** FAULTS_REMINDERS and FAULTS_SEED try other cases. */
const REMINDERS = Number(process.env.FAULTS_REMINDERS ?? 2_000);
const SEED = Number(process.env.FAULTS_SEED ?? 1);
const KILLS = 6;

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

/** What holds of the ledger, and that the case was one. */
async function judgeAll(s: Stage, flying: number): Promise<void> {
  expect(await judge(s)).toHaveLength(REMINDERS);
  const faults = unclear(s);
  const { ambiguous = 0 } = await s.counts();
  expect(ambiguous).toBeLessThanOrEqual(faults + flying);
  const arrived = s.platform.arrivals().size;
  if (process.env.FAULTS_TELL)
    process.stderr.write(
      `${JSON.stringify({ ...(await s.counts()), faults, flying, arrived, asked: s.platform.requests.length })}\n`,
    );
  // There were faults of every kind, work in hand at the kills, and most has arrived nevertheless.
  expect(new Set(s.platform.requests.map(({ fate }) => fate)).size).toBe(10);
  expect(flying).toBeGreaterThan(0);
  expect(arrived).toBeGreaterThan(REMINDERS * 0.8);
}

describe('a platform that fails, and servers that are killed', () => {
  const stages: Stage[] = [];
  afterAll(async () => {
    for (const s of stages) await s.end();
  });

  onEach('reminders', ({ name, fresh }) => {
    it(`arrive once or stand in the ledger as what they are, ${name === 'SQLite' ? 'one server' : 'two servers'}`, async () => {
      const s = await stage(rehearsal(await fresh('rehearsal')), {
        people: peopleNamed('p', REMINDERS),
        seed: SEED,
        rate: '400/1s',
      });
      stages.push(s);
      await s.start();
      if (name === 'PostgreSQL') await s.start();
      const flying = await killAtRandom(s);
      await finish(s);
      await judgeAll(s, flying);
    }, 300_000);
  });
});
