/**
 * Mistyped and glued words back to words that the examples or the lexicon use. Only unknown words are touched, and only when
 * one letter (two in long words) is wrong, missing, doubled or swapped.
 */
export type Spelling = { known: ReadonlyMap<string, number>; deletions: ReadonlyMap<string, readonly string[]> };

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
  const deletions = new Map<string, string[]>();
  for (const [word, count] of counts) {
    if (count < MEANT_FROM || word.length < SHORTEST - 1) continue;
    for (const form of withOneDeleted(word)) {
      const list = deletions.get(form);
      if (list) list.push(word);
      else deletions.set(form, [word]);
    }
  }
  return { known: counts, deletions };
}

function withOneDeleted(word: string): string[] {
  const forms = [word];
  for (let i = 0; i < word.length; i++) forms.push(word.slice(0, i) + word.slice(i + 1));
  return forms;
}

/** The words with the unknown ones repaired where there is a likely meaning. */
export function repair(words: readonly string[], spelling: Spelling): string[] {
  const out: string[] = [];
  for (const word of words) {
    if (word.length < 4 || spelling.known.has(word) || word.charCodeAt(0) < 97) out.push(word);
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

function nearest(word: string, { known, deletions }: Spelling): string | undefined {
  if (word.length < SHORTEST) return undefined;
  const allowed = word.length >= LONG ? 2 : 1;
  let best: string | undefined;
  let bestRank = Number.POSITIVE_INFINITY;
  for (const form of withOneDeleted(word)) {
    for (const candidate of deletions.get(form) ?? []) {
      const far = distance(word, candidate, allowed);
      if (far > allowed) continue;
      // Nearer first; then the first letter, which people seldom mistype; then the more usual word.
      const rank = far * 1e6 + (candidate[0] === word[0] ? 0 : 5e5) - Math.min(known.get(candidate) ?? 0, 4e5);
      if (rank < bestRank) {
        bestRank = rank;
        best = candidate;
      }
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
