import type { DateOfYear, Followed, Follower, Reminders } from '../types.ts';
import type { Wish } from './wish.ts';

/** What came of a wish: the dates followed now (those wished for, or all), and those that ended. */
export type Acted = { wish: Wish; followed: Followed[]; ended: Followed[] };

/** Does what a person wishes. Rejects when it could not be stored: nothing is claimed then. */
export async function act(wish: Wish, who: Follower, reminders: Reminders): Promise<Acted> {
  if (wish.do === 'follow') {
    const followed = await reminders.follow(who, wish.occasions.map(dateOfYear), wish.leads);
    return { wish, followed: followed.filter((one) => wish.occasions.some((wished) => isSame(one, wished))), ended: [] };
  }
  const followed = await reminders.followed(who.channel, who.person);
  if (wish.do !== 'stop') return { wish, followed, ended: [] };
  // Whatever the year: who stops the reminders of a deadline means the one that they get.
  const meant = wish.dates && followed.filter(({ date }) => wish.dates?.some((other) => other.date === date));
  if (meant?.length === 0) return { wish, followed, ended: [] };
  const ended = await reminders.unfollow(who.channel, who.person, wish.why, meant?.map(dateOfYear));
  return { wish, followed: followed.filter((one) => !ended.some((other) => isSame(one, other))), ended };
}

const dateOfYear = ({ date, year }: DateOfYear): DateOfYear => ({ date, year });
const isSame = (a: DateOfYear, b: DateOfYear): boolean => a.date === b.date && a.year === b.year;
