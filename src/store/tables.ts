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

/** Where a conversation can be spoken to first. */
type AddressTable = {
  channel: string;
  conversation: string;
  person: string;
  /** 1 if only this person reads there, else 0. */
  private: number;
  /** What the adapter made of it. */
  data: string;
  updated_at: number;
};

/** An event of the calendar feed that was published: one date of one academic year. */
export type FeedTable = {
  date: string;
  year: string;
  /** "2027-03-15", or a period as "2027-02-26/2027-04-12". */
  day: string;
  status: 'confirmed' | 'tentative' | 'cancelled';
  /** 0: of no semester. */
  semester: number;
  /** How many times it has changed. */
  sequence: number;
  changed_at: number;
};

export type Tables = { memory: MemoryTable; claim: ClaimTable; address: AddressTable; feed: FeedTable };
export type Db = Kysely<Tables>;
