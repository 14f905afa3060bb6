import { addConcepts, type Lexicon, type Meant, meantBy } from './lexicon.ts';
import { stemOf } from './words.ts';

/**
 * How much each kind of feature weighs in a text's vector (each kind is made one long first, then weighted).
 * Chosen by cross-validation over `intents/` and on CLINC150's validation questions; see test/bench/README.md.
 */
export const KIND_WEIGHTS = {
  stems: 1.0,
  forms: 0.5,
  bigrams: 1.0,
  grams: 1.45,
  concepts: 0.4,
  pairs: 0.4,
  before: 0.6,
  beforeStems: 0.8,
};

/** The character n-grams inside a word, its edges marked. */
const GRAM_SIZES = [3, 5];
/** Beyond this many concepts (a long mail) pairs of them say nothing any more. */
const MOST_PAIRED = 14;
/** Words whose own features are kept, so that they are computed once. */
const MOST_CACHED = 20_000;

/** A text as feature hashes, kind by kind in the order of KIND_WEIGHTS. A hash (a signed 32-bit number) may occur twice. */
export type RawFeatures = readonly (readonly number[])[];

export type Add = (id: number, kind: number) => void;

/** Hands on the features of a text, kind by kind in the order of KIND_WEIGHTS. */
export type Walk = {
  /** `addGrams`: told of each word's n-grams together, instead of `add` of each of them; the same list for the same word. */
  words: (words: readonly string[], add: Add, addGrams?: (grams: readonly number[]) => void) => void;
  /** Those that the words last walked have behind other answers; `before`: the intents answered in the turn before. */
  behind: (before: readonly string[], add: Add) => void;
};

/** What a word has of its own, found once: the stem's hash, which pairs are made from, its features by themselves, and what it means. */
type WordFeatures = { hash: number; stem: number; form: number; grams: readonly number[]; meant: Meant };

const FNV = 0x01000193;

function hash(seed: number, text: string, from = 0, to = text.length): number {
  let h = seed;
  for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), FNV);
  return h ^ (h >>> 15);
}

function mix(a: number, b: number, seed: number): number {
  const h = Math.imul(Math.imul(a, 0x85ebca6b) ^ b ^ seed, 0xc2b2ae35);
  return h ^ (h >>> 13);
}

function gramsOf(word: string): number[] {
  const grams: number[] = [];
  if (word.length >= 2 && word.charCodeAt(0) >= 97) {
    const padded = `_${word}_`;
    for (const size of GRAM_SIZES)
      for (let at = 0; at + size <= padded.length; at++) grams.push(hash(size * 101, padded, at, at + size));
  }
  return grams;
}

const START = hash(5, '^');
/** The kind that a word's own letters make, whatever stands around it. */
export const GRAMS = 3;
const [STEMS, FORMS, BIGRAMS, CONCEPTS, PAIRS, BEFORE, BEFORE_STEMS] = [0, 1, 2, 4, 5, 6, 7] as const;

/**
 * Walks texts feature by feature. `find` tells what is handed on for a hash (its place in a vocabulary), or less than 0 where
 * the feature is left out; it must always tell the same, as what it told of a word is kept. Without it the hashes are handed on.
 */
export function createWalk(lexicon: Lexicon, find?: (hash: number) => number): Walk {
  const cache = new Map<string, WordFeatures>();
  const ofWord = (word: string): WordFeatures => {
    const [stem, form, grams] = [hash(1, stemOf(word)), hash(2, word), gramsOf(word)];
    const meant = meantBy(word, lexicon);
    if (!find) return { hash: stem, stem, form, grams, meant };
    return { hash: stem, stem: find(stem), form: find(form), grams: grams.map(find).filter((id) => id >= 0), meant };
  };
  const featuresOf = (word: string): WordFeatures => {
    let features = cache.get(word);
    if (!features) {
      features = ofWord(word);
      if (cache.size < MOST_CACHED) cache.set(word, features);
    }
    return features;
  };
  /** The words of the text at hand, and its concepts; emptied by the next. */
  const own: WordFeatures[] = [];
  const concepts: number[] = [];
  const put = (hash: number, kind: number, add: Add): void => {
    const id = find ? find(hash) : hash;
    if (!find || id >= 0) add(id, kind);
  };
  const walkWords: Walk['words'] = (words, add, addGrams) => {
    own.length = 0;
    concepts.length = 0;
    for (let at = 0; at < words.length; at++) {
      const features = featuresOf(words[at] as string);
      own.push(features);
      addConcepts(features.meant, words, at, concepts);
    }
    concepts.sort((a, b) => a - b);
    for (const { stem } of own) if (!find || stem >= 0) add(stem, STEMS);
    for (const { form } of own) if (!find || form >= 0) add(form, FORMS);
    let previous = START;
    let beforePrevious = 0;
    for (const { hash: stem } of own) {
      put(mix(previous, stem, 3), BIGRAMS, add);
      if (beforePrevious !== 0) put(mix(beforePrevious, stem, 5), BIGRAMS, add);
      beforePrevious = previous;
      previous = stem;
    }
    put(mix(previous, 17, 3), BIGRAMS, add);
    for (const { grams } of own) {
      if (addGrams) addGrams(grams);
      else for (let i = 0; i < grams.length; i++) add(grams[i] as number, GRAMS);
    }
    for (const concept of concepts) put(mix(concept, 0, 7), CONCEPTS, add);
    const paired = Math.min(concepts.length, MOST_PAIRED);
    for (let i = 0; i < paired; i++)
      for (let j = i + 1; j < paired; j++) put(mix(concepts[i] as number, concepts[j] as number, 11), PAIRS, add);
  };
  const walkBehind: Walk['behind'] = (before, add) => {
    for (const intent of before) {
      put(hash(13, intent), BEFORE, add);
      put(hash(14, topicOf(intent)), BEFORE, add);
    }
    const stems = new Set(own.map(({ hash: stem }) => stem));
    for (const intent of before) {
      const whole = hash(13, intent);
      const topic = hash(14, topicOf(intent));
      for (const stem of stems) {
        put(mix(whole, stem, 19), BEFORE_STEMS, add);
        put(mix(topic, stem, 23), BEFORE_STEMS, add);
      }
      for (const concept of concepts) {
        put(mix(whole, concept, 29), BEFORE_STEMS, add);
        put(mix(topic, concept, 31), BEFORE_STEMS, add);
      }
    }
  };
  return { words: walkWords, behind: walkBehind };
}

const topicOf = (intent: string) => intent.slice(0, intent.indexOf('.'));

/** Texts as feature hashes, to learn from. */
export function createExtract(lexicon: Lexicon): (words: readonly string[], before?: readonly string[]) => RawFeatures {
  const walk = createWalk(lexicon);
  return (words, before = []) => {
    const kinds: number[][] = Object.keys(KIND_WEIGHTS).map(() => []);
    const add: Add = (hash, kind) => kinds[kind]!.push(hash);
    walk.words(words, add);
    walk.behind(before, add);
    return kinds;
  };
}
