import type { Clock, Lang, Notice } from '../types.ts';
import type { Calendar } from './calendar.ts';
import { dayOn } from './calendar.ts';
import { noticesOf } from './deliver/notices.ts';
import { sift } from './deliver/sift.ts';
import type { Ledger } from './ledger.ts';

const WEEK_MS = 8 * 86_400_000;
/** More rows than this are in no message. */
const MOST_ROWS = 100;

/** What is shown to a person who can't be rung. `id`: to be given back once it was shown. */
export type Offer = { id: string; notices: Notice[]; lang: Lang };

export type Offers = {
  /** What is due of a person, as one message; not given again for `leaseMs`, then again until it was shown. */
  offer: (channel: string, person: string, leaseMs: number) => Promise<Offer[]>;
  /** The person has seen these; unknown ids, and those of others, are left alone. */
  shown: (channel: string, person: string, ids: readonly string[]) => Promise<void>;
};

export function createOffers(parts: {
  store: { reminders: Ledger };
  calendar: () => Calendar;
  clock: Clock;
  worker: string;
}): Offers {
  const { store, calendar, clock, worker } = parts;
  const { reminders } = store;
  return {
    async offer(channel, person, leaseMs) {
      const now = clock();
      // Browsers ask often, and mostly for nothing: a look costs less than a claim, which is a write.
      if (((await reminders.nextOf(channel, person)) ?? Infinity) > now) return [];
      const due = await reminders.claimOf(channel, person, { worker, until: now + leaseMs });
      if (due.length === 0) return [];
      const left = await reminders.messages(channel, [person], now - WEEK_MS);
      const { send, close } = sift(
        due,
        (date) => dayOn(calendar(), date),
        left.map(({ leftAt }) => leftAt),
        now,
      );
      await reminders.close(close);
      if (send.length === 0) return [];
      const id = send.map((row) => row.id).join(SEPARATOR);
      return [{ id, notices: noticesOf(send, calendar()), lang: send[0]!.lang }];
    },

    async shown(channel, person, ids) {
      const rows = ids.flatMap((id) => id.split(SEPARATOR)).slice(0, MOST_ROWS);
      await reminders.shown(channel, person, rows);
    },
  };
}

const SEPARATOR = ' ';
