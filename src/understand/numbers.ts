/** Numbers written in words, French and English, up to 9,999: "quatre cent neuf", "five hundred and twelve". */

const UNITS: Record<string, number> = {
  zero: 0, un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5, six: 6, sept: 7, huit: 8, neuf: 9, dix: 10, onze: 11, douze: 12,
  treize: 13, quatorze: 14, quinze: 15, seize: 16, vingt: 20, vingts: 20, trente: 30, quarante: 40, cinquante: 50, soixante: 60,
  septante: 70, huitante: 80, octante: 80, nonante: 90,
  one: 1, two: 2, three: 3, four: 4, five: 5, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14,
  fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40, fourty: 40, fifty: 50,
  sixty: 60, seventy: 70, eighty: 80, ninety: 90,
};
const HUNDREDS = new Set(['cent', 'cents', 'hundred', 'hundreds']);
const THOUSANDS = new Set(['mille', 'thousand']);
/** Stand between the parts of a number, never at its edge. */
const JOINTS = new Set(['et', 'and', '-']);
/** Words that are also something else: alone they are no number ("un examen", "one more thing", "neuf" = new). */
const ALONE_NO_NUMBER = new Set(['un', 'une', 'one', 'neuf']);

export type SpelledNumber = { value: number; from: number; to: number };

/** Every number in words in levelled text, with where it stands (character offsets). */
export function spelledNumbers(text: string): SpelledNumber[] {
  const tokens = [...text.matchAll(/[a-z]+|-/g)].map((m) => ({ word: m[0], from: m.index, to: m.index + m[0].length }));
  const found: SpelledNumber[] = [];
  for (let i = 0; i < tokens.length; ) {
    const end = endOfNumber(tokens, text, i);
    if (end > i) {
      const words = tokens.slice(i, end).map((t) => t.word);
      const first = tokens[i];
      const last = tokens[end - 1];
      if (first && last && !(words.length === 1 && ALONE_NO_NUMBER.has(words[0] as string))) found.push({ value: valueOf(words), from: first.from, to: last.to });
      i = end;
    } else i++;
  }
  return found;
}

type Token = { word: string; from: number; to: number };

const isPart = (word: string | undefined) => word !== undefined && (word in UNITS || HUNDREDS.has(word) || THOUSANDS.has(word));

/** One past the last token of the number that starts at `start`, or `start`. "cinq et six" are two numbers, "vingt et un" is one. */
function endOfNumber(tokens: readonly Token[], text: string, start: number): number {
  let end = start;
  while (end < tokens.length) {
    const token = tokens[end] as Token;
    const previous = tokens[end - 1];
    if (previous && end > start && /[^\s-]/.test(text.slice(previous.to, token.from))) break;
    if (isPart(token.word)) {
      if (end > start && !continues(tokens[end - 1] as Token, tokens[end] as Token)) break;
      end++;
    } else if (end > start && JOINTS.has(token.word) && isPart(tokens[end + 1]?.word) && joins(previous as Token, token, tokens[end + 1] as Token)) end++;
    else break;
  }
  return end;
}

function continues(before: Token, next: Token): boolean {
  const a = UNITS[before.word];
  const b = UNITS[next.word];
  if (a === undefined || b === undefined || JOINTS.has(before.word)) return true;
  // "soixante dix", "vingt deux", "quatre vingt(s)", "dix sept": the second is smaller, or it is four score.
  return (a >= 20 && b < 20) || (a === 4 && b === 20) || (a === 10 && b >= 7 && b < 10);
}

function joins(before: Token, joint: Token, after: Token): boolean {
  if (joint.word === '-') return true;
  const a = UNITS[before.word];
  // "vingt et un", "soixante et onze"; "four hundred and twelve". Not "cinq et six", "cinq cents et six cents".
  if (joint.word === 'et') return a !== undefined && a >= 20 && (after.word === 'un' || after.word === 'une' || after.word === 'onze');
  return before.word === 'hundred' || before.word === 'thousand';
}

function valueOf(words: readonly string[]): number {
  let total = 0;
  let current = 0;
  for (const word of words) {
    if (JOINTS.has(word)) continue;
    if (THOUSANDS.has(word)) {
      total += (current || 1) * 1000;
      current = 0;
    } else if (HUNDREDS.has(word)) current = (current || 1) * 100;
    else {
      const unit = UNITS[word] as number;
      const tail = current % 100;
      current = unit === 20 && tail === 4 ? current - 4 + 80 : current + unit;
    }
  }
  return total + current;
}
