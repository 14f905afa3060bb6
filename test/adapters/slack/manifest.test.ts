import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const url = z.url({ protocol: /^https$/ });

/** Slack's app manifest as its reference has it, for the features that the bot uses; anything else is refused. */
const shape = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(1), minor_version: z.literal(1) }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().min(1).max(140),
    long_description: z.string().min(174).max(4000),
    background_color: z.string().regex(/^#([\da-f]{3}|[\da-f]{6})$/i),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    bot_user: z.strictObject({ display_name: z.string().regex(/^[\w .-]{1,80}$/), always_online: z.boolean() }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z
            .string()
            .regex(/^\/[a-z0-9_-]+$/)
            .max(32),
          url,
          description: z.string().max(2000),
          usage_hint: z.string().max(1000),
          should_escape: z.boolean(),
        }),
      )
      .max(50),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()).max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: url, bot_events: z.array(z.string()).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: url }),
    org_deploy_enabled: z.literal(false),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.literal(false),
  }),
});

const manifest = shape.parse(JSON.parse(readFileSync('src/adapters/slack/manifest.json', 'utf8')));

describe('Slack’s app manifest', () => {
  it('asks for no more than the bot needs: it never reads a channel', () => {
    expect(manifest.oauth_config.scopes.bot).toEqual(['app_mentions:read', 'chat:write', 'commands', 'im:history']);
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(['app_home_opened', 'app_mention', 'message.im']);
  });

  it('sends everything to the one address that the server mounts', () => {
    const { settings, features } = manifest;
    const urls = [settings.event_subscriptions.request_url, settings.interactivity.request_url, features.slash_commands[0]!.url];
    expect(new Set(urls.map((value) => new URL(value).pathname))).toEqual(new Set(['/slack/events']));
    expect(new Set(urls).size).toBe(1);
  });

  it('lets people be named by the command as ids, which are dropped', () => {
    expect(manifest.features.slash_commands).toMatchObject([{ command: '/pix', should_escape: true }]);
  });
});
