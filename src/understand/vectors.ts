import { KIND_WEIGHTS, type RawFeatures } from './features.ts';

/** A sparse vector of length one; each index once. */
export type Vector = { indices: Int32Array; values: Float32Array };

/**
 * Which feature stands where, and how telling it is (inverse document frequency). An open-addressed table of
 * hashes, so that a saved model is usable as it was read. `slots[s]` is an index into `idf`, or -1.
 */
export type Vocabulary = { hashes: Int32Array; slots: Int32Array; idf: Float32Array };

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
  const room = 2 ** Math.ceil(Math.log2(Math.max(kept, 1) * 2 + 1));
  const vocabulary: Vocabulary = {
    hashes: new Int32Array(room),
    slots: new Int32Array(room).fill(-1),
    idf: new Float32Array(kept),
  };
  let at = 0;
  for (let slot = 0; slot < size; slot++) {
    if (!isKept(slot)) continue;
    let to = (hashes[slot] as number) & (room - 1);
    while (vocabulary.slots[to] !== -1) to = (to + 1) & (room - 1);
    vocabulary.hashes[to] = hashes[slot] as number;
    vocabulary.slots[to] = at;
    vocabulary.idf[at++] = Math.log((1 + texts.length) / (1 + (counts[slot] as number))) + 1;
  }
  return vocabulary;
}

/** Turns features into vectors: per kind TF-IDF (1 + log tf) of length one, times the kind's weight; then the whole of length one. */
export function createVectorize(vocabulary: Vocabulary): (features: RawFeatures) => Vector {
  const weighted = createWeighted(vocabulary, [Object.values(KIND_WEIGHTS)]);
  return (features) => weighted(features)[0] as Vector;
}

/** The same for several ways of weighting the kinds, a vector each: looking the features up is what takes the time. */
export function createWeighted(
  { hashes, slots, idf }: Vocabulary,
  weightings: readonly (readonly number[])[],
): (features: RawFeatures) => Vector[] {
  const mask = slots.length - 1;
  /** Where in the vector being made a feature stands, if `owner` says that it is of this vector. */
  const position = new Int32Array(idf.length);
  const owner = new Int32Array(idf.length);
  let vector = 0;
  let indices = new Int32Array(1024);
  let values = new Float64Array(1024);
  /** Where each kind ends, and its squared length. */
  const ends: number[] = [];
  const squares: number[] = [];

  const weigh = (weights: readonly number[]): Vector => {
    let total = 0;
    let length = 0;
    for (let k = 0; k < ends.length; k++) {
      if (squares[k] === 0 || weights[k] === 0) continue;
      total += (weights[k] as number) ** 2;
      length += (ends[k] as number) - (ends[k - 1] ?? 0);
    }
    const result = { indices: new Int32Array(length), values: new Float32Array(length) };
    let to = 0;
    for (let k = 0; k < ends.length; k++) {
      if (squares[k] === 0 || weights[k] === 0) continue;
      const scale = (weights[k] as number) / Math.sqrt((squares[k] as number) * total);
      for (let i = ends[k - 1] ?? 0; i < (ends[k] as number); i++, to++) {
        result.indices[to] = indices[i] as number;
        result.values[to] = (values[i] as number) * scale;
      }
    }
    return result;
  };

  return (kinds) => {
    vector++;
    let length = 0;
    for (let k = 0; k < kinds.length; k++) {
      const kind = kinds[k] as readonly number[];
      const from = length;
      if (length + kind.length > indices.length) {
        indices = grown(indices, new Int32Array((length + kind.length) * 2));
        values = grown(values, new Float64Array((length + kind.length) * 2));
      }
      for (let h = 0; h < kind.length; h++) {
        const hash = kind[h] as number;
        let slot = hash & mask;
        while (slots[slot] !== -1 && hashes[slot] !== hash) slot = (slot + 1) & mask;
        const at = slots[slot] as number;
        if (at < 0) continue;
        if (owner[at] === vector) values[position[at] as number] = (values[position[at] as number] as number) + 1;
        else {
          owner[at] = vector;
          position[at] = length;
          indices[length] = at;
          values[length++] = 1;
        }
      }
      let square = 0;
      for (let i = from; i < length; i++) {
        const count = values[i] as number;
        const value = (count === 1 ? 1 : 1 + Math.log(count)) * (idf[indices[i] as number] as number);
        values[i] = value;
        square += value * value;
      }
      ends[k] = length;
      squares[k] = square;
    }
    return weightings.map(weigh);
  };
}

/** What stood in a buffer, in a larger one. */
function grown<T extends Int32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
