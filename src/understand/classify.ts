import type { IntentId, Lang } from '../types.ts';
import { createExtract } from './features.ts';
import { languageOf } from './language.ts';
import { scoreLinear } from './linear.ts';
import type { Model } from './model.ts';
import { createVote } from './neighbours.ts';
import { NONE } from './phrasings.ts';
import { repair } from './spelling.ts';
import { createVectorize } from './vectors.ts';
import { type Abbreviations, wordsOf } from './words.ts';

/** Margins → probabilities among the intents: smaller is bolder. */
export const TEMPERATURE = 0.13;
/**
 * How likely a refusal is, as a logistic function of the best intent's margin, the best refusal group's, the column that
 * tells refusals from everything else, and the refusals' share of the nearest examples. Like TEMPERATURE fitted to held-out questions (least cross-entropy).
 */
export const REFUSAL = { intent: -5.2, group: 4.6, all: 1.3, neighbours: 3.1, bias: 1.9 };

/** How much the nearest examples count against the linear classifier, and the share that an intent without any is given. */
export const NEIGHBOURS = { weight: 0.8, least: 0.02 };

/** How likely each intent is, most likely first. `none` stands among them with the likelihood of a refusal. */
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
  const margins = new Float32Array(model.classes.length + 1);
  const ids = [...new Set(model.intents)].filter((intent) => intent !== NONE);
  const slotOf = Int32Array.from(model.intents, (intent) => ids.indexOf(intent));
  const best = new Float32Array(ids.length);
  const vote = createVote(model.neighbours, model.classes.length);
  const noVotes = new Float32Array(model.classes.length);
  const shares = new Float32Array(ids.length);
  return (words, before = []) => {
    const features = extract(words, before);
    scoreLinear(model.linear, vectorize(features), margins);
    // The examples stand alone: what they say of a follow-up is not what it means behind an answer.
    const votes = before.length === 0 ? vote(features) : noVotes;
    shares.fill(0);
    let refusals = 0;
    best.fill(-9);
    let group = -9;
    let intent = -9;
    for (let c = 0; c < slotOf.length; c++) {
      const slot = slotOf[c] as number;
      const margin = margins[c] as number;
      if (slot < 0) {
        group = Math.max(group, margin);
        refusals += votes[c] as number;
      } else {
        best[slot] = Math.max(best[slot] as number, margin);
        intent = Math.max(intent, margin);
        shares[slot] = (shares[slot] as number) + (votes[c] as number);
      }
    }
    const all = margins[slotOf.length] as number;
    const none =
      group === -9
        ? 0
        : 1 /
          (1 +
            Math.exp(
              -(
                REFUSAL.intent * intent +
                REFUSAL.group * group +
                REFUSAL.all * all +
                REFUSAL.neighbours * refusals +
                REFUSAL.bias
              ),
            ));
    let total = 0;
    const ranking = ids.map((id, i) => {
      const share = refusals < 1 ? (shares[i] as number) / (1 - refusals) : 0;
      const p = Math.exp(((best[i] as number) - intent) / TEMPERATURE) * (share + NEIGHBOURS.least) ** NEIGHBOURS.weight;
      total += p;
      return { intent: id, p };
    });
    for (const entry of ranking) entry.p *= (1 - none) / total;
    ranking.push({ intent: NONE, p: none });
    return ranking.sort((a, b) => b.p - a.p);
  };
}
