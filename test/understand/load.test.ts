import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cachedModel, learnModel, loadModel, modelKey } from '../../src/understand/load.ts';
import { type Learn, type Model, train } from '../../src/understand/model.ts';
import { readPhrasings } from '../../src/understand/phrasings.ts';
import { saveModel } from '../../src/understand/saved.ts';
import { FaultyError } from '../../src/yaml.ts';
import { folderOf } from './folder.ts';

const FILES: Readonly<Record<string, string>> = {
  'exam.yaml': `exam.where:
  fr: ["où est l’examen", "dans quelle salle passe-t-on la certification", "l’adresse du bâtiment où aller"]
exam.when:
  fr: ["quand est l’examen", "à quelle date aura lieu la certification", "le jour et l’heure de mon passage"]
`,
  'none.yaml': 'none:\n  weather:\n    fr: ["il pleut", "il neige"]\n',
  'lexicon.yaml': 'abbreviations: {}\nconcepts: {}\n',
  'topics.yaml': '{}\n',
  'follow-ups/exam.yaml': '[]\n',
};
const same = (a: Model | undefined, b: Model | undefined) =>
  a !== undefined && b !== undefined && saveModel(a).equals(saveModel(b));
const modelsIn = (cache: string) => readdirSync(cache).filter((name) => name.endsWith('.bin'));

/** Stands where nothing must be learnt. */
const mustNotLearn: Learn = () => {
  throw new Error('a model was learnt that was there already');
};

describe('a model that was never learnt', () => {
  it('is learnt and saved, in a folder that is made for it', () => {
    const intents = folderOf(FILES);
    const cache = join(folderOf(), 'a', 'b');
    const model = loadModel(intents, cache);
    expect(same(model, train(readPhrasings(intents)))).toBe(true);
    expect(modelsIn(cache)).toEqual([`model-${modelKey(intents)}.bin`]);
    expect(readdirSync(cache)).toHaveLength(1);
  });

  it('is not learnt from a faulty folder: every fault is thrown, and nothing saved', () => {
    const intents = folderOf({ ...FILES, 'exam.yaml': 'exam.where: {fr: [""]}\n', 'none.yaml': 'none: []\n' });
    const cache = folderOf();
    expect(() => loadModel(intents, cache)).toThrow(FaultyError);
    expect(() => loadModel(intents, cache)).toThrow(/intents\/exam\.yaml:1:19.*\n.*intents\/none\.yaml:1:7/);
    expect(modelsIn(cache)).toEqual([]);
  });
});

describe('a saved model', () => {
  const intents = folderOf(FILES);
  const cache = folderOf();
  const first = loadModel(intents, cache);
  const path = join(cache, `model-${modelKey(intents)}.bin`);

  it('is used again, and nothing learnt', () => {
    expect(same(loadModel(intents, cache, mustNotLearn), first)).toBe(true);
    expect(same(cachedModel(cache, modelKey(intents)), first)).toBe(true);
  });

  it('is used for another folder of the same phrasings', () => {
    expect(same(loadModel(folderOf(FILES), cache, mustNotLearn), first)).toBe(true);
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['cut off in its head', (bytes: Buffer) => bytes.subarray(0, 100)],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('<html>not a model</html>')],
  ])('that is %s is learnt again, and mended', (_, spoil) => {
    writeFileSync(path, spoil(saveModel(first)));
    expect(cachedModel(cache, modelKey(intents))).toBeUndefined();
    expect(same(loadModel(intents, cache), first)).toBe(true);
    expect(same(loadModel(intents, cache, mustNotLearn), first)).toBe(true);
  });

  it('is not used once the phrasings have changed, and is back when they are', () => {
    const changing = folderOf(FILES);
    writeFileSync(join(changing, 'exam.yaml'), `${FILES['exam.yaml']}exam.register:\n  fr: ["je m’inscris"]\n`);
    expect(modelKey(changing)).not.toBe(modelKey(intents));
    expect(loadModel(changing, cache).intents).toContain('exam.register');
    writeFileSync(join(changing, 'exam.yaml'), FILES['exam.yaml'] as string);
    expect(same(loadModel(changing, cache, mustNotLearn), first)).toBe(true);
  });

  it('is undefined where there is none', () => {
    expect(cachedModel(cache, '0123456789abcdef')).toBeUndefined();
    expect(cachedModel(join(cache, 'nowhere'), modelKey(intents))).toBeUndefined();
  });
});

describe('the key of a folder', () => {
  const key = modelKey(folderOf(FILES));

  it('is short, and fit for a file name', () => {
    expect(key).toMatch(/^[0-9a-f]{16,64}$/);
  });

  it.each<[string, Record<string, string>]>([
    ['a changed word', { 'exam.yaml': (FILES['exam.yaml'] as string).replace('salle', 'pièce') }],
    ['a new file', { 'account.yaml': 'account.create: {fr: ["créer"]}\n' }],
    ['a changed follow-up', { 'follow-ups/exam.yaml': '- {after: exam.where, means: exam.when, fr: ["et quand"]}\n' }],
    [
      'texts that moved to another file',
      { 'exam.yaml': FILES['topics.yaml'] as string, 'topics.yaml': FILES['exam.yaml'] as string },
    ],
  ])('changes with %s', (_, changed) => {
    expect(modelKey(folderOf({ ...FILES, ...changed }))).not.toBe(key);
  });

  it('does not change with what is no phrasing', () => {
    expect(modelKey(folderOf({ ...FILES, 'README.md': '# Phrasings', 'exam.yaml~': 'x' }))).toBe(key);
  });
});

describe('a cache that can not be written', () => {
  it('is no fault when a file stands where its folder should', () => {
    const intents = folderOf(FILES);
    const cache = join(folderOf({ file: 'in the way' }), 'file', 'models');
    expect(same(loadModel(intents, cache), train(readPhrasings(intents)))).toBe(true);
    expect(same(loadModel(intents, cache), train(readPhrasings(intents)))).toBe(true);
  });

  it('is no fault when a folder stands where the model should', () => {
    const intents = folderOf(FILES);
    const cache = folderOf({ [`model-${modelKey(intents)}.bin/in-the-way`]: '' });
    expect(same(loadModel(intents, cache), train(readPhrasings(intents)))).toBe(true);
  });
});

it('only the newest few models are kept, and nothing else is touched', () => {
  const cache = folderOf({ 'notes.txt': 'mine', 'model-xyz.bin': 'mine too' });
  const keys = ['a1', 'b2', 'c3', 'd4', 'e5'];
  const intents = folderOf(FILES);
  for (const [age, key] of keys.entries()) {
    learnModel(intents, cache, key);
    // Times of files are too coarse to tell these apart.
    utimesSync(join(cache, `model-${key}.bin`), 1000 + age, 1000 + age);
  }
  learnModel(intents, cache, 'f6');
  const left = readdirSync(cache);
  expect(left).toContain('notes.txt');
  expect(left).toContain('model-xyz.bin');
  expect(left.filter((name) => /^model-[0-9a-f]+\.bin$/.test(name)).sort()).toEqual([
    'model-d4.bin',
    'model-e5.bin',
    'model-f6.bin',
  ]);
});
