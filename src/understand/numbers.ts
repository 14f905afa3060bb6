/** Numbers written in words, French and English, up to 999,999: "quatre cent neuf", "five hundred and twelve", "vingt-et-un". */

// biome-ignore format: a table
const UNITS: Record<string, number> = {
  zero: 0, un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5, six: 6, sept: 7, huit: 8, neuf: 9,
  one: 1, two: 2, three: 3, four: 4, five: 5, seven: 7, eight: 8, nine: 9,
};
// biome-ignore format: a table
const TEENS: Record<string, number> = {
  dix: 10, onze: 11, douze: 12, treize: 13, quatorze: 14, quinze: 15, seize: 16,
  ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
};
// biome-ignore format: a table
const TENS: Record<string, number> = {
  vingt: 20, vingts: 20, trente: 30, quarante: 40, cinquante: 50, soixante: 60, septante: 70, huitante: 80, octante: 80, nonante: 90,
  twenty: 20, thirty: 30, forty: 40, fourty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
};
/** "cents" and "hundreds" alone are no number: somebody's cents, hundreds of people. */
const HUNDRED = new Set(['cent', 'hundred']);
const HUNDREDS = new Set(['cents', 'hundreds', ...HUNDRED]);
const THOUSAND = new Set(['mille', 'milles', 'thousand']);
const FOUR_SCORE = new Set(['vingt', 'vingts']);
/** English says "four fifty" for 450. Not with one and two, which rather tell the time. */
const SPOKEN_HUNDREDS = new Set(['three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']);
const ENGLISH_TAIL = /^(?:ten|eleven|twelve|\w+teen|twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety)$/;
/** Words in the longest number, "neuf cent quatre vingt dix neuf mille …", joints among them. */
const LONGEST = 16;
/** Words that are also something else: alone they are no number ("un examen", "one more thing", "neuf" = new). */
const ALONE_NO_NUMBER = new Set(['un', 'une', 'one', 'neuf']);
/** … but for a grade: "neuf sur vingt". */
const OUT_OF_TWENTY = /^\s*(?:\/|sur|out of)\s*(?:20|vingt|twenty)\b/;

export type SpelledNumber = { value: number; from: number; to: number };

/** Every number in words in levelled text, with where it stands (character offsets). "cinq et six" are two, "vingt et un" is one. */
export function spelledNumbers(text: string): SpelledNumber[] {
  if (!MAY_HOLD_ONE.test(text)) return [];
  const tokens = [...text.matchAll(/[a-z]+/g)].map((m) => ({ word: m[0], from: m.index, to: m.index + m[0].length }));
  const found: SpelledNumber[] = [];
  for (let i = 0; i < tokens.length; ) {
    const words = runAt(tokens, text, i);
    const part = words.length === 0 ? undefined : wholeNumber(words);
    const first = tokens[i] as Token;
    const last = tokens[i + (part?.length ?? 1) - 1] as Token;
    const ambiguous = part?.length === 1 && ALONE_NO_NUMBER.has(first.word) && !OUT_OF_TWENTY.test(text.slice(last.to));
    if (part && !ambiguous) found.push({ value: part.value, from: first.from, to: last.to });
    i += part?.length ?? 1;
  }
  return found;
}

type Token = { word: string; from: number; to: number };

/** A number read at the beginning of some words: its value, and how many words it takes. */
type Part = { value: number; length: number };

/** All words of numbers: every word of a text is looked up here. */
const PARTS: ReadonlySet<string> = new Set([
  ...[UNITS, TEENS, TENS].flatMap((words) => Object.keys(words)),
  ...HUNDREDS,
  ...THOUSAND,
  ...FOUR_SCORE,
]);

/** Most texts hold no number, and need not be cut into words for it. "Neuf sur 20" has one with a digit behind it. */
const MAY_HOLD_ONE = new RegExp(
  String.raw`\d|(?<![a-z])(?:${[...PARTS].filter((word) => !ALONE_NO_NUMBER.has(word)).join('|')})(?![a-z])`,
);

/** The words of numbers from `start` on, with nothing but spaces and hyphens between them. */
function runAt(tokens: readonly Token[], text: string, start: number): string[] {
  const words: string[] = [];
  for (let at = start; at < tokens.length && words.length < LONGEST; at++) {
    const token = tokens[at] as Token;
    const joins = token.word === 'et' || token.word === 'and';
    if (
      (joins ? at === start : !PARTS.has(token.word)) ||
      (at > start && /[^\s-]/.test(text.slice((tokens[at - 1] as Token).to, token.from)))
    )
      break;
    words.push(token.word);
  }
  return words;
}

/** The longest number that the words begin with. */
function wholeNumber(words: readonly string[]): Part | undefined {
  const few = hundreds(words);
  const thousandAt = few?.length ?? 0;
  if (!THOUSAND.has(words[thousandAt] ?? '')) return few;
  const value = (few?.value ?? 1) * 1000;
  const rest = afterJoint(words, thousandAt + 1, hundreds);
  return rest ? { value: value + rest.value, length: rest.length } : { value, length: thousandAt + 1 };
}

/** 0 to 999, and "onze cents" (1100). */
function hundreds(words: readonly string[]): Part | undefined {
  const [spoken, tail] = words;
  if (spoken !== undefined && SPOKEN_HUNDREDS.has(spoken) && ENGLISH_TAIL.test(tail ?? '') && !HUNDREDS.has(words[2] ?? '')) {
    const rest = belowHundred(words.slice(1))[0] as Part;
    return { value: ((UNITS[spoken] ?? TEENS[spoken]) as number) * 100 + rest.value, length: 1 + rest.length };
  }
  const counts = belowHundred(words);
  const count = counts.find(({ length }) => HUNDREDS.has(words[length] ?? ''));
  if (!count && !HUNDRED.has(words[0] ?? '')) return counts[0];
  const at = count ? count.length + 1 : 1;
  const value = (count?.value ?? 1) * 100;
  // "quatre cent cinquante cinq cents" is 450 and 500: what follows must not count hundreds of its own.
  const rest = afterJoint(words, at, (after) => belowHundred(after).find(({ length }) => !HUNDREDS.has(after[length] ?? '')));
  return rest ? { value: value + rest.value, length: rest.length } : { value, length: at };
}

/** What follows hundreds or thousands, "and" skipped; its length counts from the first word. */
function afterJoint(
  words: readonly string[],
  at: number,
  read: (words: readonly string[]) => Part | undefined,
): Part | undefined {
  const from = words[at] === 'and' ? at + 1 : at;
  const rest = read(words.slice(from));
  return rest && rest.value > 0 ? { value: rest.value, length: from + rest.length } : undefined;
}

/** 0 to 99: the ways to read it, the longest first. */
function belowHundred(words: readonly string[]): Part[] {
  const [first = '', second = ''] = words;
  if (first === 'quatre' && FOUR_SCORE.has(second))
    return [...tailOf(words, 2, 80, true), { value: 80, length: 2 }, { value: 4, length: 1 }];
  const tens = TENS[first];
  if (tens !== undefined) return [...tailOf(words, 1, tens, tens === 60), { value: tens, length: 1 }];
  const unit = UNITS[first] ?? TEENS[first];
  if (unit === undefined) return [];
  const tail = first === 'dix' ? (UNITS[second] ?? 0) : 0;
  return [...(tail >= 7 ? [{ value: 10 + tail, length: 2 }] : []), { value: unit, length: 1 }];
}

/** Units behind tens: "vingt deux", "vingt et un"; behind sixty and four score also 10 to 19: "soixante et onze". */
function tailOf(words: readonly string[], at: number, tens: number, teens: boolean): Part[] {
  const from = words[at] === 'et' ? at + 1 : at;
  const next = words[from] ?? '';
  if (from > at && !['un', 'une', 'onze', 'dix'].includes(next)) return [];
  return belowHundred(words.slice(from))
    .filter(({ value }) => value > 0 && value < (teens ? 20 : 10))
    .map(({ value, length }) => ({ value: tens + value, length: from + length }));
}
