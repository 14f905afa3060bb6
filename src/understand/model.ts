import type { IntentId, Lang } from '../types.ts';
import { createExtract, KIND_WEIGHTS } from './features.ts';
import { type Languages, learnLanguages, OTHER } from './language.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';
import {
  createRandom,
  type Draft,
  emptyDraft,
  type Lessons,
  type Linear,
  learnColumns,
  packed,
  rivalsOf,
  rowsOf,
} from './linear.ts';
import { createNeighbours, NEIGHBOUR_WEIGHTS, type Neighbours } from './neighbours.ts';
import { NONE, type Phrasing, type Phrasings } from './phrasings.ts';
import { createSpelling, repair, type Spelling } from './spelling.ts';
import { createVectorize, createVocabulary, type Vector, type Vocabulary } from './vectors.ts';
import { type Abbreviations, level, wordsOf } from './words.ts';

/** All that was learnt from `intents/`: enough to understand, and to be saved and read back. */
export type Model = {
  /** A class is an intent, or one group of refusals ("none/weather"). */
  classes: string[];
  /** Which intent each class stands for. */
  intents: IntentId[];
  vocabulary: Vocabulary;
  linear: Linear;
  lexicon: Lexicon;
  abbreviations: Map<Lang, Abbreviations>;
  spelling: Spelling;
  languages: Languages;
  neighbours: Neighbours;
  /** The words of what each answer was about, per language. */
  topics: Map<IntentId, Map<Lang, readonly string[]>>;
};

/** The group of `none.yaml` whose examples are in languages that are not spoken here. */
const OTHER_GROUP = 'language-other';

/** This share of the examples is shown a second time as if it followed some other answer: a question that stands alone is not read through what came before. */
const SHOWN_IN_CONTEXT = 0.15;

const NO_SHORT_FORMS: Abbreviations = new Map();

/** Learns all columns of a linear model; another way of doing so may share them among threads. */
export type Learn = (lessons: Lessons, draft: Draft) => void;

const learnAlone: Learn = (lessons, draft) => learnColumns(lessons, draft, 0, draft.classes);

/** Learns a model. Pure: the same phrasings give the same model. */
export function train({ examples, abbreviations, concepts, topics }: Phrasings, learn: Learn = learnAlone): Model {
  const lexicon = createLexicon(concepts);
  const shortForms = new Map(
    Object.entries(abbreviations).map(([lang, forms]) => [
      lang,
      new Map(Object.entries(forms).map(([short, full]) => [level(short), wordsOf(full, NO_SHORT_FORMS)] as const)),
    ]),
  );
  const languages = learnLanguages(
    examples.map(({ text, lang, group }) => ({
      words: wordsOf(text, NO_SHORT_FORMS),
      lang: group === OTHER_GROUP ? OTHER : lang,
    })),
  );
  const texts = examples.map(({ text, lang }) => wordsOf(text, shortForms.get(lang) ?? NO_SHORT_FORMS));
  const spelling = createSpelling(countWords(texts, lexicon));
  const rows = inContext(examples);
  const classes: string[] = [];
  const intents: IntentId[] = [];
  const classOf = new Map<string, number>();
  for (const { intent, group } of examples) {
    const name = group === undefined ? intent : `${intent}/${group}`;
    if (classOf.has(name)) continue;
    classOf.set(name, classes.length);
    classes.push(name);
    intents.push(intent);
  }
  const repaired = texts.map((words) => repair(words, spelling));
  const extract = createExtract(lexicon);
  const raws = rows.map(({ at, before }) => extract(repaired[at] as string[], before === undefined ? [] : [before]));
  const vocabulary = createVocabulary(raws);
  const labels = Int32Array.from(rows, ({ at }) => {
    const { intent, group } = examples[at] as Phrasing;
    return classOf.get(group === undefined ? intent : `${intent}/${group}`) as number;
  });
  const vectorize = createVectorize(vocabulary, [Object.values(KIND_WEIGHTS), NEIGHBOUR_WEIGHTS]);
  const vectors = raws.map((raw) => vectorize(raw) as [Vector, Vector]);
  // Stems and concepts are enough to see which classes a text might be taken for.
  const sketches = raws.map((kinds) => [kinds[0] as readonly number[], [], [], [], kinds[4] as readonly number[]]);
  const sketchVocabulary = createVocabulary(sketches);
  const sketch = createVectorize(sketchVocabulary);
  const lessons: Lessons = {
    rows: rowsOf(vectors.map(([vector]) => vector)),
    features: vocabulary.idf.length,
    labels,
    rivals: rivalsOf(
      sketches.map((kinds) => sketch(kinds)[0] as Vector),
      sketchVocabulary.idf.length,
      labels,
      classes.length,
    ),
    refused: Uint8Array.from(intents, (intent) => (intent === NONE ? 1 : 0)),
  };
  const alone = rows.flatMap(({ before }, i) => (before === undefined ? [i] : []));
  const neighbours = createNeighbours(
    alone.map((i) => (vectors[i] as [Vector, Vector])[1]),
    lessons.features,
    Int32Array.from(alone, (i) => labels[i] as number),
  );
  const draft = emptyDraft(lessons.features, classes.length, true);
  learn(lessons, draft);
  return {
    classes,
    intents,
    vocabulary,
    linear: packed(draft),
    lexicon,
    abbreviations: shortForms,
    spelling,
    languages,
    neighbours,
    topics: topicWords(topics),
  };
}

function topicWords(topics: Phrasings['topics']): Model['topics'] {
  return new Map(
    Object.entries(topics).map(([intent, texts]) => [
      intent,
      new Map(Object.entries(texts).map(([lang, text]) => [lang, wordsOf(text, NO_SHORT_FORMS)] as const)),
    ]),
  );
}

/** Every example as it stands, and some again behind an answer that they don't depend on. */
function inContext(examples: readonly Phrasing[]): { at: number; before?: IntentId }[] {
  const random = createRandom(1);
  const intents = [...new Set(examples.map((e) => e.intent))].filter((intent) => intent !== NONE);
  const anyFollowUps = examples.some((e) => e.before !== undefined);
  return examples.flatMap(({ before }, at) => {
    if (before !== undefined) return [{ at, before }];
    if (!anyFollowUps || random() >= SHOWN_IN_CONTEXT) return [{ at }];
    return [{ at }, { at, before: intents[Math.floor(random() * intents.length)] as IntentId }];
  });
}

function countWords(texts: readonly (readonly string[])[], lexicon: Lexicon): Map<string, number> {
  const counts = new Map<string, number>();
  for (const words of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  // A lexicon word is a real word, however seldom the examples use it.
  for (const word of lexicon.words.keys()) if (!word.startsWith('~')) counts.set(word, (counts.get(word) ?? 0) + 3);
  return counts;
}
