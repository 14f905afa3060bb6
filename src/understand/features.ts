import { conceptsAt, type Lexicon } from './lexicon.ts';
import { stemOf } from './words.ts';

/**
 * How much each kind of feature weighs in a text's vector (each kind is made one long first, then weighted).
 * Chosen by cross-validation over `intents/` and on CLINC150's validation questions; see test/bench/README.md.
 */
export const KIND_WEIGHTS = {
  stems: 1.0,
  forms: 0.5,
  bigrams: 1.0,
  grams: 1.3,
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

export type Extract = (words: readonly string[], before?: readonly string[]) => RawFeatures;

type WordFeatures = { stem: number; form: number; grams: readonly number[] };

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

function ofWord(word: string): WordFeatures {
  const grams: number[] = [];
  if (word.length >= 2 && word.charCodeAt(0) >= 97) {
    const padded = `_${word}_`;
    for (const size of GRAM_SIZES)
      for (let at = 0; at + size <= padded.length; at++) grams.push(hash(size * 101, padded, at, at + size));
  }
  return { stem: hash(1, stemOf(word)), form: hash(2, word), grams };
}

const START = hash(5, '^');

/** Feature hashes of texts; `before`: the intents answered in the turn before, if any. Pure but for its cache of words. */
export function createExtract(lexicon: Lexicon): Extract {
  const cache = new Map<string, WordFeatures>();
  const featuresOf = (word: string): WordFeatures => {
    let features = cache.get(word);
    if (!features) {
      features = ofWord(word);
      if (cache.size < MOST_CACHED) cache.set(word, features);
    }
    return features;
  };
  return (words, before = []) => {
    const stems: number[] = [];
    const forms: number[] = [];
    const bigrams: number[] = [];
    const grams: number[] = [];
    const concepts: number[] = [];
    let previous = START;
    let beforePrevious = 0;
    for (let at = 0; at < words.length; at++) {
      const { stem, form, grams: own } = featuresOf(words[at] as string);
      stems.push(stem);
      forms.push(form);
      bigrams.push(mix(previous, stem, 3));
      if (beforePrevious !== 0) bigrams.push(mix(beforePrevious, stem, 5));
      beforePrevious = previous;
      previous = stem;
      for (let i = 0; i < own.length; i++) grams.push(own[i] as number);
      conceptsAt(words, at, lexicon, concepts);
    }
    bigrams.push(mix(previous, 17, 3));
    concepts.sort((a, b) => a - b);
    const single: number[] = [];
    const pairs: number[] = [];
    const paired = Math.min(concepts.length, MOST_PAIRED);
    for (let i = 0; i < concepts.length; i++) {
      single.push(mix(concepts[i] as number, 0, 7));
      if (i < paired) for (let j = i + 1; j < paired; j++) pairs.push(mix(concepts[i] as number, concepts[j] as number, 11));
    }
    const context: number[] = [];
    const contextStems: number[] = [];
    for (const intent of before) {
      const whole = hash(13, intent);
      const topic = hash(14, intent.slice(0, intent.indexOf('.')));
      context.push(whole, topic);
      for (const stem of new Set(stems)) contextStems.push(mix(whole, stem, 19), mix(topic, stem, 23));
      for (const concept of concepts) contextStems.push(mix(whole, concept, 29), mix(topic, concept, 31));
    }
    return [stems, forms, bigrams, grams, single, pairs, context, contextStems];
  };
}
