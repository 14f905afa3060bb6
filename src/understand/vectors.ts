import { GRAMS, KIND_WEIGHTS, type RawFeatures } from './features.ts';

/** A sparse vector of length one; each index once. Only the first `size` places count: the arrays may have room for more. */
export type Vector = { indices: Int32Array; values: Float32Array; size: number };

/** A vector, and how long it was before it was made one long: of kinds weighed apart, longer ones count more once they are put together. */
export type Weighed = Vector & { length: number };

/**
 * Which feature stands where, and how telling it is (inverse document frequency). An open-addressed table of
 * hashes, so that a saved model is usable as it was read: at 2s a hash, at 2s + 1 its index into `idf`, or -1 for a free place.
 */
export type Vocabulary = { table: Int32Array; idf: Float32Array };

/** Fewer texts than this and a feature of the kind is left out: a stem seen once still tells, a pair seen once is chance. */
const MIN_TEXTS = [1, 2, 2, 2, 1, 3, 1, 2];
/** Training sets up to this size keep everything. */
const SMALL = 1000;

export function createVocabulary(texts: readonly RawFeatures[]): Vocabulary {
  let size = 2 ** 16;
  let hashes = new Int32Array(size);
  let counts = new Int32Array(size);
  let kindOf = new Uint8Array(size);
  let lastText = new Int32Array(size);
  let used = 0;
  const grow = () => {
    const old = { hashes, counts, kindOf, lastText };
    size *= 2;
    [hashes, counts, kindOf, lastText] = [new Int32Array(size), new Int32Array(size), new Uint8Array(size), new Int32Array(size)];
    for (let slot = 0; slot < old.hashes.length; slot++) {
      if (old.counts[slot] === 0) continue;
      let to = (old.hashes[slot] as number) & (size - 1);
      while (counts[to] !== 0) to = (to + 1) & (size - 1);
      hashes[to] = old.hashes[slot] as number;
      counts[to] = old.counts[slot] as number;
      kindOf[to] = old.kindOf[slot] as number;
      lastText[to] = old.lastText[slot] as number;
    }
  };
  texts.forEach((kinds, t) => {
    for (let k = 0; k < kinds.length; k++) {
      for (const hash of kinds[k] as readonly number[]) {
        let slot = hash & (size - 1);
        while (counts[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & (size - 1);
        if (counts[slot] === 0) {
          hashes[slot] = hash;
          kindOf[slot] = k;
          used++;
        } else if (lastText[slot] === t) continue;
        counts[slot] = (counts[slot] as number) + 1;
        lastText[slot] = t;
        if (used * 2 > size) grow();
      }
    }
  });
  const isKept = (slot: number) =>
    counts[slot] !== 0 && (texts.length <= SMALL || (counts[slot] as number) >= (MIN_TEXTS[kindOf[slot] as number] as number));
  let kept = 0;
  for (let slot = 0; slot < size; slot++) if (isKept(slot)) kept++;
  // The frequent ones first: what most texts look up then stands together in memory, and stays in the processor's caches.
  const order = new Float64Array(kept);
  let found = 0;
  for (let slot = 0; slot < size; slot++) if (isKept(slot)) order[found++] = slot - (counts[slot] as number) * size;
  order.sort();
  const room = 2 ** Math.ceil(Math.log2(Math.max(kept, 1) * 2 + 1));
  const vocabulary: Vocabulary = { table: new Int32Array(2 * room).fill(-1), idf: new Float32Array(kept) };
  for (let at = 0; at < kept; at++) {
    const slot = (((order[at] as number) % size) + size) % size;
    let to = (hashes[slot] as number) & (room - 1);
    while (vocabulary.table[2 * to + 1] !== -1) to = (to + 1) & (room - 1);
    vocabulary.table[2 * to] = hashes[slot] as number;
    vocabulary.table[2 * to + 1] = at;
    vocabulary.idf[at] = Math.log((1 + texts.length) / (1 + (counts[slot] as number))) + 1;
  }
  return vocabulary;
}

/** The place of a feature by its hash, or -1. */
export function createFind({ table }: Vocabulary): (hash: number) => number {
  const mask = table.length - 1;
  return (hash) => {
    let at = (hash << 1) & mask;
    while (table[at + 1] !== -1 && table[at] !== hash) at = (at + 2) & mask;
    return table[at + 1] as number;
  };
}

/** Makes vectors of one text after the other: `start`, `add` its features kind by kind, `made`. */
export type Weigher = {
  start: () => void;
  /** A feature by its place in the vocabulary. Kinds come in rising order. */
  add: (id: number, kind: number) => void;
  /**
   * A vector per weighting, good until the next `start`: per kind TF-IDF (1 + log tf) of length one, times the kind's weight; then the
   * whole of length one. N-grams count as often as they stand there, so that those of each word can be weighed once and for all: `grams`
   * is the square of what was not added (see `squareOf`), and only makes the rest smaller.
   */
  made: (grams?: number) => readonly Weighed[];
};

/** Makes vectors in several ways of weighting the kinds at once: looking the features up is what takes the time. */
export function createWeigher(idf: Float32Array, weightings: readonly (readonly number[])[]): Weigher {
  const kinds = weightings[0]?.length ?? 0;
  /** Where in the vector being made each feature stands, and one more: an open-addressed table, which is small and so stays in the processor's caches. */
  let places = new Int32Array(2048);
  let length = 0;
  let kind = 0;
  let indices = new Int32Array(1024);
  let values = new Float64Array(1024);
  /** Where each kind ends, and its squared length. */
  const ends = new Int32Array(kinds);
  const squares = new Float64Array(kinds);
  const vectors = weightings.map(
    (): Weighed => ({ indices: new Int32Array(0), values: new Float32Array(0), size: 0, length: 0 }),
  );

  const endKinds = (until: number): void => {
    for (; kind < until; kind++) {
      let square = 0;
      for (let i = kind === 0 ? 0 : (ends[kind - 1] as number); i < length; i++) {
        const count = values[i] as number;
        const rarity = idf[indices[i] as number] as number;
        if (kind === GRAMS) {
          values[i] = count * rarity;
          square += count * rarity * rarity;
          continue;
        }
        const value = (count === 1 ? 1 : 1 + Math.log(count)) * rarity;
        values[i] = value;
        square += value * value;
      }
      ends[kind] = length;
      squares[kind] = square;
    }
  };

  const weigh = (weights: readonly number[], vector: Weighed): void => {
    if (vector.indices.length < length) {
      vector.indices = new Int32Array(indices.length);
      vector.values = new Float32Array(indices.length);
    }
    let total = 0;
    for (let k = 0; k < kinds; k++) if (squares[k] !== 0) total += (weights[k] as number) ** 2;
    let to = 0;
    for (let k = 0; k < kinds; k++) {
      if (squares[k] === 0 || weights[k] === 0) continue;
      const scale = (weights[k] as number) / Math.sqrt((squares[k] as number) * total);
      for (let i = k === 0 ? 0 : (ends[k - 1] as number); i < (ends[k] as number); i++, to++) {
        vector.indices[to] = indices[i] as number;
        vector.values[to] = (values[i] as number) * scale;
      }
    }
    vector.size = to;
    vector.length = Math.sqrt(total);
  };

  /** More room: a full table would be searched for ever. */
  const spread = (): void => {
    places = new Int32Array(places.length * 2);
    for (let i = 0; i < length; i++) {
      let at = (indices[i] as number) & (places.length - 1);
      while (places[at] !== 0) at = (at + 1) & (places.length - 1);
      places[at] = i + 1;
    }
  };

  return {
    start: () => {
      length = 0;
      kind = 0;
      places.fill(0);
    },
    add: (id, of) => {
      if (of !== kind) endKinds(of);
      let at = id & (places.length - 1);
      for (; places[at] !== 0; at = (at + 1) & (places.length - 1)) {
        const known = (places[at] as number) - 1;
        if (indices[known] !== id) continue;
        values[known] = (values[known] as number) + 1;
        return;
      }
      if (length === indices.length) {
        indices = grown(indices, new Int32Array(length * 2));
        values = grown(values, new Float64Array(length * 2));
      }
      places[at] = length + 1;
      indices[length] = id;
      values[length++] = 1;
      if (length * 2 > places.length) spread();
    },
    made: (grams = 0) => {
      endKinds(kinds);
      if (grams > 0) squares[GRAMS] = (squares[GRAMS] as number) + grams;
      for (let w = 0; w < vectors.length; w++) weigh(weightings[w] as readonly number[], vectors[w] as Weighed);
      return vectors;
    },
  };
}

/** What n-grams add to the square of their kind's length. */
export function squareOf(grams: readonly number[], idf: Float32Array): number {
  let square = 0;
  for (const id of grams) square += (idf[id] as number) ** 2;
  return square;
}

/** Turns feature hashes into vectors of their own, one per weighting, to learn from. */
export function createVectorize(
  vocabulary: Vocabulary,
  weightings: readonly (readonly number[])[] = [Object.values(KIND_WEIGHTS)],
): (features: RawFeatures) => Vector[] {
  const find = createFind(vocabulary);
  const weigher = createWeigher(vocabulary.idf, weightings);
  return (features) => {
    weigher.start();
    features.forEach((hashes, kind) => {
      for (const hash of hashes) {
        const id = find(hash);
        if (id >= 0) weigher.add(id, kind);
      }
    });
    return weigher
      .made()
      .map(({ indices, values, size }) => ({ indices: indices.slice(0, size), values: values.slice(0, size), size }));
  };
}

/** What stood in a buffer, in a larger one. */
function grown<T extends Int32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
