import type { Offered, Slots } from '../types.ts';
import { spelledNumbers } from './numbers.ts';
import { aboutOf, isDone } from './reminders.ts';
import { readScores, withoutUnscored } from './scores.ts';
import { readSemester } from './semester.ts';
import { level } from './words.ts';

/** What was read out of a text, and the text without it (levelled): what is left tells whether there is a question besides. */
export type ReadSlots = { slots: Slots; rest: string; date?: Offered['date'] };

// biome-ignore format: a table
const MONTHS: Record<string, number> = {
  janvier: 1, fevrier: 2, mars: 3, avril: 4, mai: 5, juin: 6, juillet: 7, aout: 8, septembre: 9, octobre: 10, novembre: 11, decembre: 12,
  january: 1, february: 2, march: 3, april: 4, may: 5, june: 6, july: 7, august: 8, september: 9, october: 10, november: 11, december: 12,
  janv: 1, fev: 2, avr: 4, juil: 7, sept: 9, oct: 10, nov: 11, dec: 12, jan: 1, feb: 2, apr: 4, jul: 7, aug: 8, sep: 9,
};
const MONTH = Object.keys(MONTHS)
  .sort((a, b) => b.length - a.length)
  .join('|');
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY_MONTH = new RegExp(String.raw`\b(\d{1,2})(?:\s*(?:er|st|nd|rd|th))?(?:\s+of)?\s+(${MONTH})\b(?:,?\s+\d{4}\b)?`, 'g');
const MONTH_DAY = new RegExp(String.raw`\b(${MONTH})\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+\d{4}\b)?`, 'g');
/** "fin sept": a month that is a number in French. */
const ONLY_MONTH = /\b(?:en|fin|debut|mi|courant|in|late|early|by|mid)[\s-]+sept\b(?!\s+(?:cents?|pix|points?))/g;
const DATE_ISO = /\b\d{4}-(\d{2})-(\d{2})\b/g;
const DATE_DIGITS = /(?<![\d/.,])(\d{1,2})(?:\/(\d{1,2})(?:\/(?:\d{4}|\d{2}))?|([.-])(\d{1,2})\3\d{4})(?![\d/])/g;
/** "1/3 temps" is more time, "24/7" always, half an hour no day. */
const NO_DATE = /\b1\/3[\s-]*(?:de\s+)?(?:tps|temps|time)\b|\b24\s?\/\s?7\b|\b1\/2\s+(?:h|heure|hour|journee|day)\b/g;
const CODE = /\b(?:code\s+)?([a-z]{5,7}\d{2,4})\b/g;
const NO_CODE = /^(?:pix|bac|moodle|digcomp|score|points?|level|grade|niveau|examen|certif|windows|office|covid|iphone)\d/;
/** "C2i niveau 1" is a certificate's name. Levels asked about: of "niveaux 5 et 6" the first. */
const C2I = /\bc2i(?:\s+(?:de\s+)?(?:niveau|niv|level)\.?\s*\d)?\b/g;
const LEVEL =
  /\b(?:niveaux?|niv|levels?|lvl)\s*\.?\s*(\d{1,2})\b(?:\s*(?:-|–|\/|et|a|ou|and|or|to)\s*\d)?(?![\d/]|[.,]\d|\s*(?:\/|sur|out of)\s*\d)/g;

// biome-ignore format: a table
const LEAD_UNITS: Record<string, number> = {
  j: 1, jour: 1, jours: 1, day: 1, days: 1, sem: 7, semaine: 7, semaines: 7, week: 7, weeks: 7, fortnight: 14, mois: 30, month: 30, months: 30,
};
const LEAD = new RegExp(
  String.raw`\b(?:(\d{1,4})|une?|one|a)\s*(${Object.keys(LEAD_UNITS).join('|')})\s+(?:avant|before|plus tot|earlier|ahead|in advance|a l'avance|prior|d'avance)`,
  'g',
);
const LEAD_WORDS: readonly [RegExp, number][] = [
  [/\bavant[\s-]veille\b/g, 2],
  [/\bla veille\b|\bthe (?:day|evening|night) before\b/g, 1],
  [/\b(?:la semaine (?:d')?avant|the week before)\b/g, 7],
  [
    /\b(?:le )?(?:matin|jour) meme\b|\bon the (?:very )?(?:same )?(?:day|morning)(?: itself)?\b|\bthat (?:very )?morning\b|\bsame day\b|\bjour j\b/g,
    0,
  ],
];
/** Messages leave in the morning: a few hours before is the morning itself. */
const LEAD_HOURS = /\b(?:(\d+)|une?|an|one)\s*h(?:eures?|ours?|rs?)?\s+(?:avant|before|plus tot|earlier|ahead)\b/g;
const UNKNOWN_SCORE =
  /\b(?:sai[st]?|save|connai[st]?|souvien[st]?|rappelle|retrouve|trouve|vois)\s+(?:plus|pas)\b|\bj\s?sp\b|\bjspp?\b|\bidk\b|\b(?:aucune|pas d'?)\s?idee\b|\boublie\b|\bno (?:idea|clue)\b|\b(?:don'?t|do not|didn'?t|can'?t|cannot)\s*(?:know|remember|recall|find|see|have (?:my|a|the|any) score)\b|\bforgot(?:ten)?\b|\bdunno\b/;
/** Said of a date, code or grade that is offered to be confirmed, and what is said of a day that is only told. */
const OFFERS =
  /\bbien\b|\bc'?\s?est (?:le|ca)\b|\best[- ]ce\b|\bis it\b|\bit'?s\b|\bright\b|\bcorrect\b|\bhein\b|\bnon\s*\?|\bm'?a dit\b|\bil parait\b|\bcroyais\b|\bpensais\b|\bthought\b|\bheard\b|\btold\b|\bdeadline\b|\blimite\b|\?\s*$/;
const TELLS_TODAY =
  /\b(?:nous sommes|on est|aujourd'?hui|today|we are|we're|je pars|je serai|i'll be|i will be|je suis en|absente?|passee?s?|passed|over|trop tard|too late|encore le temps|still time)\b/;
const CLAIMS =
  /\b(?:fai[st]|font|donnent?|vau[tx]|valent|correspond\w*|c'?\s?est|egale?|is|are|gives?|makes?|means?|equals?|right|correct|hein)\b|=|\bnon\s*\?|\bbien\b|\?\s*$/;
const PASS = /\bvalid(?:e|er|ee|es|ate|ated|ation)?\b|\bpass(?:er)? (?:it|the (?:ue|course|module))\b/;

/** Reads the slots of a text in French or English. Pure; never throws; numbers are taken as they are, not checked or clipped. */
export function readSlots(text: string): ReadSlots {
  let rest = level(text);
  const slots: Slots = {};
  /** Takes every match out of the text; `read` sees each, and may leave it in. */
  const take: Take = (pattern, read = () => true) => {
    rest = rest.replace(pattern, (...args) => {
      const match = args.slice(0, -2) as (string | undefined)[];
      return read(match) ? ' ' : (match[0] as string);
    });
  };
  const whole = rest;
  // Most messages hold no digit: what needs one is not looked for.
  const dates: Day[] = [];
  // "16 sept" before numbers in words are read, "quinze mars" after; never "may two people".
  if (DIGIT.test(rest)) takeDates(take, dates);
  else take(ONLY_MONTH);
  rest = inDigits(rest);
  const counts = DIGIT.test(rest);
  const offered: Offered = {};
  if (counts) {
    take(DAY_MONTH, dayMonth(dates));
    take(CODE, ([, code = '']) => {
      if (NO_CODE.test(code)) return false;
      offered.code = code.toUpperCase();
      return true;
    });
  }
  const [date] = dates;
  if (date && OFFERS.test(whole) && !TELLS_TODAY.test(whole)) offered.date = date;
  if (offered.code || offered.date) slots.offered = offered;
  takeLead(take, slots, rest);
  const about = aboutOf(rest);
  if (about !== undefined) slots.about = about;
  if (isDone(rest)) slots.done = true;
  const named = readSemester(rest);
  rest = named.rest;
  if (named.semester !== undefined) slots.semester = named.semester;
  if (counts) {
    take(C2I);
    take(LEVEL, ([, first]) => {
      slots.level = Number(first);
      return true;
    });
  }
  if (PASS.test(rest)) slots.pass = true;
  const claims = counts && CLAIMS.test(rest);
  if (UNKNOWN_SCORE.test(rest)) slots.unknownScore = true;
  rest = readScores(withoutUnscored(rest), slots);
  if (claims && (slots.numbers?.length ?? 0) > 1 && !slots.range) slots.claims = true;
  const from = sourceOf(rest);
  if (from !== undefined) slots.from = from;
  return { slots, rest, date };
}

const DIGIT = /\d/;

type Match = readonly (string | undefined)[];
type Take = (pattern: RegExp, read?: (match: Match) => boolean) => void;

/** "cinq cents pix" → "500 pix". */
function inDigits(text: string): string {
  let digits = '';
  let end = 0;
  for (const { value, from, to } of spelledNumbers(text)) {
    digits += `${text.slice(end, from)}${value}`;
    end = to;
  }
  return digits + text.slice(end);
}

type Day = { month: number; day: number };

/** Keeps a day that exists; takes "31 novembre" out all the same, and leaves what is no day at all ("12/20") in the text. */
function keepDay(dates: Day[], day: number, month: number): boolean {
  if (day < 1 || day > 31 || month < 1 || month > 12) return false;
  if (day <= (DAYS[month - 1] as number)) dates.push({ month, day });
  return true;
}

const dayMonth = (dates: Day[]) => (m: Match) => keepDay(dates, Number(m[1]), MONTHS[m[2] as string] as number);

/** The days that are named, those in words first. */
function takeDates(take: Take, dates: Day[]): void {
  take(NO_DATE);
  take(ONLY_MONTH);
  take(DAY_MONTH, dayMonth(dates));
  take(MONTH_DAY, (m) => keepDay(dates, Number(m[2]), MONTHS[m[1] as string] as number));
  take(DATE_ISO, (m) => keepDay(dates, Number(m[2]), Number(m[1])));
  take(DATE_DIGITS, (m) => keepDay(dates, Number(m[1]), Number(m[2] ?? m[4])));
}

/** Something of every way to say how long before. */
const AHEAD = /avant|before|veille|plus tot|earlier|ahead|advance|avance|prior|meme|same|very|day|morning|jour j|\bj\s?-/;

function takeLead(take: Take, slots: Slots, text: string): void {
  if (!AHEAD.test(text)) return;
  const leads = new Set<number>();
  const note = (days: number) => {
    leads.add(days);
    return true;
  };
  take(LEAD, ([, count = '1', unit]) => note(Number(count) * (LEAD_UNITS[unit as string] as number)));
  take(LEAD_HOURS, ([, count = '1']) => note(Math.floor(Number(count) / 24)));
  take(/\bj\s?-\s?(\d{1,2})\b/g, ([, days]) => note(Number(days)));
  for (const [pattern, days] of LEAD_WORDS) take(pattern, () => note(days));
  if (leads.size > 0) slots.leads = [...leads];
}

/** Where the score comes from, when the rest of the text says it and is not of two minds. */
function sourceOf(rest: string): Slots['from'] {
  const profile = /\b(?:profils?|profile|positionnement|compteur)\b/.test(rest);
  // Named as what was reached, not only in passing ("avant l'examen", "et c'est où, l'examen ?").
  const exam =
    /\b(?:eu|obtenu|obtained|got|scored|resultat\w*|results?)\b.*\b(?:certif\w*|exam\w*|epreuve|test final)\b|\bresultat\w* (?:de|a) (?:la |l'?)?(?:certif\w*|exam\w*)/.test(
      rest,
    );
  if (profile === exam) return undefined;
  return profile ? 'profile' : 'exam';
}
