import type { Content, Entry } from '../content.ts';
import type { Acted } from '../remind/act.ts';
import type { Block, Choice, Forgotten, IntentId, Lang, Memory, Slots } from '../types.ts';

/** What a skill is asked. `say` gives one of the intent's own texts, filled in. */
export type Ask = {
  intent: IntentId;
  entry: Entry;
  slots: Slots;
  memory: Memory;
  lang: Lang;
  /** The date in Strasbourg, "2026-10-01". */
  today: string;
  content: Content;
  say: (text: string, values?: Readonly<Record<string, string>>) => Block[];
} & Happened;

/** What the bot did before it answers, where it was asked to do something. */
export type Happened = {
  /** What was deleted: rows of each kind. */
  forgotten?: Forgotten;
  /** What came of a wish about reminders. */
  acted?: Acted;
  /** Can the bot speak first on this channel? */
  rings?: boolean;
};

/** What a skill answers: its blocks, what to remember, choices of its own where the intent's do not fit, and `keeps` (see Reply). */
export type Said = { blocks: Block[]; remember?: Partial<Memory>; choices?: Choice[]; keeps?: boolean };

/** An answer made by code from the texts of its entry. Pure. */
export type Skill = { texts: readonly string[]; answer: (ask: Ask) => Said };
