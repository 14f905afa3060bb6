import { afterEach } from 'vitest';
import { composeReminder } from '../../src/answer/reminder/message.ts';
import type { Calendar } from '../../src/remind/calendar.ts';
import type { Sender } from '../../src/remind/deliver/message.ts';
import type { Rates } from '../../src/remind/deliver/pace.ts';
import { createDelivery } from '../../src/remind/deliver.ts';
import { createOffers } from '../../src/remind/offer.ts';
import { createReminders } from '../../src/remind.ts';
import type { Place } from '../../src/store/database.ts';
import { createStore } from '../../src/store.ts';
import type { DateOfYear, Notice, SendOutcome } from '../../src/types.ts';
import { content } from '../commands/harness.ts';
import { openRaw } from '../store/databases.ts';

export const S1: DateOfYear = { date: 'profile.s1', year: '2026-2027' };
export const S2: DateOfYear = { date: 'profile.s2', year: '2026-2027' };
export const EXAM: DateOfYear = { date: 'exam.start', year: '2026-2027' };
export const at = (iso: string): number => Date.parse(iso);

/** A calendar of yearly rules and written days: {"profile.s2": "03-15", "exam.start": "2027-04-16"}. */
export function calendarOf(days: Record<string, string>): Calendar {
  return Object.fromEntries(
    Object.entries(days).map(([date, day]) => {
      const entry = content.calendar[date] ?? content.calendar['exam.start']!;
      const year = Number(day.slice(5, 7)) >= 9 ? Number(day.slice(0, 4)) : Number(day.slice(0, 4)) - 1;
      const when = day.length === 5 ? { every: day } : day === '' ? {} : { years: { [`${year}-${year + 1}`]: day } };
      return [date, { name: entry.name, kind: entry.kind, intent: entry.intent, ...when }];
    }),
  );
}

/** What arrived at a person: when it left, and what was said. */
export type Arrived = { at: number; person: string; notices: Notice[] };

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** A server's reminders on a database, with a clock and a calendar that the test moves. Persons have an address each. */
export async function rig(place: Place, start: string, days: Record<string, string>, shared?: { now: number }) {
  const time = shared ?? { now: at(start) };
  const clock = () => time.now;
  const state = { calendar: calendarOf(days), outcome: (): SendOutcome => ({ outcome: 'sent' }) };
  const store = await createStore(place, clock);
  const arrived: Arrived[] = [];
  const errors: unknown[] = [];
  const calendar = () => state.calendar;
  opened.push(() => store.close());
  let saying: Notice[] = [];
  const send: Sender = async ({ data }) => {
    arrived.push({ at: time.now, person: data.replace('to ', ''), notices: saying });
    return state.outcome();
  };
  return {
    time,
    state,
    store,
    arrived,
    errors,
    reminders: createReminders({ store, calendar, clock }),
    offers: createOffers({ store, calendar, clock, worker: 'web' }),
    raw: () => {
      const db = openRaw(place);
      opened.push(() => db.destroy());
      return db;
    },
    meet: (person: string, channel = 'teams') =>
      store.keepAddress(`c ${person}`, person, true, { channel, data: `to ${person}` }),
    delivery: (worker = 'one', sender = send, rates: Rates = {}, waits = false) =>
      createDelivery({
        store,
        calendar,
        clock,
        senders: new Map([['teams', sender]]),
        compose: (notices, lang, now) => {
          saying = notices;
          return composeReminder({ ...content, calendar: state.calendar }, notices, lang, now);
        },
        rates: new Map([['teams', rates]]),
        worker,
        pause: waits ? untilStopped : () => new Promise((done) => setImmediate(done)),
        random: () => 0,
        onError: (error) => void errors.push(error),
        onStoreError: (error) => void errors.push(error),
      }),
    rows: () => store.reminders.counts(),
  };
}

const untilStopped = (_ms: number, stopped: AbortSignal): Promise<void> =>
  new Promise((done) => (stopped.aborted ? done() : stopped.addEventListener('abort', () => done())));

export type Rig = Awaited<ReturnType<typeof rig>>;

export const ana = { channel: 'teams', person: 'ana', lang: 'fr' };

/** Moves the clock to each 9:00 (and a bit) from now on, for some days, and delivers. */
export async function live(r: Rig, days: number, stepMs = 3_600_000): Promise<void> {
  const delivery = r.delivery();
  const end = r.time.now + days * 86_400_000;
  while (r.time.now < end) {
    r.time.now += stepMs;
    await delivery.tick();
  }
}

/** How many rows stand in each state. */
export async function states(r: Rig): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { state, count } of await r.rows()) counts[state] = (counts[state] ?? 0) + count;
  return counts;
}
