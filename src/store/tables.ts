import type { Kysely } from 'kysely';

/** What a conversation is remembered by. Times are epoch milliseconds. */
type MemoryTable = {
  channel: string;
  conversation: string;
  person: string;
  /** A `Memory` as JSON. */
  memory: string;
  updated_at: number;
};

/** A message id that was claimed, and the reply once there is one. */
type ClaimTable = {
  channel: string;
  message_id: string;
  person: string | null;
  claimed_until: number;
  /** A `Reply` as JSON; null while the turn is in work. */
  reply: string | null;
  updated_at: number;
};

export type Tables = { memory: MemoryTable; claim: ClaimTable };
export type Db = Kysely<Tables>;
