import type { NumberSlot, Offered, Semester, Slots } from '../types.ts';
import { spelledNumbers } from './numbers.ts';
import { level } from './words.ts';

/** What was read out of a text, and the text without it (levelled): what is left tells whether there is a question besides. */
export type ReadSlots = { slots: Slots; rest: string; date?: Offered['date'] };

const MONTHS: Record<string, number> = {
  janvier: 1, fevrier: 2, mars: 3, avril: 4, mai: 5, juin: 6, juillet: 7, aout: 8, septembre: 9, octobre: 10, novembre: 11, decembre: 12,
  january: 1, february: 2, march: 3, april: 4, may: 5, june: 6, july: 7, august: 8, september: 9, october: 10, november: 11, december: 12,
  janv: 1, fev: 2, avr: 4, juil: 7, sept: 9, oct: 10, nov: 11, dec: 12, jan: 1, feb: 2, apr: 4, jul: 7, aug: 8, sep: 9,
};
const MONTH = Object.keys(MONTHS)
  .sort((a, b) => b.length - a.length)
  .join('|');
const SEMESTER_WORD = '(?:semestre|semetre|semester|semestr|sem\\.?)';
const FIRST = '(?:1\\s*er|1\\s*ere|1\\s*st|1|premier|premiere|prmier|first|one|un|i)';
const SECOND = '(?:2\\s*nde?|2\\s*e(?:me)?|2\\s*nd|2|second|seconde|deuxieme|dexieme|two|deux|ii)';
const SEMESTER_1 = new RegExp(`\\b(?:s\\s?1|${FIRST}\\s+${SEMESTER_WORD}|${SEMESTER_WORD}\\s+${FIRST}|(?:autumn|fall|automne)\\s+${SEMESTER_WORD}|${SEMESTER_WORD}\\s+d'?\\s?automne)\\b`, 'g');
const SEMESTER_2 = new RegExp(`\\b(?:s\\s?2|${SECOND}\\s+${SEMESTER_WORD}|${SEMESTER_WORD}\\s+${SECOND}|spring\\s+${SEMESTER_WORD}|${SEMESTER_WORD}\\s+de\\s+printemps)\\b`, 'g');
const LEVEL = /\b(?:niveaux?|niv|level|lvl)\s*\.?\s*(\d{1,2})\b/g;
const DATE_WORDS = new RegExp(`\\b(?:(\\d{1,2})(?:\\s*er|\\s*st|\\s*nd|\\s*rd|\\s*th)?(?:\\s+of)?\\s+(${MONTH})|(${MONTH})\\s+(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?)\\b(?:,?\\s+\\d{4})?`, 'g');
const DATE_DIGITS = /(?<![\d/.,])(\d{1,2})\/(\d{1,2})(?:\/(?:\d{4}|\d{2}))?(?![\d/])/g;
const CODE = /\b(?:code\s+)?([a-z]{5,7}\d{2,4})\b/g;
/** Numbers that are no score: times, years, phone numbers, study years, room numbers, shares. */
const NO_SCORE = /\b\d{1,2}\s*(?:h|:)\s*\d{0,2}\b|\b20[12]\d\s*[-/]\s*(?:20)?\d{2}\b|\b20[123]\d\b|\b(?:\+?\d[\d .-]{8,}\d)\b|\b[lm]\s?[123]\b|\bc2i\b|\b1101\b|\b\d+\s*%|\b\d+\s*(?:ans?|years?|euros?|minutes?|mins?|mn|competences?|domaines?|competences|areas?|mois|months?|fois|times|personnes?|etudiante?s?|students?|eme|ieme|e|th|nd|rd|st)\b|\b(?:batiment|bat|building|etage|floor|salle|room|bureau|question|etape|step|moodle|cours|course)\s*(?:n°|no\.?|numero)?\s*\d+\b/g;
const LEAD_UNITS: Record<string, number> = { j: 1, jour: 1, jours: 1, day: 1, days: 1, semaine: 7, semaines: 7, week: 7, weeks: 7, mois: 30, month: 30, months: 30 };
const LEAD = /\b(\d+|une?|one|a|deux|two|trois|three|quatre|four|cinq|five|six|sept|seven|huit|eight|dix|ten|quinze|fifteen)\s*(j|jours?|days?|semaines?|weeks?|mois|months?)\s+(?:avant|before|plus tot|earlier|ahead|in advance|a l'avance|prior|d'avance)/g;
const LEAD_WORDS: [RegExp, number][] = [
  [/\bla veille\b|\bthe (?:day|evening|night) before\b|\b24\s*h(?:eures|ours)?\s+(?:avant|before)/g, 1],
  [/\b48\s*h(?:eures|ours)?\s+(?:avant|before)/g, 2],
  [/\b(?:le )?(?:matin|jour) meme\b|\bon the (?:very )?(?:same )?(?:day|morning)(?: itself)?\b|\bthat (?:very )?morning\b|\bsame day\b|\bjour j\b/g, 0],
];
const COUNT: Record<string, number> = { un: 1, une: 1, one: 1, a: 1, deux: 2, two: 2, trois: 3, three: 3, quatre: 4, four: 4, cinq: 5, five: 5, six: 6, sept: 7, seven: 7, huit: 8, eight: 8, dix: 10, ten: 10, quinze: 15, fifteen: 15 };
const UNKNOWN_SCORE =
  /\b(?:sai[st]?|save|connai[st]?|souvien[st]?|rappelle|retrouve|trouve|vois)\s+(?:plus|pas)\b|\bj\s?sp\b|\bjspp?\b|\bidk\b|\b(?:aucune|pas d'?)\s?idee\b|\boublie\b|\bno (?:idea|clue)\b|\b(?:don'?t|do not|dunno|can'?t|cannot)\s*(?:know|remember|recall|find|see)?\b|\bforgot(?:ten)?\b|\bdunno\b/;
/** Said of a date, code or grade that is offered to be confirmed, and what is said of a day that is only told. */
const OFFERS = /\bbien\b|\bc'?\s?est (?:le|ca)\b|\best[- ]ce\b|\bis it\b|\bit'?s\b|\bright\b|\bcorrect\b|\bhein\b|\bnon\s*\?|\bm'?a dit\b|\bil parait\b|\bcroyais\b|\bpensais\b|\bthought\b|\bheard\b|\btold\b|\bdeadline\b|\blimite\b|\?\s*$/;
const TELLS_TODAY = /\b(?:nous sommes|on est|aujourd'?hui|today|we are|we're|je pars|je serai|i'll be|i will be|je suis en|absente?)\b/;
const PASS = /\bvalid(?:e|er|ee|es|ate|ated|ation)?\b|\bpass(?:er)? (?:it|the (?:ue|course|module))\b/;
const MORE = /\b(?:de plus|en plus|more|extra|higher|supplementaires?)\b/;
const LESS = /\b(?:de moins|en moins|less|fewer|lower)\b/;
const RANGE_BETWEEN = /\b(?:entre|between|de|from|genre)\s+@\s*(?:pix|pts?|points?)?\s*(?:et|and|a|to|-)\s*@/;
const RANGE_PLAIN = /@\s*(?:pix|pts?|points?)?\s*(?:a|to|-|–)\s*@/;
const AVERAGE = /\b(?:la|une|juste|the|a) moyenne\b|\bavoir moyenne\b|\bpassing (?:grade|mark)\b|\bhalf marks\b/;

/** Reads the slots of a text in French or English. Pure; never throws; numbers are taken as they are, not checked or clipped. */
export function readSlots(text: string): ReadSlots {
  let rest = level(text);
  const slots: Slots = {};
  /** Takes every match out of the text; `read` sees each. */
  const take = (pattern: RegExp, read: (match: RegExpMatchArray) => boolean | undefined) => {
    rest = rest.replace(pattern, (...args) => {
      const match = args.slice(0, -2) as unknown as RegExpMatchArray;
      return read(match) === false ? (match[0] as string) : ' ';
    });
  };
  const offered: Offered = {};
  const offersDate = OFFERS.test(rest) && !TELLS_TODAY.test(rest);
  const mentioned: Offered = {};
  take(DATE_WORDS, (m) => setDate(mentioned, Number(m[1] ?? m[4]), MONTHS[(m[2] ?? m[3]) as string] as number));
  take(DATE_DIGITS, (m) => (Number(m[2]) === 20 && Number(m[1]) <= 20 ? false : setDate(mentioned, Number(m[1]), Number(m[2]))));
  take(CODE, (m) => {
    if (/^(?:pix|bac|moodle|digcomp)\d/.test(m[1] as string)) return false;
    offered.code = (m[1] as string).toUpperCase();
    return true;
  });
  if (offersDate && mentioned.date) offered.date = mentioned.date;
  if (offered.code || offered.date) slots.offered = offered;
  slots.semester = takeSemester(take);
  take(LEVEL, (m) => {
    slots.level = Number(m[1]);
    return true;
  });
  take(LEAD, (m) => {
    slots.leadDays = (COUNT[m[1] as string] ?? Number(m[1])) * (LEAD_UNITS[m[2] as string] as number);
    return true;
  });
  take(/\bj\s?-\s?(\d{1,2})\b/g, (m) => {
    slots.leadDays = Number(m[1]);
    return true;
  });
  for (const [pattern, days] of LEAD_WORDS)
    take(pattern, () => {
      slots.leadDays ??= days;
      return true;
    });
  if (PASS.test(rest)) slots.pass = true;
  if (UNKNOWN_SCORE.test(rest)) slots.unknownScore = true;
  take(NO_SCORE, () => true);
  readNumbers(rest, slots, (left) => {
    rest = left;
  });
  if (/\bprofils?\b|\bprofile\b|\bpositionnement\b|\bcompteur\b/.test(rest)) slots.from = 'profile';
  if (/\b(?:certif\w*|exam\w*|epreuve|test final|resultat\w*|jour j)\b/.test(rest)) slots.from = slots.from === 'profile' ? undefined : 'exam';
  for (const key of Object.keys(slots) as (keyof Slots)[]) if (slots[key] === undefined) delete slots[key];
  return { slots, rest, date: mentioned.date };
}

function setDate(offered: Offered, day: number, month: number): boolean {
  if (day < 1 || day > 31 || month < 1 || month > 12) return false;
  offered.date ??= { month, day };
  return true;
}

type Take = (pattern: RegExp, read: (match: RegExpMatchArray) => boolean | undefined) => void;

/** The semester that is asked about; none where both are named. */
function takeSemester(take: Take): Semester | undefined {
  const named = new Set<Semester>();
  const note = (semester: Semester) => () => {
    named.add(semester);
    return true;
  };
  take(SEMESTER_1, note(1));
  take(SEMESTER_2, note(2));
  const [only] = named;
  return named.size === 1 ? only : undefined;
}

const DIGITS = /(?<![\w.,])(-\s?)?(\d{1,3}(?:[\s\u00a0\u202f.]\d{3})+|\d+)(?:[.,](\d{1,2}))?(?![\d])/g;

/** Scores, grades, ranges and changes, in digits and in words. */
function readNumbers(text: string, slots: Slots, keepRest: (rest: string) => void): void {
  const numbers: (NumberSlot & { at: number; to: number })[] = [];
  for (const m of text.matchAll(DIGITS)) {
    const value = Number(`${(m[2] as string).replace(/\D/g, '')}.${m[3] ?? 0}`);
    // "400-450": the dash joins, it is no minus.
    const minus = m[1] !== undefined && !/[\w)]\s*$/.test(text.slice(0, m.index));
    numbers.push({ value: minus ? -value : value, at: m.index + (m[1] && !minus ? m[1].length : 0), to: m.index + m[0].length });
  }
  for (const { value, from, to } of spelledNumbers(text)) if (!numbers.some((n) => from < n.to && to > n.at)) numbers.push({ value, at: from, to });
  numbers.sort((a, b) => a.at - b.at);
  let shape = '';
  let left = '';
  let end = 0;
  const kept: NumberSlot[] = [];
  for (const { value, at, to } of numbers) {
    if (at < end) continue;
    const after = text.slice(to);
    const out = /^\s*(?:\/|sur|out of|on)\s*(?:20|vingt|twenty)\b/.exec(after);
    const most = /^\s*(?:\/|sur|out of)\s*1\s?024\b/.exec(after);
    const unit = /^\s*(?:pix|pts?|points?|poins?)\b/.exec(after);
    kept.push(out ? { value, unit: 'grade' } : unit || most ? { value, unit: 'pix' } : { value });
    shape += `${text.slice(end, at)}@`;
    left += `${text.slice(end, at)} `;
    end = to + (out?.[0] ?? most?.[0] ?? unit?.[0] ?? '').length;
  }
  shape += text.slice(end);
  left += text.slice(end);
  keepRest(left);
  const [first] = kept;
  if (kept.length === 1 && first && (MORE.test(left) || LESS.test(left)) && first.unit !== 'grade') slots.delta = LESS.test(left) ? -first.value : first.value;
  else if (kept.length > 0) slots.numbers = kept;
  if (kept.length === 2 && (RANGE_BETWEEN.test(shape) || RANGE_PLAIN.test(shape))) slots.range = true;
  if (AVERAGE.test(left) && !kept.some((n) => n.unit === 'grade')) slots.numbers = [...(slots.numbers ?? []), { value: 10, unit: 'grade' }];
}
