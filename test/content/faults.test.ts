import { describe, expect, it } from 'vitest';
import { loadContent, type Needs } from '../../src/content.ts';
import { folderOf, MARK, markIn } from '../folder.ts';
import { contentOf, faultsOf, NO_NEEDS, WHOLE } from './folder.ts';

type Case = { fault: string; file: string; text: string; says: RegExp; needs?: Needs };

/** A passage of a file of WHOLE, replaced by one that is at fault at its mark. */
function broken(fault: string, file: string, from: string | RegExp, to: string, says: RegExp, needs?: Needs): Case {
  const whole = WHOLE[file] as string;
  const text = whole.replace(from, to);
  if (text === whole) throw new Error(`${file} does not hold ${from}`);
  return { fault, file, text, says, needs };
}

const SKILL: Needs = { ...NO_NEEDS, texts: { 'exam.where': ['ask'] } };

const CASES: Case[] = [
  // YAML and shape
  broken('broken YAML', 'exam.yaml', 'choices: [exam.when]', 'choices: [exam.when\n§exam.what:', /not valid YAML/),
  broken('a name twice in a file', 'facts.yaml', 'mail:', '§place:', /not valid YAML: .*unique/i),
  broken(
    'an unknown field',
    'calendar.yaml',
    '  every: 11-15\n',
    '  every: 11-15\n  evry: §11-15\n',
    /evry: nothing here is called that/,
  ),
  broken('an id that is none', 'exam.yaml', 'exam.where:\n  title: {', 'Exam where:\n  §title: {', /topic\.name/),
  broken('an unknown field of an answer', 'exam.yaml', 'choices: [exam.when]', 'choises: §[exam.when]', /choises: nothing here/),
  broken('an empty text', 'exam.yaml', `title: {fr: "Où ?"`, `title: {fr: §""`, /empty/),
  broken(
    'a fact that neither stands nor has years',
    'facts.yaml',
    '  value: {fr: "à Strasbourg", en: "in Strasbourg"}\n  confirmed: 2023-2024',
    '  §value: {fr: "à Strasbourg", en: "in Strasbourg"}',
    /`value` and `confirmed`/,
  ),
  broken(
    'too many choices',
    'exam.yaml',
    'choices: [exam.when]',
    'choices: §[exam.when, exam.when, exam.when, exam.when]',
    /at most three/,
  ),
  broken(
    'an empty text in a part',
    'exam.yaml',
    `fr: "C'est **{place}**."`,
    `fr: §""`,
    /^exam\.where › answer › 0 › fr: this text is empty/,
  ),
  broken(
    'an empty text in a state',
    'exam.yaml',
    `passed: {fr: "Ateliers finis."`,
    `passed: {fr: §""`,
    /^exam\.when › answer › 1 › passed › fr: this text is empty/,
  ),
  broken(
    'an answer without text',
    'exam.yaml',
    / {2}answer:\n {4}- semester: 1[\s\S]*? {2}choices/,
    '  answer: §[]\n  choices',
    /Too small/,
  ),
  broken("a fact's year that is none", 'facts.yaml', '2023-2024: OLD', '23-24: §OLD', /academic year is written/),
  broken('a source that is no address', 'facts.yaml', 'confirmed: 2024-2025', 'source: §here', /address of the page/),
  // languages
  broken(
    'a title without a language',
    'exam.yaml',
    'title: {fr: "Où ?", en: "Where?"}',
    'title: §{fr: "Où ?"}',
    /"en" is missing/,
  ),
  broken(
    'a part without a language',
    'exam.yaml',
    `    - fr: "C'est **{place}**."\n      en: "It is **{place}**."`,
    `    - §fr: "C'est **{place}**."`,
    /"en" is missing/,
  ),
  broken(
    'a state without a language',
    'exam.yaml',
    'passed: {fr: "Ateliers finis.", en: "Classes are over."}',
    'passed: §{fr: "Ateliers finis."}',
    /"en" is missing/,
  ),
  broken(
    'a fact without a language',
    'facts.yaml',
    'value: {fr: "à Strasbourg", en: "in Strasbourg"}',
    'value: §{fr: "à Strasbourg"}',
    /"en" is missing/,
  ),
  broken('a yearly value without a language', 'facts.yaml', '2023-2024: OLD', '2023-2024: §{en: OLD}', /"fr" is missing/),
  broken(
    "a fact's name without a language",
    'facts.yaml',
    'what: {fr: "le code", en: "the code"}',
    'what: §{en: "the code"}',
    /"fr" is missing/,
  ),
  broken(
    "a date's name without a language",
    'calendar.yaml',
    'name: {fr: "ateliers", en: "classes"}',
    'name: §{fr: "ateliers"}',
    /"en" is missing/,
  ),
  broken(
    'a phrase without a language',
    'phrases.yaml',
    'confirmed: {fr: "Confirmé en {years}.", en: "Confirmed in {years}."}',
    'confirmed: §{fr: "Confirmé en {years}."}',
    /"en" is missing/,
  ),
  // quotes
  broken('an unknown fact', 'exam.yaml', `fr: "C'est **{place}**."`, `fr: §"C'est **{plaice}**."`, /\{plaice\} is not known/),
  broken(
    'an unknown aspect of a fact',
    'exam.yaml',
    `fr: "C'est **{place}**."`,
    `fr: §"C'est **{place.day}**."`,
    /\{place\.day\} is not known/,
  ),
  broken(
    'a name that every object inherits',
    'exam.yaml',
    `fr: "C'est **{place}**."`,
    `fr: §"C'est **{toString}**."`,
    /\{toString\} is not known/,
  ),
  broken(
    'an unknown fact in a phrase',
    'phrases.yaml',
    '"Confirmé en {years}."',
    '§"Confirmé en {years} par {mail.cel}."',
    /\{mail\.cel\} is not known/,
  ),
  broken(
    'a yearly fact without a caution for later years',
    'exam.yaml',
    / {4}- now: \{fr: "Le code.*\n.*\n/,
    '    - §fr: "Le code est {code}."\n      en: "The code is {code}."\n',
    /write `now` and `past`/,
  ),
  broken(
    'a stated yearly fact without its past',
    'exam.yaml',
    / {4}- now: (\{fr: "Le code.*)\n.*\n/,
    '    - §now: $1\n',
    /write `now` and `past`/,
  ),
  broken(
    'a dated period without its past',
    'exam.yaml',
    / {4}- semester: 2\n(.*\n.*\n).*\n/,
    '    - §semester: 2\n$1',
    /write `now` and `past`/,
  ),
  broken(
    'facts of different years in one part',
    'exam.yaml',
    / {4}- now: (\{fr: "Le code est \{code\})/,
    '    - §now: $1 {classes}',
    /different years/,
  ),
  // Markdown and links
  broken('a heading', 'exam.yaml', `fr: "C'est **{place}**."`, `fr: §"# C'est **{place}**."`, /"heading" is not used/),
  broken('HTML', 'exam.yaml', `fr: "C'est **{place}**."`, `fr: §"C'est <b>{place}</b>."`, /"html" is not used/),
  broken(
    'an image',
    'exam.yaml',
    `fr: "C'est **{place}**."`,
    `fr: §"![{place}](https://example.fr/a.png)"`,
    /"image" is not used/,
  ),
  broken(
    'a link that is none',
    'exam.yaml',
    `fr: "C'est **{place}**."`,
    `fr: §"C'est [{place}](www.example.fr)."`,
    /"www\.example\.fr" is no link/,
  ),
  broken(
    'a link without TLS',
    'exam.yaml',
    `fr: "C'est **{place}**."`,
    `fr: §"C'est [{place}](http://example.fr)."`,
    /is no link/,
  ),
  broken(
    'a mail link to no address',
    'exam.yaml',
    'fr: "Écrivez à [{mail}](mailto:{mail})."',
    'fr: §"Écrivez à [{mail}](mailto:{code})."',
    /"mailto:NEW" is no link|different/,
  ),
  // calendar
  broken('a day that does not exist', 'calendar.yaml', 'every: 11-15', 'every: §11-31', /exist in every year/),
  broken('29 February as a yearly rule', 'calendar.yaml', 'every: 11-15', 'every: §02-29', /exist in every year/),
  broken(
    'a period that ends before it starts',
    'calendar.yaml',
    '2024-02-26/2024-04-12',
    '§2024-04-12/2024-02-26',
    /end not before its start/,
  ),
  broken(
    'a date outside its year',
    'calendar.yaml',
    '2024-02-26/2024-04-12',
    '§2024-02-26/2024-09-01',
    /2024-09-01 does not lie in the academic year 2023-2024/,
  ),
  broken('a year that is none', 'calendar.yaml', 'confirmed: [2023-2024]', 'confirmed: [§2023-2025]', /academic year is written/),
  broken(
    'a date with neither rule nor years',
    'calendar.yaml',
    '  name: {fr: "date limite", en: "deadline"}\n  semester: 1\n  kind: deadline\n  every: 11-15\n',
    '  §name: {fr: "date limite", en: "deadline"}\n  semester: 1\n  kind: deadline\n',
    /give `every`/,
  ),
  broken(
    'a date of an unknown answer',
    'calendar.yaml',
    'confirmed: [2023-2024]\n  intent: exam.when',
    'confirmed: [2023-2024]\n  intent: §exam.whn',
    /no answer is called "exam\.whn"/,
  ),
  broken('one name for a fact and a date', 'calendar.yaml', 'classes:\n  name', 'code:\n  §name', /also a fact/),
  // scale
  broken('a scale that does not start at 0', 'grades.yaml', '[0, 0]', '§[10, 0]', /start with \[0, 0\]/),
  broken('a scale that does not end at 20', 'grades.yaml', '[200, 20]', '§[200, 19.5]', /end with the grade 20/),
  broken('a score that does not rise', 'grades.yaml', '[100, 10]', '[100, 10]\n    - §[100, 11]', /does not rise/),
  broken('a grade that does not rise', 'grades.yaml', '[100, 10]', '[100, 10]\n    - §[150, 9.5]', /does not rise/),
  broken('a grade that is no half', 'grades.yaml', '[100, 10]', '[100, §10.3]', /0\.5/),
  // choices and answers
  broken('an unknown choice', 'exam.yaml', 'choices: [exam.when]', 'choices: [§exam.whn]', /no answer is called "exam\.whn"/),
  broken('an answer that offers itself', 'exam.yaml', 'choices: [exam.when]', 'choices: [§exam.where]', /must not offer itself/),
  {
    fault: 'an answer in two files',
    file: 'more.yaml',
    text: 'exam.where:\n  §title: {fr: "Où ?", en: "Where?"}\n  answer:\n    - {fr: "Ici.", en: "Here."}\n',
    says: /already answered in content\/exam\.yaml/,
  },
  broken(
    "a skill's missing text",
    'exam.yaml',
    'exam.where:\n  title',
    'exam.where:\n  §title',
    /the text "ask" is missing/,
    SKILL,
  ),
  broken(
    'texts that no skill uses',
    'exam.yaml',
    / {2}answer:\n {4}- fr: "C'est[\s\S]*? {2}choices/,
    '  texts:\n    §ask: {fr: "Quoi ?", en: "What?"}\n  choices',
    /no skill of the program uses/,
  ),
  {
    fault: 'a missing phrase',
    file: 'phrases.yaml',
    text: `§${WHOLE['phrases.yaml']}`,
    says: /the phrase "error" is missing/,
    needs: { ...NO_NEEDS, phrases: ['error'] },
  },
];

describe('content at fault', () => {
  it.each(CASES)('names the place of $fault', ({ file, text, says, needs }) => {
    const faults = faultsOf(() => contentOf({ [file]: text }, '2026-10-01', needs));
    const found = faults.filter(({ what }) => says.test(what));
    expect(faults.map(({ what }) => what).join('\n')).toMatch(says);
    if (text.includes(MARK))
      expect(found.map(({ file: at, line, column }) => ({ file: at, line, column }))).toContainEqual({
        file: `content/${file}`,
        ...markIn(text),
      });
  });

  it('names a file that is missing', () => {
    const { 'grades.yaml': _, ...files } = WHOLE;
    expect(faultsOf(() => loadContent(folderOf(files), {}, NO_NEEDS, '2026-10-01'))).toEqual([
      { file: 'content/grades.yaml', line: 1, column: 1, what: 'this file is missing: restore it' },
    ]);
  });

  it('names an answer that a skill lacks', () => {
    const faults = faultsOf(() => contentOf({}, '2026-10-01', { ...NO_NEEDS, texts: { 'exam.how': [] } }));
    expect(faults.map(({ what }) => what)).toEqual(['no file answers "exam.how", which the program has a skill for: add it']);
  });

  it('names every fault, not only the first', () => {
    const { text } = broken('', 'exam.yaml', `fr: "C'est **{place}**."`, `fr: "C'est {one} et {two}."`, /./);
    expect(faultsOf(() => contentOf({ 'exam.yaml': text.replace('[exam.when]', '[exam.why]') }))).toHaveLength(3);
  });
});

it('asks for every text in a language that a phrase announces, and takes it once it is whole', () => {
  const inGerman = (text: string) =>
    text.replace(/(, |\n( +))en: ("[^"]*")/g, (all, before: string, _, value: string) => `${all}${before}de: ${value}`);
  const announced = inGerman(WHOLE['phrases.yaml'] as string);
  const faults = faultsOf(() => contentOf({ 'phrases.yaml': announced }));
  expect(faults.length).toBeGreaterThan(10);
  expect(new Set(faults.map(({ what }) => what))).toEqual(new Set(['the text in "de" is missing: add it']));
  const whole = Object.fromEntries(Object.entries(WHOLE).map(([name, text]) => [name, inGerman(text)]));
  expect(contentOf(whole).langs).toEqual(['fr', 'en', 'de']);
});

it('finds no fault in whole content, on any day', () => {
  for (const today of ['2020-01-01', '2023-09-01', '2024-02-29', '2026-10-01', '2099-12-31'])
    expect(faultsOf(() => contentOf({}, today))).toEqual([]);
});
