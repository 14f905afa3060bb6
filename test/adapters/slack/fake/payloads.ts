import { APP, BOT_ID, type Event, freshTs, TEAM } from './events.ts';
import type { Button, Shown } from './screen.ts';

/** What Slack sends when somebody presses or commands; `responseUrl` makes the address for the answer. */
export function payloadsOf(
  responseUrl: (channel: string, ts?: string) => string,
  metadataOf: (user: string) => string | undefined,
) {
  const press = (message: Shown, button: Button & { block_id: string }, user = 'U0ANNE'): Event => ({
    type: 'block_actions',
    user: { id: user, username: 'anne.martin', name: 'anne.martin', team_id: TEAM },
    api_app_id: APP,
    token: 'legacy',
    container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: message.ephemeral },
    trigger_id: `trigger.${freshTs()}`,
    team: { id: TEAM, domain: 'unistra' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: message.channel, name: 'staff' },
    ...(message.ephemeral
      ? {}
      : {
          message: {
            bot_id: BOT_ID,
            type: 'message',
            text: message.text,
            ts: message.ts,
            thread_ts: message.thread_ts,
            blocks: message.blocks,
          },
        }),
    response_url: responseUrl(message.channel, message.ts),
    actions: [{ ...button, type: 'button', action_ts: freshTs() }],
  });

  const pressHome = (action: Event, user = 'U0ANNE'): Event => ({
    type: 'block_actions',
    user: { id: user, username: 'anne.martin', name: 'anne.martin', team_id: TEAM },
    api_app_id: APP,
    container: { type: 'view', view_id: 'V0HOME' },
    team: { id: TEAM, domain: 'unistra' },
    view: { id: 'V0HOME', type: 'home', private_metadata: metadataOf(user) ?? '', hash: 'h' },
    actions: [{ action_ts: freshTs(), ...action }],
  });

  const command = (text: string, more: Record<string, string> = {}): Record<string, string> => ({
    token: 'legacy',
    team_id: TEAM,
    team_domain: 'unistra',
    channel_id: 'C0STAFF',
    channel_name: 'staff',
    user_id: 'U0ANNE',
    user_name: 'anne.martin',
    command: '/pix',
    text,
    api_app_id: APP,
    is_enterprise_install: 'false',
    response_url: responseUrl(more.channel_id ?? 'C0STAFF'),
    trigger_id: `trigger.${freshTs()}`,
    ...more,
  });

  return { press, pressHome, command };
}
