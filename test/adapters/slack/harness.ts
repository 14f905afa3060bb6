import type { Server } from 'node:http';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { SlackSettings } from '../../../src/adapters/slack/settings.ts';
import { createSlack, type SlackAdapter, type SlackParts } from '../../../src/adapters/slack.ts';
import { listen, portOf, stopListening } from '../../../src/http/listen.ts';
import { createHttp } from '../../../src/http.ts';
import { SLACK_WORDS, type SlackWords } from '../../../src/render/slack/shapes.ts';
import { createStore } from '../../../src/store.ts';
import type { Address, Message, Reply, Store } from '../../../src/types.ts';
import { APP_TOKEN, BOT_TOKEN, SIGNING_SECRET } from './fake/events.ts';
import { type FakeSlack, slackAt, startSlack } from './fake.ts';

export let slack: FakeSlack;
export let store: Store;
export let heard: Message[];
export let failures: string[];
let servers: Server[];
let adapters: SlackAdapter[];

export const words = (lang: string): SlackWords =>
  Object.fromEntries(SLACK_WORDS.map((name) => [name, `${name} (${lang})`])) as SlackWords;

export const replyOf = (text: string, more: Partial<Reply> = {}): Reply => ({
  kind: 'answer',
  intents: ['bot.help'],
  confidence: 1,
  lang: 'fr',
  blocks: [{ type: 'paragraph', children: [{ type: 'text', value: text }] }],
  choices: [],
  version: '0123456789ab',
  ...more,
});

/** Where the bot may write first to a person: kept behind the answer. */
export const keptAddress = (person: string): Promise<Address> =>
  vi.waitUntil(() => store.addressOf('slack', person)) as Promise<Address>;

/** A small bot: it says what it heard, and offers a choice. */
export const echo = async (message: Message): Promise<Reply> => {
  heard.push(message);
  const choices = [{ id: 'exam.when;semester=1', label: 'Quand a lieu l’examen ?', says: 'Quand a lieu l’examen ?' }];
  return replyOf(`${message.text ?? message.choice}`, { lang: message.lang ?? 'fr', choices });
};

export const settingsOf = (more: Partial<SlackSettings> = {}): SlackSettings => ({
  botToken: BOT_TOKEN,
  signingSecret: SIGNING_SECRET,
  apiUrl: slack.apiUrl,
  timeoutMs: 500,
  ...more,
});

/** The adapter on a server of its own, as the program mounts it; `ask`: Slack's requests to it. */
export async function serve(parts: Partial<SlackParts> = {}) {
  const adapter = await createSlack({
    turn: echo,
    store,
    clock: () => 1_000,
    settings: settingsOf(),
    words,
    langs: ['fr', 'en'],
    onError: (where, error) => failures.push(error instanceof Error ? `${where}: ${error.message}` : where),
    ...parts,
  });
  const app = createHttp({
    mounts: adapter.mounts,
    pages: {},
    assets: {},
    readiness: async () => ({ ready: true, store: 'ok', content: { version: '0123456789ab' } }),
    languages: ['fr', 'en'],
    publicUrl: undefined,
    trustProxy: false,
    onRequest: () => {},
    onError: (error) => failures.push(`http: ${error}`),
  });
  const server = await listen(app, '127.0.0.1', 0);
  servers.push(server);
  adapters.push(adapter);
  const url = `http://127.0.0.1:${portOf(server)}/slack/events`;
  return { adapter, url, ask: slackAt(url) };
}

export const socketSettings = (): SlackSettings => settingsOf({ signingSecret: undefined, appToken: APP_TOKEN });

beforeEach(async () => {
  heard = [];
  failures = [];
  servers = [];
  adapters = [];
  slack = await startSlack();
  store = await createStore({ sqlite: ':memory:' }, () => 1_000);
});

afterEach(async () => {
  await Promise.all(adapters.map((adapter) => adapter.stop()));
  for (const server of servers) await stopListening(server, 0);
  await slack.stop();
  await store.close();
  expect(slack.faults).toEqual([]);
});
