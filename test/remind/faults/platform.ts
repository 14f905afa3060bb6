import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { random } from './random.ts';

/** What a request meets. `late`: 201 after a while. `…Lost`: the message did not arrive, though nothing says so. */
const FATES = [
  ['taken', 0.7],
  ['late', 0.1],
  ['blocked', 0.03],
  ['limited', 0.07],
  ['failed', 0.02],
  ['failedLost', 0.02],
  ['reset', 0.015],
  ['resetLost', 0.015],
  ['silent', 0.015],
  ['silentLost', 0.015],
] as const;
export type Fate = (typeof FATES)[number][0];

const ARRIVES: readonly Fate[] = ['taken', 'late', 'failed', 'reset', 'silent'];
/** After these nobody but the platform knows whether the message arrived. */
export const UNCLEAR: readonly Fate[] = ['failed', 'failedLost', 'reset', 'resetLost', 'silent', 'silentLost'];

export type Platform = {
  serviceUrl: string;
  /** Every request, in order: who it was for, what it said (as JSON), and what it met. */
  requests: { person: string; said: string; fate: Fate }[];
  /** How often a message arrived at a person. */
  arrivals: () => Map<string, number>;
  close: () => Promise<void>;
};

/**
 * Teams' connector on loopback. What the nth request for a person meets depends on `seed`, the person and n alone; without a
 * seed each arrives and is answered.
 */
export async function startPlatform(seed?: number): Promise<Platform> {
  const requests: Platform['requests'] = [];
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let said = '';
    for await (const chunk of request.setEncoding('utf8')) said += chunk;
    const person = decodeURIComponent(/\/conversations\/([^/]+)\/activities$/.exec(request.url ?? '')?.[1] ?? '');
    const before = requests.filter((known) => known.person === person).length;
    const fate = seed === undefined ? 'taken' : fateOf(random(`${seed} ${person} ${before}`));
    requests.push({ person, said, fate });
    const reply = (status: number, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify({ id: randomUUID() }));
    if (fate === 'late') await delay(200 + 600 * random(`${seed} ${person} late`));
    if (fate === 'taken' || fate === 'late') reply(201);
    else if (fate === 'blocked') reply(403);
    else if (fate === 'limited') reply(429, { 'Retry-After': '1' });
    else if (fate.startsWith('failed')) reply(500);
    else if (fate.startsWith('reset')) request.socket.resetAndDestroy();
  }

  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    arrivals: () => {
      const counts = new Map<string, number>();
      for (const { person, fate } of requests) if (ARRIVES.includes(fate)) counts.set(person, (counts.get(person) ?? 0) + 1);
      return counts;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function fateOf(chance: number): Fate {
  let rest = chance;
  for (const [fate, share] of FATES) {
    if (rest < share) return fate;
    rest -= share;
  }
  return 'taken';
}
