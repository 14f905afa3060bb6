import { describe, expect, it } from 'vitest';
import { spelledNumbers } from '../../src/understand/numbers.ts';
import { level } from '../../src/understand/words.ts';

const FRENCH =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' ',
  );
const FRENCH_TENS = ['', '', 'vingt', 'trente', 'quarante', 'cinquante', 'soixante'];
const ENGLISH =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const ENGLISH_TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

function inFrench(n: number): string {
  if (n < 20) return FRENCH[n] as string;
  if (n < 70) {
    const tens = FRENCH_TENS[Math.floor(n / 10)] as string;
    return n % 10 === 0 ? tens : n % 10 === 1 ? `${tens} et un` : `${tens}-${FRENCH[n % 10]}`;
  }
  if (n < 80) return n === 71 ? 'soixante et onze' : `soixante-${inFrench(n - 60)}`;
  if (n < 100) return n === 80 ? 'quatre-vingts' : `quatre-vingt-${inFrench(n - 80)}`;
  if (n < 1000) {
    const hundreds = n < 200 ? 'cent' : `${FRENCH[Math.floor(n / 100)]} cent${n % 100 === 0 ? 's' : ''}`;
    return n % 100 === 0 ? hundreds : `${hundreds} ${inFrench(n % 100)}`;
  }
  return n === 1000 ? 'mille' : `mille ${inFrench(n - 1000)}`;
}

function inEnglish(n: number): string {
  if (n < 20) return ENGLISH[n] as string;
  if (n < 100) return `${ENGLISH_TENS[Math.floor(n / 10)]}${n % 10 === 0 ? '' : `-${ENGLISH[n % 10]}`}`;
  if (n < 1000) return `${ENGLISH[Math.floor(n / 100)]} hundred${n % 100 === 0 ? '' : ` and ${inEnglish(n % 100)}`}`;
  const rest = n - 1000;
  return rest === 0 ? 'one thousand' : `one thousand ${rest < 100 ? 'and ' : ''}${inEnglish(rest)}`;
}

/** The ways in which people write the parts together. */
const WRITTEN: [string, (words: string) => string][] = [
  ['as the books say', (words) => words],
  ['with spaces alone', (words) => words.replaceAll('-', ' ')],
  ['with hyphens alone', (words) => words.replaceAll(' ', '-')],
  ['without "and"', (words) => words.replaceAll(' and ', ' ')],
  ['without plurals', (words) => words.replaceAll(/(cent|vingt)s\b/g, '$1')],
];
/** "un examen", "one more thing", "neuf" = new: alone they are no numbers. */
const ALONE = new Set(['un', 'neuf', 'one']);

describe.each([
  ['French', inFrench],
  ['English', inEnglish],
])('every number from 0 to 1100 in %s', (_, spell) => {
  it.each(WRITTEN)('is read back, written %s', (_, write) => {
    for (let n = 0; n <= 1100; n++) {
      const words = level(write(spell(n)));
      if (ALONE.has(words)) continue;
      expect(spelledNumbers(words), words).toEqual([{ value: n, from: 0, to: words.length }]);
    }
  });

  it('is found where it stands in a sentence', () => {
    for (let n = 0; n <= 1100; n += 7) {
      const words = level(spell(n));
      if (ALONE.has(words)) continue;
      expect(spelledNumbers(`avec ${words}, ok ?`), words).toEqual([{ value: n, from: 5, to: 5 + words.length }]);
    }
  });

  it('stays apart from a second one behind "and" or a comma', () => {
    const joint = spell(2) === 'deux' ? 'et' : 'and';
    for (let n = 200; n <= 1000; n += 37) {
      const [a, b] = [spell(n), spell(n + 50)];
      const values = (text: string) => spelledNumbers(level(text)).map(({ value }) => value);
      expect(values(`${a}, ${b}`)).toEqual([n, n + 50]);
      if (joint === 'et') expect(values(`${a} et ${b}`), `${a} et ${b}`).toEqual([n, n + 50]);
    }
  });
});

describe('numbers in words', () => {
  it.each<[string, number[]]>([
    ['septante-sept', [77]],
    ['nonante et un', [91]],
    ['huitante', [80]],
    ['soixante et dix', [70]],
    ['quatre cents cinquantes', [400]],
    ['four fifty', [450]],
    ['five twelve', [512]],
    ['four twenty', [420]],
    ['ten twenty-four', [1024]],
    ['a hundred', [100]],
    ['deux mille vingt-quatre', [2024]],
    ['onze cents', [1100]],
    ['cinq et six', [5, 6]],
    ['cinq-six', [5, 6]],
    ['two or three', [2, 3]],
    ['trente dix', [30, 10]],
    ['dix sept huit', [17, 8]],
    ['quatre cents cinq cents', [400, 500]],
    ['quatre cent cinquante cinq cents', [450, 500]],
    ['entre quatre cents et quatre cent cinquante', [400, 450]],
    ['neuf sur vingt', [9, 20]],
    ['un sur 20', [1]],
    ['five and', [5]],
    ['et', []],
    ['un examen', []],
    ['one more thing', []],
    ['tout neuf', []],
    ['des centimes, sixty-ish? dixit', [60]],
    ['hundreds of people, 50 cents', []],
    ['', []],
  ])('%j holds %j', (text, values) => {
    expect(spelledNumbers(level(text)).map(({ value }) => value)).toEqual(values);
  });

  it('are read in a time that grows with the text alone', () => {
    for (const text of ['quatre ', 'et ', 'cent ', 'vingt et ', 'mille ']) {
      const found = spelledNumbers(text.repeat(600));
      expect(found.every(({ from, to, value }) => to > from && Number.isFinite(value))).toBe(true);
    }
  });
});
