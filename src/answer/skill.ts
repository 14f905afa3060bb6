import type { Content, Entry } from '../content.ts';
import type { Block, Choice, IntentId, Lang, Memory, Slots } from '../types.ts';

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
  /** What was deleted, once it was: rows of each kind. */
  forgotten?: { conversations: number; replies: number };
};

/** What a skill answers: its blocks, what to remember, and choices of its own where the intent's do not fit. */
export type Said = { blocks: Block[]; remember?: Partial<Memory>; choices?: Choice[] };

/** An answer made by code from the texts of its entry. Pure. */
export type Skill = { texts: readonly string[]; answer: (ask: Ask) => Said };
