import { describe, expect, it } from 'vitest';
import type { Slots } from '../../src/types.ts';
import { createRandom } from '../../src/understand/linear.ts';
import { readSlots } from '../../src/understand/slots.ts';

const slotsOf = (text: string) => readSlots(text).slots;

describe('the days before a deadline', () => {
  it.each<[string, number]>([
    ['3 jours avant', 3],
    ['trois jours avant la date', 3],
    ['3j avant', 3],
    ['un jour avant', 1],
    ['huit jours avant', 8],
    ['quinze jours avant', 15],
    ['une semaine avant', 7],
    ['1 sem avant', 7],
    ['2 semaines à l’avance', 14],
    ["3 semaines d'avance", 21],
    ['un mois avant', 30],
    ['5 jours plus tôt', 5],
    ['3 days before', 3],
    ['ten days in advance', 10],
    ['a week before', 7],
    ['two weeks ahead', 14],
    ['a fortnight before', 14],
    ['one month earlier', 30],
    ['the week before', 7],
    ["la semaine d'avant", 7],
    ['la veille', 1],
    ["l'avant-veille", 2],
    ['the day before', 1],
    ['24h avant', 1],
    ['48 heures avant', 2],
    ['72h before', 3],
    ['J-7', 7],
    ['j - 3', 3],
    ['jour J', 0],
    ['le jour même', 0],
    ['on the day itself', 0],
    ['that very morning', 0],
  ])('in %j are %i', (text, days) => {
    expect(slotsOf(text).leads).toEqual([days]);
  });

  it.each(['3 jours après', 'il y a 3 jours', 'tous les 4 jours', 'dans une semaine', 'bon jour'])('are not in %j', (text) => {
    expect(slotsOf(text).leads).toBeUndefined();
  });
});

describe('a level of competence', () => {
  it.each<[string, number]>([
    ['niveau 3', 3],
    ['niv 3', 3],
    ['niv. 3', 3],
    ['niveau trois', 3],
    ['level 4', 4],
    ['lvl4', 4],
    ['level six', 6],
    ['niveau 8 pix', 8],
    ['niveaux 5 et 6', 5],
    ['niveau 7 sur brawl stars', 7],
  ])('in %j is %i', (text, level) => {
    expect(slotsOf(text).level).toBe(level);
  });

  it.each(['C2i niveau 1', 'c2i niv 1', 'niveau 12/20', 'niveau 450', 'bon niveau', 'niveau 4e'])('is not in %j', (text) => {
    expect(slotsOf(text).level).toBeUndefined();
  });
});

describe('a sharing code', () => {
  it.each([
    ['MJPECY231', 'MJPECY231'],
    ['c’est bien mjpecy213 ?', 'MJPECY213'],
    ['le code MJPECY231', 'MJPECY231'],
    ['abcdef12', 'ABCDEF12'],
  ])('in %j is %j', (text, code) => {
    expect(slotsOf(text).offered).toEqual({ code });
  });

  it.each(['score410', 'pix452', 'moodle9188', 'niveau12', 'windows11', 'covid19', 'le code', 'points500'])(
    'is not in %j',
    (text) => {
      expect(slotsOf(text).offered).toBeUndefined();
    },
  );
});

describe('a day', () => {
  it.each<[string, { month: number; day: number }]>([
    ["c'est bien le 15 mars ?", { month: 3, day: 15 }],
    ['c’est le 15 mars', { month: 3, day: 15 }],
    ["la date limite c'est le 15/11 ?", { month: 11, day: 15 }],
    ['15/11/2026 right?', { month: 11, day: 15 }],
    ['is it march 15?', { month: 3, day: 15 }],
    ['the deadline is 15th of November', { month: 11, day: 15 }],
    ['on m’a dit le 1er avril', { month: 4, day: 1 }],
    ['le quinze mars non ?', { month: 3, day: 15 }],
    ['le 16 sept ?', { month: 9, day: 16 }],
    ['2026-11-15 ?', { month: 11, day: 15 }],
    ['15.11.2026 ?', { month: 11, day: 15 }],
    ['le 29 février ?', { month: 2, day: 29 }],
    ['entre le 26 février et le 12 avril ?', { month: 2, day: 26 }],
  ])('is offered in %j', (text, date) => {
    expect(slotsOf(text).offered).toEqual({ date });
    expect(readSlots(text).date).toEqual(date);
  });

  it.each<[string, { month: number; day: number }]>([
    ['nous sommes le 3 mars', { month: 3, day: 3 }],
    ['je pars le 10 avril, je rate la certif ?', { month: 4, day: 10 }],
    ['today is March 3rd, is it too late?', { month: 3, day: 3 }],
    ['le 12 décembre', { month: 12, day: 12 }],
  ])('is only told in %j', (text, date) => {
    expect(slotsOf(text).offered).toBeUndefined();
    expect(readSlots(text).date).toEqual(date);
  });

  it.each([
    'le 31 novembre ?',
    'le 30 février ?',
    '1/3 temps ?',
    'ouvert 24/7 ?',
    '12/20 ?',
    '20/20 ?',
    '45/12 ?',
    'may two people share ?',
    'en mars ?',
  ])('that can be is not in %j', (text) => {
    expect(slotsOf(text).offered).toBeUndefined();
    expect(readSlots(text).date).toBeUndefined();
  });
});

describe('the rest', () => {
  it.each<[string, keyof Slots, unknown]>([
    ['je sais pas mon score', 'unknownScore', true],
    ['bah je sais plus', 'unknownScore', true],
    ['jsp', 'unknownScore', true],
    ['aucune idée', 'unknownScore', true],
    ["j'ai oublié", 'unknownScore', true],
    ["I don't know my score", 'unknownScore', true],
    ["i can't remember", 'unknownScore', true],
    ["I don't have my score yet", 'unknownScore', true],
    ['no idea', 'unknownScore', true],
    ["I don't want to", 'unknownScore', undefined],
    ["can't log in", 'unknownScore', undefined],
    ["I don't have an account", 'unknownScore', undefined],
    ['je sais mon score', 'unknownScore', undefined],
    ['assez pour valider ?', 'pass', true],
    ['enough to pass the course?', 'pass', true],
    ['combien pour 12', 'pass', undefined],
    ['452 sur mon profil', 'from', 'profile'],
    ['452 au compteur', 'from', 'profile'],
    ["j'ai eu 452 à la certif", 'from', 'exam'],
    ['I got 452 at the exam', 'from', 'exam'],
    ['profil 452, certif quand ?', 'from', 'profile'],
    ["j'ai 480 pix avant l'examen", 'from', undefined],
    ['452', 'from', undefined],
  ])('of %j: %s is %j', (text, slot, value) => {
    expect(slotsOf(text)[slot]).toEqual(value);
  });
});

it.each(['et au 1er ?', 'et au 2e ?', 'le 2nd', 'the 1st one', 'pour le 2ème', 'le 2 eme'])(
  'an ordinal stays in the text, as it may name a semester: %j',
  (text) => {
    const { slots, rest } = readSlots(text);
    expect(slots).toEqual({});
    expect(rest).toMatch(/[12]\s?(?:er|e|nd|st|eme)\b/);
  },
);

describe('any text', () => {
  const PIECES = [
    '452',
    ' pix',
    '/20',
    'S1',
    ' et ',
    'quatre ',
    'vingt',
    '-',
    '12',
    ',',
    '.',
    ' sur ',
    '15 mars',
    '20',
    '1 024',
    'J-',
    ' avant',
    'semestre ',
    'niveau ',
    '\n',
    '😀',
    '%',
    'h',
    '+',
    '1/3',
    'é',
  ];

  it('gives the same twice, whole numbers in order, and no empty slots', () => {
    const random = createRandom(3);
    for (let i = 0; i < 3000; i++) {
      const text = Array.from({ length: 1 + Math.floor(random() * 9) }, () => PIECES[Math.floor(random() * PIECES.length)]).join(
        '',
      );
      const read = readSlots(text);
      expect(readSlots(text), text).toEqual(read);
      expect(
        Object.values(read.slots).every((value) => value !== undefined),
        text,
      ).toBe(true);
      expect(read.slots.numbers?.every(({ value }) => Number.isFinite(value)) ?? true, text).toBe(true);
      expect(read.slots.numbers?.length, text).not.toBe(0);
      if (read.slots.range) expect(read.slots.numbers?.length, text).toBe(2);
    }
  });

  it('of 4000 characters is read in a moment', () => {
    for (const piece of ['1 ', '12,', 'quatre ', 's1 et ', ' ', '0 1 ', '-', 'le ', '1 et ', '20 /', '06 ', 'a', '9']) {
      const text = piece.repeat(Math.ceil(4000 / piece.length));
      const before = performance.now();
      readSlots(text);
      expect(performance.now() - before, piece).toBeLessThan(500);
    }
  });
});
