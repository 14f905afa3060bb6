import type { Lang } from '../types.ts';

/** Where the examples in no supported language are counted. */
export const OTHER = 'other';

/**
 * Per language: how telling each word and each trigram is (log probability), naive-Bayes style. `known`: what was found
 * for words met before.
 */
export type Languages = {
  langs: Lang[];
  words: Map<string, number[]>;
  trigrams: Map<string, number[]>;
  known: Map<string, readonly number[]>;
};

/** Words whose sums are kept. */
const MOST_KNOWN = 20_000;

/** What a word's own spelling counts against its trigrams, when the word is known. */
const WORD_WEIGHT = 1;
const TRIGRAM_WEIGHT = 0.25;
/** Words of the domain that stand in both languages say nothing. */
const SMOOTHING = 0.5;
/** Below this difference of log probabilities between the best two, the text doesn't tell its language. */
const TELLING = 1.2;
/** One word or two ("C2i", "stop") must tell this much more clearly: many stand in both languages. */
const SHORT = 2;
/** A language that is not spoken here must be told more clearly: refusing a short question for a rare word costs more. */
const TELLING_OTHER = 3;

function trigramsOf(word: string): string[] {
  const padded = `_${word}_`;
  const grams: string[] = [];
  for (let at = 0; at + 3 <= padded.length; at++) grams.push(padded.slice(at, at + 3));
  return grams;
}

/** `texts`: the raw words (short forms not written out) of texts whose language is known. */
export function learnLanguages(texts: readonly { words: readonly string[]; lang: Lang }[]): Languages {
  const langs = [...new Set(texts.map((t) => t.lang))].sort();
  const count = (featuresOf: (word: string) => string[]): Map<string, number[]> => {
    const counts = new Map<string, number[]>();
    const totals = langs.map(() => 0);
    for (const { words, lang } of texts) {
      const l = langs.indexOf(lang);
      for (const word of words) {
        for (const feature of featuresOf(word)) {
          const row = counts.get(feature) ?? langs.map(() => 0);
          counts.set(feature, row);
          row[l] = (row[l] as number) + 1;
          totals[l] = (totals[l] as number) + 1;
        }
      }
    }
    // In proportion to how much of each language was seen: a rare word is no sign of the language with the fewest examples.
    const all = totals.reduce((a, b) => a + b, 0);
    const smoothing = totals.map((total) => (SMOOTHING * langs.length * total) / all);
    for (const [feature, row] of counts) {
      const logs = row.map((n, l) =>
        Math.log((n + (smoothing[l] as number)) / ((totals[l] as number) + (smoothing[l] as number) * counts.size)),
      );
      const mean = logs.reduce((a, b) => a + b, 0) / logs.length;
      counts.set(
        feature,
        logs.map((x) => x - mean),
      );
    }
    return counts;
  };
  return {
    langs,
    words: count((w) => (isWord(w) ? [w] : [])),
    trigrams: count((w) => (isWord(w) ? trigramsOf(w) : [])),
    known: new Map(),
  };
}

/** What a word says of each language, by itself and by its letters. */
function tellingOf(word: string, { langs, words, trigrams, known }: Languages): readonly number[] {
  const before = known.get(word);
  if (before) return before;
  const sums = langs.map(() => 0);
  const add = (row: readonly number[] | undefined, weight: number) => {
    if (row) for (let l = 0; l < sums.length; l++) sums[l] = (sums[l] as number) + (row[l] as number) * weight;
  };
  add(words.get(word), WORD_WEIGHT);
  if (word.length > 2) for (const gram of trigramsOf(word)) add(trigrams.get(gram), TRIGRAM_WEIGHT);
  if (known.size < MOST_KNOWN) known.set(word, sums);
  return sums;
}

/** Words that people write in whatever language they speak: they tell nothing, however often one of them has them. */
const EVERYWHERE: ReadonlySet<string> = new Set(['stop']);

function isWord(word: string): boolean {
  return word.charCodeAt(0) >= 97 && word.charCodeAt(0) <= 122;
}

/**
 * The language of a text, or undefined where it doesn't tell ("pix", "452", "ok"). OTHER: a language that is not
 * spoken here.
 */
export function languageOf(words: readonly string[], languages: Languages): { lang?: Lang; margin: number } {
  const { langs } = languages;
  if (langs.length === 0) return { margin: 0 };
  const score = langs.map(() => 0);
  let unknown = 0;
  for (const word of words) {
    if (!isWord(word)) {
      // A letter of another script.
      if (!word.startsWith('#') && /\p{L}/u.test(word)) unknown++;
      continue;
    }
    if (EVERYWHERE.has(word)) continue;
    const sums = tellingOf(word, languages);
    for (let l = 0; l < score.length; l++) score[l] = (score[l] as number) + (sums[l] as number);
  }
  if (unknown > words.length / 2) return { lang: OTHER, margin: unknown };
  const order = score.map((s, l) => [s, l] as const).sort((a, b) => b[0] - a[0]);
  const [first, second] = order;
  if (!first) return { margin: 0 };
  const margin = first[0] - (second?.[0] ?? 0);
  const lang = langs[first[1]] as Lang;
  const needed = (lang === OTHER ? TELLING_OTHER : TELLING) * (words.length <= 2 ? SHORT : 1);
  return margin >= needed ? { lang, margin } : { margin };
}
