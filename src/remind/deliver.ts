import { dayOn } from './calendar.ts';
import { deliver, type Message, type MessageParts, type Sender } from './deliver/message.ts';
import { createPace, type Rates } from './deliver/pace.ts';
import { sift } from './deliver/sift.ts';
import type { Due, Lease } from './ledger.ts';

/** How long what is claimed waits at most before it leaves; after a crash it is claimed again then. */
const LEASE_MS = 120_000;
/** Messages that are on their way at the same time, per channel. */
const MOST_FLYING = 50;
/** No more is claimed than can leave within this time. */
const AHEAD_S = 15;
/** How often is looked for what is due. */
const LOOK_MS = 2_000;
/** After errors of the database: twice as long each time, up to this. */
const LONGEST_PAUSE_MS = 8_000;
/** What is being planned anew waits so long. */
const REPLAN_MS = 60_000;
/** As far back as messages count, with a day to spare. */
const WEEK_MS = 8 * 86_400_000;

export type DeliveryParts = Omit<MessageParts, 'stopped' | 'random' | 'onEnd'> &
  Partial<Pick<MessageParts, 'random' | 'onEnd'>> & {
    /** How each channel sends; what is due on others is left alone. */
    senders: ReadonlyMap<string, Sender>;
    rates: ReadonlyMap<string, Rates>;
    /** A name that no other process has. */
    worker: string;
  };

export type Delivery = {
  /** Looks for what is due until stopped. */
  start: () => void;
  /** Looks once on all channels; resolves when all that was found is settled. */
  tick: () => Promise<void>;
  /** Claims no more, gives back what has not left, and waits for what has. */
  stop: () => Promise<void>;
};

/** Sends what is due. Several servers may do so on one database. */
export function createDelivery({ senders, rates, worker, ...given }: DeliveryParts): Delivery {
  const stop = new AbortController();
  const parts: MessageParts = { random: Math.random, onEnd: () => {}, ...given, stopped: stop.signal };
  const channels = [...senders].map(([channel, send]) => createChannel(parts, channel, send, rates.get(channel) ?? {}, worker));
  const loops: Promise<void>[] = [];
  return {
    start: () => void loops.push(...channels.map(({ run }) => run())),
    async tick() {
      await Promise.all(channels.map(({ look }) => look()));
      await Promise.all(channels.map(({ landed }) => landed()));
    },
    async stop() {
      stop.abort();
      await Promise.all(loops);
      await Promise.all(channels.map(({ landed }) => landed()));
    },
  };
}

function createChannel(parts: MessageParts, channel: string, send: Sender, rates: Rates, worker: string) {
  const { store, clock, pause, stopped, onStoreError } = parts;
  const turn = createPace(rates, clock, pause);
  const flying = new Set<Promise<void>>();
  const most = Math.max(1, Math.min(MOST_FLYING, Math.ceil((rates.all ?? MOST_FLYING) * AHEAD_S)));

  let roomy = (): void => {};
  /** Claimed, and not gone because the store failed: given back as soon as it works, not when the lease is over. */
  let stranded: string[] = [];

  const launch = (message: Message): void => {
    const flight = deliver(parts, message, send, turn)
      // Nothing has left.
      .catch((error: unknown) => {
        onStoreError(error);
        stranded.push(...message.rows.map(({ id }) => id));
      })
      .finally(() => {
        flying.delete(flight);
        if (flying.size <= most / 2) roomy();
      });
    flying.add(flight);
  };

  /** Until half of the places are free: many are claimed in one statement. */
  const room = async (): Promise<void> => {
    if (flying.size > most / 2)
      await new Promise<void>((done) => {
        roomy = done;
      });
  };

  /** What has left after all stays as it is; where another server has claimed a row meanwhile, it finds that it can't mark it. */
  const giveBack = async (): Promise<void> => {
    const ids = stranded;
    stranded = [];
    try {
      await store.reminders.postpone(ids, clock());
    } catch (error) {
      stranded.push(...ids);
      throw error;
    }
  };

  /** Claims and launches; says of how many persons something was due. */
  const look = async (): Promise<number> => {
    await giveBack();
    const lease: Lease = { worker, until: clock() + LEASE_MS };
    const due = byPerson(await store.reminders.claim(channel, Math.max(1, most - flying.size), lease));
    if (due.size === 0) {
      await store.reminders.giveUp(channel);
      return 0;
    }
    for (const message of await toSend(parts, channel, due, lease)) launch(message);
    return due.size;
  };

  const run = async (): Promise<void> => {
    for (let troubles = 0; !stopped.aborted; ) {
      try {
        const found = await look();
        troubles = 0;
        if (found === 0) await pause(LOOK_MS, stopped);
        else await room();
      } catch (error) {
        onStoreError(error);
        await pause(Math.min(LOOK_MS * 2 ** troubles++, LONGEST_PAUSE_MS), stopped);
      }
    }
  };
  return { look, run, landed: async () => void (await Promise.all(flying)) };
}

/** Settles what is of no use any more, and gives the messages that go. */
async function toSend(
  { store: { reminders }, calendar, clock }: MessageParts,
  channel: string,
  due: ReadonlyMap<string, Due[]>,
  lease: Lease,
): Promise<Message[]> {
  const now = clock();
  const persons = [...due.keys()];
  const left = await reminders.messages(channel, persons, now - WEEK_MS);
  const sifted = [...due].map(([person, rows]) => {
    const mine = left.filter((message) => message.person === person).map(({ leftAt }) => leftAt);
    return { person, ...sift(rows, (date) => dayOn(calendar(), date), mine, now) };
  });
  const addresses = await reminders.addresses(channel, persons);
  await reminders.close(sifted.flatMap(({ close }) => close));
  const waiting = sifted.flatMap(({ wait }) => wait);
  await reminders.postpone(
    waiting.map(({ id }) => id),
    now + REPLAN_MS,
  );
  return sifted.flatMap(({ person, send }): Message[] => {
    const data = addresses.get(person);
    const address = data === undefined ? undefined : { channel, data };
    return send.length > 0 ? [{ channel, person, address, rows: send, lease }] : [];
  });
}

function byPerson(rows: readonly Due[]): Map<string, Due[]> {
  const found = new Map<string, Due[]>();
  for (const row of rows) found.set(row.person, [...(found.get(row.person) ?? []), row]);
  return found;
}
