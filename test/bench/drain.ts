// Sends what is due in a database until it is told to stop. Arguments: the database as JSON, where to post. It says "ready", waits
// for a line, and at its end says how much memory it had before and at most, as JSON.
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { createDelivery } from '../../src/remind/deliver.ts';
import { createStore } from '../../src/store.ts';
import type { Address, Reply, SendOutcome } from '../../src/types.ts';
import { calendarWith, NOW } from './reminder-rows.ts';

/** Memory in MB. */
export type Drained = { idleMb: number; peakMb: number };

const [place = '', url = ''] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 100 });
const start = Date.now();
const clock = () => NOW + 1_000 + (Date.now() - start);
const rss = () => process.memoryUsage().rss / 2 ** 20;

const store = await createStore(JSON.parse(place), clock);
const reply: Reply = { kind: 'answer', intents: [], confidence: 1, lang: 'fr', blocks: [], choices: [], version: '' };
const delivery = createDelivery({
  store,
  calendar: () => calendarWith('03-15'),
  clock,
  senders: new Map([['bench', post]]),
  compose: () => reply,
  rates: new Map(),
  worker: String(process.pid),
  pause: (ms, signal) => delay(ms, undefined, { signal }).catch(() => {}),
  onError: (error) => process.stderr.write(`${String(error)}\n`),
  onStoreError: (error) => process.stderr.write(`${String(error)}\n`),
});

function post({ data }: Address, message: Reply): Promise<SendOutcome> {
  return new Promise((done) => {
    const headers = { 'Content-Type': 'application/json' };
    const posted = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().once('end', () => done({ outcome: 'sent' }));
    });
    posted.once('error', () => done({ outcome: 'ambiguous', why: 'connection' }));
    posted.end(JSON.stringify({ to: data, message }));
  });
}

process.stdout.write('ready\n');
await once(createInterface(process.stdin), 'line');
const idleMb = rss();
let peakMb = idleMb;
const watching = setInterval(() => {
  peakMb = Math.max(peakMb, rss());
}, 50);
delivery.start();
await once(process, 'SIGTERM');
clearInterval(watching);
await delivery.stop();
await store.close();
process.stdout.write(`${JSON.stringify({ idleMb, peakMb } satisfies Drained)}\n`, () => process.exit(0));
