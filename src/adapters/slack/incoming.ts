import { z } from 'zod';
import { CHOICE, CHOICES, LANGUAGE, SCORE, SHARE } from '../../render/slack/buttons.ts';
import { plainWords } from './text.ts';

/** Who wrote or pressed, and the app that was meant. */
export type From = { team: string; user: string; app: string };

/** What reached the app and concerns it. `direct`: in the conversation with the bot alone. */
export type Incoming =
  | (From & { kind: 'message'; channel: string; ts: string; thread?: string; direct: boolean; text: string; files: boolean })
  | (From & { kind: 'press'; at: Place; choice: string; label: string })
  | (From & { kind: 'share'; at: Place; answer: string })
  | (From & { kind: 'command'; channel: string; direct: boolean; text: string; id: string })
  | (From & { kind: 'home'; channel?: string; lang?: string; id?: string; ask?: HomeAsk });

/** A message with buttons; `only`: seen by one person, and so not to be changed by the Web API. */
export type Place = {
  channel: string;
  ts: string;
  thread?: string;
  direct: boolean;
  block: string;
  only: boolean;
  message?: { text: string; blocks: { type: string; block_id?: string }[] };
};

export type HomeAsk = { text: string } | { choice: string; label: string };

const id = z.string().regex(/^\w{1,40}$/);
const ts = z.string().regex(/^[\d.]{1,40}$/);

const messageEvent = z.object({
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

const homeEvent = z.object({
  type: z.literal('app_home_opened'),
  tab: z.literal('home'),
  user: id,
  channel: id.optional(),
  view: z.object({ private_metadata: z.string().optional() }).optional(),
});

const envelope = z.object({
  team_id: id,
  api_app_id: id,
  event: z.union([messageEvent, homeEvent]),
  authorizations: z.array(z.object({ user_id: id.nullish(), is_bot: z.boolean().optional() })).optional(),
});

const command = z.object({
  command: z.string(),
  team_id: id,
  api_app_id: id,
  user_id: id,
  channel_id: id,
  text: z.string().default(''),
  trigger_id: z.string().max(200),
});

const action = z.object({
  action_id: z.string().max(255),
  block_id: z.string().max(255).default(''),
  value: z.string().max(2_000).nullish(),
  text: z.object({ text: z.string() }).optional(),
  action_ts: ts.optional(),
});

const presses = z.object({
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

/** What a request from Slack is, undefined for what is none of the bot's business. Pure. */
export function readIncoming(body: unknown): Incoming | undefined {
  const event = envelope.safeParse(body).data;
  if (event) return event.event.type === 'app_home_opened' ? readHome(event, event.event) : readMessage(event, event.event);
  const asked = command.safeParse(body).data;
  if (asked) return readCommand(asked);
  const pressed = presses.safeParse(body).data;
  return pressed && readPress(pressed);
}

type Envelope = z.infer<typeof envelope>;

function readMessage({ team_id, api_app_id, authorizations = [] }: Envelope, event: z.infer<typeof messageEvent>) {
  const direct = event.channel_type === 'im' || event.channel.startsWith('D');
  const own = authorizations.some(({ user_id, is_bot }) => is_bot && user_id === event.user) || event.user === 'USLACKBOT';
  // In a channel only what is said to the bot is read.
  if (own || (event.type === 'message' && !direct)) return undefined;
  const { channel, ts, thread_ts: thread, user } = event;
  const files = (event.files?.length ?? 0) > 0;
  const from = { team: team_id, app: api_app_id, user };
  return { kind: 'message', ...from, channel, ts, thread, direct, text: plainWords(event.text), files } as const;
}

function readHome({ team_id, api_app_id }: Envelope, { user, channel, view }: z.infer<typeof homeEvent>): Incoming {
  return { kind: 'home', team: team_id, app: api_app_id, user, channel, lang: view?.private_metadata || undefined };
}

function readCommand({ team_id, api_app_id, user_id, channel_id, text, trigger_id }: z.infer<typeof command>): Incoming {
  const from = { team: team_id, app: api_app_id, user: user_id };
  const words = plainWords(text);
  return { kind: 'command', ...from, channel: channel_id, direct: channel_id.startsWith('D'), text: words, id: trigger_id };
}

function readPress(pressed: z.infer<typeof presses>): Incoming | undefined {
  const { user, view, channel, container, message } = pressed;
  const act = pressed.actions[0]!;
  const team = pressed.team?.id ?? user.team_id;
  if (team === undefined) return undefined;
  const from = { team, app: pressed.api_app_id, user: user.id };
  if (view?.type === 'home') return readHomePress(from, act, view.private_metadata);
  if (channel === undefined || container?.message_ts === undefined) return undefined;
  const at: Place = {
    channel: channel.id,
    ts: container.message_ts,
    thread: message?.thread_ts ?? container.thread_ts,
    direct: channel.id.startsWith('D'),
    block: act.block_id,
    only: container.is_ephemeral === true || message === undefined,
    message,
  };
  if (act.action_id === SHARE && act.value) return { kind: 'share', ...from, at, answer: act.value };
  if (!act.action_id.startsWith(CHOICE) || !act.block_id.startsWith(CHOICES) || !act.value) return undefined;
  return { kind: 'press', ...from, at, choice: act.value, label: act.text?.text ?? act.value };
}

function readHomePress(
  from: From,
  { action_id, value, text, action_ts }: z.infer<typeof action>,
  lang = '',
): Incoming | undefined {
  const home = { kind: 'home', ...from, id: action_ts } as const;
  if (action_id.startsWith(LANGUAGE) && value) return { ...home, lang: value };
  if (action_id === SCORE) return value ? { ...home, lang, ask: { text: `${value} pix` } } : undefined;
  if (!action_id.startsWith(CHOICE) || !value) return undefined;
  return { ...home, lang, ask: { choice: value, label: text?.text ?? value } };
}
