import { openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Server, startServer } from './child.ts';
import type { Measured } from './figures.ts';
import { rounded } from './floors.ts';
import { posts } from './messages.ts';
import { startAssistant } from './server.ts';
import { median, percentile } from './stats.ts';
import { APP_ID, ISSUER, type Platform, startPlatform } from './teams-platform.ts';

/** What a bot does behind a reply (keeping that it was given) is done before the next message. */
const PAUSE_MS = 5;
/** Rounds before any is measured. */
const WARMING = 5;
const TENANT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const BOTS = ['bare echo bot on botbuilder', 'the adapter and the store, echo', 'assistant'] as const;

let id = 0;

/** An activity as Teams sends it, as JSON. */
const activity = (text: string, serviceUrl: string): string =>
  JSON.stringify({
    type: 'message',
    id: String(++id),
    channelId: 'msteams',
    serviceUrl,
    locale: 'fr-FR',
    from: { id: '29:anne', name: 'Anne', aadObjectId: 'anne' },
    recipient: { id: `28:${APP_ID}`, name: 'Pix' },
    conversation: { id: 'a:anne', conversationType: 'personal', tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
    text,
  });

/** From a signed request to the reply's arrival at the platform, each message for itself; ms. */
async function turns(bot: Server, platform: Platform, texts: readonly string[]): Promise<number[]> {
  const took: number[] = [];
  const headers = { 'Content-Type': 'application/json', Authorization: platform.authorization };
  for (const text of texts) {
    const body = activity(text, platform.serviceUrl);
    const reply = platform.next();
    const start = performance.now();
    const answered = fetch(`${bot.url}/api/messages`, { method: 'POST', headers, body });
    await reply;
    took.push(performance.now() - start);
    const response = await answered;
    if (!response.ok) throw new Error(`${bot.url}: refused with ${response.status}`);
    await response.arrayBuffer();
    await delay(PAUSE_MS);
  }
  return took;
}

/** A turn on Teams beside a bare echo bot on the same SDK, in turns in one run. `folder`: for the bots' data. */
export async function measureTeams(folder: string, rounds: number, count: number): Promise<Measured> {
  const platform = await startPlatform();
  const env = {
    MicrosoftAppId: APP_ID,
    MicrosoftAppPassword: 'a-secret',
    MicrosoftAppTenantId: TENANT,
    TEAMS_OPENID_URL: `${platform.url}/openid`,
    TEAMS_ISSUER: ISSUER,
    TEAMS_TOKEN_URL: `${platform.url}/token`,
    TEAMS_SCOPE: ISSUER,
    BENCH_TOKEN: 'bench',
    DATA_DIR: folder,
  };
  const start = (name: string) =>
    startServer([`dist/bench/${name}.js`], { NODE_ENV: 'production', ...env }, openSync(join(folder, `${name}.log`), 'w'));
  const bots = [await start('teams-echo'), await start('teams-door'), await startAssistant(folder, env)];
  const seen: number[][][] = [];
  try {
    for (let round = 0; round < WARMING + rounds; round++) {
      const texts = posts(count, round).map(({ body }) => (JSON.parse(body) as { text?: string }).text ?? 'bonjour');
      const took: number[][] = [];
      for (const bot of bots) took.push(await turns(bot, platform, texts));
      // The first rounds warm all up.
      if (round >= WARMING) seen.push(took);
    }
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()));
    platform.stop();
  }
  const ratios = (bot: number) => seen.map((took) => median(took[bot] ?? []) / median(took[0] ?? []));
  const row = (name: string, bot: number): string[] => {
    const all = seen.flatMap((took) => took[bot] ?? []);
    const each = ratios(bot);
    const spread = `${rounded(Math.min(...each))} to ${rounded(Math.max(...each))}`;
    return [name, rounded(median(all)), rounded(percentile(all, 0.99)), bot === 0 ? '' : `${rounded(median(each))} (${spread})`];
  };
  return {
    title: `A turn on Teams, from the signed request to the reply sent (${rounds} × ${count} messages each, in turns)`,
    head: ['', 'median ms', 'p99 ms', 'ratio of the medians'],
    rows: BOTS.map(row),
    figures: { teamsRatio: median(ratios(2)) },
  };
}
