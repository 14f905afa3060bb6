/**
 * The nouns that every part of the assistant shares. This file imports nothing.
 * Times are epoch milliseconds; calendar dates are ISO strings ("2024-03-15") in the zone Europe/Paris.
 */

/** A language tag as it stands as a key in `content/` and `intents/`: "fr", "en". */
export type Lang = string;

/** An id such as "exam.where": the contract between `intents/`, `content/` and labelled question files. */
export type IntentId = string;

/** What tells the time. Handed in, so that a rehearsal or a test can move it. Epoch milliseconds. */
export type Clock = () => number;

export type Semester = 1 | 2;

/** A number as the person gave it: 410.5 stays 410.5, 1500 stays 1500. `unit` where the text says it: "452 pix", "14/20". */
export type NumberSlot = { value: number; unit?: 'pix' | 'grade' };

/** Something checkable that the person offered ("c'est bien MJPECY213 ?"), to be confirmed or corrected. */
export type Offered = { code?: string; date?: { month: number; day: number } };

/** The id of a date in content/calendar.yaml: "profile.s2". */
export type DateId = string;

/** A date of one academic year ("2026-2027"). */
export type DateOfYear = { date: DateId; year: string };

/** The dates of the year by what they are about; `all` of them. */
export type About = 'profile' | 'workshops' | 'register' | 'exam' | 'all';

/** What a message about reminders says besides dates and lead times. */
export type WishWords = {
  /** Of both semesters, where a subject has a date in each. */
  both?: true;
  /** Several subjects in one message, each with its semester where it names one. */
  each?: { about: About; semester?: Semester }[];
  /** Lead times that come on top of those asked for before: "et aussi la veille". */
  also?: true;
  /** It takes the place of what was just planned: "non, le S1". */
  instead?: true;
  /** Which of the dates just named: 1 the first, -1 the last. `keep`: that one stays, the others go. */
  rank?: number;
  keep?: true;
  /** It asks how to do it, or when it may be done, and not that it be done. */
  how?: true;
  /** It asks how long before its date a message comes. */
  asksLeads?: true;
  /** The day on which the message is wanted: one of the year, or so many days from today. */
  on?: { month: number; day: number };
  inDays?: number;
  /** To what the bot has just asked. */
  answer?: 'yes' | 'no';
};

/** What a message holds besides its intent. Every number is as the person gave it, not yet checked. */
export type Slots = {
  /** Scores and grades, in reading order. */
  numbers?: NumberSlot[];
  /** The numbers are the two ends of a range ("entre 400 et 450"). */
  range?: true;
  /** A change to the last score: "et avec dix de plus ?". */
  delta?: number;
  /** Where the score comes from, when the text says it. */
  from?: 'profile' | 'exam';
  semester?: Semester;
  /** Lead times of a reminder: days before a date, 0 for the day itself, in reading order. */
  leads?: number[];
  /** What is to be reminded of, when the text names it. */
  about?: About;
  /** The person says that it is done: the reminders for it can stop. */
  done?: true;
  /** Said of the subject or the semester named, in a message that is about nothing else: it is finished. */
  finished?: true;
  /** Only of messages about reminders. */
  wish?: WishWords;
  /** What a pressed choice names: a date and its academic year, or the intent whose dates are meant. */
  date?: DateId;
  year?: string;
  topic?: IntentId;
  /** A level of competence. */
  level?: number;
  /** The person says that they do not know their score. */
  unknownScore?: true;
  /** The person says that the numbers belong together ("412, ça fait 11 non ?"): to be confirmed or corrected. */
  claims?: true;
  /** "Enough to validate?": the question about the threshold, no grade named. */
  pass?: true;
  offered?: Offered;
};

/** What the assistant made of a message. `confidence` is the calibrated probability of being right, 0 to 1. */
export type Understanding =
  | { kind: 'sure'; intents: IntentId[]; slots: Slots; confidence: number; lang: Lang }
  | { kind: 'unsure'; intents: IntentId[]; slots: Slots; confidence: number; lang: Lang }
  | { kind: 'none'; intents: []; slots: Slots; confidence: number; lang: Lang; why?: 'noise' | 'language' };

/** What a conversation is remembered by, for a day. It holds nothing that a person wrote. */
export type Memory = {
  lang?: Lang;
  /** The intents answered last, the newest turn only. */
  intents: IntentId[];
  /** The intents offered as choices after an unsure turn. */
  offered?: IntentId[];
  score?: number;
  target?: number;
  semester?: Semester;
  /** The dates that the last answer about reminders was about. */
  dates?: DateOfYear[];
  /** That answer asked something: which of `dates` is meant, or whether to remind of them. */
  asking?: boolean;
};

/** Where a person can be spoken to first. Opaque: only the adapter that made it reads it. */
export type Address = { channel: string; data: string };

/** What reached the assistant through an adapter. Either `text` or `choice` is set. */
export type Message = {
  /** Unique per channel: a second delivery of the same id is answered once. */
  id: string;
  channel: string;
  /** An opaque id of the person, per channel. */
  person: string;
  conversation: string;
  /** False in a group or channel, where personal matters are not discussed. */
  private: boolean;
  text?: string;
  /** The id of a pressed choice (see `Choice.id`). */
  choice?: string;
  at: number;
  lang?: Lang;
  /** The message came with files or pictures, which the assistant does not open. */
  files?: true;
};

export type Inline =
  | { type: 'text'; value: string }
  | { type: 'code'; value: string }
  | { type: 'break' }
  | { type: 'strong'; children: Inline[] }
  | { type: 'emphasis'; children: Inline[] }
  | { type: 'link'; url: string; children: Inline[] };

/** `caution`: comes first, an old fact. `note`: small print at the end. */
export type Tone = 'caution' | 'note';

export type Block =
  | { type: 'paragraph'; tone?: Tone; children: Inline[] }
  | { type: 'list'; ordered: boolean; items: Inline[][] }
  | { type: 'table'; caption: string; head: string[]; rows: string[][] }
  | ScalePicture;

/** Where scores stand on the scale. `alt` says the same in words; channels without pictures leave it to the text. */
export type ScalePicture = {
  type: 'scale';
  alt: string;
  /** The score axis, in pix. */
  min: number;
  max: number;
  /** Some steps of the scale to be labelled, e.g. {at: 410, label: "10"}. */
  marks: { at: number; label: string }[];
  /** The scores asked about, e.g. {at: 452, label: "11,5/20"}. */
  points: { at: number; label: string }[];
};

/** A button. Pressing it is the same as saying `says`; `id` ("exam.when", "profile.deadline;semester=1") names it for the bot. */
export type Choice = { id: string; label: string; says: string };

export type Reply = {
  kind: 'answer' | 'clarify' | 'none' | 'error';
  intents: IntentId[];
  /** Of the understanding behind it, 0 to 1. */
  confidence: number;
  lang: Lang;
  blocks: Block[];
  choices: Choice[];
  /** Of the content that it was made from: the first 12 hex digits of its SHA-256. */
  version: string;
  /** The browser keeps its session from now on, so that reminders find it (true), or no longer (false). */
  keeps?: boolean;
  /** Where others read along, this goes on in the personal conversation: the channel says how to get there. */
  goesOn?: 'private';
};

/** What became of a message that the bot sent first. `retry`: after `afterMs`. `gone`: never again. `ambiguous`: may have arrived. */
export type SendOutcome =
  | { outcome: 'sent' }
  | { outcome: 'retry'; afterMs: number }
  | { outcome: 'gone'; why: string }
  | { outcome: 'ambiguous'; why: string };

/** Who is reminded, where, and in which language. */
export type Follower = { channel: string; person: string; lang: Lang };

/** A date that a person is reminded of, as it stands now. */
export type Followed = DateOfYear & {
  /** "2027-03-15", the first day of a period; undefined while the cell has not published it. */
  day?: string;
  /** False for a yearly rule that the cell has not confirmed for that year. */
  confirmed: boolean;
  /** The lead times asked for, in days, longest first. */
  leads: number[];
  /** The messages to come, soonest first: when (epoch ms), and how many days before the date. */
  sends: { at: number; lead: number }[];
  /** Lead times that are left out, because two other messages reach the person within seven days. */
  skipped: number[];
};

/** Something to say about a date. `published`: it was unknown before. `moved`: from `before`, which the person was told. */
export type Notice = DateOfYear & {
  kind: 'lead' | 'published' | 'moved' | 'removed';
  day?: string;
  confirmed: boolean;
  before?: string;
};

/** What people can do with reminders. */
export type Reminders = {
  /** Adds dates to what a person is reminded of; a date followed already takes the new lead times, if any are given. */
  follow: (who: Follower, dates: readonly DateOfYear[], leads?: readonly number[]) => Promise<Followed[]>;
  /** What a person is reminded of, soonest first. */
  followed: (channel: string, person: string) => Promise<Followed[]>;
  /** Ends the reminders of some dates, or of all; gives those that ended. */
  unfollow: (channel: string, person: string, why: 'stopped' | 'done', dates?: readonly DateOfYear[]) => Promise<Followed[]>;
};

/** One turn: what the bot answers to a message. */
export type Turn = (message: Message) => Promise<Reply>;

/** One door per platform. */
export type Adapter = {
  channel: string;
  /** On or off, and why, in words for the one who starts the server. */
  status: { on: boolean; why: string };
  /** Only where the bot may speak first. */
  send?: (address: Address, reply: Reply) => Promise<SendOutcome>;
  /** Waits for the work in hand. */
  stop: () => Promise<void>;
};

/** What a claim of a message id came to: ours to answer, answered before, or in work elsewhere. */
export type Claim = { state: 'ours' } | { state: 'done'; reply: Reply } | { state: 'busy' };

/** What was deleted of a person: rows of each kind. */
export type Forgotten = { conversations: number; replies: number; reminders: number; addresses: number };

/** A date of one academic year as the calendar feed gives it. `tentative`: a yearly rule that the cell has not confirmed. */
export type FeedEvent = DateOfYear & {
  semester?: Semester;
  /** "2027-03-15", or a period as "2027-02-26/2027-04-12". */
  day: string;
  status: 'confirmed' | 'tentative';
};

/** An event that was published: how many times it has changed since, and when last (epoch ms). */
export type FeedState = Omit<FeedEvent, 'status'> & {
  status: FeedEvent['status'] | 'cancelled';
  sequence: number;
  changedAt: number;
};

/** All that is remembered. Every method is safe to call from several processes on one database. */
export type Store = {
  recall: (channel: string, conversation: string) => Promise<Memory | undefined>;
  /** Resolves when it is kept, which nobody should wait for: it is written together with what others remember. */
  remember: (channel: string, conversation: string, person: string, memory: Memory) => Promise<void>;
  /** Claims a message id for `leaseMs`; an unfinished claim expires, so that a crash loses nothing. */
  claim: (channel: string, messageId: string, leaseMs: number) => Promise<Claim>;
  /** Keeps the reply of a message, claimed or new, so that a repeat gets the same. `later`: nobody waits for it. */
  settle: (channel: string, messageId: string, person: string, reply: Reply, later?: boolean) => Promise<void>;
  /** The reply that was kept for a message, if any. */
  replied: (channel: string, messageId: string) => Promise<Reply | undefined>;
  /** The conversations of a channel that are remembered, and the messages that were claimed or answered. */
  keys: (channel: string) => Promise<{ conversations: string[]; messages: string[] }>;
  /** Gives a claimed message back after a failed turn. */
  release: (channel: string, messageId: string) => Promise<void>;
  /**
   * Keeps where the bot may speak first: one address per conversation, the newest. `private`: only this person reads there.
   * It must hold no name. Resolves when it is kept, which nobody needs to wait for: forgetting comes behind it.
   */
  keepAddress: (conversation: string, person: string, isPrivate: boolean, address: Address) => Promise<void>;
  /** Forgets the address of a conversation in which the bot can no longer speak. */
  dropAddress: (channel: string, conversation: string) => Promise<void>;
  /** Where a person can be told something personal, undefined if nowhere. */
  addressOf: (channel: string, person: string) => Promise<Address | undefined>;
  /**
   * Takes what the calendar feed is about to publish for some academic years; gives all that was ever published for them, as
   * it stands now, soonest first. What is not among `events` any more is cancelled.
   */
  sequences: (events: readonly FeedEvent[], years: readonly string[]) => Promise<FeedState[]>;
  /** Deletes everything about a person, or (throwing) nothing; says how many rows of each kind went. */
  forget: (channel: string, person: string) => Promise<Forgotten>;
  /** Deletes what is older than its retention. */
  expire: () => Promise<void>;
  /** Writes, and throws when the database does not take it. */
  ping: () => Promise<void>;
  close: () => Promise<void>;
};
