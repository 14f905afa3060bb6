import { describe, expect, it } from 'vitest';
import { createClassifier, createReader, type Ranking } from '../../src/understand/classify.ts';
import { type Model, train } from '../../src/understand/model.ts';
import { readModel, saveModel } from '../../src/understand/saved.ts';
import { PHRASINGS, STANDING, toyModel } from './toy.ts';

const model = toyModel();

function rankerOf(of: Model): (text: string, lang?: string, before?: string[]) => Ranking {
  const read = createReader(of);
  const classify = createClassifier(of);
  return (text, lang = 'fr', before = []) => classify(read(text, lang).words, before);
}
const rank = rankerOf(model);

describe('a model', () => {
  it('takes nearly every one of its examples for what it is', () => {
    const wrong = STANDING.filter(({ text, lang, intent }) => rank(text, lang)[0]?.intent !== intent);
    expect(wrong.length).toBeLessThanOrEqual(2);
  });

  it('ranks each intent once, the likeliest first, by shares of one', () => {
    const ranking = rank("c'est où l'examen");
    expect(new Set(ranking.map(({ intent }) => intent)).size).toBe(ranking.length);
    expect(ranking.every(({ intent }) => model.intents.includes(intent))).toBe(true);
    expect(ranking.map(({ p }) => p)).toEqual(ranking.map(({ p }) => p).sort((a, b) => b - a));
    // What is next to impossible is left out.
    expect(ranking.reduce((sum, { p }) => sum + p, 0)).toBeCloseTo(1, 2);
  });

  it.each([
    ['C EST OU L EXAMEN', 'exam.where'],
    ['ou a lieu lexamen', 'exam.where'],
    ['quand a lieu l’exmaen', 'exam.when'],
    ['dans quele sale se pase la certificaton', 'exam.where'],
    ['cb de points pour avoir la moyenne', 'grade.target'],
  ])('does not mind how it is written: %j is %s', (text, intent) => {
    expect(rank(text)[0]?.intent).toBe(intent);
  });

  it('takes a follow-up for what it means behind the answer before', () => {
    expect(rank('et quand ?', 'fr', ['exam.where'])[0]?.intent).toBe('exam.when');
  });

  it('has no words for a text of unknown signs, and still ranks', () => {
    for (const text of ['', '???', 'жщ']) expect(rank(text).every(({ p }) => Number.isFinite(p))).toBe(true);
  });

  it('holds a class for each intent and each group of refusals', () => {
    expect(model.classes).toContain('exam.where');
    expect(model.classes).toContain('none/weather');
    expect(model.intents[model.classes.indexOf('none/weather')]).toBe('none');
  });

  it('is the same, to the byte, learnt twice from the same phrasings', () => {
    expect(saveModel(train(PHRASINGS)).equals(saveModel(model))).toBe(true);
  });
});

describe('a reader', () => {
  const read = createReader(model);

  it('writes short forms out in the language of the text, and repairs its words', () => {
    expect(read('cb de pionts pour la certificaton', 'fr').words).toEqual([
      'combien',
      'de',
      'points',
      'pour',
      'la',
      'certification',
    ]);
  });

  it('tells the language, or takes the hint where the text does not', () => {
    expect(read('where is the exam room', 'fr')).toMatchObject({ lang: 'en', told: true });
    expect(read('pix 452', 'fr')).toMatchObject({ lang: 'fr', told: false });
    expect(read('pix 452', 'en')).toMatchObject({ lang: 'en', told: false });
  });
});

describe('a saved model', () => {
  const bytes = saveModel(model);
  const texts = [
    ...STANDING.map(({ text, lang }) => [text, lang] as const),
    ['dans quele sale', 'fr'] as const,
    ['', 'fr'] as const,
  ];

  it('gives, read back, the same rankings', () => {
    const again = rankerOf(readModel(bytes) as Model);
    for (const [text, lang] of texts) {
      expect(again(text, lang)).toEqual(rank(text, lang));
      expect(again(text, lang, ['exam.where'])).toEqual(rank(text, lang, ['exam.where']));
    }
  });

  it('is, saved again, the same to the byte', () => {
    expect(saveModel(readModel(bytes) as Model).equals(bytes)).toBe(true);
  });

  it('is not read when it was cut off, wherever', () => {
    // A copy with memory of its own, as of a file that was read.
    const cutOff = (length: number) => Buffer.from(Uint8Array.from(bytes.subarray(0, length)).buffer);
    for (let length = 0; length < bytes.length; length += Math.ceil(bytes.length / 97))
      expect(readModel(cutOff(length))).toBeUndefined();
    expect(readModel(cutOff(bytes.length - 64))).toBeUndefined();
  });

  it('is not read when it is of another layout, or no model at all', () => {
    const start = bytes.indexOf('"layout":') + 9;
    const other = Buffer.from(bytes);
    other.write('0', start);
    expect(readModel(other)).toBeUndefined();
    expect(readModel(Buffer.from('not a model at all, but words'))).toBeUndefined();
    expect(readModel(Buffer.alloc(64, 255))).toBeUndefined();
  });
});
