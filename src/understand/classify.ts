import type { IntentId, Lang } from '../types.ts';
import { createExtract } from './features.ts';
import { languageOf } from './language.ts';
import { scoreLinear } from './linear.ts';
import type { Model } from './model.ts';
import { NONE } from './phrasings.ts';
import { repair } from './spelling.ts';
import { createVectorize } from './vectors.ts';
import { type Abbreviations, wordsOf } from './words.ts';

/**
 * Margins → probabilities: smaller is bolder; and how much more a refusal needs than an intent to be believed.
 * Both minimise the cross-entropy of held-out questions.
 */
export const TEMPERATURE = 0.13;
export const NONE_OFFSET = 0.2;

/** How likely each intent is, most likely first. `none` is the likeliest of the refusal groups. */
export type Ranking = { intent: IntentId; p: number }[];

/** What a text was read as: its words, repaired; the language, and whether the text itself told it. */
export type Read = { words: string[]; lang: Lang; told: boolean; known: number };

const NO_SHORT_FORMS: Abbreviations = new Map();

/** Text → repaired words and language. `hint`: the language taken where the text does not tell. */
export function createReader(model: Model): (text: string, hint: Lang) => Read {
  return (text, hint) => {
    const raw = wordsOf(text, NO_SHORT_FORMS);
    const { lang } = languageOf(raw, model.languages);
    const spoken = lang ?? hint;
    const words = repair(wordsOf(text, model.abbreviations.get(spoken) ?? NO_SHORT_FORMS), model.spelling);
    return { words, lang: spoken, told: lang !== undefined, known: knownShare(words, model) };
  };
}

/** Which share of the words the examples or the lexicon know. 0 for no words. */
function knownShare(words: readonly string[], { spelling }: Model): number {
  let known = 0;
  for (const word of words) if (spelling.known.has(word)) known++;
  return words.length === 0 ? 0 : known / words.length;
}

/** Words → ranked intents; `before`: the intents answered in the turn before. */
export function createClassifier(model: Model): (words: readonly string[], before?: readonly IntentId[]) => Ranking {
  const extract = createExtract(model.lexicon);
  const vectorize = createVectorize(model.vocabulary);
  const margins = new Float32Array(model.classes.length);
  const ids = [...new Set([...model.intents, NONE])];
  const slotOf = Int32Array.from(model.intents, (intent) => ids.indexOf(intent));
  const none = ids.indexOf(NONE);
  const best = new Float32Array(ids.length);
  return (words, before = []) => {
    scoreLinear(model.linear, vectorize(extract(words, before)), margins);
    best.fill(-9);
    for (let c = 0; c < margins.length; c++) {
      const slot = slotOf[c] as number;
      if ((margins[c] as number) > (best[slot] as number)) best[slot] = margins[c] as number;
    }
    best[none] = (best[none] as number) + NONE_OFFSET;
    let total = 0;
    const ranking = ids.map((intent, i) => {
      const p = Math.exp((best[i] as number) / TEMPERATURE);
      total += p;
      return { intent, p };
    });
    for (const entry of ranking) entry.p /= total;
    return ranking.sort((a, b) => b.p - a.p);
  };
}
