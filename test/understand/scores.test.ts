import { describe, expect, it } from 'vitest';
import type { NumberSlot, Slots } from '../../src/types.ts';
import { readSlots } from '../../src/understand/slots.ts';

const pix = (value: number): NumberSlot => ({ value, unit: 'pix' });
const grade = (value: number): NumberSlot => ({ value, unit: 'grade' });
const bare = (value: number): NumberSlot => ({ value });
const numbersOf = (text: string) => readSlots(text).slots.numbers;

describe('one number', () => {
  it.each<[string, NumberSlot]>([
    ['452', bare(452)],
    ["j'ai eu 452 à la certif", bare(452)],
    ['452 pix', pix(452)],
    ['452pix', pix(452)],
    ['452 pts', pix(452)],
    ['452 points', pix(452)],
    ['score410', bare(410)],
    ['1 024', bare(1024)],
    ['1\u00a0024', bare(1024)],
    ['1\u202f024 pix', pix(1024)],
    ['1.024', bare(1024)],
    ['1,024 points', pix(1024)],
    ['1024', bare(1024)],
    ['1 000 pix', pix(1000)],
    ['10 000 pix', pix(10_000)],
    ['100 000', bare(100_000)],
    ['1500', bare(1500)],
    ['2000 pix', pix(2000)],
    ['410,5', bare(410.5)],
    ['410.5 pix', pix(410.5)],
    ['410,50', bare(410.5)],
    ['410 virgule 5', bare(410.5)],
    ['452/1024', pix(452)],
    ['452 sur 1 024', pix(452)],
    ['452 out of 1024', pix(452)],
    ['0', bare(0)],
    ['zéro pix', pix(0)],
    ['-3', bare(-3)],
    ["j'ai -3 pix", pix(-3)],
    ['i got -3', bare(-3)],
    ['score:-3', bare(-3)],
    ['−3', bare(-3)],
    ['- 3', bare(3)],
    ['score - 400', bare(400)],
    ['cinq cents', bare(500)],
    ['five hundred and twelve pix', pix(512)],
    ['quatre-cent-vingt-et-un points', pix(421)],
    ['mille vingt-quatre', bare(1024)],
    ['12/20', grade(12)],
    ['12 / 20', grade(12)],
    ['9,5/20', grade(9.5)],
    ['14 sur 20', grade(14)],
    ['quinze sur vingt', grade(15)],
    ['neuf sur vingt', grade(9)],
    ['14 out of twenty', grade(14)],
    ['14 over 20', grade(14)],
    ['20/20', grade(20)],
    ['25/20', grade(25)],
    ['-2/20', grade(-2)],
    ['pour 12 ?', bare(12)],
    ['pour 12 : combien', bare(12)],
    ['for 15: how many', bare(15)],
    ['a 16', bare(16)],
    ['douze et demi', bare(12.5)],
    ['12 et demi sur 20', grade(12.5)],
    ['twelve and a half', bare(12.5)],
    ['douze virgule cinq', bare(12.5)],
    ['twelve point five', bare(12.5)],
    ['la moyenne ?', grade(10)],
    ['full marks then?', grade(20)],
    ['et la note maximale ?', grade(20)],
    ['a passing grade', grade(10)],
    ["what's 462 out of 20", pix(462)],
    ['what is 1 pix worth', pix(1)],
    ["what's 2 pix worth", pix(2)],
    ['do I need more than 410 pix', pix(410)],
    ['is 450 higher than average', bare(450)],
    ['no less than 16', bare(16)],
    ["De plus, j'ai 450 pix", pix(450)],
    ['how many more points for a 14?', bare(14)],
    ['combien de points en plus pour 12', bare(12)],
    ['viser 19 : combien de pix', bare(19)],
  ])('%j is read', (text, number) => {
    expect(numbersOf(text)).toEqual([number]);
  });
});

describe('several numbers', () => {
  it.each<[string, NumberSlot[], true?]>([
    ['entre 400 et 450', [bare(400), bare(450)], true],
    ['entre 400 et 450 pix', [pix(400), pix(450)], true],
    ['between four hundred and four hundred and fifty', [bare(400), bare(450)], true],
    ['de 400 à 450', [bare(400), bare(450)], true],
    ['from 400 to 450 points', [pix(400), pix(450)], true],
    ['400-450', [bare(400), bare(450)], true],
    ['400 - 450 pix', [pix(400), pix(450)], true],
    ['400–450', [bare(400), bare(450)], true],
    ['400 -450', [bare(400), bare(450)], true],
    ['1000 - 1024', [bare(1000), bare(1024)], true],
    ['10-12/20', [grade(10), grade(12)], true],
    ['entre 12/20 et 14/20', [grade(12), grade(14)], true],
    ['400 450', [bare(400), bare(450)]],
    ['400 ou 450', [bare(400), bare(450)]],
    ['366, 471 et 614', [bare(366), bare(471), bare(614)]],
    ['452 pix donc 11,5/20 ?', [pix(452), grade(11.5)]],
    ['et la moyenne avec 400 ?', [bare(400), grade(10)]],
    ['1 024 et 1 000', [bare(1024), bare(1000)]],
    ["I'm at 12/20 now, how to get 15", [grade(12), bare(15)]],
  ])('%j is read', (text, numbers, range) => {
    const { slots } = readSlots(text);
    expect(slots.numbers).toEqual(numbers);
    expect(slots.range).toBe(range);
  });
});

describe('a change to the last score', () => {
  it.each<[string, number, NumberSlot[]?]>([
    ['et avec dix de plus ?', 10],
    ['10 de plus', 10],
    ['20 pix de plus', 20],
    ['20 points en plus', 20],
    ['10 more', 10],
    ['ten more points', 10],
    ['and an extra 15', 15],
    ['another twenty', 20],
    ['+10', 10],
    ['et +10 pix ?', 10],
    ['10 de moins', -10],
    ['5 points less', -5],
    ["j'ai 450, et avec 10 de plus ?", 10, [bare(450)]],
  ])('%j is %i', (text, delta, numbers) => {
    const { slots } = readSlots(text);
    expect(slots.delta).toBe(delta);
    expect(slots.numbers).toEqual(numbers);
  });

  it.each(['450 pix', 'combien de plus', 'plus de 450', 'more or less 450', '12/20 de plus'])('is not in %j', (text) => {
    expect(readSlots(text).slots.delta).toBeUndefined();
  });
});

describe('the limit of a scale alone is no number of the person, and asks something', () => {
  it.each(['ma note sur 20', 'my mark out of twenty', 'la note /20', 'score sur 1024', 'note sur vingt stp'])('%j', (text) => {
    const { slots, rest } = readSlots(text);
    expect(slots.numbers).toBeUndefined();
    expect(rest).toContain('sur');
  });

  it.each(['437 ca fait cb sur 20', '512 pix = ?/20', 'got 487 pix, what is that out of 20'])(
    'nor beside a score: %j',
    (text) => {
      expect(numbersOf(text)?.length).toBe(1);
    },
  );
});

it('the text that is left holds no number that was read', () => {
  for (const text of ['452 pix', 'entre 400 et 450', '12/20', 'et avec dix de plus ?', 'cinq cents', '1 024', '14 out of 20'])
    expect(readSlots(text).rest, text).not.toMatch(/\d|cinq|dix/);
});

it('every score from 0 to 1024 is read as it is written, with and without its unit', () => {
  const read = (text: string): Slots => readSlots(text).slots;
  for (let n = 0; n <= 1024; n++) {
    expect(read(`avec ${n} ?`).numbers, String(n)).toEqual(n === 1101 ? undefined : [bare(n)]);
    expect(read(`${n} pix`).numbers, String(n)).toEqual([pix(n)]);
    expect(read(`${n},5 pix`).numbers, String(n)).toEqual([pix(n + 0.5)]);
  }
});
