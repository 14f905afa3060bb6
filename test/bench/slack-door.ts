import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createSlack } from '../../src/adapters/slack.ts';
import { SLACK_WORDS, type SlackWords } from '../../src/render/slack/shapes.ts';
import { createStore } from '../../src/store.ts';
import type { Message, Reply } from '../../src/types.ts';

/** A child program: the Slack adapter and the store around a bot that says what it heard, to tell their cost from the engine's. */
const {
  SLACK_BOT_TOKEN: botToken = '',
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_API_URL: apiUrl = '',
  DATA_DIR = '',
} = process.env;
const words = Object.fromEntries(SLACK_WORDS.map((name) => [name, name])) as SlackWords;
const turn = async ({ text = '' }: Message): Promise<Reply> => ({
  kind: 'answer',
  intents: [],
  confidence: 1,
  lang: 'fr',
  blocks: [{ type: 'paragraph', children: [{ type: 'text', value: text }] }],
  choices: [],
  version: '0123456789ab',
});
const adapter = await createSlack({
  turn,
  store: await createStore({ sqlite: join(DATA_DIR, 'door.sqlite') }, Date.now),
  clock: Date.now,
  settings: { botToken, signingSecret, apiUrl, timeoutMs: 15_000 },
  words: () => words,
  langs: ['fr'],
  onError: (where) => process.stderr.write(`door: ${where}\n`),
});
const server = createServer((request, response) => void adapter.mounts[0]?.handle(request, response));
await once(server.listen(0, '127.0.0.1'), 'listening');
const address = server.address();
process.stderr.write(`door: http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/\n`);
