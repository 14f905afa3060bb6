import { describe, expect, it } from 'vitest';
import { readPhrasings } from '../../src/understand/phrasings.ts';
import { type Fault, FaultyError } from '../../src/yaml.ts';
import { folderOf } from './folder.ts';

/** A small folder without a fault. */
const WHOLE: Readonly<Record<string, string>> = {
  'exam.yaml': `exam.where:
  fr: ["où est l'examen", "la salle ?"]
  en: ["where is the exam"]
exam.when:
  fr: ["quand est l'examen"]
`,
  'none.yaml': `none:
  weather:
    fr: ["quel temps fait-il"]
    en: ["will it rain"]
`,
  'lexicon.yaml': `abbreviations:
  fr: {cb: combien, "2m1": demain}
concepts:
  place:
    fr: [salle, lieu]
    en: [room]
`,
  'topics.yaml': `exam.where: {fr: "la salle", en: "the room"}
`,
  'follow-ups/exam.yaml': `- after: exam.where
  means: exam.when
  fr: ["et quand ?"]
  en: ["and when?"]
`,
};

/** Where a fault is expected stands this mark, which is not written. */
const MARK = '§';

/** The text without its mark, and line and column of the mark, counted from 1. */
function marked(text: string): { text: string; line: number; column: number } {
  const lines = text.slice(0, text.indexOf(MARK)).split('\n');
  return { text: text.replace(MARK, ''), line: lines.length, column: (lines.at(-1) as string).length + 1 };
}

function faultsOf(files: Readonly<Record<string, string>>): readonly Fault[] {
  try {
    read(files);
    return [];
  } catch (error) {
    if (error instanceof FaultyError) return error.faults;
    throw error;
  }
}

const read = (files: Readonly<Record<string, string>>) => readPhrasings(folderOf({ ...WHOLE, ...files }));

describe('a folder without a fault', () => {
  it('is read whole: examples, refusals in their groups, follow-ups behind their answers', () => {
    const { examples } = read({});
    expect(examples).toHaveLength(8);
    expect(examples).toContainEqual({ text: 'la salle ?', lang: 'fr', intent: 'exam.where' });
    expect(examples).toContainEqual({ text: 'will it rain', lang: 'en', intent: 'none', group: 'weather' });
    expect(examples).toContainEqual({ text: 'and when?', lang: 'en', intent: 'exam.when', before: 'exam.where' });
  });

  it('gives short forms per language, concepts over all languages, and topics', () => {
    const { abbreviations, concepts, topics } = read({});
    expect(abbreviations).toEqual({ fr: { cb: 'combien', '2m1': 'demain' } });
    expect(concepts).toEqual({ place: ['salle', 'lieu', 'room'] });
    expect(topics).toEqual({ 'exam.where': { fr: 'la salle', en: 'the room' } });
  });

  it('is read the same every time, in the order of its files', () => {
    const folder = folderOf({ ...WHOLE, 'account.yaml': 'account.create: {fr: [créer un compte]}\n' });
    expect(readPhrasings(folder)).toEqual(readPhrasings(folder));
    expect(readPhrasings(folder).examples[0]?.intent).toBe('account.create');
  });

  it('may hold files that are no phrasings', () => {
    expect(read({ 'README.md': '# Phrasings', 'exam.txt': ': : :' }).examples).toHaveLength(8);
  });
});

describe('a fault is named by file, line and column:', () => {
  it.each<[string, string, string, RegExp]>([
    ['broken YAML', 'exam.yaml', 'exam.where:\n  fr: ["où"\n  §en: ["where"]\n', /not valid YAML/],
    ['a quote that is never closed', 'exam.yaml', 'exam.where:\n  fr: ["où est l\'examen]\n§', /not valid YAML/],
    [
      'an intent named twice',
      'exam.yaml',
      'exam.where:\n  fr: ["où"]\n§exam.where:\n  fr: ["la salle"]\n',
      /not valid YAML.*unique/,
    ],
    ['an intent without a topic', 'exam.yaml', 'where:\n  §fr: ["où"]\n', /an intent is called topic\.name/],
    ['a language that is none', 'exam.yaml', 'exam.where:\n  french: §["où"]\n', /a language is two small letters/],
    ['an empty example', 'exam.yaml', 'exam.where:\n  fr: ["où", §""]\n', /must not be empty: write it, or remove the line/],
    ['an example of blanks', 'exam.yaml', 'exam.where:\n  fr:\n    - où\n    - §"   "\n', /must not be empty/],
    ['a forgotten example', 'exam.yaml', 'exam.where:\n  fr:\n    - où\n    -§\n', /expected string/i],
    ['a number for an example', 'exam.yaml', 'exam.where:\n  fr: ["où", §452]\n', /expected string/i],
    ['an example that is no list', 'exam.yaml', 'exam.where:\n  fr: §"où"\n', /expected array/i],
    ['no example at all', 'exam.yaml', 'exam.where:\n  fr: §[]\n', />=1/],
    ['an intent without languages', 'exam.yaml', 'exam.where: §"où"\n', /expected record/i],
    ['an empty file', 'exam.yaml', '§', /expected record/i],
    ['a list for a file', 'exam.yaml', '§- où\n', /expected record/i],
    ['refusals without "none"', 'none.yaml', '§weather:\n  fr: ["il pleut"]\n', /none/],
    ['something beside "none"', 'none.yaml', 'none:\n  a: {fr: ["il pleut"]}\nnope: §{}\n', /nope/],
    ['a group without languages', 'none.yaml', 'none:\n  weather: §["il pleut"]\n', /expected record/i],
    ['a group with an empty example', 'none.yaml', 'none:\n  weather:\n    fr: ["il pleut", §""]\n', /must not be empty/],
    ['a lexicon without concepts', 'lexicon.yaml', '§abbreviations: {fr: {cb: combien}}\n', /concepts/],
    ['a lexicon with more than it holds', 'lexicon.yaml', 'abbreviations: {}\nconcepts: {}\nwords: §{}\n', /words/],
    ['a concept without languages', 'lexicon.yaml', 'abbreviations: {}\nconcepts:\n  place: §[salle]\n', /expected record/i],
    ['an empty topic', 'topics.yaml', 'exam.where: {fr: §""}\n', />=1/],
    ['a topic of no intent', 'topics.yaml', 'where: §{fr: "la salle"}\n', /an intent is called topic\.name/],
    ['a follow-up to nothing', 'follow-ups/exam.yaml', '- §means: exam.when\n  fr: ["et quand ?"]\n', /after/],
    ['a follow-up that means nothing', 'follow-ups/exam.yaml', '- §after: exam.where\n  fr: ["et quand ?"]\n', /means/],
    [
      'a follow-up to what is no intent',
      'follow-ups/exam.yaml',
      '- after: §where\n  means: exam.when\n',
      /an intent is called topic\.name/,
    ],
    ['follow-ups that are no list', 'follow-ups/exam.yaml', '§after: exam.where\nmeans: exam.when\n', /expected array/i],
    ['an empty follow-up', 'follow-ups/exam.yaml', '- after: exam.where\n  means: exam.when\n  fr: [§""]\n', /must not be empty/],
  ])('%s', (_, name, source, what) => {
    const { text, ...where } = marked(source);
    const faults = faultsOf({ [name]: text });
    expect(faults[0]).toEqual({ file: `intents/${name}`, ...where, what: expect.stringMatching(what) });
  });

  it('all of them, in all files, at once', () => {
    const faults = faultsOf({
      'exam.yaml': 'exam.where: {fr: [""], xxx: ["a"]}\n',
      'none.yaml': 'none: []\n',
      'follow-ups/exam.yaml': '- {}\n',
      'topics.yaml': 'a: [',
    });
    expect(new Set(faults.map(({ file }) => file))).toEqual(
      new Set(['intents/exam.yaml', 'intents/none.yaml', 'intents/follow-ups/exam.yaml', 'intents/topics.yaml']),
    );
    expect(faults.filter(({ file }) => file === 'intents/exam.yaml')).toHaveLength(2);
    for (const { line, column, what } of faults) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(column).toBeGreaterThanOrEqual(1);
      expect(what.length).toBeGreaterThan(5);
    }
  });
});
