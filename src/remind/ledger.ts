import type { DateOfYear, Lang, Notice } from '../types.ts';

/** A date that a person is reminded of, as it is stored. */
export type Subscription = DateOfYear & {
  id: string;
  lang: Lang;
  /** Days before the date, longest first. */
  leads: number[];
  /** The day that the rows were last planned for; "" while none was known. */
  day: string;
};

/**
 * What becomes of a reminder. `planned` → `leaving` (the request is about to go, or on its way) → `sent`, `ambiguous` (may have
 * arrived: never sent again), `gone` (the person can't be reached any more) or back to `planned`; without having left:
 * `skipped` (two others reach the person that week), `missed` (its time was over), `failed` (tried too often),
 * `cancelled` (no longer wanted).
 */
export const STATES = ['planned', 'leaving', 'sent', 'ambiguous', 'gone', 'skipped', 'missed', 'failed', 'cancelled'] as const;
export type State = (typeof STATES)[number];

/** What is planned: one notice about one date, for one person. */
export type Planned = {
  /** Says what it is about, so that two servers that plan the same make one row: "<subscription>.lead.7.2027-03-15". */
  id: string;
  kind: Notice['kind'];
  /** Days before the date; 0 for what is no lead time. */
  lead: number;
  /** The day that it tells, "" for `removed`. */
  day: string;
  /** The day that the person was told before, "" if none. */
  before: string;
  /** When it should go, epoch ms. */
  dueAt: number;
  /** From when on it is of no use, epoch ms. */
  untilAt: number;
  state: 'planned' | 'skipped';
};

/** A row of the ledger. */
export type Row = Omit<Planned, 'state'> &
  DateOfYear & {
    subscription: string;
    lang: Lang;
    state: State;
    /** How often it left. */
    attempts: number;
    /** When the message left that it was in, epoch ms: the same for all rows of one message. */
    leftAt?: number;
  };

/** A row that is due, with the one it is for. */
export type Due = Row & { person: string };

export type Who = { channel: string; person: string };

/** All that is known of one person's reminders. */
export type Held = { subscriptions: Subscription[]; rows: Row[] };

/** Why a row ends without having left. */
export type Closing = { id: string; state: State; why: string };

/** What is to be changed for one person. What is not named stays. */
export type Change = {
  /** Made, or replaced by their id. */
  subscriptions: Subscription[];
  /** The ids of subscriptions that end. */
  ended: string[];
  /** Rows made, or planned anew unless they left meanwhile. */
  planned: (Planned & { subscription: string })[];
  /** Planned rows that another one takes the place of, by id. */
  replaced: string[];
  closed: Closing[];
};

/** What happened, counted: no person is in it. */
export type Count = DateOfYear & { state: State; count: number };

/** How a message ended. */
export type Settled =
  | { state: 'sent' }
  | { state: 'ambiguous'; why: string }
  | { state: 'failed'; why: string }
  | { state: 'planned'; freeAt: number };

/** The rows of one claim belong to this worker until `until`. */
export type Lease = { worker: string; until: number };

/** What the reminders ask of the store. Every method is one statement or one transaction, safe among several servers. */
export type Ledger = {
  /** Reads all about some persons, asks `decide` (pure; may be asked again) and writes its answer, as one. */
  change: (channel: string, persons: readonly string[], decide: (held: Held, person: string) => Change) => Promise<void>;
  read: (channel: string, person: string) => Promise<Held>;
  /** The dates that anybody is reminded of. */
  dates: () => Promise<DateOfYear[]>;
  /** How many persons are best changed at once: with SQLite nothing else is done meanwhile. */
  atOnce: number;
  /** Some persons, at most `limit`, whose rows for a date were planned for another day than this one; in order, from `after` on. */
  behind: (date: DateOfYear, day: string, limit: number, after?: Who) => Promise<Who[]>;
  /** Planned rows of all channels that are of no use any more: missed. */
  closeOverdue: () => Promise<number>;

  /** Claims all that is due of at most `limit` persons of a channel: all rows of a person, or none. */
  claim: (channel: string, limit: number, lease: Lease) => Promise<Due[]>;
  /** Claims all that is due of one person. */
  claimOf: (channel: string, person: string, lease: Lease) => Promise<Due[]>;
  /** When the next of a person is due (epoch ms; past if it is); undefined if nothing is planned. Writes nothing. */
  nextOf: (channel: string, person: string) => Promise<number | undefined>;
  /** When messages left for some persons since a time (epoch ms), corrections left out: [person, leftAt], a message once. */
  messages: (channel: string, persons: readonly string[], since: number) => Promise<{ person: string; leftAt: number }[]>;
  /** Where some persons can be told something personal: [person, what the adapter made of it]. */
  addresses: (channel: string, persons: readonly string[]) => Promise<Map<string, string>>;
  close: (closed: readonly Closing[]) => Promise<void>;
  /** Gives claimed rows back; nobody looks at them before `freeAt`. */
  postpone: (ids: readonly string[], freeAt: number) => Promise<void>;
  /** All of them leave now, or (false) none: then some are no longer this worker's, or no longer wanted. */
  leave: (ids: readonly string[], lease: Lease, now: number, answerBy: number) => Promise<boolean>;
  /** Writes how rows ended that left at `leftAt`. */
  settle: (ids: readonly string[], leftAt: number, ended: Settled) => Promise<void>;
  /** The person can't be reached: their rows that left or are planned end as gone, their subscriptions, and this address. */
  gone: (channel: string, person: string, ids: readonly string[], why: string, address: string) => Promise<void>;
  /** Rows that left and were not settled in time: nobody knows. Gives how many. */
  giveUp: (channel: string) => Promise<number>;
  /** Rows that a person has seen: sent. Of this person and not settled yet only; gives how many. */
  shown: (channel: string, person: string, ids: readonly string[]) => Promise<number>;

  counts: () => Promise<Count[]>;
  /** Everything planned, for a look ahead; `person` only tells persons apart. */
  ahead: () => Promise<(Row & { channel: string; person: string })[]>;
};
