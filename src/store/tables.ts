import type { Kysely } from 'kysely';
import type { Row, State } from '../remind/ledger.ts';

type Kind = Row['kind'];

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

/** One row that is written to see whether the database takes what is written. */
type HealthTable = { id: number; room: string };

/** A date that a person is reminded of. */
type SubscriptionTable = {
  id: string;
  channel: string;
  person: string;
  lang: string;
  date: string;
  /** "2026-2027". */
  year: string;
  /** Days before the date, as JSON. */
  leads: string;
  /** The day that the rows were last planned for, "" while none was known. */
  day: string;
  created_at: number;
};

/** The ledger: what is planned, and what became of it (`Row` in src/remind/ledger.ts). */
type ReminderTable = {
  id: string;
  subscription_id: string;
  channel: string;
  /** Null once forgotten, or a year old. */
  person: string | null;
  lang: string;
  date: string;
  year: string;
  kind: Kind;
  lead: number;
  day: string;
  before: string;
  due_at: number;
  until_at: number;
  /** Nobody looks at the row before: its time, the end of a lease, or of a pause. */
  free_at: number;
  state: State;
  attempts: number;
  /** Who claimed it last. */
  worker: string | null;
  left_at: number | null;
  why: string | null;
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

export type Tables = {
  memory: MemoryTable;
  claim: ClaimTable;
  address: AddressTable;
  subscription: SubscriptionTable;
  reminder: ReminderTable;
  health: HealthTable;
  feed: FeedTable;
};
export type Db = Kysely<Tables>;
