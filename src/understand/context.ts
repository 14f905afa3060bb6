import type { IntentId, Lang, Memory, Slots } from '../types.ts';
import type { ReadSlots } from './slots.ts';

/** Answers that a semester narrows. */
const OF_A_SEMESTER = new Set([
  'profile.deadline',
  'exam.when',
  'exam.register',
  'calendar.overview',
  'reminder.subscribe',
  'reminder.unsubscribe',
  'reminder.list',
]);

/** Words that carry no question: what is left of "euh non, avec 532 du coup ?" once the number is out. */
const FILLERS =
  /\b(?:et|euh|heu|hum|hmm|non|nan|oui|ouais|ok|okay|ah|oh|ben|bah|bon|alors|donc|du coup|pardon|desolee?|sorry|en fait|enfin|plutot|avec|pour|si|j|ai|jai|eu|fait|c|ce|est|bien|de|le|la|les|l|d|un|une|au|a|lieu|mon|score|i|got|have|had|and|with|for|what|about|if|the|no|yes|yeah|well|so|then|rather|instead|of|it|s|my|is|that|in|on|quoi|combien|ca|donne|same|question|meme|mais|disons|genre|environ|around|like|or|ou|plus|moins|more|less|points?|pts?|pix|entre|between|to|from|svp|stp|please|merci|thanks|du|lol|mdr|haha|hein|right|correct|code|one|say|suppose|imagine|let s|try|take|make it|admettons|mettons|semestre|semester|premiere?|seconde?|deuxieme|first|eme|nde?|ere?|er|st|celui|je voulais dire|je veux dire|meant?|serait|etait|wait|attends?|actually|oups?|oops|how)\b|[^a-z]/g;

/** What a message says that only has slots: nothing but a number, a semester, a date, a code. */
export function slotOnly({ slots, rest, date }: ReadSlots): boolean {
  const has =
    slots.numbers !== undefined ||
    slots.semester !== undefined ||
    slots.delta !== undefined ||
    slots.offered?.code !== undefined ||
    date !== undefined;
  return has && rest.replace(FILLERS, '') === '';
}

/** "et pour 12 ?" asks for a grade, also after a score. */
const ASKS_FOR_GRADE = /\b(?:pour|for|get|avoir)\b/;

/** Said with a score, not with a wanted grade. */
const WITH_SCORE = /\b(?:avec|with|j'?ai|i have|i got|score)\b/;

/**
 * What a message of slots alone continues, by what was answered before; undefined where it continues nothing.
 * A grade after "which score do I need", a score after "which grade", a semester or a date after a date.
 */
export function continued({ slots, rest, date }: ReadSlots, memory: Memory): { intents: IntentId[]; slots: Slots } | undefined {
  const last = memory.intents;
  if (slots.offered?.code !== undefined) return { intents: ['profile.share'], slots };
  if (slots.numbers !== undefined || slots.delta !== undefined) {
    if (!last.some((intent) => intent.startsWith('grade.'))) return undefined;
    const asksFor =
      ASKS_FOR_GRADE.test(rest) &&
      slots.delta === undefined &&
      slots.numbers?.every((n) => n.unit !== 'pix' && n.value >= 0 && n.value <= 20);
    if (asksFor) return { intents: ['grade.target'], slots };
    const wanted =
      slots.delta === undefined &&
      last.includes('grade.target') &&
      !WITH_SCORE.test(rest) &&
      slots.numbers?.every((n) => n.unit !== 'pix' && n.value < 100);
    return { intents: [wanted ? 'grade.target' : 'grade.compute'], slots };
  }
  const dated = last.filter((intent) => OF_A_SEMESTER.has(intent));
  if (dated.length === 0) return undefined;
  if (date !== undefined) return { intents: dated, slots: { ...slots, offered: { date } } };
  return slots.semester === undefined ? undefined : { intents: dated, slots };
}

/** Asks for a date, whichever. */
const WHEN =
  /\b(?:quand|kan|qd|quelle date|quel jour|la date|le jour|when|what date|which day|the date|was|will|be|sera|tombe|falls?)\b/g;

/**
 * "Et pour sa sœur, qui l'a au second ?": said right after a date, a joining word and another semester ask for the same. `only`: nothing
 * else is said, as in "et au S1 c'était quand ?".
 */
export function otherSemester(
  text: string,
  { slots, rest }: ReadSlots,
  memory: Memory,
): { intents: IntentId[]; slots: Slots; only: boolean } | undefined {
  const dated = memory.intents.filter((intent) => OF_A_SEMESTER.has(intent) && !intent.startsWith('reminder.'));
  const semester = slots.semester ?? bareSemester(rest, memory);
  const joined = /^\s*(?:et|and|ok|mais|but|sinon|what about|how about|pour|for)\b/i.test(text) && text.length <= BRIEF;
  return dated.length > 0 && semester !== undefined && semester !== memory.semester && joined
    ? { intents: dated, slots: { ...slots, semester }, only: rest.replace(WHEN, '').replace(FILLERS, '') === '' }
    : undefined;
}

/** A follow-up is short. Characters. */
const BRIEF = 60;

/** The semester stays, for a follow-up that names none: "c'est prévu pour quand ?" after the deadline of semester 1. */
export function keepSemester(intents: readonly IntentId[], slots: Slots, memory: Memory): Slots {
  if (slots.semester !== undefined || memory.semester === undefined) return slots;
  const goesOn =
    intents.some((intent) => OF_A_SEMESTER.has(intent)) && memory.intents.some((intent) => OF_A_SEMESTER.has(intent));
  return goesOn ? { ...slots, semester: memory.semester } : slots;
}

/** "et au second ?", "I meant the first one": a semester without the word, right after an answer that a semester narrows. */
export function bareSemester(rest: string, memory: Memory): Slots['semester'] {
  if (!memory.intents.some((intent) => OF_A_SEMESTER.has(intent))) return undefined;
  const first = /\b(?:premiere?|1ere?|1st|first)\b/.test(rest);
  const second = /\b(?:seconde?|deuxieme|2nde?|2e|2eme)\b/.test(rest);
  if (first === second) return undefined;
  return first ? 1 : 2;
}

/** Polite openings before a question: "Bonjour à tous, merci pour la réponse, et ...". */
const OPENING =
  /^\s*(?:(?:re)?bonjour|bonsoir|salut|slt|coucou|cc|bjr|bsr|hello|hi|hey|yo|good (?:morning|afternoon|evening)|dear (?:sir|madam|all)|ok(?:ay)?|d'accord|dac|super|top|nickel|parfait|cool|genial|génial|great|perfect|nice|merci(?: beaucoup| bien| bcp)?|thanks?(?: you)?(?: (?:so|very) much| a lot)?|thx|cheers|ty|attends?|wait)(?:\s+(?:madame|monsieur|à tous|a tous|tout le monde|l'équipe|there|everyone|all|team))*\s*(?:[,!.:;-]+|\s(?=\S))\s*/i;

/** What turns to another matter before a question; only with a mark behind it, as most of these also stand in questions. */
const TURNING =
  /^\s*(?:(?:tout )?d['’]abord|avant (?:ça|ca|tout|cela)|au fait|sinon|par contre|(?:une )?autre (?:question|chose)|petite question|first(?: of all)?|before that|by the way|btw|(?:an)?other (?:question|thing)|one more (?:question|thing)|actually)\s*[,:;.!–-]+\s*/i;

/** The text without its polite openings and turns, when a question of two words or more is left. */
export function withoutOpening(text: string): string {
  let rest = text;
  for (let i = 0; i < 3; i++) {
    const next = rest.replace(OPENING, '').replace(TURNING, '');
    if (next === rest || next.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length < 2) break;
    rest = next;
  }
  return rest;
}

const ASKS_LANGUAGE: [RegExp, Lang][] = [
  [
    /(?:^|\b(?:me|us|it|that|repeat|again|answer|reply|speak|talk|write|please|pls|moi|nous|repete[rz]?|répéte[rz]?|repond\w*|répond\w*|parle[rz]?|dire|ça|ca|et)\s+)(?:in english|en anglais)\b|\b(?:speak|talk) english\b|\benglish,? (?:please|pls)\b|(?<=\b(?:can|could|would) (?:you|we)\b(?:(?!exam|test|certif|take|sit|pix|question|available|answer|\b(?:if|whether|is|are)\b)[^.?!]){0,60}\s)in english\b/i,
    'en',
  ],
  [
    /(?:^|\b(?:me|us|it|that|repeat|again|answer|reply|speak|talk|write|please|pls|moi|nous|repete[rz]?|répéte[rz]?|repond\w*|répond\w*|parle[rz]?|dire|ça|ca|et)\s+)(?:en fran[cç]ais|in french)\b|\bparle[rz]? fran[cç]ais\b|\bfrench,? (?:please|pls)\b|(?<=\b(?:pouvez|pourriez|peux|pourrais)[- ](?:vous|tu)\b(?:(?!exam|test|certif|passer|pix|question|[ée]preuve|\b(?:si|est|sont)\b)[^.?!]){0,60}\s)en fran[cç]ais\b/i,
    'fr',
  ],
];

const NAMES_LANGUAGE = /english|anglais|fran[cç]ais|french/i;

/** The language that a message asks to be answered in, and the text without that. */
export function askedLanguage(text: string): { lang: Lang; rest: string } | undefined {
  if (!NAMES_LANGUAGE.test(text)) return undefined;
  for (const [pattern, lang] of ASKS_LANGUAGE) if (pattern.test(text)) return { lang, rest: text.replace(pattern, ' ') };
  return undefined;
}

const ONCE_MORE =
  "(?:moi|me|nous|us|ça|ca|cela|that|it|this|again|encore|une fois|autrement|mieux|plus simplement|en plus simple|simply|better|differently|more simply|in (?:simpler|other) words|stp|svp|s'il (?:te|vous) pla[iî]t|please)";
const SAY_AGAIN = [
  new RegExp(
    String.raw`^\W*(?:(?:euh|ah|pardon|désolée?|sorry|ok|mais|hein)\W+)*(?:(?:tu peux|vous pouvez|peux[- ]tu|pouvez[- ]vous|can you|could you|please)\W+)?(?:(?:me|le|la|l['’])\s?)*(?:r[ée]p[èée]te[rz]?|redi[st]?|redire|redites|reformule[rz]?|(?:r[ée])?explique[rz]?|repeat|rephrase|explain|say)(?:[\s-]+${ONCE_MORE})*\W*$`,
    'i',
  ),
  /^\W*(?:(?:et |and )?(?:en plus simple|plus simplement|en termes simples|in simpler words|more simply|simpler))(?:[\s,]+(?:stp|svp|please))?\W*$/i,
];

/** "Tu peux répéter ?", "in simpler words?": all that a message holds is to hear the last answer once more. */
export const asksAgain = (text: string): boolean => text.length <= BRIEF && SAY_AGAIN.some((pattern) => pattern.test(text));

/** A message that leans on what came before: short, or opening with a joining word. */
export function leansBack(text: string, words: readonly string[]): boolean {
  return (
    words.length <= 9 || /^\s*(?:et|and|ok|mais|but|sinon|du coup|alors|dans ce cas|in that case|what about|ah|oh)\b/i.test(text)
  );
}
