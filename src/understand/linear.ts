import type { Vector } from './vectors.ts';

/**
 * One linear classifier per class, in whole steps: score[c] = scale[c] · Σ weight(feature, c) · value + bias[c]. Most weights
 * are zero: the others of feature f stand from starts[f] to starts[f + 1], each together with its class: class · 256 + weight + 128,
 * in two bytes while the classes allow it, as reading them takes most of the time.
 * A byte a weight gives the same ranking as floats.
 */
export type Linear = {
  classes: number;
  starts: Int32Array;
  cells: Uint16Array | Int32Array;
  scale: Float32Array;
  bias: Float32Array;
};

/** Up to so many classes (with the column of all refusals) a cell has room in two bytes. */
export const SMALL_CLASSES = 256;

/** The same while it is learnt: every weight, column by column (feature f of class c at c · features + f). */
export type Draft = { classes: number; features: number; weights: Int8Array; scale: Float32Array; bias: Float32Array };

/** How training goes. Cross-validated, flat around these. */
export type Training = {
  /** How hard a text may pull: larger fits the examples closer, smaller generalises. */
  cost: number;
  /** How much harder a positive example pulls, as the negative ones are a hundred times as many. */
  positive: number;
  /** Passes over the texts that still pull. */
  passes: number;
  /** Each column is the mean of so many, learnt in different orders: which one chance gave would move a figure by a point or two. */
  draws: number;
  /** A text pulls against this many classes that it is likeliest to be taken for … */
  near: number;
  /** … and, of all the others, against this share, each pulling so much harder that they stand for the rest. */
  far: number;
};

export const TRAINING: Training = { cost: 0.08, positive: 12, passes: 5, draws: 3, near: 50, far: 0.1 };

/** The value of the constant feature that carries the bias. */
const BIAS = 0.5;
/** Steps of a dual variable smaller than this change nothing any more. */
const SETTLED = 0.01;

/** Weights of so few steps are left out: they move no decision (measured), and are two thirds of all. */
const SMALLEST = 2;

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
export type Lessons = { rows: Rows; features: number; labels: Int32Array; refused: Uint8Array; rivals: Rivals };

/** Per class, one behind the other (class c from starts[c] to starts[c + 1]): the texts of other classes it is learnt against, and whether each stands for others. */
export type Rivals = { starts: Int32Array; texts: Int32Array; far: Uint8Array };

/**
 * One-against-rest support vector machines with squared hinge loss, by dual coordinate descent with shrinking
 * (Hsieh et al., "A dual coordinate descent method for large-scale linear SVM", ICML 2008). One column more, the last,
 * tells all refusals from everything else. Learns the columns `first` to `end` (not included), writing them into `draft`:
 * several threads may share the work. The same lessons give the same model.
 */
export function learnColumns(
  { rows, features, labels, refused, rivals }: Lessons,
  draft: Draft,
  first: number,
  end: number,
  training: Training = TRAINING,
): void {
  const w = new Float32Array(features);
  const mean = new Float32Array(features);
  for (let c = first; c < end; c++) {
    const last = c === refused.length;
    // Positives first: most negatives then lie beyond the margin already at their first visit, and never pull.
    const positives = where(labels, (label) => (last ? refused[label] === 1 : label === c));
    const from = rivals.starts[c] as number;
    const negatives = last ? where(labels, (label) => refused[label] !== 1) : rivals.texts.subarray(from, rivals.starts[c + 1]);
    const order = Int32Array.from([...positives, ...negatives]);
    const costs = new Float32Array(order.length).fill(training.cost);
    for (let a = 0; a < order.length; a++) {
      if (last) continue;
      if (a < positives.length) costs[a] = training.cost * training.positive;
      else if (rivals.far[from + a - positives.length] === 1) costs[a] = training.cost / training.far;
    }
    const random = createRandom(c + 1);
    mean.fill(0);
    let bias = 0;
    for (let draw = 0; draw < training.draws; draw++) {
      w.fill(0);
      // In an order of chance: as the files have them, whole groups of like texts would pull one after the other.
      const visits = Int32Array.from(order, (_, a) => a);
      shuffle(visits.subarray(0, positives.length), positives.length, random);
      shuffle(visits.subarray(positives.length), negatives.length, random);
      bias += separate(rows, order, visits, positives.length, costs, w, training.passes, random);
      for (let f = 0; f < features; f++) mean[f] = (mean[f] as number) + (w[f] as number) / training.draws;
    }
    draft.bias[c] = (bias / training.draws) * BIAS;
    quantize(mean, c, draft);
  }
}

/** Room for a model of so many classes of examples, and the column of all refusals. `shared`: other threads may write into it. */
export function emptyDraft(features: number, classes: number, shared = false): Draft {
  const columns = classes + 1;
  const room = (bytes: number) => (shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  return {
    classes: columns,
    features,
    weights: new Int8Array(room(features * columns)),
    scale: new Float32Array(room(columns * 4)),
    bias: new Float32Array(room(columns * 4)),
  };
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
  const rows: Rows = {
    starts,
    indices: new Int32Array(room(total)),
    values: new Float32Array(room(total)),
    squares: new Float32Array(room(vectors.length)),
  };
  vectors.forEach((vector, i) => {
    rows.indices.set(vector.indices, starts[i]);
    rows.values.set(vector.values, starts[i]);
    let square = BIAS * BIAS;
    for (const value of vector.values) square += value * value;
    rows.squares[i] = square;
  });
  return rows;
}

/**
 * One class against its rivals. `order`: the texts, the first `positives` of them of the class; `active`: their places, in the order in
 * which they are visited first. Writes `w`, returns the bias weight.
 */
function separate(
  { starts, indices, values, squares }: Rows,
  order: Int32Array,
  active: Int32Array,
  positives: number,
  costs: Float32Array,
  w: Float32Array,
  passes: number,
  random: () => number,
): number {
  const count = order.length;
  const alpha = new Float32Array(count);
  let size = count;
  let b = 0;
  for (let pass = 0; pass < passes && size > 0; pass++) {
    if (pass > 0) shuffle(active, size, random);
    let largest = 0;
    for (let a = 0; a < size; a++) {
      const at = active[a] as number;
      const i = order[at] as number;
      const y = at < positives ? 1 : -1;
      const diagonal = 0.5 / (costs[at] as number);
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

function quantize(w: Float32Array, c: number, { features, weights, scale }: Draft): void {
  let largest = 0;
  for (const value of w) if (Math.abs(value) > largest) largest = Math.abs(value);
  const step = largest / 127 || 1;
  scale[c] = step;
  for (let f = 0; f < features; f++) {
    const steps = Math.round((w[f] as number) / step);
    weights[c * features + f] = steps >= -SMALLEST && steps <= SMALLEST ? 0 : steps;
  }
}

/** What was learnt, without its zeros, feature by feature. */
export function packed({ classes, features, weights, scale, bias }: Draft): Linear {
  const starts = new Int32Array(features + 1);
  for (let at = 0, c = 0; c < classes; c++)
    for (let f = 1; f <= features; f++, at++) if (weights[at] !== 0) starts[f] = (starts[f] as number) + 1;
  for (let f = 1; f <= features; f++) starts[f] = (starts[f] as number) + (starts[f - 1] as number);
  const count = starts[features] as number;
  const cells = classes <= SMALL_CLASSES ? new Uint16Array(count) : new Int32Array(count);
  const next = starts.slice();
  for (let at = 0, c = 0; c < classes; c++) {
    for (let f = 0; f < features; f++, at++) {
      if (weights[at] === 0) continue;
      const to = next[f] as number;
      cells[to] = c * 256 + (weights[at] as number) + 128;
      next[f] = to + 1;
    }
  }
  return { classes, starts, cells, scale, bias };
}

/**
 * Which texts each class is learnt against, by nearness of `sketches` (the same texts by fewer features) to the classes' centroids.
 * Far texts hardly pull; learning against a tenth of them, each counted ten times, is what makes learning fast.
 */
export function rivalsOf(
  sketches: readonly Vector[],
  features: number,
  labels: Int32Array,
  classes: number,
  { near, far }: Training = TRAINING,
): Rivals {
  const centroids = new Float32Array(features * classes);
  sketches.forEach(({ indices, values }, i) => {
    const c = labels[i] as number;
    for (let j = 0; j < indices.length; j++) {
      const at = (indices[j] as number) * classes + c;
      centroids[at] = (centroids[at] as number) + (values[j] as number);
    }
  });
  const lengths = new Float32Array(classes);
  for (let at = 0; at < centroids.length; at++)
    lengths[at % classes] = (lengths[at % classes] as number) + (centroids[at] as number) ** 2;
  const texts: number[][] = Array.from({ length: classes }, () => []);
  const fars: number[][] = Array.from({ length: classes }, () => []);
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
    const bar = classes > near + 1 ? ranked(scores, near) : Number.NEGATIVE_INFINITY;
    for (let c = 0; c < classes; c++) {
      if (c === labels[i]) continue;
      const isNear = (scores[c] as number) >= bar;
      if (!isNear && random() >= far) continue;
      (texts[c] as number[]).push(i);
      (fars[c] as number[]).push(isNear ? 0 : 1);
    }
  });
  const total = texts.reduce((sum, list) => sum + list.length, 0);
  const shared = (bytes: number) => new SharedArrayBuffer(bytes);
  const rivals: Rivals = {
    starts: new Int32Array(shared((classes + 1) * 4)),
    texts: new Int32Array(shared(total * 4)),
    far: new Uint8Array(shared(total)),
  };
  let at = 0;
  texts.forEach((list, c) => {
    rivals.texts.set(list, at);
    rivals.far.set(fars[c] as number[], at);
    at += list.length;
    rivals.starts[c + 1] = at;
  });
  return rivals;
}

/** The value that exactly `rank` others are larger than; quickselect, on a copy. */
function ranked(scores: Float32Array, rank: number): number {
  const left = scores.slice();
  let from = 0;
  let to = left.length - 1;
  while (from < to) {
    const pivot = left[(from + to) >> 1] as number;
    let i = from;
    let j = to;
    while (i <= j) {
      while ((left[i] as number) > pivot) i++;
      while ((left[j] as number) < pivot) j--;
      if (i > j) break;
      const kept = left[i] as number;
      left[i++] = left[j] as number;
      left[j--] = kept;
    }
    if (rank <= j) to = j;
    else if (rank >= i) from = i;
    else break;
  }
  return left[rank] as number;
}

function shuffle(list: Int32Array, size: number, random: () => number): void {
  for (let i = size - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = list[i] as number;
    list[i] = list[j] as number;
    list[j] = kept;
  }
}

/** Adds Σ weight(feature, class) · value · `times` to `sums`, class by class: in doubles, as the processor would have to convert at every step. */
export function addSums({ starts, cells }: Linear, { indices, values, size }: Vector, sums: Float64Array, times = 1): void {
  for (let i = 0; i < size; i++) {
    const feature = indices[i] as number;
    const value = (values[i] as number) * times;
    const to = starts[feature + 1] as number;
    for (let at = starts[feature] as number; at < to; at++) {
      const cell = cells[at] as number;
      const c = cell >> 8;
      sums[c] = (sums[c] as number) + ((cell & 255) - 128) * value;
    }
  }
}

/** The margin of each class, of its sum; they may be written over the sums. */
export function marginsOf({ classes, scale, bias }: Linear, sums: Float64Array, out: Float64Array): Float64Array {
  for (let c = 0; c < classes; c++) out[c] = (sums[c] as number) * (scale[c] as number) + (bias[c] as number);
  return out;
}
