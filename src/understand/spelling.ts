/**
 * Mistyped and glued words back to words that the examples or the lexicon use. Only unknown words are touched, and only when
 * one letter (two in long words) is wrong, missing, doubled or swapped.
 */
export type Spelling = {
  known: ReadonlyMap<string, number>;
  /** Made for the first word that is not known: a start need not wait for it. */
  meant: () => Meant;
};

/** What mistyped words are looked up in. */
type Meant = {
  /** A form with one letter left out, or none → the words that it may come from. */
  deletions: ReadonlyMap<string, readonly string[]>;
  /** How a long word begins, how it ends → the words that do, each with its letters as bits. */
  edges: ReadonlyMap<string, readonly Lettered[]>;
};

type Lettered = { word: string; letters: number };

/** A word seen at least this often (or in the lexicon) may be what somebody meant. */
const MEANT_FROM = 3;
/** Shorter words have too many neighbours. */
const SHORTEST = 5;
/** From this length on two letters may be wrong. */
const LONG = 9;
/** French and SMS French glue these to the next word: "lexamen", "jpasse", "dinscription". */
const GLUED = ['qu', 'c', 'd', 'j', 'l', 'm', 'n', 's', 't'];

/** `counts`: how often each word stands in the examples; lexicon words count as often enough. */
export function createSpelling(counts: ReadonlyMap<string, number>): Spelling {
  let made: Meant | undefined;
  return {
    known: counts,
    meant: () => {
      made ??= meantBy(counts);
      return made;
    },
  };
}

function meantBy(counts: ReadonlyMap<string, number>): Meant {
  const deletions = new Map<string, string[]>();
  const edges = new Map<string, Lettered[]>();
  for (const [word, count] of counts) {
    if (count < MEANT_FROM || word.length < SHORTEST - 1) continue;
    for (const form of withOneDeleted(word)) add(deletions, form, word);
    if (word.length >= LONG - 2) for (const edge of edgesOf(word)) add(edges, edge, { word, letters: lettersOf(word) });
  }
  return { deletions, edges };
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Of two wrong letters one seldom stands at each end: the beginning or the end is whole. */
const edgesOf = (word: string) => [`^${word.slice(0, 3)}`, `${word.slice(-3)}$`];

function withOneDeleted(word: string): string[] {
  const forms = [word];
  for (let i = 0; i < word.length; i++) forms.push(word.slice(0, i) + word.slice(i + 1));
  return forms;
}

/** A longer word is no word: looking for what it means would only take time. Letters. */
const LONGEST = 30;

/** The words with the unknown ones repaired where there is a likely meaning. */
export function repair(words: readonly string[], spelling: Spelling): string[] {
  const out: string[] = [];
  for (const word of words) {
    if (word.length < 4 || word.length > LONGEST || spelling.known.has(word) || word.charCodeAt(0) < 97) out.push(word);
    else out.push(...(unglue(word, spelling) ?? [nearest(word, spelling) ?? word]));
  }
  return out;
}

function unglue(word: string, { known }: Spelling): string[] | undefined {
  for (const prefix of GLUED) {
    const rest = word.slice(prefix.length);
    if (rest.length >= 3 && word.startsWith(prefix) && (known.get(rest) ?? 0) >= MEANT_FROM) return [prefix, rest];
  }
  for (let at = 3; at <= word.length - 3; at++) {
    const left = word.slice(0, at);
    const right = word.slice(at);
    if ((known.get(left) ?? 0) >= MEANT_FROM * 3 && (known.get(right) ?? 0) >= MEANT_FROM * 3) return [left, right];
  }
  return undefined;
}

function nearest(word: string, spelling: Spelling): string | undefined {
  if (word.length < SHORTEST) return undefined;
  const { deletions, edges } = spelling.meant();
  const near = withOneDeleted(word).flatMap((form) => deletions.get(form) ?? []);
  if (word.length < LONG) return bestOf(near, word, 1, spelling);
  return bestOf(near, word, 2, spelling) ?? bestOf(sharingAnEdge(word, edges), word, 2, spelling);
}

/** Long words that begin or end alike and differ by no more letters than two wrong ones can make: a cheap sieve before distances. */
function sharingAnEdge(word: string, edges: Meant['edges']): string[] {
  const letters = lettersOf(word);
  const found: string[] = [];
  for (const edge of edgesOf(word)) {
    for (const other of edges.get(edge) ?? [])
      if (Math.abs(other.word.length - word.length) <= 2 && bitsOf(letters ^ other.letters) <= 4) found.push(other.word);
  }
  return found;
}

/** Which letters of a to z a word holds, a bit each. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) - 97);
  return letters;
}

function bitsOf(letters: number): number {
  let count = 0;
  for (let rest = letters; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function bestOf(candidates: readonly string[], word: string, allowed: number, { known }: Spelling): string | undefined {
  let best: string | undefined;
  let bestRank = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const far = distance(word, candidate, allowed);
    if (far > allowed) continue;
    // Nearer first; then the first letter, which people seldom mistype; then the more usual word.
    const rank = far * 1e6 + (candidate[0] === word[0] ? 0 : 5e5) - Math.min(known.get(candidate) ?? 0, 4e5);
    if (rank < bestRank) {
      bestRank = rank;
      best = candidate;
    }
  }
  return best;
}

/** Damerau–Levenshtein distance (adjacent swaps count one), given up beyond `limit`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] as number) + 1);
      row.push(cost);
      if (cost < smallest) smallest = cost;
    }
    if (smallest > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] as number;
}
