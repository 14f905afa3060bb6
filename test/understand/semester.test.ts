import { describe, expect, it } from 'vitest';
import { readSlots } from '../../src/understand/slots.ts';

const semesterOf = (text: string) => readSlots(text).slots.semester;

describe('the first semester', () => {
  it.each([
    's1',
    'S1',
    'S 1',
    'S.1',
    's-1',
    'au S1 ?',
    'L2S1',
    'L2 S1',
    'sem1',
    'sem 1',
    'semestre 1',
    'semestre1',
    'Semestre I',
    'semestre un',
    'semester one',
    'semester 1',
    'semestre n°1',
    'sem. 1',
    '1er semestre',
    '1 er semestre',
    'premier semestre',
    'premiere semestre',
    'prmier semestre',
    '1ersemestre',
    'first semester',
    'first-semester',
    '1st semester',
    '1 semestre',
    '1er sem',
    '1er semetre',
    'first term',
    'term 1',
    'semestre d’automne',
    'semestre impair',
    'autumn semester',
    'fall semester',
    'winter semester',
    'S3',
    'S5',
    'semestre 3',
    'third semester',
  ])('%j', (text) => {
    expect(semesterOf(text)).toBe(1);
  });
});

describe('the second semester', () => {
  it.each([
    's2',
    'S2',
    'S 2',
    'S.2',
    's-2',
    'deadline s2',
    'L2S2',
    'sem2',
    'sem 2',
    'semestre 2',
    'semestre2',
    'semestre II',
    'semestre deux',
    'semester two',
    'semester 2',
    '2e semestre',
    '2eme semestre',
    '2ème semestre',
    '2nd semestre',
    '2nd semester',
    '2de semestre',
    'second semestre',
    'seconde semestre',
    'deuxième semestre',
    'dexieme semestre',
    'deuxieme sem',
    'second semester',
    'second-semester',
    'second term',
    'term 2',
    'semestre de printemps',
    'semestre du printemps',
    'semestre pair',
    'spring semester',
    'spring term',
    'summer semester',
    'S4',
    'S6',
    'semestre 4',
    'quatrième semestre',
  ])('%j', (text) => {
    expect(semesterOf(text)).toBe(2);
  });
});

describe('no semester, or not one alone,', () => {
  it.each([
    'S1 et S2',
    's1/s2',
    's1 ou 2',
    'semestre 1 ou 2',
    'semester 1 or 2',
    'premier et second semestre',
    '1er ou 2e semestre',
    'du premier ou du second semestre',
    'first and second semesters',
    'les deux semestres',
    'les 2 semestres',
    'both semesters',
    'un semestre',
    "d'un semestre à l'autre",
    'one semester',
    'ce semestre',
    'which semester i have to take it',
    'in the semester I passed',
    'au semestre un peu tard',
    "what's 1 pix worth",
    "it's 2",
    'un semi-marathon',
    'mes 2 exams',
    'gps1',
    'S7',
    'S12',
    's20',
    'à long terme',
    'midterm',
  ])('is in %j', (text) => {
    expect(semesterOf(text)).toBeUndefined();
  });
});

it('a semester is taken out of the text, and no number is left of it', () => {
  for (const text of [
    'et au S2 ?',
    'semestre 1 ou 2',
    '1er semestre',
    'L2S1',
    'semestre 4',
    'du premier ou du second semestre',
  ]) {
    const { rest, slots } = readSlots(text);
    expect(rest, text).not.toMatch(/\d|sem|premier|second/);
    expect(slots.numbers, text).toBeUndefined();
  }
});
