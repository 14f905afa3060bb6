import { describe, expect, it } from 'vitest';
import { KIND_WEIGHTS, type RawFeatures } from '../../src/understand/features.ts';
import {
  addSums,
  createRandom,
  emptyDraft,
  type Lessons,
  type Linear,
  learnColumns,
  marginsOf,
  packed,
  rivalsOf,
  rowsOf,
  TRAINING,
} from '../../src/understand/linear.ts';
import { createVectorize, createVocabulary, type Vector } from '../../src/understand/vectors.ts';

/** Every text pulls against every other class, until nothing moves. */
const THOROUGH = { ...TRAINING, cost: 1, positive: 1, passes: 2000, near: 99, far: 1 };
/** The value of the constant feature that carries the bias. */
const BIAS = 0.5;
/** Of the distance 2 between both sides, what rounding to bytes and stopping early may cost, texts pulling as gently as in earnest. */
const TOLERANCE = 0.02;
const GENTLE = { ...THOROUGH, cost: 0.1 };

/** A text is the features that it holds, all of one kind. */
type Text = readonly number[];
const rawOf = (text: Text): RawFeatures => Object.keys(KIND_WEIGHTS).map((_, kind) => (kind === 0 ? text : []));

function lessonsOf(texts: readonly Text[], labels: readonly number[], refused: readonly number[], training: typeof THOROUGH) {
  const vocabulary = createVocabulary(texts.map(rawOf));
  const vectorize = createVectorize(vocabulary);
  const vectorOf = (text: Text): Vector => vectorize(rawOf(text))[0] as Vector;
  const vectors = texts.map(vectorOf);
  const features = vocabulary.idf.length;
  const given = Int32Array.from(labels);
  const rivals = rivalsOf(vectors, features, given, refused.length, training);
  const lessons: Lessons = { rows: rowsOf(vectors), features, labels: given, refused: Uint8Array.from(refused), rivals };
  return { lessons, vectorOf };
}

function scored(linear: Linear, vector: Vector): Float64Array {
  const sums = new Float64Array(linear.classes);
  addSums(linear, vector, sums);
  return marginsOf(linear, sums, sums);
}

/** A learnt model, and the margins that it gives a text. */
function learn(texts: readonly Text[], labels: readonly number[], refused: readonly number[], training = THOROUGH) {
  const { lessons, vectorOf } = lessonsOf(texts, labels, refused, training);
  const draft = emptyDraft(lessons.features, refused.length);
  learnColumns(lessons, draft, 0, draft.classes, training);
  const linear = packed(draft);
  const margins = (text: Text) => [...scored(linear, vectorOf(text))];
  return { draft, linear, vectorOf, margins };
}

const largestIn = (margins: readonly number[]) => margins.indexOf(Math.max(...margins));

/** Three classes, each told by two features of its own, with one feature that tells nothing. */
const TEXTS: Text[] = [
  [10, 99],
  [10, 11],
  [11, 99],
  [20, 99],
  [20, 21],
  [21, 99],
  [30, 99],
  [30, 31],
  [31, 99],
];
const LABELS = [0, 0, 0, 1, 1, 1, 2, 2, 2];
/** The last class is one of refusals. */
const REFUSED = [0, 0, 1];

describe('classes that can be told apart', () => {
  const { linear, margins } = learn(TEXTS, LABELS, REFUSED);

  it('are told apart: each text is on the side of its own class only', () => {
    TEXTS.forEach((text, i) => {
      const found = margins(text);
      for (let c = 0; c < REFUSED.length; c++) expect((found[c] as number) > 0, `text ${i}, class ${c}`).toBe(LABELS[i] === c);
    });
  });

  it('have, refused ones, a column of their own at the end', () => {
    expect(linear.classes).toBe(REFUSED.length + 1);
    TEXTS.forEach((text, i) => {
      expect((margins(text)[3] as number) > 0, `text ${i}`).toBe(LABELS[i] === 2);
    });
  });

  it('are told apart in a new text by what it shares with theirs', () => {
    expect(largestIn(margins([10]).slice(0, 3))).toBe(0);
    expect(largestIn(margins([20, 77]).slice(0, 3))).toBe(1);
    expect(largestIn(margins([31, 30, 99]).slice(0, 3))).toBe(2);
  });

  it('are learnt also by the passes that real training takes', () => {
    const quick = learn(TEXTS, LABELS, REFUSED, TRAINING);
    TEXTS.forEach((text, i) => {
      expect(largestIn(quick.margins(text).slice(0, 3)), `text ${i}`).toBe(LABELS[i]);
    });
  });
});

describe('learning', () => {
  it('gives the same model from the same lessons', () => {
    expect(learn(TEXTS, LABELS, REFUSED).linear).toEqual(learn(TEXTS, LABELS, REFUSED).linear);
  });

  it('gives the same columns one by one, as threads that share the work learn them', () => {
    const { lessons } = lessonsOf(TEXTS, LABELS, REFUSED, THOROUGH);
    const shared = emptyDraft(lessons.features, REFUSED.length, true);
    for (const c of [3, 1, 0, 2]) learnColumns(lessons, shared, c, c + 1, THOROUGH);
    const { draft } = learn(TEXTS, LABELS, REFUSED);
    for (const table of ['weights', 'scale', 'bias'] as const) expect([...shared[table]]).toEqual([...draft[table]]);
  });

  it('loses nothing but zeros when it is packed', () => {
    const { draft, linear } = learn(TEXTS, LABELS, REFUSED);
    const unpacked = new Int8Array(draft.weights.length);
    for (let f = 0; f < draft.features; f++)
      for (let at = linear.starts[f] as number; at < (linear.starts[f + 1] as number); at++)
        unpacked[((linear.cells[at] as number) >> 8) * draft.features + f] = ((linear.cells[at] as number) & 255) - 128;
    expect([...unpacked]).toEqual([...draft.weights].map((weight) => weight + 0));
    expect([...linear.cells].map((cell) => cell & 255)).not.toContain(128);
  });
});

/** The same machine by its definition, in floats: least |w|²/2 + cost · Σ max(0, 1 − y(w·x + b))², found by small steps downhill. */
function naive(vectors: readonly Vector[], features: number, sides: readonly number[], cost: number): (vector: Vector) => number {
  const w = Array<number>(features + 1).fill(0);
  const extended = vectors.map(({ indices, values }): [number, number][] => [
    ...[...indices].map((index, j): [number, number] => [index, values[j] as number]),
    [features, BIAS],
  ]);
  const dot = (x: readonly [number, number][]) => x.reduce((sum, [f, value]) => sum + (w[f] as number) * value, 0);
  for (let step = 0; step < 5000; step++) {
    const slope = [...w];
    extended.forEach((x, i) => {
      const y = sides[i] as number;
      const short = 1 - y * dot(x);
      if (short > 0) for (const [f, value] of x) slope[f] = (slope[f] as number) - 2 * cost * short * y * value;
    });
    for (let f = 0; f < w.length; f++) w[f] = (w[f] as number) - 0.02 * (slope[f] as number);
  }
  return ({ indices, values }) =>
    [...indices].reduce((sum, index, j) => sum + (w[index] as number) * (values[j] as number), (w[features] as number) * BIAS);
}

describe('whole steps', () => {
  it('stay close to the floats of a naive twin', () => {
    const random = createRandom(11);
    // Texts of three classes that overlap, so that the margins are not all alike.
    const texts = Array.from({ length: 30 }, (_, i) =>
      Array.from({ length: 12 }, (_, f) => f).filter((f) => random() < (f % 3 === i % 3 ? 0.7 : 0.25)),
    );
    const labels = texts.map((_, i) => i % 3);
    const { draft, vectorOf, margins } = learn(texts, labels, REFUSED, GENTLE);
    const { features } = draft;
    for (let c = 0; c <= 3; c++) {
      const sides = labels.map((label) => ((c === 3 ? label === 2 : label === c) ? 1 : -1));
      const twin = naive(texts.map(vectorOf), features, sides, GENTLE.cost);
      for (const text of texts)
        expect(Math.abs((margins(text)[c] as number) - twin(vectorOf(text))), `class ${c}`).toBeLessThan(TOLERANCE);
    }
  });

  it('use the whole byte, and never more', () => {
    const { weights, classes, features } = learn(TEXTS, LABELS, REFUSED).draft;
    for (let c = 0; c < classes; c++) {
      const column = [...weights.subarray(c * features, (c + 1) * features)];
      expect(Math.max(...column.map(Math.abs))).toBe(127);
    }
  });
});

describe('the margins', () => {
  const { linear, vectorOf, margins } = learn(TEXTS, LABELS, REFUSED);

  it('of a text without a known feature are the biases', () => {
    expect(margins([])).toEqual([...linear.bias]);
    expect(margins([77])).toEqual([...linear.bias]);
  });

  it('of a text in parts add up, each as often as it counts', () => {
    const sums = new Float64Array(linear.classes);
    addSums(linear, vectorOf([10]), sums, 0.6);
    addSums(linear, vectorOf([11]), sums, 0.8);
    const parts = [...marginsOf(linear, sums, sums)];
    const [a, b] = [margins([10]), margins([11])];
    for (let c = 0; c < parts.length; c++) {
      const bias = linear.bias[c] as number;
      expect(parts[c]).toBeCloseTo(0.6 * ((a[c] as number) - bias) + 0.8 * ((b[c] as number) - bias) + bias, 6);
    }
  });

  it('of more classes than a byte holds are the same', () => {
    const many = learn(TEXTS, LABELS, [...REFUSED, ...Array<number>(300).fill(0)]);
    expect(many.linear.cells).toBeInstanceOf(Int32Array);
    for (const text of TEXTS) expect(many.margins(text).slice(0, REFUSED.length)).toEqual(margins(text).slice(0, REFUSED.length));
  });
});

describe('random numbers', () => {
  it('are the same for the same seed, others for another, and lie from 0 to below 1', () => {
    const take = (seed: number) => Array.from({ length: 1000 }, createRandom(seed));
    expect(take(1)).toEqual(take(1));
    expect(take(1)).not.toEqual(take(2));
    expect(take(3).every((value) => value >= 0 && value < 1)).toBe(true);
    const mean = take(4).reduce((a, b) => a + b) / 1000;
    expect(mean).toBeGreaterThan(0.45);
    expect(mean).toBeLessThan(0.55);
  });
});
