import type { Server } from 'node:http';
import { afterEach, beforeEach, expect } from 'vitest';
import { createWeb, type WebAdapter, type WebParts } from '../../../src/adapters/web.ts';
import type { Rate } from '../../../src/config.ts';
import { listen, portOf, stopListening } from '../../../src/http/listen.ts';
import { createHttp } from '../../../src/http.ts';
import { createStore } from '../../../src/store.ts';
import type { Message, Reply, Store } from '../../../src/types.ts';

/** A small bot: it says what it heard, in which conversation, and for the how-manieth time. */
export const echo =
  (heard: Message[]) =>
  async (message: Message): Promise<Reply> => {
    heard.push(message);
    return {
      kind: 'answer',
      intents: ['bot.help'],
      confidence: 1,
      lang: message.lang ?? 'fr',
      blocks: [{ type: 'paragraph', children: [{ type: 'text', value: `${heard.length}: ${message.text ?? message.choice}` }] }],
      choices: [],
      version: '0123456789ab',
    };
  };

export const MANY: Rate[] = [{ count: 10_000, seconds: 10 }];
export let heard: Message[];
export let failures: string[];
export let store: Store;
export let servers: Server[];

export async function serve(parts: Partial<WebParts> = {}): Promise<{ origin: string; api: string; web: WebAdapter }> {
  const web = createWeb({
    turn: echo(heard),
    store,
    clock: () => 1_000,
    allowedOrigins: ['https://www.example.fr'],
    rates: { session: MANY, address: MANY, newSessions: MANY },
    onError: (where) => failures.push(where),
    ...parts,
  });
  const app = createHttp({
    mounts: web.mounts,
    pages: {},
    assets: {},
    readiness: async () => ({ ready: true, store: 'ok', content: { version: '0123456789ab' } }),
    languages: ['fr', 'en'],
    publicUrl: undefined,
    trustProxy: false,
    onRequest: () => {},
    onError: () => failures.push('http'),
  });
  const server = await listen(app, '127.0.0.1', 0);
  servers.push(server);
  const origin = `http://127.0.0.1:${portOf(server)}`;
  return { origin, api: `${origin}/api/chat`, web };
}

/** What the API answers: the first three of a reply, the last of a refusal. */
type Answer = { id: string; session: string; reply: Reply; error: { code: string; message: string } & Record<string, unknown> };
export type Answered = Omit<Response, 'json'> & { json: () => Promise<Answer> };

type Sent = { session?: string; headers?: Record<string, string>; method?: string };

export async function post(api: string, body: unknown, { session, headers, method = 'POST' }: Sent = {}): Promise<Answered> {
  return (await fetch(api, {
    method,
    headers: { 'Content-Type': 'application/json', ...(session && { 'X-Pix-Session': session }), ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  })) as Answered;
}

/** A bot that keeps a message until it is let go, and tells when it has got it. */
export function heldBot() {
  let letGo = () => {};
  let got = () => {};
  const begun = new Promise<void>((done) => {
    got = done;
  });
  const turn = async (message: Message): Promise<Reply> => {
    got();
    await new Promise<void>((done) => {
      letGo = done;
    });
    return echo(heard)(message);
  };
  return { turn, begun, letGo: () => letGo() };
}

export const said = (answer: { reply: Reply }): string => {
  const [block] = answer.reply.blocks;
  return block?.type === 'paragraph' && block.children[0]?.type === 'text' ? block.children[0].value : '';
};

export async function expectProblem(response: Answered, status: number, code: string): Promise<Record<string, unknown>> {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const { error } = await response.json();
  expect(error.code).toBe(code);
  expect(error.message).toMatch(/\w+.*\.$/);
  return error;
}

beforeEach(async () => {
  heard = [];
  failures = [];
  servers = [];
  store = await createStore({ sqlite: ':memory:' }, () => 1_000);
});

afterEach(async () => {
  for (const server of servers) await stopListening(server, 0);
  await store.close();
});
