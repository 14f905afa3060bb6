/** Where a message may hold more than one question: after sentence marks, and before a joining word. */
const SENTENCE = /(?<=[.!?…;\n])\s+|\n+/;
const JOINT = /\s*,\s+(?:(?:et|puis|and|also|aussi)\s+)?|\s+(?:et|puis|and|also|then|aussi|ainsi que|plus)\s+/i;
/** A part with fewer words asks nothing of its own. */
const FEWEST_WORDS = 1;
/** A pasted book is not taken apart beyond this. */
const MOST = 12;

const wordCount = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;

/** The sentences of a text, in order; the whole text when it is one. */
export function sentencesOf(text: string): string[] {
  return text
    .split(SENTENCE)
    .filter((part) => wordCount(part) > FEWEST_WORDS)
    .slice(0, MOST);
}

/** The halves of a sentence around its commas and joining words, when there are few enough to be questions of their own. */
export function clausesOf(sentence: string): string[] {
  const parts = sentence.split(JOINT).filter((part) => wordCount(part) >= FEWEST_WORDS);
  return parts.length > 1 && parts.length <= 4 ? parts : [];
}

const DENIED =
  /^\s*(?:(?:ah|euh|mais|oh|ben|bah|pardon|desolee?|désolée?|sorry|oups|oops)[\s,]+)*(?:non|nan|no|nope|not|pas|je parle pas|je ne parle pas|i don't mean|i do not mean|i didn't mean)\b[\s,:!.]*(?:(?:je (?:ne )?(?:parle|parlais|voulais|demandais|demande|dis) (?:pas )?|i (?:don't|didn't|do not) mean )?(?:pas|not|de|for)\s+[^,;.:!?]*?(?:[,;.:!?]+|\s+(?:mais|but|plutot|plutôt|rather|instead)\s+))?/i;

/** "Non, pas l'examen, les ateliers" → "les ateliers": what is denied is cut off. Undefined where nothing is denied. */
export function withoutDenied(text: string): string | undefined {
  const match = DENIED.exec(text);
  if (!match || match[0].trim().length === 0) return undefined;
  const rest = text
    .slice(match[0].length)
    .replace(/^\s*(?:mais|plutôt|plutot|but|rather|the|c'est)\s+/i, '')
    .trim();
  return wordCount(rest) > 0 ? rest : undefined;
}
