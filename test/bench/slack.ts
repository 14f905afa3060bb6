import { createHmac } from 'node:crypto';
import { openSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { type Server, startServer } from './child.ts';
import type { Measured } from './figures.ts';
import { measureInTurns } from './in-turns.ts';
import { startAssistant } from './server.ts';

const SECRET = 'a-signing-secret';

/** A Web API that takes everything, and tells when a message reached it. */
async function startApi() {
  let arrived = () => {};
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      arrived();
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"ok":true,"ts":"1.000001"}');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/api/`,
    next: () =>
      new Promise<void>((done) => {
        arrived = done;
      }),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

let ts = 0;

/** From a signed request to the reply's arrival at the Web API; ms. */
async function ask(bot: Server, api: Awaited<ReturnType<typeof startApi>>, text: string): Promise<number> {
  const event = { type: 'message', channel_type: 'im', channel: 'D0ANNE', user: 'U0ANNE', text, ts: `1.${++ts}` };
  const authorizations = [{ team_id: 'T0TEAM', user_id: 'U0BOT', is_bot: true, is_enterprise_install: false }];
  const body = JSON.stringify({ type: 'event_callback', team_id: 'T0TEAM', api_app_id: 'A0APP', event, authorizations });
  const at = Math.floor(Date.now() / 1000);
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${at}:${body}`).digest('hex')}`;
  const headers = {
    'Content-Type': 'application/json',
    'X-Slack-Request-Timestamp': String(at),
    'X-Slack-Signature': signature,
  };
  const reply = api.next();
  const start = performance.now();
  const response = await fetch(`${bot.url}/slack/events`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${bot.url}: refused with ${response.status}`);
  await reply;
  return performance.now() - start;
}

/** A turn on Slack beside a bare echo bot on the same SDK, in turns in one run. `folder`: for the bots' data. */
export async function measureSlack(folder: string, rounds: number, count: number): Promise<Measured> {
  const api = await startApi();
  const env = { SLACK_BOT_TOKEN: 'xoxb-bench', SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: api.url, DATA_DIR: folder };
  const start = (name: string) =>
    startServer([`dist/bench/${name}.js`], { NODE_ENV: 'production', ...env }, openSync(join(folder, `${name}.log`), 'w'));
  const bots = [
    ['bare echo bot on Bolt', await start('slack-echo')],
    ['the adapter and the store, echo', await start('slack-door')],
    ['assistant', await startAssistant(folder, env)],
  ] as const;
  try {
    const { table, ratio } = await measureInTurns({
      platform: 'Slack',
      bots,
      ask: (bot, text) => ask(bot, api, text),
      rounds,
      count,
    });
    return { ...table, figures: { slackRatio: ratio } };
  } finally {
    await Promise.all(bots.map(([, bot]) => bot.stop()));
    api.stop();
  }
}
