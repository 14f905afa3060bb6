import type { Reply, Store } from '../types.ts';

type Claims = Pick<Store, 'claim' | 'settle' | 'release'>;

/**
 * Claims for a channel that one process serves alone: what is in work is known here, and only replies are written, a moment
 * later. Nothing is asked of the database but whether a message was answered before, as after a restart. Where several
 * servers answer, claims must be made in the database they share.
 */
export function claimsHere(store: Pick<Store, 'replied' | 'settle'>): Claims {
  const inWork = new Set<string>();
  /** Answered, and on the way into the store. */
  const answered = new Map<string, Reply>();
  const keyOf = (channel: string, message: string) => `${channel} ${message}`;
  return {
    async claim(channel, message) {
      const key = keyOf(channel, message);
      const reply = answered.get(key);
      if (reply) return { state: 'done', reply };
      if (inWork.has(key)) return { state: 'busy' };
      inWork.add(key);
      try {
        const before = await store.replied(channel, message);
        if (before === undefined) return { state: 'ours' };
        inWork.delete(key);
        return { state: 'done', reply: before };
      } catch (error) {
        inWork.delete(key);
        throw error;
      }
    },

    async settle(channel, message, person, reply) {
      const key = keyOf(channel, message);
      answered.set(key, reply);
      inWork.delete(key);
      try {
        await store.settle(channel, message, person, reply, true);
      } finally {
        answered.delete(key);
      }
    },

    async release(channel, message) {
      inWork.delete(keyOf(channel, message));
    },
  };
}
