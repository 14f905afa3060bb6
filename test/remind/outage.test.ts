import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { content } from '../commands/harness.ts';
import type { Running } from '../e2e/support/server.ts';
import type { Cluster } from '../setup/cluster.ts';
import { finish, judge, peopleNamed, type Stage, stage, unclear } from './faults/stage.ts';

/** How long the database is away; OUTAGE_SECONDS=30 for the long run. */
const OUTAGE_MS = Number(process.env.OUTAGE_SECONDS ?? 6) * 1_000;
const REMINDERS = 400;
const SEED = 3;
/** When so many have been asked for, the database stops. */
const STOPS_AT = 120;
const QUESTION = content.entries.get('exam.where')?.title.fr as string;
/** Each connection of a server may break behind a mark that is made and that nobody hears of. */
const CONNECTIONS = 10;

type Answered = { status: number; kind?: string; ms: number };

async function ask({ url }: Running, session: string): Promise<Answered> {
  const start = performance.now();
  const response = await fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Pix-Session': session.padEnd(43, '0') },
    body: JSON.stringify({ id: randomUUID(), text: QUESTION }),
  });
  const { reply } = (await response.json()) as { reply?: { kind: string } };
  return { status: response.status, kind: reply?.kind, ms: performance.now() - start };
}

/** Somebody asks on the web until told to stop; every answer. */
function talk(server: Running): () => Promise<Answered[]> {
  let going = true;
  const answers: Answered[] = [];
  const talking = (async () => {
    while (going) {
      answers.push(await ask(server, 'a').catch(() => ({ status: 0, ms: 0 })));
      await delay(100);
    }
  })();
  return async () => {
    going = false;
    await talking;
    return answers;
  };
}

const ready = async ({ url }: Running): Promise<{ status: number; why?: string }> => {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, ...((await response.json()) as { why?: string }) };
};

async function until(what: () => boolean | Promise<boolean>, ms = 90_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await what())) {
    if (Date.now() > end) throw new Error('it did not come to pass');
    await delay(100);
  }
}

/** The lines of a server's log about errors. */
const errors = (server: Running): string[] =>
  server
    .said()
    .split('\n')
    .filter((line) => line.startsWith('{"level":50'));

describe.skipIf('missing' in inject('postgres'))('a PostgreSQL that stops while reminders go out', () => {
  let cluster: Cluster;
  let s: Stage;
  beforeAll(async () => {
    // Of its own: the other tests go on.
    const { startCluster } = await import('../setup/cluster.ts');
    cluster = await startCluster();
    const client = new Client({ connectionString: cluster.url });
    await client.connect();
    await client.query('create database rehearsal');
    await client.end();
    const url = Object.assign(new URL(cluster.url), { pathname: 'rehearsal' }).href;
    s = await stage(
      { url },
      { people: peopleNamed('p', REMINDERS), seed: SEED, rate: '60/1s', env: { RATE_SESSION: 'off', RATE_ADDRESS: 'off' } },
    );
  });
  afterAll(async () => {
    await s?.end();
    await cluster?.remove();
  });

  it(
    'is told, and costs no reminder: none arrives twice, each arrives or stands in the ledger as what it is; turns go on',
    async () => {
      const server = await s.start();
      const stopTalking = talk(server);
      await until(() => s.platform.requests.length >= STOPS_AT);
      await cluster.stop();
      await until(async () => (await ready(server)).status === 503);
      // While it closes it may just not answer.
      await until(async () => /the database can not be reached/.test((await ready(server)).why ?? ''));
      await delay(1_000);
      const asked = s.platform.requests.length;
      await delay(OUTAGE_MS - 1_000);
      // What can't be marked as leaving does not leave.
      expect(s.platform.requests.length).toBe(asked);
      expect(asked).toBeLessThan(REMINDERS * 0.8);
      expect((await ready(server)).status).toBe(503);
      expect(server.said()).toContain('the store fails');
      // Said once a minute, however many messages wait.
      expect(errors(server).length).toBeLessThanOrEqual(1 + OUTAGE_MS / 60_000);

      await cluster.start();
      await until(async () => (await ready(server)).status === 200);
      await until(() => server.said().includes('the store works again'));
      // The same server goes on by itself, also with what it had claimed: a lease takes two minutes.
      await until(async () => ((await s.counts()).planned ?? 0) === 0, 150_000);
      const answers = await stopTalking();
      expect(answers.length).toBeGreaterThan(OUTAGE_MS / 1_000);
      expect(new Set(answers.map(({ status, kind }) => `${status} ${kind}`))).toEqual(new Set(['200 answer']));
      expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(8_000);

      await finish(s);
      expect(await judge(s)).toHaveLength(REMINDERS);
      const { sent = 0, ambiguous = 0, gone = 0 } = await s.counts();
      if (process.env.FAULTS_TELL) {
        const slowest = Math.round(Math.max(...answers.map(({ ms }) => ms)));
        process.stderr.write(`${JSON.stringify({ ...(await s.counts()), unclear: unclear(s), asked, slowest })}\n`);
      }
      expect(ambiguous).toBeLessThanOrEqual(unclear(s) + CONNECTIONS);
      expect(sent + ambiguous + gone).toBe(REMINDERS);
    },
    300_000 + OUTAGE_MS,
  );
});
