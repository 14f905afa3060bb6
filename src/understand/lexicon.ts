import { level, stemOf } from './words.ts';

/** Words that mean nearly the same, in every language, as one concept: what a table of word vectors would give, written by hand. */
export type Lexicon = {
  /** As it was written: what it can be made from again. */
  concepts: Readonly<Record<string, readonly string[]>>;
  /** Whole word → concepts. */
  words: ReadonlyMap<string, readonly number[]>;
  /** "inscri*": the beginnings, longest first. */
  beginnings: ReadonlyMap<string, readonly number[]>;
  /** Entries of several words: first word → rest and concept. */
  phrases: ReadonlyMap<string, readonly { rest: readonly string[]; concept: number }[]>;
  /** Words looked up before. */
  cache: Map<string, readonly number[]>;
};

const MOST_CACHED = 20_000;

export const NO_LEXICON: Lexicon = {
  concepts: {},
  words: new Map(),
  beginnings: new Map(),
  phrases: new Map(),
  cache: new Map(),
};

/** `concepts`: name → its words in all languages; "inscri*" stands for any ending. */
export function createLexicon(concepts: Readonly<Record<string, readonly string[]>>): Lexicon {
  const words = new Map<string, number[]>();
  const beginnings = new Map<string, number[]>();
  const phrases = new Map<string, { rest: string[]; concept: number }[]>();
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
        list.push({ rest: parts.slice(1), concept });
        phrases.set(first, list);
      } else if (first.endsWith('*')) add(beginnings, first.slice(0, -1), concept);
      else {
        add(words, first, concept);
        if (first.length >= 5) add(words, `~${stemOf(first)}`, concept);
      }
    }
  });
  return { concepts, words, beginnings, phrases, cache: new Map() };
}

/** Adds to `found` the concepts of the word at `at`, those not yet in it. */
export function conceptsAt(words: readonly string[], at: number, lexicon: Lexicon, found: number[]): void {
  const word = words[at] as string;
  for (const concept of ofWord(word, lexicon)) if (!found.includes(concept)) found.push(concept);
  const phrases = lexicon.phrases.get(word);
  if (!phrases) return;
  for (const { rest, concept } of phrases) {
    if (!found.includes(concept) && rest.every((part, i) => matches(words[at + 1 + i], part))) found.push(concept);
  }
}

const NO_CONCEPTS: readonly number[] = [];

function ofWord(word: string, lexicon: Lexicon): readonly number[] {
  const known = lexicon.cache.get(word);
  if (known) return known;
  const found = [...(lexicon.words.get(word) ?? lexicon.words.get(`~${stemOf(word)}`) ?? NO_CONCEPTS)];
  for (let length = word.length; length >= 3; length--) {
    const concepts = lexicon.beginnings.get(word.slice(0, length));
    if (!concepts) continue;
    for (const concept of concepts) if (!found.includes(concept)) found.push(concept);
    break;
  }
  if (lexicon.cache.size < MOST_CACHED) lexicon.cache.set(word, found);
  return found;
}

function matches(word: string | undefined, part: string): boolean {
  if (word === undefined) return false;
  return part.endsWith('*') ? word.startsWith(part.slice(0, -1)) : word === part;
}
