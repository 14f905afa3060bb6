import type { Vector } from './vectors.ts';

/**
 * The examples themselves, found by the features that a question shares with them: a second opinion beside the linear
 * classifier, which knows no single example any more. The postings of feature f stand from starts[f] to starts[f + 1]: which example,
 * and the feature's value in it in steps of 1/4095 (example · 4096 + steps), as reading them takes most of the time.
 */
export type Neighbours = {
  starts: Int32Array;
  postings: Int32Array;
  labels: Int32Array;
};

const STEPS = 4095;
/** More examples have no room in a posting. */
const MOST_EXAMPLES = 2 ** 19;

/** How much each kind of feature weighs here: words and concepts; letters say little about which example is meant. */
export const NEIGHBOUR_WEIGHTS = [1, 0.5, 0.8, 0, 0.6, 0.4, 0, 0];
/** A feature of more examples than this finds nobody in particular. */
const MOST_POSTINGS = 2500;
/** The rarest features of a question are looked up first, until so many postings have been read: the usual ones find nobody in particular. */
const MOST_READ = 1800;
/** More features than a text can have. */
const MOST_FEATURES = 2 ** 20;
/** How many of the nearest vote, each with its similarity to this power. */
const VOTERS = 12;
const SHARPNESS = 3;

/** The examples as vectors by NEIGHBOUR_WEIGHTS of so many features. `labels[i]`: the class of example i. */
export function createNeighbours(vectors: readonly Vector[], features: number, labels: Int32Array): Neighbours {
  if (vectors.length > MOST_EXAMPLES)
    throw new RangeError(`${vectors.length} examples are too many to learn from: at most ${MOST_EXAMPLES}`);
  const counts = new Int32Array(features);
  for (const { indices } of vectors) for (const f of indices) counts[f] = (counts[f] as number) + 1;
  const starts = new Int32Array(counts.length + 1);
  for (let f = 0; f < counts.length; f++)
    starts[f + 1] = (starts[f] as number) + ((counts[f] as number) > MOST_POSTINGS ? 0 : (counts[f] as number));
  const postings = new Int32Array(starts[counts.length] as number);
  const next = starts.slice();
  vectors.forEach((vector, row) => {
    vector.indices.forEach((f, j) => {
      if ((counts[f] as number) > MOST_POSTINGS) return;
      const at = next[f] as number;
      postings[at] = row * (STEPS + 1) + Math.round((vector.values[j] as number) * STEPS);
      next[f] = at + 1;
    });
  });
  return { starts, postings, labels };
}

/** A text's votes per class (of `classes`), adding up to one, or all zero where nothing is shared; the array is reused. */
export function createVote({ starts, postings, labels }: Neighbours, classes: number): (vector: Vector) => Float32Array {
  const similarity = new Float64Array(labels.length);
  const touched = new Int32Array(labels.length);
  const votes = new Float32Array(classes);
  const bestRows = new Int32Array(VOTERS);
  const bestValues = new Float32Array(VOTERS);
  let places = new Float64Array(256);
  const gather = ({ indices, values: own, size }: Vector): number => {
    // Length and place in one number each: sorting numbers is what typed arrays do fast.
    if (places.length < size) places = new Float64Array(size * 2);
    const order = places.subarray(0, size);
    for (let i = 0; i < size; i++) {
      const f = indices[i] as number;
      order[i] = ((starts[f + 1] as number) - (starts[f] as number)) * MOST_FEATURES + i;
    }
    order.sort();
    let count = 0;
    let read = 0;
    for (const ranked of order) {
      const i = ranked % MOST_FEATURES;
      read += (ranked - i) / MOST_FEATURES;
      if (read > MOST_READ) break;
      const f = indices[i] as number;
      const value = (own[i] as number) / STEPS;
      const to = starts[f + 1] as number;
      for (let at = starts[f] as number; at < to; at++) {
        const posting = postings[at] as number;
        const row = posting >> 12;
        const before = similarity[row] as number;
        if (before === 0) touched[count++] = row;
        similarity[row] = before + (posting & STEPS) * value;
      }
    }
    return count;
  };
  return (vector) => {
    votes.fill(0);
    bestValues.fill(0);
    const count = gather(vector);
    let least = 0;
    for (let t = 0; t < count; t++) {
      const row = touched[t] as number;
      const value = similarity[row] as number;
      similarity[row] = 0;
      if (value <= least) continue;
      let at = VOTERS - 1;
      for (; at > 0 && (bestValues[at - 1] as number) < value; at--) {
        bestValues[at] = bestValues[at - 1] as number;
        bestRows[at] = bestRows[at - 1] as number;
      }
      bestValues[at] = value;
      bestRows[at] = row;
      least = bestValues[VOTERS - 1] as number;
    }
    let total = 0;
    for (let v = 0; v < VOTERS && (bestValues[v] as number) > 0; v++) {
      const weight = (bestValues[v] as number) ** SHARPNESS;
      const label = labels[bestRows[v] as number] as number;
      votes[label] = (votes[label] as number) + weight;
      total += weight;
    }
    if (total > 0) for (let c = 0; c < classes; c++) votes[c] = (votes[c] as number) / total;
    return votes;
  };
}
