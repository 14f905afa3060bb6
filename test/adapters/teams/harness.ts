import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { TeamsSettings } from '../../../src/adapters/teams/settings.ts';
import { createTeams, type TeamsAdapter, type TeamsParts } from '../../../src/adapters/teams.ts';
import { listen, portOf, stopListening } from '../../../src/http/listen.ts';
import { createHttp } from '../../../src/http.ts';
import type { Card } from '../../../src/render/teams/shapes.ts';
import type { Choice } from '../../../src/types.ts';
import type { Shown } from '../contract.ts';
import { APP_ID, type Fake, ISSUER, type Posted, SECRET, TENANT } from './fake.ts';

export const BOT = { id: `28:${APP_ID}`, name: 'Pix' };
export const WORDS = { open: 'Continuer en privé' };

/** Settings that lead to the fake, signed on both sides. */
export const settingsFor = (fake: Fake, more: Partial<TeamsSettings> = {}): TeamsSettings => ({
  appId: APP_ID,
  tenantId: TENANT,
  password: SECRET,
  openIdUrl: `${fake.origin}/openid`,
  issuer: ISSUER,
  tokenUrl: `${fake.origin}/token`,
  scope: ISSUER,
  timeoutMs: 400,
  typingAfterMs: 60_000,
  ...more,
});

export type Running = { teams: TeamsAdapter; url: string; stop: () => Promise<void> };

/** The adapter on the real web server. */
export async function serveTeams(parts: Omit<TeamsParts, 'words' | 'onError'> & Partial<TeamsParts>): Promise<Running> {
  const teams = await createTeams({ words: () => WORDS, onError: () => {}, ...parts });
  const app = createHttp({
    mounts: teams.mounts,
    pages: {},
    assets: {},
    readiness: async () => ({ ready: true, store: 'ok', content: { version: '0123456789ab' } }),
    languages: ['fr', 'en'],
    publicUrl: undefined,
    trustProxy: false,
    onRequest: () => {},
    onError: () => {},
  });
  const server: Server = await listen(app, '127.0.0.1', 0);
  return {
    teams,
    url: `http://127.0.0.1:${portOf(server)}/api/messages`,
    stop: async () => {
      await teams.stop();
      await stopListening(server, 0);
    },
  };
}

export type Activity = Record<string, unknown>;

/** A message as Teams sends it, from Ada in her personal chat unless told otherwise. Names are in it, as in Teams. */
export const activityFrom = (fake: Fake, more: Activity = {}): Activity => ({
  type: 'message',
  id: randomUUID(),
  timestamp: '2026-10-01T07:00:00.000Z',
  channelId: 'msteams',
  serviceUrl: fake.serviceUrl,
  locale: 'fr-FR',
  from: { id: '29:ada', name: 'Ada Lovelace', aadObjectId: 'ada-object-id' },
  recipient: BOT,
  conversation: { id: 'a:personal-ada', conversationType: 'personal', tenantId: TENANT },
  channelData: { tenant: { id: TENANT } },
  textFormat: 'plain',
  ...more,
});

export const THREAD = '19:channel@thread.tacv2;messageid=1700000000000';

/** A message in a channel, in which the bot is mentioned. */
export const inChannel = (fake: Fake, who: string, text: string): Activity =>
  activityFrom(fake, {
    text: `<at>Pix</at> ${text}`,
    from: { id: `29:${who}`, name: `${who} Lovelace`, aadObjectId: `${who}-object-id` },
    conversation: { id: THREAD, conversationType: 'channel', tenantId: TENANT, isGroup: true },
    entities: [
      { type: 'mention', text: '<at>Pix</at>', mentioned: BOT },
      { type: 'clientInfo', locale: 'fr-FR' },
    ],
  });

/** What Teams sends when a choice of a card is pressed. */
export function pressOf(fake: Fake, { id, says }: Choice, more: Activity = {}): Activity {
  return activityFrom(fake, { text: says, value: JSON.stringify({ choice: id }), replyToId: randomUUID(), ...more });
}

/** What the newest card with this choice brings back when it is pressed. */
export function broughtBy(fake: Fake, { id }: Choice): unknown {
  const actions = fake.posted.flatMap((posted) => cardOf(posted)?.actions ?? []);
  const pressed = actions.findLast((action) => action.type === 'Action.Submit' && action.data.choice === id);
  return pressed?.type === 'Action.Submit' ? pressed.data.msteams?.value : undefined;
}

export const postActivity = (url: string, activity: unknown, authorization: string): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...(authorization && { Authorization: authorization }) },
    body: typeof activity === 'string' ? activity : JSON.stringify(activity),
  });

export const cardOf = ({ activity }: Posted): Card => activity.attachments?.[0]?.content as Card;

/** A message of the bot as people see it. */
export function shownOf(posted: Posted): Shown {
  const card = cardOf(posted);
  const actions = card.actions ?? [];
  const choices = actions.flatMap((action) =>
    action.type === 'Action.Submit'
      ? [{ id: action.data.choice, label: action.title, says: action.data.msteams?.text ?? '' }]
      : [],
  );
  const opens = actions.some((action) => action.type === 'Action.OpenUrl' && action.url.includes('/l/chat/'));
  return { text: textsIn(card.body).join(' '), choices, ...(opens && { opensPrivate: true }) };
}

/** Every text of a card's body that is shown where tables are known, in reading order. */
export function textsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn);
  if (typeof node !== 'object' || node === null) return [];
  const { inlines, text, ...rest } = node as { inlines?: { text: string }[]; text?: string; fallback?: unknown };
  delete rest.fallback;
  if (inlines) return [inlines.map((run) => run.text).join('')];
  return [...(typeof text === 'string' ? [text] : []), ...Object.values(rest).flatMap(textsIn)];
}
