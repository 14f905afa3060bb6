import type { z } from 'zod';
import { CHOICE, CHOICES, LANGUAGE, SCORE, SHARE } from '../../render/slack/buttons.ts';
import { type action, command, envelope, homeEvent, messageEvent, presses } from './shapes.ts';
import { plainWords } from './text.ts';

/** Who wrote or pressed, and the app that was meant. */
export type From = { team: string; user: string; app: string };

/** What reached the app and concerns it. `direct`: in the conversation with the bot alone. */
export type Incoming =
  | (From & { kind: 'message'; channel: string; ts: string; thread?: string; direct: boolean; text: string; files: boolean })
  | (From & { kind: 'press'; at: Place; choice: string; label: string; lang?: string })
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

/** What a request from Slack is, undefined for what is none of the bot's business. Pure. */
export function readIncoming(body: unknown): Incoming | undefined {
  const around = envelope.safeParse(body).data;
  if (around?.event !== undefined) return readEvent(around);
  const asked = command.safeParse(body).data;
  if (asked) return readCommand(asked);
  const pressed = presses.safeParse(body).data;
  return pressed && readPress(pressed);
}

type Envelope = z.infer<typeof envelope>;

/** Most are messages: tried first, and by themselves, which takes half as long as a union of both. */
function readEvent(around: Envelope): Incoming | undefined {
  const message = messageEvent.safeParse(around.event).data;
  if (message) return readMessage(around, message);
  const home = homeEvent.safeParse(around.event).data;
  return home && readHome(around, home);
}

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
  // The message may be weeks old: it says itself which language it speaks.
  const lang = act.action_id.slice(CHOICE.length).split(':')[1];
  return { kind: 'press', ...from, at, choice: act.value, label: act.text?.text ?? act.value, lang };
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
