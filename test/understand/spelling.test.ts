import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/understand/linear.ts';
import { createSpelling, distance, repair } from '../../src/understand/spelling.ts';

const spelling = createSpelling(
  new Map([
    ['examen', 90],
    ['certification', 60],
    ['inscription', 30],
    ['compte', 40],
    ['conte', 1],
    ['niveau', 20],
    ['atelier', 12],
    ['passe', 15],
    ['profil', 30],
    ['profile', 8],
    ['salle', 12],
    ['salon', 12],
    ['ou', 50],
    ['pix', 99],
    ['combien', 40],
    ['point', 20],
    ['pacte', 5],
    ['facte', 50],
    ['seldom', 2],
  ]),
);
const repaired = (text: string) => repair(text.split(' '), spelling).join(' ');

describe('a mistyped word', () => {
  it.each([
    ['exmaen', 'examen'],
    ['examne', 'examen'],
    ['exammen', 'examen'],
    ['exaen', 'examen'],
    ['ezamen', 'examen'],
    ['certificasion', 'certification'],
    ['sertificasion', 'certification'],
    ['ceztiwication', 'certification'],
    ['certificassion', 'certification'],
    ['insckripsion', 'inscription'],
    ['inscritpion', 'inscription'],
    ['comte', 'compte'],
    ['nivau', 'niveau'],
    ['ateliet', 'atelier'],
    ['combein', 'combien'],
  ])('%s is read as %s', (typed, meant) => {
    expect(repaired(typed)).toBe(meant);
  });

  it('is read as the nearest word, then as the one that begins alike', () => {
    expect(repaired('profille')).toBe('profile');
    expect(repaired('combiem')).toBe('combien');
    expect(repaired('pakte')).toBe('pacte');
  });

  it('keeps its place among the others', () => {
    expect(repaired('ou passe exmaen pix')).toBe('ou passe examen pix');
  });
});

describe('words glued together', () => {
  it.each([
    ['lexamen', 'l examen'],
    ['dinscription', 'd inscription'],
    ['jpasse', 'j passe'],
    ['quatelier', 'qu atelier'],
    ['combienpoint', 'combien point'],
  ])('%s is read as %s', (typed, meant) => {
    expect(repaired(typed)).toBe(meant);
  });
});

describe('a word is left alone', () => {
  it.each([
    ['that the examples use, however seldom', 'conte'],
    ['that is short', 'pox'],
    ['that is short and near', 'sale'],
    ['that is near nothing', 'bouillabaisse'],
    ['that is two letters off, and not long', 'exxmoen'],
    ['that is three letters off, and long', 'cxrtxfxcation'],
    ['that is near only to words seen too seldom to be meant', 'seldomm'],
    ['that stands for a number', '#score'],
    ['that is a mark', '?'],
  ])('%s: %s', (_, word) => {
    expect(repaired(word)).toBe(word);
  });

  it('when nothing is known at all', () => {
    expect(repair(['exmaen', 'lexamen'], createSpelling(new Map()))).toEqual(['exmaen', 'lexamen']);
  });
});

it('a repaired text is not repaired any further', () => {
  for (const text of ['exmaen lexamen certificasion jpasse combein bouillabaisse']) {
    expect(repaired(repaired(text))).toBe(repaired(text));
  }
});

/** The distance as it is defined: the cheapest way to make both ends meet, each letter touched once. */
function naiveDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const ways = [
    naiveDistance(a.slice(1), b) + 1,
    naiveDistance(a, b.slice(1)) + 1,
    naiveDistance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]) ways.push(naiveDistance(a.slice(2), b.slice(2)) + 1);
  return Math.min(...ways);
}

describe('the distance of two words', () => {
  it.each([
    ['', '', 0],
    ['pix', 'pix', 0],
    ['pix', 'pxi', 1],
    ['pix', 'pi', 1],
    ['pix', 'pixs', 1],
    ['pix', 'pax', 1],
    ['ca', 'abc', 3],
  ])('from %j to %j is %i', (a, b, far) => {
    expect(distance(a, b, 9)).toBe(far);
    expect(distance(b, a, 9)).toBe(far);
  });

  it('is that of its naive twin up to the limit, and beyond the limit where the twin is', () => {
    const random = createRandom(7);
    const word = () => Array.from({ length: Math.floor(random() * 7) }, () => 'abc'[Math.floor(random() * 3)]).join('');
    for (let i = 0; i < 800; i++) {
      const [a, b] = [word(), word()];
      const naive = naiveDistance(a, b);
      for (const limit of [0, 1, 2, 3]) {
        expect(Math.min(distance(a, b, limit), limit + 1), `${a} ${b} ${limit}`).toBe(Math.min(naive, limit + 1));
      }
    }
  });
});
