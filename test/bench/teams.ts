import { openSync } from 'node:fs';
import { join } from 'node:path';
import { type Server, startServer } from './child.ts';
import type { Measured } from './figures.ts';
import { measureInTurns } from './in-turns.ts';
import { startAssistant } from './server.ts';
import { APP_ID, ISSUER, type Platform, startPlatform } from './teams-platform.ts';

const TENANT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
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

/** From a signed request to the reply's arrival at the platform; ms. */
async function ask(bot: Server, platform: Platform, text: string): Promise<number> {
  const headers = { 'Content-Type': 'application/json', Authorization: platform.authorization };
  const body = activity(text, platform.serviceUrl);
  const reply = platform.next();
  const start = performance.now();
  const answered = fetch(`${bot.url}/api/messages`, { method: 'POST', headers, body });
  await reply;
  const took = performance.now() - start;
  const response = await answered;
  if (!response.ok) throw new Error(`${bot.url}: refused with ${response.status}`);
  await response.arrayBuffer();
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
  const bots = [
    ['bare echo bot on botbuilder', await start('teams-echo')],
    ['the adapter and the store, echo', await start('teams-door')],
    ['assistant', await startAssistant(folder, env)],
  ] as const;
  try {
    const { table, ratio } = await measureInTurns({
      platform: 'Teams',
      bots,
      ask: (bot, text) => ask(bot, platform, text),
      rounds,
      count,
    });
    return { ...table, figures: { teamsRatio: ratio } };
  } finally {
    await Promise.all(bots.map(([, bot]) => bot.stop()));
    platform.stop();
  }
}
