import { z } from 'zod';

/** What is read of Slack's requests; all else in them, names above all, is dropped at the door. */

const id = z.string().regex(/^\w{1,40}$/);
const ts = z.string().regex(/^[\d.]{1,40}$/);

export const messageEvent = z.object({
  type: z.enum(['message', 'app_mention']),
  // Edits, joins, deletions and the like have a subtype of their own.
  subtype: z.enum(['file_share', 'thread_broadcast']).optional(),
  channel: id,
  channel_type: z.string().optional(),
  user: id,
  text: z.string().default(''),
  ts,
  thread_ts: ts.optional(),
  bot_id: z.undefined().optional(),
  edited: z.undefined().optional(),
  files: z.array(z.unknown()).optional(),
});

export const homeEvent = z.object({
  type: z.literal('app_home_opened'),
  tab: z.literal('home'),
  user: id,
  channel: id.optional(),
  view: z.object({ private_metadata: z.string().optional() }).optional(),
});

/** What stands around an event. */
export const envelope = z.object({
  team_id: id,
  api_app_id: id,
  event: z.unknown(),
  authorizations: z.array(z.object({ user_id: id.nullish(), is_bot: z.boolean().optional() })).optional(),
});

export const command = z.object({
  command: z.string(),
  team_id: id,
  api_app_id: id,
  user_id: id,
  channel_id: id,
  text: z.string().default(''),
  trigger_id: z.string().max(200),
});

export const action = z.object({
  action_id: z.string().max(255),
  block_id: z.string().max(255).default(''),
  value: z.string().max(2_000).nullish(),
  text: z.object({ text: z.string() }).optional(),
  action_ts: ts.optional(),
});

export const presses = z.object({
  type: z.literal('block_actions'),
  api_app_id: id,
  team: z.object({ id }).nullish(),
  user: z.object({ id, team_id: id.optional() }),
  channel: z.object({ id }).optional(),
  container: z.object({ message_ts: ts.optional(), thread_ts: ts.optional(), is_ephemeral: z.boolean().optional() }).optional(),
  message: z
    .object({
      thread_ts: ts.optional(),
      text: z.string().default(''),
      blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })).default([]),
    })
    .optional(),
  view: z.object({ type: z.string(), private_metadata: z.string().optional() }).optional(),
  actions: z.array(action).min(1),
});
