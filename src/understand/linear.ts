import type { Vector } from './vectors.ts';

/**
 * One linear classifier per class, in whole steps: score[c] = scale[c] · Σ weights[feature · classes + c] · value + bias[c].
 * A byte a weight keeps a model of 150,000 features and 130 classes at 20 MB; the ranking is the same as with floats.
 */
export type Linear = { classes: number; weights: Int8Array; scale: Float32Array; bias: Float32Array };

/** How training goes. Cross-validated, flat around these. */
export type Training = {
  /** How hard a text may pull: larger fits the examples closer, smaller generalises. */
  cost: number;
  /** How much harder a positive example pulls, as the negative ones are a hundred times as many. */
  positive: number;
  /** Passes over the texts that still pull. */
  passes: number;
};

export const TRAINING: Training = { cost: 0.12, positive: 12, passes: 8 };

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

/** Sparse rows one behind the other: row i stands from starts[i] to starts[i + 1]; `squares`: its squared length with the bias. */
export type Rows = { starts: Int32Array; indices: Int32Array; values: Float32Array; squares: Float32Array };

/** The texts to learn from, as rows of features, and the class of each. `refused[c]`: the class is one of refusals. */
export type Lessons = { rows: Rows; features: number; labels: Int32Array; refused: Uint8Array };

/**
 * One-against-rest support vector machines with squared hinge loss, by dual coordinate descent with shrinking
 * (Hsieh et al., "A dual coordinate descent method for large-scale linear SVM", ICML 2008). One column more, the last,
 * tells all refusals from everything else. Learns the columns `from` to `to` (not included), writing them into `linear`:
 * several threads may share the work. The same lessons give the same model.
 */
export function learnColumns({ rows, features, labels, refused }: Lessons, linear: Linear, from: number, to: number, training: Training = TRAINING): void {
  const w = new Float32Array(features);
  for (let c = from; c < to; c++) {
    const last = c === refused.length;
    const isPositive = (label: number) => (last ? refused[label] === 1 : label === c);
    // Positives first: most negatives then lie beyond the margin already at their first visit, and never pull.
    const positives = where(labels, isPositive);
    const order = Int32Array.from([...positives, ...where(labels, (label) => !isPositive(label))]);
    w.fill(0);
    linear.bias[c] = separate(rows, order, positives.length, w, last ? { ...training, positive: 1 } : training, createRandom(c + 1)) * BIAS;
    quantize(w, c, linear);
  }
}

/** Room for a model of so many classes of examples, and the column of all refusals. `shared`: other threads may write into it. */
export function emptyLinear(features: number, classes: number, shared = false): Linear {
  const columns = classes + 1;
  const room = (bytes: number) => (shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  return { classes: columns, weights: new Int8Array(room(features * columns)), scale: new Float32Array(room(columns * 4)), bias: new Float32Array(room(columns * 4)) };
}

function where(labels: Int32Array, holds: (label: number) => boolean): number[] {
  const found: number[] = [];
  for (let i = 0; i < labels.length; i++) if (holds(labels[i] as number)) found.push(i);
  return found;
}

export function rowsOf(vectors: readonly Vector[]): Rows {
  const room = (length: number) => new SharedArrayBuffer(length * 4);
  const starts = new Int32Array(room(vectors.length + 1));
  vectors.forEach((vector, i) => {
    starts[i + 1] = (starts[i] as number) + vector.indices.length;
  });
  const total = starts[vectors.length] as number;
  const rows: Rows = { starts, indices: new Int32Array(room(total)), values: new Float32Array(room(total)), squares: new Float32Array(room(vectors.length)) };
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
