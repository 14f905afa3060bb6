import { describe, expect, it } from 'vitest';
import { createExtract, createWalk, KIND_WEIGHTS } from '../../src/understand/features.ts';
import { createLexicon, NO_LEXICON } from '../../src/understand/lexicon.ts';

const KINDS = Object.keys(KIND_WEIGHTS);
const lexicon = createLexicon({
  place: ['salle', 'room', 'adress*'],
  register: ["s'inscrire", 'inscri*', 'sign up'],
  date: ['quand', 'quel jour'],
});
const extract = createExtract(lexicon);

const of = (text: string, kind: string, before: string[] = []) =>
  extract(text.split(' ').filter(Boolean), before)[KINDS.indexOf(kind)] as readonly number[];

describe('the features of a text', () => {
  it('stand kind by kind, in the order of their weights', () => {
    expect(extract(['salle'], []).length).toBe(KINDS.length);
  });

  it('are the same for the same words, whatever was asked before', () => {
    const first = extract(['ou', 'est', 'la', 'salle']);
    extract(['quand']);
    expect(extract(['ou', 'est', 'la', 'salle'])).toEqual(first);
    expect(createExtract(lexicon)(['ou', 'est', 'la', 'salle'])).toEqual(first);
  });

  it('are handed on as their places in a vocabulary, word by word as if each had been looked up, the unknown ones left out', () => {
    const find = (hash: number) => (hash % 3 === 0 ? -1 : Math.abs(hash % 1000));
    const walk = createWalk(lexicon, find);
    for (const text of ['ou est la salle', 'la salle est ou', 'sign up quel jour', 'la salle est ou']) {
      const found: number[][] = KINDS.map(() => []);
      const add = (id: number, kind: number) => void found[kind]?.push(id);
      walk.words(text.split(' '), add);
      walk.behind(['exam.where'], add);
      const expected = extract(text.split(' '), ['exam.where']).map((hashes) => hashes.map(find).filter((id) => id >= 0));
      expect(found).toEqual(expected);
    }
  });

  it('share stems where words share them, and keep their forms apart', () => {
    expect(of('examens', 'stems')).toEqual(of('examen', 'stems'));
    expect(of('examens', 'forms')).not.toEqual(of('examen', 'forms'));
  });

  it('hold the order of words in pairs alone', () => {
    const sorted = (features: readonly number[]) => [...features].sort((a, b) => a - b);
    for (const kind of ['stems', 'forms', 'grams']) expect(sorted(of('ou salle', kind))).toEqual(sorted(of('salle ou', kind)));
    expect(sorted(of('ou salle', 'bigrams'))).not.toEqual(sorted(of('salle ou', 'bigrams')));
  });

  it('hold more of the same letters the nearer two words are', () => {
    const shared = (a: string, b: string) => of(a, 'grams').filter((gram) => of(b, 'grams').includes(gram)).length;
    expect(shared('certification', 'certificaton')).toBeGreaterThan(shared('certification', 'compte'));
  });

  it.each([
    ['salle', 'room'],
    ['adresse', 'salle'],
    ['inscription', 'inscrire'],
    ['sign up', 'inscription'],
    ['quand', 'quel jour'],
  ])('are one concept for %j and %j', (one, other) => {
    expect(of(one, 'concepts').length).toBe(1);
    expect(of(other, 'concepts')).toEqual(of(one, 'concepts'));
  });

  it('hold no concept for a word that only begins like one, nor for half a phrase', () => {
    expect(of('sign the big book', 'concepts')).toEqual([]);
    expect(of('quel', 'concepts')).toEqual([]);
  });

  it('pair the concepts of a text, each pair once', () => {
    expect(of('salle', 'pairs')).toEqual([]);
    expect(of('salle quand', 'pairs').length).toBe(1);
    expect(of('quand salle', 'pairs')).toEqual(of('salle quand', 'pairs'));
    expect(of('salle quand inscription', 'pairs').length).toBe(3);
  });

  it('hold the answer before only where there is one', () => {
    expect(of('et quand', 'before')).toEqual([]);
    expect(of('et quand', 'beforeStems')).toEqual([]);
    expect(of('et quand', 'before', ['exam.where']).length).toBeGreaterThan(0);
    expect(of('et quand', 'beforeStems', ['exam.where'])).not.toEqual(of('et quand', 'beforeStems', ['exam.when']));
    expect(of('et quand', 'stems', ['exam.where'])).toEqual(of('et quand', 'stems'));
  });

  it('are whole 32-bit numbers', () => {
    expect(
      extract(['salle'])
        .flat()
        .every((hash) => Number.isInteger(hash) && Math.abs(hash) < 2 ** 32),
    ).toBe(true);
  });

  it('of no words hold nothing to learn from but that there are none', () => {
    expect(createExtract(NO_LEXICON)([]).flat().length).toBeLessThanOrEqual(1);
  });
});
