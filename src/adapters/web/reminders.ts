import type { ServerResponse } from 'node:http';
import { renderWeb } from '../../render/web.ts';
import type { Reply } from '../../types.ts';
import { isPlainJson, parseShown, readBody } from './body.ts';
import type { createDoor, Entered, WebRequest } from './door.ts';
import { PROBLEMS } from './problem.ts';
import { createStreams, type Streams } from './streams.ts';

/** A reminder that is due. `id`: to be given back once the person has seen it. */
export type DueReminder = { id: string; reply: Reply };

/** What the widget's reminders come from. A person is known as in messages. */
export type WebReminders = {
  /** Does the person follow any date? */
  follows: (person: string) => Promise<boolean>;
  /** What is due now; not offered again for a while, then again until it was shown. */
  offer: (person: string) => Promise<DueReminder[]>;
  shown: (person: string, ids: readonly string[]) => Promise<void>;
};

/** How often an open stream looks for what is due, and says that it is alive; how many there may be. */
export type StreamLimits = { pollMs: number; beatMs: number; perSession: number; inAll: number };

/** Proxies cut a connection that is silent for a minute or half of one. Three: a person's tabs and devices. */
export const STREAM_LIMITS: StreamLimits = { pollMs: 20_000, beatMs: 25_000, perSession: 3, inAll: 2_000 };

export type ReminderDoorParts = {
  enter: ReturnType<typeof createDoor>;
  reminders: WebReminders;
  limits: StreamLimits;
  /** Told of a failure of the store. */
  onError: (error: unknown) => void;
};

/**
 * GET /api/reminders: what is due for a session, as lines of JSON `{ "id", "reply" }`, now and as it becomes due; an empty line
 * is a sign of life. 204 at once for who follows nothing. POST /api/reminders/shown `{ "ids": […] }`: the person has seen them.
 */
export function createReminderDoor({ enter, reminders, limits, onError }: ReminderDoorParts) {
  const streams = createStreams(limits, look, onError);

  /** Writes what is due; true if the stream should go on: something was due, or may become so. */
  async function look(person: string, write: (line: string) => void): Promise<boolean> {
    const due = await reminders.offer(person);
    for (const { id, reply } of due) write(JSON.stringify({ id, reply: renderWeb(reply) }));
    return due.length > 0 || (await reminders.follows(person));
  }

  async function open(request: WebRequest, response: ServerResponse): Promise<void> {
    const entered = await enter(request, response, 'GET');
    if (!entered) return;
    const { session, headers, refuse } = entered;
    if (session.fresh) return refuse(PROBLEMS.noSession);
    // Nobody is there any more: what would be offered would be lost for a while.
    if (response.destroyed) return;
    const seat = streams.take(session.person);
    if (typeof seat === 'string') return refuse(PROBLEMS[seat]);
    try {
      const first: string[] = [];
      const goesOn = await look(session.person, (line) => first.push(line));
      if (goesOn) return seat.open(response, headers, first);
      seat.leave();
      response.writeHead(204, headers).end();
    } catch (error) {
      seat.leave();
      onError(error);
      refuse(PROBLEMS.unavailable);
    }
  }

  async function acknowledge(request: WebRequest, response: ServerResponse): Promise<void> {
    const entered = await enter(request, response, 'POST');
    if (!entered) return;
    const ids = await idsOf(request, entered);
    if (!ids) return;
    try {
      await reminders.shown(entered.session.person, ids);
      response.writeHead(204, entered.headers).end();
    } catch (error) {
      onError(error);
      entered.refuse(PROBLEMS.unavailable);
    }
  }

  return {
    mounts: [
      { path: '/api/reminders', handle: open },
      { path: '/api/reminders/shown', handle: acknowledge },
    ],
    /** Looks at once for what is due for a person: a turn may have changed it. */
    nudge: (person: string): void => streams.nudge(person),
    stop: (): void => streams.stop(),
  } satisfies { mounts: unknown; nudge: Streams['nudge']; stop: Streams['stop'] };
}

/** The ids that were sent; undefined when the request was refused, or its client has gone. */
async function idsOf(request: WebRequest, { session, refuse }: Entered): Promise<string[] | undefined> {
  if (session.fresh) return void refuse(PROBLEMS.noSession);
  if (!isPlainJson(request.headers)) return void refuse(PROBLEMS.mediaType);
  const body = await readBody(request);
  if (body === undefined) return undefined;
  const ids = Buffer.isBuffer(body) ? parseShown(body) : body;
  return Array.isArray(ids) ? ids : void refuse(ids);
}
