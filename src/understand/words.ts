/** Text → words: case, accents, apostrophes, SMS forms and endings are levelled here, once, for training and for questions alike. */

/** A message longer than this is read up to here: the longest mail that a person writes fits, a pasted book does not. */
export const MAX_CHARS = 4000;

/** Short forms → full words, for a whole token ("koi" → ["quoi"]), both sides already levelled. */
export type Abbreviations = ReadonlyMap<string, readonly string[]>;

const LIGATURES: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', '’': "'", '‘': "'", ʼ: "'", '´': "'", '`': "'" };

/** Of one turn: its message is read by several readers, each of which levels it. */
const levelled = new Map<string, string>();
const MOST_LEVELLED = 16;

/** Lower case (fancy type is capitals again once it is decomposed), without accents or ligatures, one kind of apostrophe. */
export function level(text: string): string {
  let known = levelled.get(text);
  if (known === undefined) {
    known = levelOf(text);
    if (levelled.size >= MOST_LEVELLED) levelled.clear();
    levelled.set(text, known);
  }
  return known;
}

/** A text does not stay in memory when its turn is over. */
export const forgetLevelled = (): void => levelled.clear();

function levelOf(text: string): string {
  if (text.length > BRIEF) return levelAny(text);
  const lower = text.toLowerCase();
  if (!NOT_PLAIN.test(lower)) return lower;
  let usual = true;
  const levelled = lower.replace(NOT_PLAIN_ALL, (sign) => {
    const plain = USUAL.get(sign);
    usual &&= plain !== undefined;
    return plain ?? sign;
  });
  return usual ? levelled : levelAny(text);
}

/** All but ASCII, of which only the backtick is levelled. */
const NOT_PLAIN = /[^\0-_a-\x7f]/;
const NOT_PLAIN_ALL = /[^\0-_a-\x7f]/g;
/** So long that nothing is cut off, however much longer a sign becomes. Characters. */
const BRIEF = 1000;
/** The signs of French and English beyond ASCII, as they are levelled: to normalise a text takes as long as much else of a turn. */
const USUAL: ReadonlyMap<string, string> = new Map(
  [...Array.from({ length: 128 }, (_, i) => String.fromCharCode(128 + i)), ...'œŒ’‘“”…–—€`'].map((sign) => [
    sign.toLowerCase(),
    levelAny(sign),
  ]),
);

function levelAny(text: string): string {
  return text
    .slice(0, MAX_CHARS)
    .toLowerCase()
    .replace(/[œæß’‘ʼ´`]/g, (c) => LIGATURES[c] as string)
    .normalize('NFKD')
    .slice(0, MAX_CHARS)
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

const TOKEN = /[a-z]+|\d+(?:[.,]\d+)?|[^\sa-z\d'".,;:!()-]/g;

/** Runs of one letter beyond two carry feeling, not meaning: "alloooo" → "alloo". */
const STRETCHED = /([a-z])\1{2,}/g;

/** What a text is cut into, levelled: once for every reading of it. */
export const tokensOf = (text: string): readonly string[] => level(text).replace(STRETCHED, '$1$1').match(TOKEN) ?? [];

/**
 * The words of a text (or of its tokens) in reading order, levelled, short forms written out. A number becomes "#n" with its size
 * class, so that "452 pix" and "512 pix" read alike; "?" stays, other marks go.
 */
export function wordsOf(text: string | readonly string[], abbreviations: Abbreviations): string[] {
  const words: string[] = [];
  for (const token of typeof text === 'string' ? tokensOf(text) : text) {
    if (token.charCodeAt(0) >= 48 && token.charCodeAt(0) <= 57) {
      const kind = numberWord(token);
      words.push(kind);
      // A number that can't be a score may be a name: room 1101, course 9188.
      if (kind === '#big') words.push(token);
    } else if (token.charCodeAt(0) >= 97 && token.charCodeAt(0) <= 122) {
      const full = abbreviations.get(token);
      // "c'est" is split into "c", which is written out as "c est", and "est".
      if (!full && token === words[words.length - 1]) continue;
      if (full) words.push(...full);
      else words.push(token);
    } else words.push(token);
  }
  return words;
}

/** "#grade" up to 20, "#score" up to 1100, "#big" above; long digit strings are somebody's number: "#id". */
function numberWord(token: string): string {
  const digits = token.replace(/\D/g, '').length;
  if (digits >= 6) return '#id';
  const value = Number(token.replace(',', '.'));
  if (value <= 20) return '#grade';
  if (value <= 1100) return '#score';
  return '#big';
}

const ENDINGS =
  /(?:issements?|issements|issons|issent|issez|issait|issant|atrices?|ateurs?|ations?|itions?|ements?|ances?|ences?|iques?|ables?|ibles?|euses?|eraient|erait|erons|eront|erez|erai|eras|era|ions|iez|aient|ait|ais|ant|ons|ent|ees|ee|es|er|ez|ed|ing|ies|ly|e|s|x|y|i)$/;

/** A light stem for French and English at once: one ending off, at least four letters kept; doubled last letters made single. */
export function stemOf(word: string): string {
  if (word.length < 5) return word.length === 4 && (word.endsWith('s') || word.endsWith('e')) ? word.slice(0, 3) : word;
  const match = ENDINGS.exec(word);
  let stem = match ? word.slice(0, Math.max(match.index, 4)) : word;
  const last = stem.length - 1;
  if (last > 3 && stem[last] === stem[last - 1]) stem = stem.slice(0, last);
  return stem;
}
