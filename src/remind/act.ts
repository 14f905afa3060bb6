import type { DateOfYear, Followed, Follower, Reminders } from '../types.ts';
import type { Wish } from './wish.ts';

/**
 * What came of a wish: the dates followed now (those wished for, or all), those that ended, and others whose messages make way for
 * what was wished for (`skipped`: which).
 */
export type Acted = { wish: Wish; followed: Followed[]; ended: Followed[]; displaced?: Followed[] };

type Follow = Extract<Wish, { do: 'follow' }>;
type Stop = Extract<Wish, { do: 'stop' }>;

/** Does what a person wishes. Rejects when it could not be stored: nothing is claimed then. */
export async function act(wish: Wish, who: Follower, reminders: Reminders): Promise<Acted> {
  if (wish.do === 'follow') return follow(wish, who, reminders);
  const followed = await reminders.followed(who.channel, who.person);
  return wish.do === 'stop' ? stop(wish, followed, who, reminders) : { wish, followed, ended: [] };
}

async function follow(wish: Follow, who: Follower, reminders: Reminders): Promise<Acted> {
  const known = await reminders.followed(who.channel, who.person);
  const instead = known.filter((one) => wish.instead?.some((other) => isSame(one, other)));
  const ended = instead.length > 0 ? await reminders.unfollow(who.channel, who.person, 'stopped', instead.map(dateOfYear)) : [];
  const dates = wish.occasions.map(dateOfYear);
  const followed = wish.also ? await besides(wish, known, who, reminders) : await reminders.follow(who, dates, wish.leads);
  if (!wish.leads) for (const one of followed) await onTheDay(one, who, reminders);
  // What was planned last may have taken the place of what was planned before it.
  const all = await reminders.followed(who.channel, who.person);
  const wished = (one: Followed) => followed.some((other) => isSame(one, other));
  return {
    wish,
    followed: all.filter(wished),
    ended,
    displaced: displacedOf(
      known,
      all.filter((one) => !wished(one)),
    ),
  };
}

/** The lead times of other dates that were planned before and are left out now. */
function displacedOf(known: readonly Followed[], others: readonly Followed[]): Followed[] {
  return others.flatMap((one) => {
    const before = known.find((other) => isSame(one, other));
    const skipped = one.skipped.filter((lead) => before?.sends.some((send) => send.lead === lead));
    return skipped.length > 0 ? [{ ...one, skipped }] : [];
  });
}

/** The lead times asked for, on top of those that each date has. */
async function besides({ occasions, leads }: Follow, known: readonly Followed[], who: Follower, reminders: Reminders) {
  const followed: Followed[] = [];
  for (const date of occasions.map(dateOfYear)) {
    const before = known.find((one) => isSame(one, date))?.leads ?? [];
    followed.push(...(await reminders.follow(who, [date], leads && [...before, ...leads])));
  }
  return followed;
}

/** Who asks when all lead times are past, and names none, is told on the morning itself, if that is still to come. */
async function onTheDay(one: Followed, who: Follower, reminders: Reminders): Promise<void> {
  const silent = one.day !== undefined && one.sends.length + one.skipped.length === 0;
  if (silent && !one.leads.includes(0)) await reminders.follow(who, [dateOfYear(one)], [...one.leads, 0]);
}

async function stop(wish: Stop, followed: Followed[], who: Follower, reminders: Reminders): Promise<Acted> {
  // Whatever the year: who stops the reminders of a deadline means the one that they get.
  const named = (dates: readonly DateOfYear[]) => followed.filter(({ date }) => dates.some((other) => other.date === date));
  const kept = wish.keep && named(wish.keep);
  const meant = kept ? followed.filter((one) => !kept.includes(one)) : wish.all || !wish.dates ? followed : named(wish.dates);
  if (meant.length === 0 && meant !== followed) return { wish, followed, ended: [] };
  // One thing is done at a time: which?
  if (wish.why === 'done' && !wish.all && meant.length > 1)
    return { wish: { do: 'whichStop', why: 'done', dates: meant.map(dateOfYear) }, followed, ended: [] };
  // All: also those of dates that the calendar no longer names, which are told of nowhere.
  const dates = meant === followed ? undefined : meant.map(dateOfYear);
  const ended = await reminders.unfollow(who.channel, who.person, wish.why, dates);
  return { wish, followed: followed.filter((one) => !ended.some((other) => isSame(one, other))), ended };
}

const dateOfYear = ({ date, year }: DateOfYear): DateOfYear => ({ date, year });
const isSame = (a: DateOfYear, b: DateOfYear): boolean => a.date === b.date && a.year === b.year;
