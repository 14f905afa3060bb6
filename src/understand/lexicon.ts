import { level, stemOf } from './words.ts';

/** Words that mean nearly the same, in every language, as one concept: what a table of word vectors would give, written by hand. */
export type Lexicon = {
  /** As it was written: what it can be made from again. */
  concepts: Readonly<Record<string, readonly string[]>>;
  /** Whole word → concepts. */
  words: ReadonlyMap<string, readonly number[]>;
  /** "inscri*": the beginnings, longest first. */
  beginnings: ReadonlyMap<string, readonly number[]>;
  /** Entries of several words, by the first. */
  phrases: ReadonlyMap<string, readonly Phrase[]>;
};

/** What has to follow a word for the concept to be meant; `open`: a word that only begins so will do. */
type Phrase = { rest: readonly { text: string; open: boolean }[]; concept: number };

/** What a word says by itself, and with the words that may follow it. */
export type Meant = { concepts: readonly number[]; phrases: readonly Phrase[] };

export const NO_LEXICON: Lexicon = { concepts: {}, words: new Map(), beginnings: new Map(), phrases: new Map() };

/** `concepts`: name → its words in all languages; "inscri*" stands for any ending. */
export function createLexicon(concepts: Readonly<Record<string, readonly string[]>>): Lexicon {
  const words = new Map<string, number[]>();
  const beginnings = new Map<string, number[]>();
  const phrases = new Map<string, Phrase[]>();
  const add = (map: Map<string, number[]>, key: string, concept: number) => {
    const known = map.get(key);
    if (!known) map.set(key, [concept]);
    else if (!known.includes(concept)) known.push(concept);
  };
  Object.values(concepts).forEach((entries, concept) => {
    for (const entry of entries) {
      const parts = level(entry)
        .split(/[\s'-]+/)
        .filter(Boolean);
      const first = parts[0];
      if (first === undefined) continue;
      if (parts.length > 1) {
        const list = phrases.get(first) ?? [];
        list.push({ rest: parts.slice(1).map(partOf), concept });
        phrases.set(first, list);
      } else if (first.endsWith('*')) add(beginnings, first.slice(0, -1), concept);
      else {
        add(words, first, concept);
        if (first.length >= 5) add(words, `~${stemOf(first)}`, concept);
      }
    }
  });
  return { concepts, words, beginnings, phrases };
}

const partOf = (part: string) => (part.endsWith('*') ? { text: part.slice(0, -1), open: true } : { text: part, open: false });

/** What a word means, whatever stands around it. */
export function meantBy(word: string, { words, beginnings, phrases }: Lexicon): Meant {
  const found = new Set(words.get(word) ?? words.get(`~${stemOf(word)}`));
  for (let length = word.length; length >= 3; length--) {
    const concepts = beginnings.get(word.slice(0, length));
    if (!concepts) continue;
    for (const concept of concepts) found.add(concept);
    break;
  }
  return { concepts: [...found], phrases: phrases.get(word) ?? NO_PHRASES };
}

const NO_PHRASES: readonly Phrase[] = [];

/** Adds to `found` the concepts of the word at `at`, which means `meant`, those not yet in it. */
export function addConcepts({ concepts, phrases }: Meant, words: readonly string[], at: number, found: number[]): void {
  for (let i = 0; i < concepts.length; i++) if (!found.includes(concepts[i] as number)) found.push(concepts[i] as number);
  for (let i = 0; i < phrases.length; i++) {
    const { rest, concept } = phrases[i] as Phrase;
    if (follows(rest, words, at) && !found.includes(concept)) found.push(concept);
  }
}

function follows(rest: Phrase['rest'], words: readonly string[], at: number): boolean {
  for (let i = 0; i < rest.length; i++) {
    const { text, open } = rest[i] as Phrase['rest'][number];
    const word = words[at + 1 + i];
    if (word === undefined || !(open ? word.startsWith(text) : word === text)) return false;
  }
  return true;
}
