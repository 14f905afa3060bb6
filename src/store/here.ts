import type { Clock, Memory, Reply, Store } from '../types.ts';
import { createKnown } from './known.ts';
import { hours, MEMORY_HOURS, REPLY_HOURS } from './retention.ts';

type Turns = Pick<Store, 'recall' | 'remember' | 'forget' | 'claim' | 'settle' | 'release'>;

export type Here = Turns & {
  /** Deletes the memories at hand that are older than their retention. */
  expireHere: () => void;
};

/** Conversations whose memory is at hand: those of a busy half hour, 1 MB or so. */
const MOST = 4_000;

/**
 * The store for a channel that this process alone serves on its database; other channels pass through. What is in work is known here, replies and
 * memories are written a moment later, and the database is asked only for what it may hold and is not at hand, as after a
 * restart. Where several servers answer, claims must be made in the database they share.
 */
export async function servedHere(
  store: Turns & Pick<Store, 'replied' | 'keys'>,
  channel: string,
  clock: Clock,
  most = MOST,
): Promise<Here> {
  const kept = await store.keys(channel);
  const conversations = createKnown(hours(MEMORY_HOURS), clock, kept.conversations);
  const messages = createKnown(hours(REPLY_HOURS), clock, kept.messages);
  /** By conversation, the one that spoke last at the end. */
  const memories = new Map<string, { memory: Memory; person: string; at: number }>();
  const inWork = new Set<string>();
  /** Answered, and on the way into the store. */
  const answered = new Map<string, Reply>();

  const keep = (conversation: string, person: string, memory: Memory): void => {
    memories.delete(conversation);
    if (memories.size >= most) memories.delete(memories.keys().next().value as string);
    memories.set(conversation, { memory, person, at: clock() });
  };
  const drop = (person: string): void => {
    for (const [conversation, one] of memories) if (one.person === person) memories.delete(conversation);
  };

  return {
    async recall(of, conversation) {
      if (of !== channel) return store.recall(of, conversation);
      const here = memories.get(conversation);
      if (here) return here.at > clock() - hours(MEMORY_HOURS) ? here.memory : undefined;
      return conversations.mayHold(conversation) ? store.recall(of, conversation) : undefined;
    },

    async remember(of, conversation, person, memory) {
      if (of !== channel) return store.remember(of, conversation, person, memory);
      conversations.add(conversation);
      try {
        await store.remember(of, conversation, person, memory);
        keep(conversation, person, memory);
      } catch (error) {
        // What the database still has is what is remembered.
        memories.delete(conversation);
        throw error;
      }
    },

    async forget(of, person) {
      if (of !== channel) return store.forget(of, person);
      drop(person);
      try {
        return await store.forget(of, person);
      } finally {
        // What was written before the deletion, and was at hand only after it began.
        drop(person);
      }
    },

    async claim(of, message, leaseMs) {
      if (of !== channel) return store.claim(of, message, leaseMs);
      const reply = answered.get(message);
      if (reply) return { state: 'done', reply };
      if (inWork.has(message)) return { state: 'busy' };
      inWork.add(message);
      if (!messages.mayHold(message)) return { state: 'ours' };
      try {
        const before = await store.replied(of, message);
        if (before === undefined) return { state: 'ours' };
        inWork.delete(message);
        return { state: 'done', reply: before };
      } catch (error) {
        inWork.delete(message);
        throw error;
      }
    },

    async settle(of, message, person, reply, later) {
      if (of !== channel) return store.settle(of, message, person, reply, later);
      messages.add(message);
      answered.set(message, reply);
      inWork.delete(message);
      try {
        await store.settle(of, message, person, reply, true);
      } finally {
        answered.delete(message);
      }
    },

    async release(of, message) {
      if (of !== channel) return store.release(of, message);
      inWork.delete(message);
    },

    expireHere() {
      const until = clock() - hours(MEMORY_HOURS);
      for (const [conversation, { at }] of memories) if (at <= until) memories.delete(conversation);
    },
  };
}
