import type { Clock } from '../types.ts';

/** Which keys a table may hold. As long as the clock does not jump days ahead and back, it never says no of one that it holds; seldom yes of one that it does not. */
export type Known = { add: (key: string) => void; mayHold: (key: string) => boolean };

/** More keys than a day brings; they take 14 MB. Beyond, every key may be held. */
const MOST = 200_000;

/** Keys of a table whose rows are read for `keptMs` after they were written; `held`: those that are in it. Only hashes stay in memory. */
export function createKnown(keptMs: number, clock: Clock, held: readonly string[], most = MOST): Known {
  let newer = new Set<number>();
  let older = new Set<number>();
  let since = clock();
  /** When a key was last left out. */
  let missed = Number.NEGATIVE_INFINITY;
  const add = (key: string): void => {
    const now = clock();
    if (now - since >= keptMs) [older, newer, since] = [newer, new Set(), now];
    if (newer.size < most) newer.add(hashOf(key));
    else missed = now;
  };
  held.forEach(add);
  return {
    add,
    mayHold: (key) => {
      const hash = hashOf(key);
      return newer.has(hash) || older.has(hash) || clock() - missed < keptMs;
    },
  };
}

/** FNV-1a. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash;
}
