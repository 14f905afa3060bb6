import { describe, expect, it } from 'vitest';
import { GRAMS, KIND_WEIGHTS, type RawFeatures } from '../../src/understand/features.ts';
import { createRandom } from '../../src/understand/linear.ts';
import {
  createFind,
  createVectorize,
  createVocabulary,
  createWeigher,
  squareOf,
  type Vector,
  type Vocabulary,
  type Weighed,
} from '../../src/understand/vectors.ts';

const KINDS = Object.keys(KIND_WEIGHTS).length;

/** A text of features of its first kind alone. */
const stems = (...hashes: number[]): RawFeatures => Array.from({ length: KINDS }, (_, kind) => (kind === 0 ? hashes : []));
/** The vectors of one weighting. */
const vectorizeBy = (vocabulary: Vocabulary) => {
  const vectorize = createVectorize(vocabulary);
  return (features: RawFeatures) => vectorize(features)[0] as Vector;
};
const lengthOf = ({ values }: Vector, from = 0, to = values.length) => Math.hypot(...values.subarray(from, to));

describe('a vector', () => {
  it('is of length one, each index once, whatever the text holds', () => {
    const random = createRandom(5);
    // Every kind has hashes of its own, as in earnest.
    const text = (kinds: number): RawFeatures =>
      Array.from({ length: KINDS }, (_, kind) => {
        if (kind >= kinds) return [];
        const hashes = Array.from({ length: Math.floor(random() * 8) }, () => kind * 1000 + Math.floor(random() * 30));
        // N-grams that repeat make a vector longer (see below).
        return kind === GRAMS ? [...new Set(hashes)] : hashes;
      });
    const texts = Array.from({ length: 200 }, () => text(KINDS - 2));
    const vectorize = vectorizeBy(createVocabulary(texts));
    for (const features of [...texts, ...Array.from({ length: 200 }, () => text(KINDS - 2))]) {
      const vector = vectorize(features);
      expect(new Set(vector.indices).size).toBe(vector.indices.length);
      expect(vector.values.length).toBe(vector.indices.length);
      if (vector.indices.length > 0) expect(lengthOf(vector)).toBeCloseTo(1, 5);
      expect(vector.values.every((value) => value > 0)).toBe(true);
    }
  });

  it('ignores what no text of the vocabulary held', () => {
    const vectorize = vectorizeBy(createVocabulary([stems(1, 2), stems(2, 3)]));
    expect(vectorize(stems(1, 2, 99, 98))).toEqual(vectorize(stems(1, 2)));
    expect(vectorize(stems(99, 98)).indices.length).toBe(0);
    expect(vectorize(stems()).indices.length).toBe(0);
  });

  it('does not depend on the order of the features, nor on the texts before', () => {
    const vectorize = vectorizeBy(createVocabulary([stems(1, 2, 3), stems(2, 3, 4)]));
    const asMap = ({ indices, values }: Vector) => new Map([...indices].map((index, i) => [index, values[i]]));
    const first = asMap(vectorize(stems(1, 2, 2, 4)));
    vectorize(stems(3, 3, 3));
    expect(asMap(vectorize(stems(4, 2, 1, 2)))).toEqual(first);
  });

  it('gives rare features more weight, and repeated ones, but less and less', () => {
    const vectorize = vectorizeBy(createVocabulary([stems(1, 2), stems(1, 3), stems(1, 4)]));
    const [usual, rare] = vectorize(stems(1, 2)).values as unknown as [number, number];
    expect(rare).toBeGreaterThan(usual);
    const share = (times: number) => {
      const [repeated, once] = vectorize(stems(...Array<number>(times).fill(3), 4)).values as unknown as [number, number];
      return repeated / once;
    };
    expect(share(2)).toBeGreaterThan(share(1));
    expect(share(4)).toBeLessThan(4 * share(1));
  });

  it('takes n-grams as often as they stand there, so that words can be weighed apart', () => {
    const grams = (...hashes: number[]): RawFeatures =>
      Array.from({ length: KINDS }, (_, kind) => (kind === GRAMS ? hashes : kind === 0 ? [9] : []));
    const vocabulary = createVocabulary([grams(1, 2), grams(2, 3), grams(1, 3, 4)]);
    const find = createFind(vocabulary);
    const [once, twice] = [grams(1, 2), grams(1, 2, 1, 3)].map((features) => {
      const weigher = createWeigher(vocabulary.idf, [Object.values(KIND_WEIGHTS)]);
      weigher.start();
      weigher.add(find(9), 0);
      const [apart] = weigher.made(squareOf((features[GRAMS] as number[]).map(find), vocabulary.idf)) as [Weighed];
      const whole = vectorizeBy(vocabulary)(features);
      // The stem weighs the same, whether the n-grams are in the vector or only their square is.
      expect(apart.size).toBe(1);
      expect(whole.values[0]).toBeCloseTo(apart.values[0] as number, 6);
      return whole;
    });
    const share = ({ values }: Vector) => (values[1] as number) / (values[2] as number);
    expect(share(twice as Vector)).toBeCloseTo(2 * share(once as Vector), 5);
  });

  it('leaves no features where a kind weighs nothing', () => {
    const weights = Array<number>(KINDS).fill(0);
    const vectorize = createVectorize(createVocabulary([stems(1, 2)]), [weights, weights.with(0, 1)]);
    expect(vectorize(stems(1, 2)).map((vector) => Math.round(lengthOf(vector) * 1e6) / 1e6)).toEqual([0, 1]);
  });

  it('is made in buffers that the next text uses again, with nothing left over', () => {
    const vocabulary = createVocabulary([stems(1, 2, 3), stems(2, 3, 4)]);
    const find = createFind(vocabulary);
    const weigher = createWeigher(vocabulary.idf, [Object.values(KIND_WEIGHTS)]);
    const made = (...hashes: number[]) => {
      weigher.start();
      for (const hash of hashes) weigher.add(find(hash), 0);
      const [{ indices, values, size }] = weigher.made() as [Weighed];
      return { indices: indices.slice(0, size), values: values.slice(0, size), size };
    };
    const long = made(1, 2, 3, 4);
    expect(made(2, 2)).toEqual(vectorizeBy(vocabulary)(stems(2, 2)));
    expect(made(1, 2, 3, 4)).toEqual(long);
    expect(find(99)).toBe(-1);
  });

  it('keeps thousands of features apart', () => {
    const texts = Array.from({ length: 500 }, (_, i) =>
      stems(...Array.from({ length: 200 }, (_, j) => Math.imul(i * 200 + j, 2654435761))),
    );
    const vocabulary = createVocabulary(texts);
    expect(vocabulary.idf.length).toBe(100_000);
    const vectorize = vectorizeBy(vocabulary);
    expect(new Set(texts.flatMap((text) => [...vectorize(text).indices])).size).toBe(100_000);
  });
});

it('a large vocabulary leaves out what only one text held, but for stems', () => {
  const pair = (stem: number, form: number): RawFeatures =>
    Array.from({ length: KINDS }, (_, kind) => (kind === 0 ? [stem] : kind === 1 ? [form] : []));
  const texts = Array.from({ length: 2000 }, (_, i) => pair(i + 1, 1_000_000 + i));
  expect(createVocabulary(texts).idf.length).toBe(2000);
  expect(createVocabulary(texts.slice(0, 10)).idf.length).toBe(20);
});
