import type { Address, Clock, Lang, Notice, Reply, SendOutcome } from '../../types.ts';
import type { Calendar } from '../calendar.ts';
import type { Due, Lease, Ledger, Settled } from '../ledger.ts';
import { noticesOf } from './notices.ts';
import type { Pause } from './pace.ts';
import { again } from './retry.ts';

/** An answer that is later than this is not waited for by anybody: nobody knows whether the message arrived. */
export const ANSWER_MS = 120_000;
/** How long a person without an address, or a text that can't be made, waits for the next look. */
const LATER_MS = 600_000;
const SETTLE_AGAIN_MS = 1_000;

export type Sender = (address: Address, reply: Reply) => Promise<SendOutcome>;

export type MessageParts = {
  store: { reminders: Ledger };
  compose: (notices: Notice[], lang: Lang, now: number) => Reply;
  calendar: () => Calendar;
  clock: Clock;
  pause: Pause;
  random: () => number;
  stopped: AbortSignal;
  onError: (error: unknown, channel: string) => void;
  /** Told that the store failed: what waits is looked at again. */
  onStoreError: (error: unknown) => void;
  onEnd: (channel: string, outcome: SendOutcome['outcome']) => void;
};

/** One message: all rows of one person that go now, and where to, if that is known. */
export type Message = { channel: string; person: string; address: Address | undefined; rows: Due[]; lease: Lease };

/** Sends one message and writes down what became of it. Throws only while nothing has left. */
export async function deliver(
  parts: MessageParts,
  message: Message,
  send: Sender,
  turn: (key: string, stopped: AbortSignal) => Promise<void>,
): Promise<void> {
  const { store, clock, stopped } = parts;
  const { channel, address, rows, lease } = message;
  const ids = rows.map(({ id }) => id);
  if (!address) return later(parts, message);
  await turn(address.data, stopped);
  if (stopped.aborted) return store.reminders.postpone(ids, clock());
  const reply = composed(parts, message);
  if (!reply) return later(parts, message);
  const leftAt = clock();
  if (!(await store.reminders.leave(ids, lease, leftAt, leftAt + ANSWER_MS))) return;
  const outcome = await send(address, reply).catch((error: unknown): SendOutcome => {
    parts.onError(error, channel);
    return { outcome: 'ambiguous', why: 'the sender failed' };
  });
  await persist(parts, leftAt, () => settle(parts, message, leftAt, outcome, address));
  parts.onEnd(channel, outcome.outcome);
}

/** The text, before anything leaves; undefined (and told) if it can't be made. */
function composed({ compose, calendar, clock, onError }: MessageParts, { channel, rows }: Message): Reply | undefined {
  try {
    return compose(noticesOf(rows, calendar()), rows[0]!.lang, clock());
  } catch (error) {
    onError(error, channel);
    return undefined;
  }
}

async function later({ store, clock }: MessageParts, { rows }: Message): Promise<void> {
  const until = Math.min(clock() + LATER_MS, ...rows.map(({ untilAt }) => untilAt));
  await store.reminders.postpone(
    rows.map(({ id }) => id),
    until,
  );
}

async function settle(
  { store: { reminders }, clock, random }: MessageParts,
  { channel, person, rows }: Message,
  leftAt: number,
  outcome: SendOutcome,
  address: Address,
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  if (outcome.outcome === 'gone') return reminders.gone(channel, person, ids, outcome.why, address.data);
  if (outcome.outcome === 'sent') return reminders.settle(ids, leftAt, { state: 'sent' });
  if (outcome.outcome === 'ambiguous') return reminders.settle(ids, leftAt, { state: 'ambiguous', why: outcome.why });
  // Rows of one message that can wait come again together.
  const chance = random();
  const ends = rows.map((row): [string, Settled] => [row.id, again(mostTried(rows, row), outcome.afterMs, clock(), chance)]);
  for (const ended of new Set(ends.map(([, ended]) => JSON.stringify(ended)))) {
    const alike = ends.filter(([, other]) => JSON.stringify(other) === ended);
    await reminders.settle(
      alike.map(([id]) => id),
      leftAt,
      alike[0]![1],
    );
  }
}

const mostTried = (rows: readonly Due[], row: Due): Due => ({ ...row, attempts: Math.max(...rows.map((r) => r.attempts)) });

/** What is known is written down, also when the database is away for a while; else it ends as ambiguous. */
async function persist(
  { clock, pause, stopped, onStoreError }: MessageParts,
  leftAt: number,
  work: () => Promise<void>,
): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      onStoreError(error);
      if (stopped.aborted || clock() + SETTLE_AGAIN_MS >= leftAt + ANSWER_MS) return;
      await pause(SETTLE_AGAIN_MS, stopped);
    }
  }
}
