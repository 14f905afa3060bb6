import { randomBytes } from 'node:crypto';
import { dateAt } from './content/dates.ts';
import { type Calendar, dayOn } from './remind/calendar.ts';
import { changeOf, type DayOf, endOfSubscriptions } from './remind/change.ts';
import { followedOf } from './remind/followed.ts';
import type { Held, Ledger, Subscription, Who } from './remind/ledger.ts';
import { LEADS, LONGEST_LEAD } from './remind/wish.ts';
import type { Clock, DateOfYear, Followed, Follower, Reminders } from './types.ts';

export type RemindersParts = { store: { reminders: Ledger }; calendar: () => Calendar; clock: Clock };

/** What people can do, and `replan`, which makes what is planned follow the calendar; one run at a time. */
export type PlannedReminders = Reminders & { replan: () => Promise<void> };

export function createReminders({ store: { reminders: ledger }, calendar, clock }: RemindersParts): PlannedReminders {
  const dayOf: DayOf = (date) => dayOn(calendar(), date);
  let running: Promise<void> | undefined;
  let again = false;

  const replanDate = async (date: DateOfYear): Promise<void> => {
    // Each person once, whatever other servers do meanwhile.
    for (let after: Who | undefined; ; ) {
      const behind = await ledger.behind(date, dayOf(date), ledger.atOnce, after);
      if (behind.length === 0) return;
      // With SQLite nothing of this waits for anything: turns would not be answered before all is planned.
      await new Promise(setImmediate);
      after = behind.at(-1);
      for (const channel of new Set(behind.map((who) => who.channel))) {
        const persons = behind.filter((who) => who.channel === channel).map(({ person }) => person);
        await ledger.change(channel, persons, (held) => changeOf(held, dayOf, clock()));
      }
    }
  };
  const replan = async (): Promise<void> => {
    do {
      again = false;
      for (const date of await ledger.dates()) await replanDate(date);
      await ledger.closeOverdue();
    } while (again);
  };

  return {
    async follow(who, dates, leads) {
      const today = dateAt(clock());
      const open = dates.filter((date) => Object.hasOwn(calendar(), date.date) && !(dayOf(date) !== '' && dayOf(date) < today));
      if (open.length === 0) return [];
      await ledger.change(who.channel, [who.person], (held) => {
        const asked = open.map((date) => subscriptionOf(held, who, date, leads, dayOf));
        const ids = new Set(asked.map(({ id }) => id));
        const subscriptions = [...held.subscriptions.filter(({ id }) => !ids.has(id)), ...asked];
        return changeOf({ ...held, subscriptions }, dayOf, clock(), ids);
      });
      const held = await ledger.read(who.channel, who.person);
      return followedOf(held, calendar(), clock()).filter((followed) => isOneOf(open, followed));
    },

    async followed(channel, person) {
      return followedOf(await ledger.read(channel, person), calendar(), clock());
    },

    async unfollow(channel, person, why, dates) {
      let ended: Followed[] = [];
      const ends = (subscription: Subscription) => dates === undefined || isOneOf(dates, subscription);
      await ledger.change(channel, [person], (held) => {
        ended = followedOf({ ...held, subscriptions: held.subscriptions.filter(ends) }, calendar(), clock());
        return endOfSubscriptions(held, ends, why, dayOf, clock());
      });
      return ended;
    },

    replan() {
      again = true;
      running ??= replan().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}

const isOneOf = (dates: readonly DateOfYear[], { date, year }: DateOfYear): boolean =>
  dates.some((other) => other.date === date && other.year === year);

/** What there is with what is asked for now, or a new one. */
function subscriptionOf(
  held: Held,
  { lang }: Follower,
  { date, year }: DateOfYear,
  leads: readonly number[] = [],
  dayOf: DayOf,
): Subscription {
  const known = held.subscriptions.find((other) => isOneOf([{ date, year }], other));
  const asked = [...new Set(leads)].filter((lead) => Number.isInteger(lead) && lead >= 0 && lead <= LONGEST_LEAD);
  const wanted = asked.length > 0 ? asked.sort((a, b) => b - a) : (known?.leads ?? [...LEADS]);
  const { id, day } = known ?? { id: randomBytes(12).toString('base64url'), day: dayOf({ date, year }) };
  return { id, date, year, lang, leads: wanted, day };
}
