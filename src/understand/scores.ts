import type { NumberSlot, Slots } from '../types.ts';

/** Behind a number: it is a score or a grade after all, or only the beginning of one. */
const NOT_SCORED = String.raw`(?![\d/]|[.,]\d|\s*(?:/|sur|out of|pix|pts?|points?)(?![a-z]))`;
const COUNTED =
  'ans?|annees?|years?|competences?|skills?|domaines?|domains?|areas?|themes?|topics?|niveaux|levels|tests|epreuves|examens|series?|questions?|exercices?|exercises?|paliers?|etapes?|steps?|comptes?|accounts?|adresses?|e?-?mails?|mots?|words?|caracteres?|characters?|chiffres?|digits?|lettres?|letters?|pages?|parties|parts|essais?|tries|attempts?|tentatives?|profils|profiles|semestres|semesters|ateliers?|workshops?|matieres?|ects|credits?|trucs?|things?|choses?';
const MEASURED =
  'h|heures?|hours?|hrs?|minutes?|mins?|mn|secondes?|seconds?|jours?|days?|semaines?|weeks?|mois|months?|euros?|fois|times|personnes?|people|etudiante?s?|students?|eleves?|certifications';
/** "1er", "2e", "2 eme": they stay in the text, as they may name a semester. */
const ORDINAL = String.raw`(?:(?:e|re|nde?|st|rd|th)s?|\s?(?:i?eme|i?ere?)s?)\b`;

/**
 * Numbers that are no score: shares, times, phone and other people's numbers, years, study years, counts, places. In levelled
 * text, numbers in digits. They are taken out in this order.
 */
const NO_SCORE: readonly RegExp[] = [
  /\b\d+(?:[.,]\d+)?\s*(?:%|pour\s?(?:cents?|100)\b|per\s?(?:cent|100)\b|pct\b)/g,
  /\b\d{1,2}\s*h(?:\s*\d{2})?(?:\s*m(?:in|n)?)?\b|\b\d{1,2}:\d{2}\b|\b\d{1,2}(?:[:.]\d{2})?\s*(?:am\b(?!\s+i\b)|[ap]\.m|pm\b|o'?clock\b)/g,
  /(?<![\w.,])(?:\+|0)\d(?:[ .-]?\d){7,}/g,
  /\b\d{6,}(?!\s*pix)[a-z]{0,3}\b/g,
  /\b20[012]\d\s*[-/]\s*(?:20)?\d{2}\b|\b(?:19[5-9]\d|200[1-9]|20[1-3]\d)\b(?!\s*(?:pix|pts?|points?)\b)/g,
  /(?<!')\b[lm]\s?[123]\b|\bbac\s?\+\s?\d\b/g,
  new RegExp(String.raw`\b(?:but|dut|bts|licence|master|annee|year)\s?[1-5]\b${NOT_SCORED}`, 'g'),
  /\bc2i\b|\b1101\b|\b24\s?\/\s?7\b|\b1000 (?:mercis?|excuses?|pardons?)\b/g,
  new RegExp(String.raw`\b\d+(?:[.,]5)?\s*(?:${MEASURED})\b`, 'g'),
  new RegExp(String.raw`(?<![\d.,])\d{1,2}\s*(?:(?:more|other|new|different|autres?|nouve\w+)\s+)?(?:${COUNTED})\b`, 'g'),
  /\b(?:batiment|bat|building|etage|floor|salle|room|bureau|moodle|cours|course)\s*(?:n°|no\.?|numero)?\s*\d+\b/g,
  new RegExp(
    String.raw`\b(?:questions?|etapes?|steps?|porte|ligne|bus|tram|chapitre|chapter|session)\s*(?:n°|no\.?|numero)?\s*\d{1,2}\b${NOT_SCORED}`,
    'g',
  ),
];

/** The text without the numbers that are no score. Two-digit school years ("23-24") go where the second follows the first. */
export function withoutUnscored(text: string): string {
  if (!/\d/.test(text)) return text;
  const rest = NO_SCORE.reduce((left, pattern) => left.replace(pattern, ' '), text);
  return rest.replace(/(?<![\d.,/-])(2\d)\s?[-/]\s?(\d\d)(?![\d/])/g, (all, first, second) =>
    Number(second) === Number(first) + 1 ? ' ' : all,
  );
}

/** "1 024", "1.024", "1,024" are one number, "400 450" are two; "410,5". A minus stands right before its digits, and not behind a number. */
const DIGITS = new RegExp(
  String.raw`(?<![\w.,])((?<!\d\s*)[-−])?(\d{1,2}(?:[\s.,]\d{3})+(?!\d)|\d{3}(?:[\s.,]000)+(?!\d)|\d+)(?:[.,](\d+))?(?!\d|${ORDINAL})`,
  'g',
);
const OUT_OF_20 = /^\s*(?:\/|sur|over|out of|on)\s*20\b/;
/** "462 out of 20" asks what a score is out of 20; "25/20" is a grade that can't be. */
const MOST_OUT_OF_20 = 100;
const OUT_OF_1024 = /^\s*(?:\/|sur|over|out of)\s*1[\s.,]?024\b/;
const PIX = /^\s*(?:pixs?|px|pts?|points?|poins?)\b/;
/** "grade out of 20", "score sur 1024": the limit of a scale, no number of the person's; the word stays, as it asks something. */
const LIMITS = /(?<!\d\s*)(?:\/|\b(?:sur|out of)\b)\s*(?:20|1[\s.,]?024)\b(?![.,]?\d)/g;
/** Behind a number, a change to the last score. */
const MORE = /^\s*(?:de plus|en plus|supp|supplementaires?|more|extra|higher)\b(?!\s+(?:than|or less|que)\b)/;
const LESS = /^\s*(?:de moins|en moins|less|fewer|lower)\b(?!\s+(?:than|que)\b)/;
/** Before one. */
const ADDED = /(?:\b(?:extra|another)\s+|(?<!\d\s*)\+\s?)$/;
const UNIT = '(?:pix|pts?|points?)?';
const RANGE_BETWEEN = new RegExp(String.raw`\b(?:entre|between|de|from|genre)\s+@\s*${UNIT}\s*(?:et|and|a|to|-|–)\s*@`);
const RANGE_PLAIN = new RegExp(String.raw`@\s*${UNIT}\s*(?:a|to|-|–)\s*@`);
const AVERAGE =
  /\b(?:la|une|juste|the|a) moyenne\b(?!\s+(?:de|des|du|generale|nationale)\b)|\bavoir moyenne\b|\bpassing (?:grade|mark)\b|\bhalf marks\b/;

/** The highest grade, by name. */
const FULL =
  /\b(?:full|top) (?:marks?|grades?)\b|\bnote max(?:imale|imum|i)?\b|\b(?:highest|maximum|best possible|perfect) (?:grade|mark)\b|\bmeilleure note(?: possible)?\b/;

/** Scores, grades, ranges and changes in levelled text with digits, written into `slots`; returns the text without them. */
export function readScores(spoken: string, slots: Slots): string {
  const kept: NumberSlot[] = [];
  const left = /\d/.test(spoken) ? readDigits(spoken, kept, slots) : spoken;
  if (AVERAGE.test(left) && !kept.some((n) => n.unit === 'grade')) kept.push({ value: 10, unit: 'grade' });
  if (FULL.test(left) && kept.length === 0) kept.push({ value: 20, unit: 'grade' });
  if (kept.length === 0) return left;
  slots.numbers = kept;
  return left.replace(FULL, ' ');
}

/** What is written in digits: scores and grades into `kept`, ranges and changes into `slots`; returns the text without them. */
function readDigits(spoken: string, kept: NumberSlot[], slots: Slots): string {
  const text = spoken
    .replace(/(\d)\s+(?:et demie?|and a half)\b/g, '$1.5')
    .replace(/(\d)\s*\b(?:virgule|comma|point)\s+(?=\d)/g, '$1.')
    .replace(/\b(score|note)(?=\d)/g, '$1 ')
    .replace(LIMITS, ' sur ');
  let shape = '';
  let left = '';
  let end = 0;
  for (const m of text.matchAll(DIGITS)) {
    if (m.index < end) continue;
    const before = text.slice(end, m.index);
    const { number, to, change } = numberAt(m, text, before);
    if (change === 0) kept.push(number);
    else slots.delta = number.value * change;
    shape += `${before}${change === 0 ? '@' : ' '}`;
    left += `${before} `;
    end = to;
  }
  shape += text.slice(end);
  left += text.slice(end);
  const [from, to] = kept;
  if (from && to && kept.length === 2 && (RANGE_BETWEEN.test(shape) || RANGE_PLAIN.test(shape))) {
    slots.range = true;
    if (to.unit !== undefined) from.unit ??= to.unit;
  }
  return left;
}

/** One number with what stands around it: its unit, where unit and all end, and whether it is a change (1 up, -1 down). */
function numberAt(m: RegExpExecArray, text: string, before: string): { number: NumberSlot; to: number; change: 0 | 1 | -1 } {
  const at = m.index + m[0].length;
  const after = text.slice(at);
  const size = Number(`${(m[2] as string).replace(/\D/g, '')}.${m[3] ?? 0}`);
  const value = m[1] === undefined ? size : -size;
  const outOf20 = OUT_OF_20.exec(after)?.[0];
  if (outOf20 !== undefined)
    return { number: { value, unit: size > MOST_OUT_OF_20 ? 'pix' : 'grade' }, to: at + outOf20.length, change: 0 };
  const pix = (OUT_OF_1024.exec(after) ?? PIX.exec(after))?.[0] ?? '';
  const behind = after.slice(pix.length);
  const change = MORE.test(behind) || ADDED.test(before) ? 1 : LESS.test(behind) ? -1 : 0;
  return { number: pix === '' ? { value } : { value, unit: 'pix' }, to: at + pix.length, change };
}
