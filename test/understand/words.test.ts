import { describe, expect, it } from 'vitest';
import { type Abbreviations, level, MAX_CHARS, stemOf, wordsOf } from '../../src/understand/words.ts';

const NONE: Abbreviations = new Map();
const SMS: Abbreviations = new Map([
  ['koi', ['quoi']],
  ['cb', ['combien']],
  ['c', ['c', 'est']],
  ['jsp', ['je', 'sais', 'pas']],
  ['2m1', ['demain']],
]);

describe('levelling', () => {
  it.each([
    ['Où est-ce ?', 'ou est-ce ?'],
    ['ÉPREUVE À NOËL', 'epreuve a noel'],
    ['Cœur, cæcum, Straße', 'coeur, caecum, strasse'],
    ['l’exam', "l'exam"],
    ['l‘exam l´exam l`exam lʼexam', "l'exam l'exam l'exam l'exam"],
    ['e\u0301preuve', 'epreuve'],
    ['ｐｉｘ ４５２', 'pix 452'],
    ['𝗣𝗶𝘅 𝓔𝔁𝓪𝓶', 'pix exam'],
    ['1\u00a0024', '1 024'],
    ['İstanbul', 'istanbul'],
  ])('%j becomes %j', (text, levelled) => {
    expect(level(text)).toBe(levelled);
  });

  it.each(['L’ÉTÉ à l`école, « œuvre » … 5 € — ÇA', 'ﬁn ½ Ⅳ ŷ ǆ İ', 'C´est oú ?', 'Straße ÀÉÎÕÜÿ'])(
    'makes the same of a short text as of a long one: %j',
    (text) => {
      const more = ' x'.repeat(600);
      expect(level(text + more)).toBe(level(text) + more);
    },
  );

  it('is the same when done twice', () => {
    const text = 'Éà ﬁn — l’Œuvre №5 ¿où? ẞ ½ 𝗔';
    expect(level(level(text))).toBe(level(text));
  });

  it('reads no more of a pasted book than a mail holds', () => {
    expect(level('é'.repeat(100_000)).length).toBeLessThanOrEqual(MAX_CHARS);
  });
});

describe('the words of a text', () => {
  it.each<[string, string[]]>([
    ["c'est où l'examen ?", ['c', 'est', 'ou', 'l', 'examen', '?']],
    ['est-ce que', ['est', 'ce', 'que']],
    ['where’s it?', ['where', 's', 'it', '?']],
    ['des-pix@unistra.fr', ['des', 'pix', '@', 'unistra', 'fr']],
    ['(oui), "non" ; bof…!', ['oui', 'non', 'bof']],
    ['alloooo ?', ['alloo', '?']],
    ['looool mdrrrrr', ['lool', 'mdrr']],
    ['ne ne', ['ne']],
    ['экзамен', [...'экзамен']],
    ['', []],
    ['  ... ', []],
  ])('of %j are %j', (text, words) => {
    expect(wordsOf(text, NONE)).toEqual(words);
  });

  it('write out short forms, whole words only', () => {
    expect(wordsOf('c koi cb koin jsp', SMS)).toEqual(['c', 'est', 'quoi', 'combien', 'koin', 'je', 'sais', 'pas']);
  });

  it('hold no word twice in a row where a short form is split by its apostrophe', () => {
    expect(wordsOf("c'est koi", SMS)).toEqual(['c', 'est', 'quoi']);
  });

  it('keep short forms that are no longer stretched', () => {
    expect(wordsOf('KOIII', SMS)).toEqual(['koii']);
    expect(wordsOf('KOI', SMS)).toEqual(['quoi']);
  });

  it.each<[string, string[]]>([
    ['452 pix', ['#score', 'pix']],
    ['512 pix', ['#score', 'pix']],
    ['12/20', ['#grade', '/', '#grade']],
    ['0', ['#grade']],
    ['20,5', ['#score']],
    ['410.5', ['#score']],
    ['1100', ['#score']],
    ['salle 1101', ['salle', '#big', '1101']],
    ['moodle 9188', ['moodle', '#big', '9188']],
    ['0612345678', ['#id']],
    ['452pix', ['#score', 'pix']],
  ])('name a number by its size: %j reads %j', (text, words) => {
    expect(wordsOf(text, NONE)).toEqual(words);
  });
});

describe('a stem', () => {
  it.each([
    ['certification', 'certifications'],
    ['valide', 'valider', 'validation', 'validée'],
    ['examen', 'examens'],
    ['compte', 'comptes'],
    ['niveau', 'niveaux'],
    ['score', 'scores'],
    ['points', 'pointes'],
    ['registered', 'registers'],
    ['question', 'questionn'],
  ])('is shared by %s and its kin', (...words) => {
    expect(new Set(words.map((word) => stemOf(level(word)))).size).toBe(1);
  });

  it('keeps at least three letters, and the beginning of the word', () => {
    for (const word of ['pix', 'ou', 'exam', 'examens', 'issements', 'ententes', 'balle', 'certifications']) {
      const stem = stemOf(word);
      expect(word.startsWith(stem)).toBe(true);
      expect(stem.length).toBeGreaterThanOrEqual(Math.min(word.length, 3));
    }
  });

  it('tells words apart that share no kin', () => {
    const words = ['examen', 'compte', 'niveau', 'profil', 'salle', 'score', 'date', 'code', 'mail'];
    expect(new Set(words.map(stemOf)).size).toBe(words.length);
  });
});
