import { type Content, loadContent, type Needs } from '../../src/content.ts';
import { type Fault, FaultyError } from '../../src/yaml.ts';
import { folderOf } from '../folder.ts';

/** A small content without a fault: a standing fact, a yearly one, a yearly rule, a dated period, a scale, two answers. */
export const WHOLE: Readonly<Record<string, string>> = {
  'facts.yaml': `place:
  value: {fr: "à Strasbourg", en: "in Strasbourg"}
  confirmed: 2023-2024
mail:
  value: cell@example.fr
  confirmed: 2024-2025
code:
  years:
    2023-2024: OLD
    2025-2026: NEW
  what: {fr: "le code", en: "the code"}
`,
  'calendar.yaml': `deadline:
  name: {fr: "date limite", en: "deadline"}
  semester: 1
  kind: deadline
  every: 11-15
  confirmed: [2023-2024]
  intent: exam.when
classes:
  name: {fr: "ateliers", en: "classes"}
  semester: 2
  kind: period
  years: {2023-2024: 2024-02-26/2024-04-12}
  intent: exam.when
`,
  'grades.yaml': `years:
  2023-2024:
    - [0, 0]
    - [100, 10]
    - [200, 20]
`,
  'phrases.yaml': `toConfirm: {fr: "(à confirmer)", en: "(to be confirmed)"}
confirmed: {fr: "Confirmé en {years}.", en: "Confirmed in {years}."}
`,
  'exam.yaml': `exam.where:
  title: {fr: "Où ?", en: "Where?"}
  answer:
    - fr: "C'est **{place}**."
      en: "It is **{place}**."
    - now: {fr: "Le code est {code}.", en: "The code is {code}."}
      past: {fr: "Le code de {code.year} était {code}.", en: "The code of {code.year} was {code}."}
  choices: [exam.when]
exam.when:
  title: {fr: "Quand ?", en: "When?"}
  answer:
    - semester: 1
      now: {fr: "Avant le {deadline}.", en: "By {deadline}."}
      passed: {fr: "Passé ; ensuite le {deadline.next}.", en: "Passed; next {deadline.next}."}
    - semester: 2
      now: {fr: "Ateliers {classes}.", en: "Classes {classes}."}
      passed: {fr: "Ateliers finis.", en: "Classes are over."}
      past: {fr: "Derniers ateliers {classes}.", en: "Last classes {classes}."}
    - fr: "Écrivez à [{mail}](mailto:{mail})."
      en: "Write to [{mail}](mailto:{mail})."
  choices: [exam.where]
`,
};

export const NO_NEEDS: Needs = { langs: ['fr', 'en'], texts: {}, phrases: [] };

/** Reads a content folder made of WHOLE with some files changed. */
export function contentOf(files: Readonly<Record<string, string>> = {}, today = '2026-10-01', needs = NO_NEEDS): Content {
  return loadContent(folderOf({ ...WHOLE, ...files }), {}, needs, today);
}

/** The faults that reading throws; none when it does not. */
export function faultsOf(read: () => unknown): readonly Fault[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof FaultyError) return error.faults;
    throw error;
  }
}
