import type { ServerResponse } from 'node:http';
import { renderWeb } from '../render/web.ts';
import type { Adapter, Clock, Reply, Store, Turn } from '../types.ts';
import { type ChatRequest, isPlainJson, parseBody, readBody } from './web/body.ts';
import { createDoor, type DoorParts, type WebRequest } from './web/door.ts';
import { PROBLEMS, type Problem } from './web/problem.ts';
import { createReminderDoor, STREAM_LIMITS, type StreamLimits, type WebReminders } from './web/reminders.ts';
import type { Session } from './web/session.ts';

const CHANNEL = 'web';
/** A turn takes milliseconds; after this long its process is taken to be gone. */
const LEASE_MS = 30_000;
const OURS = { state: 'ours' } as const;

export type WebParts = DoorParts & {
  turn: Turn;
  store: Pick<Store, 'claim' | 'settle' | 'release'>;
  clock: Clock;
  /** Without it there is no way to reminders. */
  reminders?: WebReminders;
  streams?: StreamLimits;
  /** Told of a failure, without what the person wrote. */
  onError: (where: 'turn' | 'store', error: unknown) => void;
};

/** A path, and who answers there. */
export type WebMount = { path: string; handle: (request: WebRequest, response: ServerResponse) => Promise<void> };
export type WebAdapter = Adapter & { mounts: WebMount[] };

/** The chat widget's door: POST /api/chat, and its reminders (see `createReminderDoor`). */
export function createWeb(parts: WebParts): WebAdapter {
  const { turn, store, clock, onError } = parts;
  const enter = createDoor(parts);
  const inHand = new Set<Promise<unknown>>();
  const reminders =
    parts.reminders &&
    createReminderDoor({
      enter,
      reminders: parts.reminders,
      limits: parts.streams ?? STREAM_LIMITS,
      onError: (error) => onError('store', error),
    });

  async function answer({ id, text, choice, lang }: ChatRequest, { person, fresh }: Session): Promise<Reply | Problem> {
    const messageId = `${person}:${id}`;
    // Nobody else can have sent a message of a session that begins with it.
    const claim = fresh ? OURS : await attempt(() => store.claim(CHANNEL, messageId, LEASE_MS));
    // Without a store nobody can tell a repeat: at worst the same reply is shown twice.
    if (claim?.state === 'busy') return PROBLEMS.busy;
    if (claim?.state === 'done') return claim.reply;
    try {
      const message = { id: messageId, channel: CHANNEL, person, conversation: person, private: true, at: clock() };
      const reply = await turn({ ...message, text, choice, lang });
      // An apology is not kept: the same message tried again deserves a new turn.
      if (reply.kind === 'error') await attempt(() => store.release(CHANNEL, messageId));
      else finish(attempt(() => store.settle(CHANNEL, messageId, person, reply, true)));
      return reply;
    } catch (error) {
      onError('turn', error);
      await attempt(() => store.release(CHANNEL, messageId));
      return PROBLEMS.internal;
    }
  }

  /** Stopping waits for it. */
  function finish<T>(work: Promise<T>): Promise<T> {
    const done = work.finally(() => inHand.delete(done));
    inHand.add(done);
    return done;
  }

  /** The store's answer, or undefined when it failed: a reply that was made is sent even if it can't be kept. */
  async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      onError('store', error);
      return undefined;
    }
  }

  async function handle(request: WebRequest, response: ServerResponse): Promise<void> {
    const entered = await enter(request, response, 'POST');
    if (!entered) return;
    const { session, refuse, headers, json } = entered;
    if (!isPlainJson(request.headers)) return refuse(PROBLEMS.mediaType);
    const body = await readBody(request);
    if (body === undefined) return;
    const asked = Buffer.isBuffer(body) ? parseBody(body) : body;
    if ('status' in asked) return refuse(asked);
    const reply = await finish(answer(asked, session));
    if ('status' in reply) return refuse(reply);
    headers['X-Pix-Session'] = session.token;
    json({ id: asked.id, session: session.token, reply: renderWeb(reply) });
    reminders?.nudge(session.person);
  }

  return {
    channel: CHANNEL,
    status: { on: true, why: 'always on; it needs no account' },
    mounts: [{ path: '/api/chat', handle }, ...(reminders?.mounts ?? [])],
    stop: async () => {
      reminders?.stop();
      while (inHand.size > 0) await Promise.allSettled(inHand);
    },
  };
}
