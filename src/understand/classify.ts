import { onceEach } from '../once-each.ts';
import type { IntentId, Lang } from '../types.ts';
import { createWalk, KIND_WEIGHTS } from './features.ts';
import { languageOf } from './language.ts';
import { addSums, marginsOf } from './linear.ts';
import type { Model } from './model.ts';
import { createVote, NEIGHBOUR_WEIGHTS } from './neighbours.ts';
import { NONE } from './phrasings.ts';
import { repair } from './spelling.ts';
import { createFind, createWeigher, squareOf, type Weighed } from './vectors.ts';
import { type Abbreviations, tokensOf, wordsOf } from './words.ts';

/** How margins become probabilities. */
export type Calibration = {
  /** Among the intents: smaller is bolder. */
  temperature: number;
  /**
   * How likely a refusal is: a logistic function of the best intent's margin, the best refusal group's, the column that tells
   * refusals from everything else, and the refusals' share of the nearest examples.
   */
  refusal: { intent: number; group: number; all: number; neighbours: number; bias: number };
};

/** For `intents/`: least cross-entropy over the held-out questions of test/eval/ (see src/understand/calibrate.ts for other sets). */
export const CALIBRATION: Calibration = {
  temperature: 0.12,
  refusal: { intent: -6, group: 6, all: 0.84, neighbours: 2, bias: 2.7 },
};

/** How much the nearest examples count against the linear classifier, and the share that an intent without any is given. */
const NEIGHBOURS = { weight: 0.8, least: 0.02 };

/** What speaks for each intent (of `ids`) and for a refusal. The arrays are reused by the next call. */
export type Evidence = {
  /** The margin of each intent, and its share among the nearest examples that are no refusals. */
  margins: Float32Array;
  shares: Float32Array;
  intent: number;
  group: number;
  all: number;
  neighbours: number;
};

/** How likely each intent is, most likely first, without those below 1 in 10,000. `none` stands among them with the likelihood of a refusal. */
export type Ranking = { intent: IntentId; p: number }[];

/** What a text was read as: its words, repaired; the language, and whether the text itself told it. */
export type Read = { words: string[]; lang: Lang; told: boolean };

const NO_SHORT_FORMS: Abbreviations = new Map();

/** Text → repaired words and language. `hint`: the language taken where the text does not tell. */
export function createReader(model: Model): (text: string, hint: Lang) => Read {
  return (text, hint) => {
    const tokens = tokensOf(text);
    const { lang } = languageOf(wordsOf(tokens, NO_SHORT_FORMS), model.languages);
    const spoken = lang ?? hint;
    const words = repair(wordsOf(tokens, model.abbreviations.get(spoken) ?? NO_SHORT_FORMS), model.spelling);
    return { words, lang: spoken, told: lang !== undefined };
  };
}

/**
 * Words → what speaks for what; `before`: the intents answered in the turn before. Where `clear` finds the margins clear, the nearest
 * examples are not looked for.
 */
export type Weigh = (words: readonly string[], before?: readonly IntentId[], clear?: (evidence: Evidence) => boolean) => Evidence;

/** See `Weigh`. */
export function createWeigh(model: Model): {
  ids: readonly IntentId[];
  weigh: Weigh;
} {
  const walk = createWalk(model.lexicon, createFind(model.vocabulary));
  const weights = Object.values(KIND_WEIGHTS);
  const weigher = createWeigher(model.vocabulary.idf, [weights, NEIGHBOUR_WEIGHTS]);
  const behind = createWeigher(model.vocabulary.idf, [weights]);
  const vote = createVote(model.neighbours, model.classes.length);
  const columns = new Float64Array(model.classes.length + 1);
  const ids = [...new Set(model.intents)].filter((intent) => intent !== NONE);
  const slotOf = Int32Array.from(model.intents, (intent) => ids.indexOf(intent));
  const margins = new Float32Array(ids.length);
  const shares = new Float32Array(ids.length);
  /** Of the words weighed last, which are mostly weighed twice: alone, and behind what was answered before. */
  const sums = new Float64Array(columns.length);
  let known: string | undefined;
  let own: Weighed;
  let near: Weighed;

  /** Of the n-grams of a word: half of a text's features, and the same wherever the word stands. */
  const gramsOf = onceEach((grams: readonly number[]) => {
    const columns = new Float64Array(sums.length);
    const values = Float32Array.from(grams, (id) => model.vocabulary.idf[id] as number);
    addSums(model.linear, { indices: Int32Array.from(grams), values, size: grams.length }, columns);
    return { square: squareOf(grams, model.vocabulary.idf), sums: Float32Array.from(columns) };
  });
  const gramSums = new Float64Array(columns.length);
  let gramSquare = 0;
  const addGrams = (grams: readonly number[]): void => {
    if (grams.length === 0) return;
    const word = gramsOf(grams);
    gramSquare += word.square;
    for (let c = 0; c < gramSums.length; c++) gramSums[c] = (gramSums[c] as number) + (word.sums[c] as number);
  };

  const weighWords = (words: readonly string[]): void => {
    const key = words.join(' ');
    if (key === known) return;
    weigher.start();
    gramSums.fill(0);
    gramSquare = 0;
    walk.words(words, weigher.add, addGrams);
    [own, near] = weigher.made(gramSquare) as [Weighed, Weighed];
    const scale = gramSquare === 0 ? 0 : KIND_WEIGHTS.grams / (Math.sqrt(gramSquare) * own.length);
    for (let c = 0; c < sums.length; c++) sums[c] = (gramSums[c] as number) * scale;
    addSums(model.linear, own, sums);
    known = key;
  };

  /** The sums of the words together with what they have behind other answers: as if all had been made one vector. */
  const sumsBehind = (before: readonly IntentId[]): Float64Array => {
    behind.start();
    walk.behind(before, behind.add);
    const [more] = behind.made() as [Weighed];
    const length = Math.hypot(own.length, more.length);
    if (length === 0) return columns.fill(0);
    for (let c = 0; c < columns.length; c++) columns[c] = ((sums[c] as number) * own.length) / length;
    addSums(model.linear, more, columns, more.length / length);
    return columns;
  };

  const weigh: Weigh = (words, before = [], clear = NEVER) => {
    weighWords(words);
    marginsOf(model.linear, before.length === 0 ? sums : sumsBehind(before), columns);
    margins.fill(NOTHING);
    shares.fill(0);
    const evidence: Evidence = {
      margins,
      shares,
      intent: NOTHING,
      group: NOTHING,
      all: columns[slotOf.length] as number,
      neighbours: 0,
    };
    for (let c = 0; c < slotOf.length; c++) {
      const slot = slotOf[c] as number;
      const margin = columns[c] as number;
      if (slot < 0) {
        evidence.group = Math.max(evidence.group, margin);
        continue;
      }
      margins[slot] = Math.max(margins[slot] as number, margin);
      evidence.intent = Math.max(evidence.intent, margin);
    }
    // The examples stand alone: what they say of a follow-up is not what it means behind an answer.
    if (before.length === 0 && !clear(evidence)) addVotes(vote(near), evidence);
    return evidence;
  };

  const addVotes = (votes: Float32Array, evidence: Evidence): void => {
    for (let c = 0; c < slotOf.length; c++) {
      const slot = slotOf[c] as number;
      if (slot < 0) evidence.neighbours += votes[c] as number;
      else shares[slot] = (shares[slot] as number) + (votes[c] as number);
    }
    const answered = 1 - evidence.neighbours;
    if (answered > 0) for (let i = 0; i < shares.length; i++) shares[i] = (shares[i] as number) / answered;
  };
  return { ids, weigh };
}

const NEVER = () => false;

/** A margin below all others. */
const NOTHING = -9;

/** How likely a refusal is; never, where nothing was learnt to be refused. */
export function refusalOf({ intent, group, all, neighbours }: Evidence, { refusal }: Calibration): number {
  if (group === NOTHING) return 0;
  return (
    1 /
    (1 +
      Math.exp(
        -(refusal.intent * intent + refusal.group * group + refusal.all * all + refusal.neighbours * neighbours + refusal.bias),
      ))
  );
}

/** Intents below this are left out. */
const UNLIKELY = 1e-4;
/** What an intent without any near example counts: most of them. */
const NO_NEIGHBOUR = NEIGHBOURS.least ** NEIGHBOURS.weight;
/** An exponent below this is nothing. */
const NO_CHANCE = -20;

/** How likely each intent is if it is one, in the order of `margins`; adding up to one. Written into `out`. */
export function likelihoodsOf(
  { margins, shares, intent }: Evidence,
  { temperature }: Calibration,
  out = new Float64Array(margins.length),
): Float64Array {
  let total = 0;
  for (let i = 0; i < margins.length; i++) {
    const behind = ((margins[i] as number) - intent) / temperature;
    if (behind < NO_CHANCE) {
      out[i] = 0;
      continue;
    }
    const share = shares[i] as number;
    const near = share === 0 ? NO_NEIGHBOUR : (share + NEIGHBOURS.least) ** NEIGHBOURS.weight;
    const weight = Math.exp(behind) * near;
    out[i] = weight;
    total += weight;
  }
  for (let i = 0; i < margins.length; i++) out[i] = (out[i] as number) / total;
  return out;
}

/** The nearest examples count at most 23 times for an intent: one that is two hundred times as likely as the next stays what it is … */
const CLEAR = Math.log(200);
/** … and, were all of them refusals, a question whose refusal would still be less likely than this is none. */
const NO_REFUSAL = 0.06;

/** So clear by the margins alone that the nearest examples, which take as long again, would hardly change anything: never which intent comes first. */
function clearBy(calibration: Calibration): (evidence: Evidence) => boolean {
  const ahead = CLEAR * calibration.temperature;
  return (evidence) => {
    const { margins, intent } = evidence;
    let near = 0;
    for (let i = 0; i < margins.length; i++) if (intent - (margins[i] as number) < ahead) near++;
    if (near > 1) return false;
    return refusalOf({ ...evidence, neighbours: 1 }, calibration) <= NO_REFUSAL;
  };
}

/** Words → ranked intents; `before`: the intents answered in the turn before. */
export function createClassifier(
  model: Model,
  calibration: Calibration = CALIBRATION,
): (words: readonly string[], before?: readonly IntentId[]) => Ranking {
  const { ids, weigh } = createWeigh(model);
  const likelihoods = new Float64Array(ids.length);
  const clear = clearBy(calibration);
  return (words, before) => {
    const evidence = weigh(words, before, clear);
    const none = refusalOf(evidence, calibration);
    likelihoodsOf(evidence, calibration, likelihoods);
    const ranking: Ranking = [];
    for (let i = 0; i < ids.length; i++) {
      const p = (likelihoods[i] as number) * (1 - none);
      if (p >= UNLIKELY) ranking.push({ intent: ids[i] as IntentId, p });
    }
    ranking.push({ intent: NONE, p: none });
    return ranking.sort((a, b) => b.p - a.p);
  };
}
