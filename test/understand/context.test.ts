import { describe, expect, it } from 'vitest';
import type { IntentId, Memory } from '../../src/types.ts';
import {
  askedLanguage,
  asksAgain,
  bareSemester,
  continued,
  keepSemester,
  leansBack,
  otherSemester,
  slotOnly,
  withoutOpening,
} from '../../src/understand/context.ts';
import { readSlots } from '../../src/understand/slots.ts';

const answered = (...intents: IntentId[]): Memory => ({ intents });
const goesOn = (text: string, memory: Memory) => continued(readSlots(text), memory);

describe('a message of slots alone', () => {
  it.each([
    '452',
    '452 pix ?',
    'et avec 532 ?',
    'euh non 532',
    'cinq cents',
    'et avec dix de plus ?',
    'S1',
    'et au S2 ?',
    'le 2e semestre',
    '15 mars ?',
    'MJPECY231',
    'c’est bien MJPECY213 ?',
    'and with 500?',
    'so what about 410.5',
    'entre 400 et 450',
    '14/20',
    'le 15/11 ?',
  ])('is %j', (text) => {
    expect(slotOnly(readSlots(text))).toBe(true);
  });

  it.each([
    '',
    'ok',
    'et alors ?',
    'où est la salle 1101',
    'jai eu 452 ma note svp',
    'examen au S2',
    'ma note sur 20',
    '600 ça fait combien sur 20',
    'je pars le 10 avril',
    'combien',
  ])('is not %j', (text) => {
    expect(slotOnly(readSlots(text))).toBe(false);
  });
});

describe('what slots alone continue', () => {
  it.each<[string, IntentId, IntentId]>([
    ['452', 'grade.compute', 'grade.compute'],
    ['452', 'grade.scale', 'grade.compute'],
    ['et avec dix de plus ?', 'grade.compute', 'grade.compute'],
    ['14', 'grade.target', 'grade.target'],
    ['et pour 14/20 ?', 'grade.target', 'grade.target'],
    ['25', 'grade.target', 'grade.target'],
    ['452', 'grade.target', 'grade.compute'],
    ['12 pix', 'grade.target', 'grade.compute'],
    ['et avec 14 ?', 'grade.target', 'grade.compute'],
    ['10 de plus', 'grade.target', 'grade.compute'],
    ['S2', 'profile.deadline', 'profile.deadline'],
    ['et au premier semestre ?', 'exam.when', 'exam.when'],
    ['15 mars ?', 'profile.deadline', 'profile.deadline'],
    ['MJPECY231', 'exam.where', 'profile.share'],
  ])('%j after %s is %s', (text, before, intent) => {
    expect(goesOn(text, answered(before))?.intents).toEqual([intent]);
  });

  it.each<[string, IntentId[]]>([
    ['452', []],
    ['452', ['exam.where']],
    ['S2', []],
    ['S2', ['exam.where']],
    ['15 mars', ['grade.compute']],
  ])('%j after %j is nothing', (text, before) => {
    expect(goesOn(text, answered(...before))).toBeUndefined();
  });

  it('is of two answers only the one that a semester narrows', () => {
    expect(goesOn('S2', answered('exam.where', 'exam.when'))).toEqual({ intents: ['exam.when'], slots: { semester: 2 } });
  });

  it('carries its slots, and offers the day that it names', () => {
    expect(goesOn('entre 400 et 450', answered('grade.compute'))?.slots).toEqual({
      numbers: [{ value: 400 }, { value: 450 }],
      range: true,
    });
    expect(goesOn('le 15 mars', answered('profile.deadline'))?.slots).toEqual({ offered: { date: { month: 3, day: 15 } } });
  });
});

describe('polite openings', () => {
  it.each([
    ['Bonjour, où est la salle ?', 'où est la salle ?'],
    ['bonjour madame, où est la salle ?', 'où est la salle ?'],
    ['Bonjour à tous, merci beaucoup, où est la salle ?', 'où est la salle ?'],
    ['hello there! where is it', 'where is it'],
    ['ok merci et où est la salle', 'et où est la salle'],
    ['slt c ou', 'c ou'],
    ['Bonjour\noù est la salle ?', 'où est la salle ?'],
  ])('of %j leave %j', (text, rest) => {
    expect(withoutOpening(text)).toBe(rest);
  });

  it.each([
    'Bonjour',
    'Bonjour !',
    'merci beaucoup',
    'bonjour madame',
    'Salut toi',
    'hi',
    'bonjourno la salle',
    'okapi ou zèbre',
    'où est la salle ?',
    '',
  ])('stay where nothing is asked besides: %j', (text) => {
    expect(withoutOpening(text)).toBe(text);
  });
});

describe('the language that is asked for', () => {
  it.each([
    ['in English please', 'en'],
    ['en anglais', 'en'],
    ['can you repeat in english', 'en'],
    ['do you speak English?', 'en'],
    ['et en anglais ?', 'en'],
    ['english please', 'en'],
    ['en français svp', 'fr'],
    ['en francais', 'fr'],
    ['parlez français', 'fr'],
    ['could you say it in French', 'fr'],
    ['french, please', 'fr'],
    ['sorry, could you tell me the office hours in English?', 'en'],
    ['pouvez-vous me redonner les horaires en français ?', 'fr'],
  ])('by %j is %s', (text, lang) => {
    expect(askedLanguage(text)?.lang).toBe(lang);
  });

  it('leaves the question that comes with it', () => {
    expect(askedLanguage('tell me in English where the exam is')?.rest).toMatch(/^tell\s+where the exam is$/);
  });

  it.each([
    "l'examen est en anglais ?",
    'can we take the exam in English?',
    'is the exam in French?',
    'mes notes d’anglais',
    'where is it',
    '',
  ])('is none in %j', (text) => {
    expect(askedLanguage(text)).toBeUndefined();
  });
});

describe('leaning back on what came before', () => {
  const words = (text: string) => text.split(/\s+/);

  it.each([
    'et pour s’y inscrire ?',
    'c’est où ?',
    'and where do I have to go if I come by tram from the station on that day',
    'du coup '.repeat(8),
  ])('does %j', (text) => {
    expect(leansBack(text, words(text))).toBe(true);
  });

  it('does no long message that opens on its own', () => {
    const text = 'Je suis étudiante en deuxième année de droit et je voudrais savoir où se passe la certification';
    expect(leansBack(text, words(text))).toBe(false);
  });
});

describe('a semester without the word', () => {
  it.each<[string, 1 | 2 | undefined]>([
    ['et au second ?', 2],
    ['et au 2e ?', 2],
    ['le deuxième', 2],
    ['I meant the first one', 1],
    ['le premier', 1],
    ['et au 1er ?', 1],
    ['le premier ou le second ?', undefined],
    ['et sinon ?', undefined],
  ])('%j is %j after an answer that a semester narrows', (text, semester) => {
    expect(bareSemester(readSlots(text).rest, answered('exam.when'))).toBe(semester);
  });

  it('is none after any other answer', () => {
    expect(bareSemester('et au second ?', answered('exam.where'))).toBeUndefined();
    expect(bareSemester('et au second ?', answered())).toBeUndefined();
  });
});

describe('to hear it again', () => {
  it.each([
    'tu peux répéter ?',
    'Pouvez-vous réexpliquer plus simplement ?',
    'en plus simple stp',
    'redis-moi ça',
    'can you repeat that please?',
    'in simpler words?',
    'explain again',
  ])('is asked for by "%s"', (text) => expect(asksAgain(text)).toBe(true));
  it.each(['explique-moi les ateliers', 'tu peux répéter le code ?', 'explain the levels', 'répéter une compétence', ''])(
    'is not asked for by "%s"',
    (text) => expect(asksAgain(text)).toBe(false),
  );
});

describe('another semester behind a joining word', () => {
  const behind = (text: string, ...intents: string[]) => otherSemester(text, readSlots(text), answered(...intents));
  it('asks for the same dates', () => {
    expect(behind("Et pour sa sœur, qui l'a au second ?", 'profile.deadline')).toEqual({
      intents: ['profile.deadline'],
      slots: expect.objectContaining({ semester: 2 }),
      only: false,
    });
    expect(behind('et au S1 c’était quand ?', 'profile.deadline')?.only).toBe(true);
    expect(behind('and what date is it in semester 2?', 'exam.when')?.only).toBe(true);
    expect(behind('et le profil au S1, quand ?', 'exam.when')?.only).toBe(false);
    expect(behind('and for my flatmate in the first?', 'exam.when')?.slots.semester).toBe(1);
  });

  it('asks for nothing of the kind behind another answer, without the word, or in a long message', () => {
    expect(behind('et pour le second semestre ?', 'exam.where')).toBeUndefined();
    expect(behind('je valide le second semestre comment', 'profile.deadline')).toBeUndefined();
    expect(behind(`et ${'vraiment '.repeat(8)}au second semestre ?`, 'profile.deadline')).toBeUndefined();
  });
});

describe('the semester of before', () => {
  const memory: Memory = { intents: ['profile.deadline'], semester: 1 };

  it('stays for a follow-up that names none', () => {
    expect(keepSemester(['exam.when'], {}, memory)).toEqual({ semester: 1 });
  });

  it('gives way to the one that is named', () => {
    expect(keepSemester(['exam.when'], { semester: 2 }, memory)).toEqual({ semester: 2 });
  });

  it('does not reach answers that no semester narrows, nor over them', () => {
    expect(keepSemester(['exam.where'], {}, memory)).toEqual({});
    expect(keepSemester(['exam.when'], {}, { ...memory, intents: ['exam.where'] })).toEqual({});
    expect(keepSemester(['exam.when'], {}, answered('exam.when'))).toEqual({});
  });
});

describe('a turn to another matter', () => {
  it.each([
    ["d'abord : la salle est où ?", 'la salle est où ?'],
    ['attends, d’abord, la salle est où ?', 'la salle est où ?'],
    ['by the way, where is the room?', 'where is the room?'],
    ['une autre question : la salle est où ?', 'la salle est où ?'],
  ])('is taken off: %s', (text, rest) => {
    expect(withoutOpening(text)).toBe(rest);
  });

  it.each(['first semester deadline?', 'sinon je fais comment', "d'abord :"])(
    'stays where it is part of the question: %s',
    (text) => {
      expect(withoutOpening(text)).toBe(text);
    },
  );
});
