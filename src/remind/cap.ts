import { dayNumberAt } from './times.ts';

/** At most so many messages reach a person within so many days in a row, corrections left out. */
export const MOST = 2;
export const DAYS = 7;

/** A message to come: when, and how many days before the deadline at its nearest. */
export type Message = { at: number; nearness: number };

/**
 * Which messages go, so that no seven days hold more than two: those nearest the deadline win, then the earlier ones.
 * `left`: when messages left before (epoch ms).
 */
export function chosen<M extends Message>(messages: readonly M[], left: readonly number[]): Set<M> {
  const days = left.map(dayNumberAt);
  const taken = new Set<M>();
  for (const message of [...messages].sort((a, b) => a.nearness - b.nearness || a.at - b.at)) {
    const day = dayNumberAt(message.at);
    if (isFull(day, days)) continue;
    days.push(day);
    taken.add(message);
  }
  return taken;
}

/** Is there a stretch of seven days around `day` that holds two messages already? */
export function isFull(day: number, days: readonly number[]): boolean {
  for (let first = day - DAYS + 1; first <= day; first++) {
    if (days.filter((other) => other >= first && other < first + DAYS).length >= MOST) return true;
  }
  return false;
}
