import { crc32 } from 'node:zlib';
import type { Languages } from './language.ts';
import { createLexicon } from './lexicon.ts';
import { SMALL_CLASSES } from './linear.ts';
import type { Model } from './model.ts';
import type { Neighbours } from './neighbours.ts';
import { createSpelling } from './spelling.ts';

/** Raised when the layout of saved models changes. */
const LAYOUT = 12;

type Head = {
  layout: number;
  classes: string[];
  intents: string[];
  concepts: Readonly<Record<string, readonly string[]>>;
  abbreviations: [string, [string, readonly string[]][]][];
  /** Joined by blanks, as the others: reading a long list of lists takes a start longer than all its tables. */
  words: string;
  languages: { langs: string[]; words: string; trigrams: string };
  topics: [string, [string, readonly string[]][]][];
  lengths: number[];
};

/** A model as bytes: a JSON head, then its tables one behind the other, each on an 8-byte boundary. */
export function saveModel({
  classes,
  intents,
  vocabulary,
  linear,
  lexicon,
  abbreviations,
  spelling,
  languages,
  neighbours,
  topics,
}: Model): Buffer {
  const tables = [
    vocabulary.table,
    vocabulary.idf,
    linear.starts,
    linear.cells,
    linear.scale,
    linear.bias,
    ...neighbourTables(neighbours),
    Int32Array.from(spelling.known.values()),
    Float64Array.from([...languages.words.values()].flat()),
    Float64Array.from([...languages.trigrams.values()].flat()),
  ];
  const head: Head = {
    layout: LAYOUT,
    classes,
    intents,
    concepts: lexicon.concepts,
    abbreviations: [...abbreviations].map(([lang, forms]) => [lang, [...forms]]),
    words: joined(spelling.known),
    languages: { langs: languages.langs, words: joined(languages.words), trigrams: joined(languages.trigrams) },
    topics: [...topics].map(([intent, texts]) => [intent, [...texts]]),
    lengths: tables.map((table) => table.length),
  };
  const text = Buffer.from(JSON.stringify(head));
  const start = Buffer.alloc(8);
  start.writeUInt32LE(text.length, 0);
  const saved = Buffer.concat([
    start,
    text,
    padding(text.length),
    ...tables.flatMap((table) => [Buffer.from(table.buffer, table.byteOffset, table.byteLength), padding(table.byteLength)]),
  ]);
  return Buffer.concat([saved, digestOf(saved)]);
}

/** At the end of the file: a single changed byte in a table could make a look-up run for ever. */
const DIGEST_BYTES = 4;

function digestOf(bytes: Buffer): Buffer {
  const digest = Buffer.alloc(DIGEST_BYTES);
  digest.writeUInt32LE(crc32(bytes));
  return digest;
}

const joined = (map: ReadonlyMap<string, unknown>): string => [...map.keys()].join(' ');

/** The keys that were joined, each with what stands at its place. */
function parted<T>(keys: string, at: (place: number) => T): Map<string, T> {
  const map = new Map<string, T>();
  if (keys !== '') for (const key of keys.split(' ')) map.set(key, at(map.size));
  return map;
}

function neighbourTables({ starts, postings, labels }: Neighbours) {
  return [starts, postings, labels];
}

const padding = (length: number) => Buffer.alloc((8 - (length % 8)) % 8);

/** A model from its bytes; undefined when they are of another layout, were cut off, or are not as they were written. */
export function readModel(whole: Buffer): Model | undefined {
  try {
    const file = whole.subarray(0, whole.length - DIGEST_BYTES);
    if (!digestOf(file).equals(whole.subarray(whole.length - DIGEST_BYTES))) return undefined;
    // The tables are used where they were read; a copy only where they would not stand on the boundaries that typed arrays ask for.
    const { buffer: bytes, byteOffset: start } = file.byteOffset % 8 === 0 ? file : Buffer.from(new Uint8Array(file).buffer);
    const length = file.readUInt32LE(0);
    const head = JSON.parse(file.toString('utf8', 8, 8 + length)) as Head;
    if (head.layout !== LAYOUT) return undefined;
    let at = start + 8 + length + ((8 - (length % 8)) % 8);
    const next = (index: number, width: number): [ArrayBufferLike, number, number] => {
      const count = head.lengths[index] as number;
      const from = at;
      at += Math.ceil((count * width) / 8) * 8;
      if (from + count * width > start + file.length) throw new RangeError('the file was cut off');
      return [bytes, from, count];
    };
    const vocabulary = {
      table: new Int32Array(...next(0, 4)),
      idf: new Float32Array(...next(1, 4)),
    };
    const classes = head.classes.length + 1;
    const linear = {
      classes,
      starts: new Int32Array(...next(2, 4)),
      cells: classes <= SMALL_CLASSES ? new Uint16Array(...next(3, 2)) : new Int32Array(...next(3, 4)),
      scale: new Float32Array(...next(4, 4)),
      bias: new Float32Array(...next(5, 4)),
    };
    const neighbours: Neighbours = {
      starts: new Int32Array(...next(6, 4)),
      postings: new Int32Array(...next(7, 4)),
      labels: new Int32Array(...next(8, 4)),
    };
    const counts = new Int32Array(...next(9, 4));
    const { langs } = head.languages;
    const tellings = (keys: string, table: Float64Array) =>
      parted(keys, (place) => langs.map((_, l) => table[place * langs.length + l] as number));
    const languages: Languages = {
      langs,
      words: tellings(head.languages.words, new Float64Array(...next(10, 8))),
      trigrams: tellings(head.languages.trigrams, new Float64Array(...next(11, 8))),
      known: new Map(),
    };
    return {
      classes: head.classes,
      intents: head.intents,
      vocabulary,
      linear,
      lexicon: createLexicon(head.concepts),
      abbreviations: new Map(head.abbreviations.map(([lang, forms]) => [lang, new Map(forms)])),
      spelling: createSpelling(parted(head.words, (place) => counts[place] as number)),
      languages,
      neighbours,
      topics: new Map(head.topics.map(([intent, texts]) => [intent, new Map(texts)])),
    };
  } catch {
    return undefined;
  }
}
