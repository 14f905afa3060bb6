import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { teamsSettings } from '../../src/adapters/teams/settings.ts';
import { createTeams } from '../../src/adapters/teams.ts';
import { readConfig } from '../../src/config.ts';
import { createStore } from '../../src/store.ts';
import type { Message, Reply } from '../../src/types.ts';

/** A child program: the Teams adapter and the store around a bot that says what it heard, to tell their cost from the engine's. */
const turn = async ({ text = '' }: Message): Promise<Reply> => ({
  kind: 'answer',
  intents: [],
  confidence: 1,
  lang: 'fr',
  blocks: [{ type: 'paragraph', children: [{ type: 'text', value: text }] }],
  choices: [],
  version: '0123456789ab',
});
const adapter = await createTeams({
  turn,
  store: await createStore({ sqlite: join(process.env.DATA_DIR ?? '', 'door.sqlite') }, Date.now),
  clock: Date.now,
  settings: teamsSettings(readConfig(process.env)),
  words: () => ({ open: 'open' }),
  onError: (where) => process.stderr.write(`door: ${where}\n`),
});
const server = createServer((request, response) => void adapter.mounts[0]?.handle(request, response));
await once(server.listen(0, '127.0.0.1'), 'listening');
const address = server.address();
process.stderr.write(`door: http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/\n`);
