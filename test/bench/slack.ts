import { createHmac } from 'node:crypto';
import { openSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Server, startServer } from './child.ts';
import type { Measured } from './figures.ts';
import { rounded } from './floors.ts';
import { posts } from './messages.ts';
import { startAssistant } from './server.ts';
import { median, percentile } from './stats.ts';

/** What a bot does behind a reply (keeping that it was given) is done before the next message. */
const PAUSE_MS = 5;
/** Rounds before any is measured. */
const WARMING = 5;
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

/** From a signed request to the reply's arrival at the Web API, each message for itself; ms. */
async function turns(bot: Server, api: Awaited<ReturnType<typeof startApi>>, texts: readonly string[]): Promise<number[]> {
  const took: number[] = [];
  for (const text of texts) {
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
    took.push(performance.now() - start);
    await delay(PAUSE_MS);
  }
  return took;
}

const BOTS = ['bare echo bot on Bolt', 'the adapter and the store, echo', 'assistant'] as const;

/** A turn on Slack beside a bare echo bot on the same SDK, in turns in one run. `folder`: for the bots' data. */
export async function measureSlack(folder: string, rounds: number, count: number): Promise<Measured> {
  const api = await startApi();
  const env = { SLACK_BOT_TOKEN: 'xoxb-bench', SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: api.url, DATA_DIR: folder };
  const start = (name: string) =>
    startServer([`dist/bench/${name}.js`], { NODE_ENV: 'production', ...env }, openSync(join(folder, `${name}.log`), 'w'));
  const bots = [await start('slack-echo'), await start('slack-door'), await startAssistant(folder, env)];
  const seen: number[][][] = [];
  try {
    for (let round = 0; round < WARMING + rounds; round++) {
      const texts = posts(count, round).map(({ body }) => (JSON.parse(body) as { text?: string }).text ?? 'bonjour');
      const took: number[][] = [];
      for (const bot of bots) took.push(await turns(bot, api, texts));
      // The first rounds warm all up.
      if (round >= WARMING) seen.push(took);
    }
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()));
    api.stop();
  }
  const ratios = (bot: number) => seen.map((took) => median(took[bot] ?? []) / median(took[0] ?? []));
  const row = (name: string, bot: number): string[] => {
    const all = seen.flatMap((took) => took[bot] ?? []);
    const each = ratios(bot);
    const spread = `${rounded(Math.min(...each))} to ${rounded(Math.max(...each))}`;
    return [name, rounded(median(all)), rounded(percentile(all, 0.99)), bot === 0 ? '' : `${rounded(median(each))} (${spread})`];
  };
  return {
    title: `A turn on Slack, from the signed request to the reply sent (${rounds} × ${count} messages each, in turns)`,
    head: ['', 'median ms', 'p99 ms', 'ratio of the medians'],
    rows: BOTS.map(row),
    figures: { slackRatio: median(ratios(2)) },
  };
}
