import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReminders, type Due, type Reminders } from '../../src/widget/reminders.ts';

type Answer = (response: ServerResponse) => void;

let server: Server;
let url: string;
/** What the server does with each request for reminders, in order; the last for all that follow. */
let answers: Answer[];
let asked: { method: string; path: string; session: string; body: string }[];
let waits: number[];
let taken: Due[];
let id: string | undefined;
let reminders: Reminders;

const due = (name: string): Due => ({ id: name, reply: { lang: 'fr', blocks: [], choices: [] } });
const line = (name: string): string => `${JSON.stringify(due(name))}\n`;
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000, interval: 10 });
const ids = () => taken.map((one) => one.id);

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { method = '', url: path = '', headers } = request;
  asked.push({ method, path, session: String(headers['x-pix-session']), body });
  if (method === 'POST') return void response.writeHead(204).end();
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  answer?.(response);
}

beforeEach(async () => {
  [answers, asked, waits, taken, id] = [[], [], [], [], 'the-session'];
  server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/reminders`;
  reminders = createReminders({
    url,
    fetch,
    wait: async (ms) => void waits.push(ms),
    id: () => id,
    take: (one) => taken.push(one),
  });
});

afterEach(() => {
  reminders.listen(false);
  server.closeAllConnections();
  server.close();
});

const over: Answer = (response) => response.writeHead(204).end();
const open =
  (...parts: string[]): Answer =>
  (response) => {
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
    for (const part of parts) response.write(part);
  };
const refuse =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end('{}');

describe('listening for reminders', () => {
  it('asks nothing without an id', async () => {
    id = undefined;
    reminders.listen(true);
    reminders.seen(['1']);
    id = 'the-session';
    answers = [over];
    reminders.listen(true);
    await soon(() => asked.length).toBe(1);
    expect(asked[0]).toEqual({ method: 'GET', path: '/api/reminders', session: 'the-session', body: '' });
  });

  it('takes each line, whole or in pieces, and lets signs of life and nonsense of another version pass', async () => {
    const [head, tail] = [line('deux é').slice(0, 9), line('deux é').slice(9)];
    answers = [open('\n', line('un'), '\n', '{"id":3}\n', head)];
    reminders.listen(true);
    await soon(ids).toEqual(['un']);
    reminders.listen(false);
    answers = [open(head, tail, line('trois'))];
    reminders.listen(true);
    await soon(ids).toEqual(['un', 'deux é', 'trois']);
  });

  it('goes on after an answer that ended, and for good when there is nothing to wait for', async () => {
    answers = [(response) => response.end(line('un')), (response) => response.end(line('deux')), over];
    reminders.listen(true);
    await soon(() => asked.length).toBe(3);
    expect(ids()).toEqual(['un', 'deux']);
    expect(waits).toHaveLength(2);
  });

  it.each([401, 403, 404])('ends at a %i', async (status) => {
    answers = [refuse(status)];
    reminders.listen(true);
    await soon(() => asked.length).toBe(1);
    expect(waits).toEqual([]);
  });

  it('waits as it is told when there is too much, and ever longer when the connection breaks', async () => {
    answers = [
      refuse(429, { 'Retry-After': '60' }),
      refuse(503),
      (response) => response.destroy(),
      (response) => response.destroy(),
      over,
    ];
    reminders.listen(true);
    await soon(() => asked.length).toBe(5);
    expect(waits).toHaveLength(4);
    const [told, , broken, again] = waits as [number, number, number, number];
    expect(told).toBeGreaterThanOrEqual(60_000);
    expect(told).toBeLessThan(120_000);
    // Each of the two doubles what was waited before, give or take the share of chance.
    expect(broken).toBeGreaterThanOrEqual(120_000);
    expect(again).toBeGreaterThanOrEqual(240_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(600_000);
  });

  it('opens one connection, however often it is told to', async () => {
    answers = [open(line('un'))];
    for (let times = 0; times < 5; times++) reminders.listen(true);
    await soon(ids).toEqual(['un']);
    reminders.listen(true);
    reminders.seen(['un']);
    await soon(() => asked.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(asked[1]).toMatchObject({ path: '/api/reminders/shown', session: 'the-session', body: '{"ids":["un"]}' });
  });
});
