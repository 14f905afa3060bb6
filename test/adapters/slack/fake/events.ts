import { createHmac } from 'node:crypto';

export const TEAM = 'T0TEAM';
export const APP = 'A0APP';
export const BOT = 'U0BOT';
export const BOT_ID = 'B0BOT';
export const SIGNING_SECRET = 'a-signing-secret';
export const BOT_TOKEN = 'xoxb-test-token';
export const APP_TOKEN = 'xapp-test-token';

export type Event = Record<string, unknown>;

let counter = 0;
const next = () => String(++counter).padStart(6, '0');
/** A message's time and name in its channel, each new. */
export const freshTs = (): string => `1700000000.${next()}`;

/** The body around an event, with all that Slack puts there. */
export const envelope = (event: Event): Event => ({
  token: 'legacy-verification-token',
  team_id: TEAM,
  context_team_id: TEAM,
  api_app_id: APP,
  event,
  type: 'event_callback',
  event_id: `Ev${next()}`,
  event_time: 1_700_000_000,
  authorizations: [{ enterprise_id: null, team_id: TEAM, user_id: BOT, is_bot: true, is_enterprise_install: false }],
  is_ext_shared_channel: false,
  event_context: '4-opaque',
});

type Said = { user?: string; channel?: string; ts?: string; thread_ts?: string } & Event;

/** A direct message to the bot. */
export const dm = (text: string, more: Said = {}): Event => ({
  type: 'message',
  channel_type: 'im',
  channel: 'D0ANNE',
  user: 'U0ANNE',
  text,
  ts: freshTs(),
  client_msg_id: '6d6a5b1c',
  team: TEAM,
  event_ts: '1700000000.000001',
  blocks: [{ type: 'rich_text', block_id: 'x', elements: [] }],
  ...more,
});

/** A message in a channel that mentions the bot, as the event of the mention. */
export const mention = (text: string, more: Said = {}): Event => ({
  type: 'app_mention',
  channel: 'C0STAFF',
  user: 'U0ANNE',
  text: `<@${BOT}> ${text}`,
  ts: freshTs(),
  team: TEAM,
  event_ts: '1700000000.000001',
  ...more,
});

export const homeOpened = (more: Event = {}): Event => ({
  type: 'app_home_opened',
  user: 'U0ANNE',
  channel: 'D0ANNE',
  tab: 'home',
  event_ts: '1700000000.000001',
  ...more,
});

/** Fields that a request needs to be Slack's. `at`: when it was signed, in seconds. */
export function signed(body: string, secret = SIGNING_SECRET, at = Math.floor(Date.now() / 1000)): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return { 'X-Slack-Request-Timestamp': String(at), 'X-Slack-Signature': `v0=${signature}` };
}

/** A body as interactivity and commands have it. */
export const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();
