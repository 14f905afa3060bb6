import { Temporal } from 'temporal-polyfill';
import { dateAt, ZONE } from '../content/dates.ts';

/** The hour of every lead time, in Strasbourg. */
export const HOUR = 9;
/** Between these hours something unforeseen may be told at once, in Strasbourg. */
const AWAKE = { from: 8, to: 20 };

const at = (day: Temporal.PlainDate, hour: number): number =>
  day.toZonedDateTime({ timeZone: ZONE, plainTime: { hour } }).epochMilliseconds;

/** More days than this are in no calendar; the bound is for a mistake. */
const MOST = 1_000;

/** The same few days and instants are asked for again and again while thousands of persons are planned, and zones are slow. */
function remembered<A extends (string | number)[]>(work: (...asked: A) => number): (...asked: A) => number {
  const known = new Map<string, number>();
  return (...asked) => {
    const key = asked.join(' ');
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MOST) known.clear();
    const found = work(...asked);
    known.set(key, found);
    return found;
  };
}

/** 9:00 in Strasbourg, `lead` days before `day`. Epoch ms. */
export const leadTime = remembered((day: string, lead: number) =>
  at(Temporal.PlainDate.from(day).subtract({ days: lead }), HOUR),
);

/** The midnight in Strasbourg that ends `day`. Epoch ms. */
export const endOf = remembered((day: string) => at(Temporal.PlainDate.from(day).add({ days: 1 }), 0));

/** Now, in hours when one may be told something; else the next 9:00. */
export function soon(now: number): number {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(ZONE);
  if (here.hour >= AWAKE.from && here.hour < AWAKE.to) return now;
  const day = here.toPlainDate();
  return at(here.hour < AWAKE.from ? day : day.add({ days: 1 }), HOUR);
}

/** The number of a calendar day, so that days can be subtracted. */
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000);

/** The number of the day in Strasbourg at an instant. */
export const dayNumberAt = remembered((now: number) => dayNumber(dateAt(now)));
