import type { Semester } from '../types.ts';

// biome-ignore format: a table
const ORDINALS: Record<string, Semester> = {
  premier: 1, premiere: 1, premer: 1, prmier: 1, first: 1, second: 2, seconde: 2, secon: 2, deuxieme: 2, deuxiemme: 2, dexieme: 2,
  troisieme: 1, third: 1, quatrieme: 2, fourth: 2, autumn: 1, fall: 1, winter: 1, spring: 2, summer: 2, un: 1, one: 1, i: 1, ii: 2,
  automne: 1, hiver: 1, impair: 1, printemps: 2, ete: 2, pair: 2,
};
const SEMESTER_WORD = '(?:semestr?e|semetre|semester|semestr|semstre|smestre|term|sem)';
const JOINT = String.raw`\s*(?:et|ou|and|or|&|\/|-)\s*(?:l[ea]s?\s+|du\s+|au\s+|the\s+)?`;
const ORDINAL_BEFORE = String.raw`([1-6]|premiere?|premer|prmier|first|seconde?|secon|deuxiemm?e|dexieme|troisieme|quatrieme|third|fourth|autumn|fall|winter|spring|summer)(?:\s*(?:ere?|iere?|re|st|nde?|rd|th|de|e|i?eme|°|o))?`;
const ORDINAL_AFTER = String.raw`([1-6](?![\d/]|[.,]\d)|(?<=[\s.-])(?:one|un(?!\s+peu\b)|ii|i(?=\s*(?:[^\sa-z]|$))|(?:d')?(?:automne|hiver|ete)|(?:de |du )?printemps|impair|pair))`;
/** Each with one or two places for what names a semester; odd ones are in autumn: S3 is the first of the second year. */
const SEMESTERS = [
  String.raw`(?<![\w'])(?:[lm][123][\s-]?)?s(?:[\s.-]?([12])|([3-6]))(?:${JOINT}s?\s?([1-6]))?(?!\w)`,
  String.raw`(?<!\w|\b(?:les|des|ces|ses|mes|both)\s+)${ORDINAL_BEFORE}(?:${JOINT}${ORDINAL_BEFORE}[\s-]*${SEMESTER_WORD}s?|[\s-]*${SEMESTER_WORD})(?!\w)`,
  String.raw`\b${SEMESTER_WORD}s?[\s.-]*(?:n°|no\.?|numero|number)?\s*${ORDINAL_AFTER}(?:${JOINT}${ORDINAL_AFTER})?(?!\w)`,
].map((pattern) => new RegExp(pattern, 'g'));

/** Something of every way to name one: most texts name none. */
const MAY_NAME_ONE = /\d|sem|smes|term/;

/** The semester that levelled text names, none where it names both, and the text without it. */
export function readSemester(text: string): { semester?: Semester; rest: string } {
  if (!MAY_NAME_ONE.test(text)) return { rest: text };
  const named = new Set<Semester>();
  const rest = SEMESTERS.reduce(
    (left, pattern) =>
      left.replace(pattern, (...args) => {
        // What the pattern captured stands before the offset and the text.
        for (const name of args.slice(1, -2)) if (typeof name === 'string') named.add(semesterOf(name));
        return ' ';
      }),
    text,
  );
  const [only] = named;
  return named.size === 1 ? { semester: only, rest } : { rest };
}

function semesterOf(name: string): Semester {
  return ORDINALS[name.replace(/^(?:d'|de |du )/, '')] ?? (Number(name) % 2 === 1 ? 1 : 2);
}
