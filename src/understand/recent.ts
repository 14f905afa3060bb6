import { randomBytes } from 'node:crypto';
import type { Understand } from '../understand.ts';
import { halfSipHash } from './digest.ts';

/** How many messages are kept: those of a busy hour, 3 MB or so. */
const MOST = 8000;

/** What was made for the last keys, `most` of them; the oldest goes first. Kept under a digest: no words stay in memory. */
export function createRecent<T>(most: number): (key: string, make: () => T) => T {
  const recent = new Map<number, T>();
  const secret = randomBytes(8);
  const [key0, key1] = [secret.readInt32LE(0), secret.readInt32LE(4)];
  return (key, make) => {
    const [low, high] = halfSipHash(key, key0, key1);
    // As many bits of it as a number holds.
    const digest = high * 2 ** 21 + (low >>> 11);
    const known = recent.get(digest);
    if (known !== undefined) {
      recent.delete(digest);
      recent.set(digest, known);
      return known;
    }
    const made = make();
    if (recent.size >= most) recent.delete(recent.keys().next().value as number);
    recent.set(digest, made);
    return made;
  };
}

/**
 * The same understanding, which a message in the same state of a conversation gets again without being read anew: on the
 * morning of a deadline hundreds ask alike.
 */
export function keepingRecent(understand: Understand, most = MOST): Understand {
  const recent = createRecent<ReturnType<Understand>>(most);
  return (text, memory, hint) => recent(`${hint}\n${JSON.stringify(memory)}\n${text}`, () => understand(text, memory, hint));
}
