import type { Vector } from './vectors.ts';

/**
 * One linear classifier per class, in whole steps: score[c] = scale[c] · Σ weights[feature · classes + c] · value + bias[c].
 * A byte a weight keeps a model of 150,000 features and 130 classes at 20 MB; the ranking is the same as with floats.
 */
export type Linear = { classes: number; weights: Int8Array; scale: Float32Array; bias: Float32Array };

/** How training goes. `cost`, `positive`: cross-validated, flat around these. */
export type Training = {
  /** How hard a text may pull: larger fits the examples closer. */
  cost: number;
  /** How much harder a positive example pulls, as the negative ones are many. */
  positive: number;
  /** Passes over the texts that still pull. */
  passes: number;
  /** A text pulls against this many classes that it is likeliest to be taken for … */
  near: number;
  /** … and against this share of the others, so that no class claims what is far from everything. */
  far: number;
};

export const TRAINING: Training = { cost: 0.18, positive: 12, passes: 8, near: 24, far: 0.05 };

/** The value of the constant feature that carries the bias. */
const BIAS = 0.5;
/** Steps of a dual variable smaller than this change nothing any more. */
const SETTLED = 0.01;

/** Deterministic pseudo-random numbers in [0, 1) (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Sparse rows one behind the other: row i stands from starts[i] to starts[i + 1]. */
type Rows = { starts: Int32Array; indices: Int32Array; values: Float32Array; squares: Float32Array };

/**
 * One-against-rest support vector machines with squared hinge loss, by dual coordinate descent with shrinking
 * (Hsieh et al., "A dual coordinate descent method for large-scale linear SVM", ICML 2008). `sketches`: the same
 * texts by fewer features, by which each class's rivals are found. The same input gives the same model.
 */
export function trainLinear(vectors: readonly Vector[], features: number, sketches: readonly Vector[], sketchFeatures: number, labels: Int32Array, classes: number, training: Training = TRAINING): Linear {
  const rows = rowsOf(vectors);
  const rivals = rivalsOf(sketches, labels, classes, sketchFeatures, training);
  const linear: Linear = { classes, weights: new Int8Array(features * classes), scale: new Float32Array(classes), bias: new Float32Array(classes) };
  const w = new Float32Array(features);
  for (let c = 0; c < classes; c++) {
    // Positives first: most negatives then lie beyond the margin already at their first visit, and never pull.
    const positives: number[] = [];
    for (let i = 0; i < labels.length; i++) if (labels[i] === c) positives.push(i);
    w.fill(0);
    linear.bias[c] = separate(rows, Int32Array.from([...positives, ...(rivals[c] as number[])]), positives.length, w, training, createRandom(c + 1)) * BIAS;
    quantize(w, c, linear);
  }
  return linear;
}

function rowsOf(vectors: readonly Vector[]): Rows {
  const starts = new Int32Array(vectors.length + 1);
  vectors.forEach((vector, i) => {
    starts[i + 1] = (starts[i] as number) + vector.indices.length;
  });
  const total = starts[vectors.length] as number;
  const rows: Rows = { starts, indices: new Int32Array(total), values: new Float32Array(total), squares: new Float32Array(vectors.length) };
  vectors.forEach((vector, i) => {
    rows.indices.set(vector.indices, starts[i]);
    rows.values.set(vector.values, starts[i]);
    let square = BIAS * BIAS;
    for (const value of vector.values) square += value * value;
    rows.squares[i] = square;
  });
  return rows;
}

/** One class against its rivals. `order`: the texts, the first `positives` of them of the class. Writes `w`, returns the bias weight. */
function separate({ starts, indices, values, squares }: Rows, order: Int32Array, positives: number, w: Float32Array, { cost, positive, passes }: Training, random: () => number): number {
  const count = order.length;
  const alpha = new Float32Array(count);
  const active = Int32Array.from(order, (_, a) => a);
  let size = count;
  let b = 0;
  for (let pass = 0; pass < passes && size > 0; pass++) {
    if (pass > 0) shuffle(active, size, random);
    let largest = 0;
    for (let a = 0; a < size; a++) {
      const at = active[a] as number;
      const i = order[at] as number;
      const y = at < positives ? 1 : -1;
      const diagonal = 0.5 / (at < positives ? cost * positive : cost);
      const from = starts[i] as number;
      const to = starts[i + 1] as number;
      let dot = b * BIAS;
      for (let j = from; j < to; j++) dot += (w[indices[j] as number] as number) * (values[j] as number);
      const old = alpha[at] as number;
      const gradient = y * dot - 1 + diagonal * old;
      if (old === 0 && gradient >= 0) {
        // Beyond the margin: it leaves the race for this class.
        if (pass > 0 || gradient > 0.2) active[a--] = active[--size] as number;
        continue;
      }
      const next = Math.max(old - gradient / ((squares[i] as number) + diagonal), 0);
      const change = next - old;
      if (change === 0) continue;
      if (Math.abs(change) > largest) largest = Math.abs(change);
      alpha[at] = next;
      b += change * y * BIAS;
      for (let j = from; j < to; j++) {
        const f = indices[j] as number;
        w[f] = (w[f] as number) + change * y * (values[j] as number);
      }
    }
    if (largest < SETTLED) break;
  }
  return b;
}

function quantize(w: Float32Array, c: number, { classes, weights, scale }: Linear): void {
  let largest = 0;
  for (const value of w) if (Math.abs(value) > largest) largest = Math.abs(value);
  const step = largest / 127 || 1;
  scale[c] = step;
  for (let f = 0; f < w.length; f++) weights[f * classes + c] = Math.round((w[f] as number) / step);
}

/** Per class the texts that it is trained against. Far texts would not pull anyway; not visiting them is what makes training fast. */
function rivalsOf(sketches: readonly Vector[], labels: Int32Array, classes: number, features: number, { near, far }: Training): number[][] {
  const centroids = new Float32Array(features * classes);
  sketches.forEach(({ indices, values }, i) => {
    const c = labels[i] as number;
    for (let j = 0; j < indices.length; j++) {
      const at = (indices[j] as number) * classes + c;
      centroids[at] = (centroids[at] as number) + (values[j] as number);
    }
  });
  const lengths = new Float32Array(classes);
  for (let at = 0; at < centroids.length; at++) lengths[at % classes] = (lengths[at % classes] as number) + (centroids[at] as number) ** 2;
  const rivals: number[][] = Array.from({ length: classes }, () => []);
  const random = createRandom(7);
  const scores = new Float32Array(classes);
  sketches.forEach(({ indices, values }, i) => {
    scores.fill(0);
    for (let j = 0; j < indices.length; j++) {
      const from = (indices[j] as number) * classes;
      const value = values[j] as number;
      for (let c = 0; c < classes; c++) scores[c] = (scores[c] as number) + (centroids[from + c] as number) * value;
    }
    for (let c = 0; c < classes; c++) scores[c] = (scores[c] as number) / Math.sqrt((lengths[c] as number) + 1e-9);
    const bar = classes > near + 1 ? (Float32Array.from(scores).sort()[classes - 1 - near] as number) : Number.NEGATIVE_INFINITY;
    for (let c = 0; c < classes; c++) if (c !== labels[i] && ((scores[c] as number) >= bar || random() < far)) (rivals[c] as number[]).push(i);
  });
  return rivals;
}

function shuffle(list: Int32Array, size: number, random: () => number): void {
  for (let i = size - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = list[i] as number;
    list[i] = list[j] as number;
    list[j] = kept;
  }
}

/** Margins per class, written into `out`. */
export function scoreLinear({ classes, weights, scale, bias }: Linear, vector: Vector, out: Float32Array): Float32Array {
  out.fill(0);
  for (let i = 0; i < vector.indices.length; i++) {
    const from = (vector.indices[i] as number) * classes;
    const value = vector.values[i] as number;
    for (let c = 0; c < classes; c++) out[c] = (out[c] as number) + (weights[from + c] as number) * value;
  }
  for (let c = 0; c < classes; c++) out[c] = (out[c] as number) * (scale[c] as number) + (bias[c] as number);
  return out;
}
