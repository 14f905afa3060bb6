import { createHash } from 'node:crypto';
import type { Understand } from '../understand.ts';

/** How many messages are kept: those of a busy hour, 4 MB or so. */
const MOST = 8000;

/**
 * The same understanding, which a message in the same state of a conversation gets again without being read anew: on the
 * morning of a deadline hundreds ask alike. Kept under a digest: no words stay in memory. The oldest goes first.
 */
export function keepingRecent(understand: Understand, most = MOST): Understand {
  const recent = new Map<string, ReturnType<Understand>>();
  return (text, memory, hint) => {
    const key = createHash('sha1')
      .update(`${hint}\n${JSON.stringify(memory)}\n${text}`)
      .digest('base64');
    const known = recent.get(key);
    if (known) {
      recent.delete(key);
      recent.set(key, known);
      return known;
    }
    const understood = understand(text, memory, hint);
    if (recent.size >= most) recent.delete(recent.keys().next().value as string);
    recent.set(key, understood);
    return understood;
  };
}
