import { NONE, type Phrasings } from '../../src/understand/phrasings.ts';

/** A word that this share of the intents uses is of the language, not of a topic: new intents use it as well. */
const COMMON = 0.15;
const CONSONANTS = 'bcdfghjklmnpqrstvwxz';
const VOWELS = 'aeiouy';

/**
 * Phrasings with `times` as many intents: the real ones, and copies under new ids in which every word that is not common to
 * many intents is changed letter by letter into a pseudo-word, the same everywhere in a copy. Lexicon, topics and follow-ups
 * are copied along; refusals are not.
 */
export function widened(phrasings: Phrasings, times: number): Phrasings {
  const common = commonWords(phrasings);
  const result: Phrasings = {
    ...phrasings,
    examples: [...phrasings.examples],
    concepts: { ...phrasings.concepts },
    topics: { ...phrasings.topics },
  };
  for (let copy = 1; copy < times; copy++) {
    const alter = (text: string) => text.replace(/\p{L}+/gu, (word) => (common.has(plain(word)) ? word : pseudo(word, copy)));
    const named = (id: string) => (id === NONE ? id : `${id}-${copy}`);
    for (const { text, lang, intent, before } of phrasings.examples)
      if (intent !== NONE)
        result.examples.push({ text: alter(text), lang, intent: named(intent), ...(before && { before: named(before) }) });
    for (const [name, words] of Object.entries(phrasings.concepts)) {
      const own = words
        .filter((word) =>
          plain(word)
            .match(/\p{L}+/gu)
            ?.every((part) => !common.has(part)),
        )
        .map(alter);
      if (own.length > 0) result.concepts[`${name}-${copy}`] = own;
    }
    for (const [intent, texts] of Object.entries(phrasings.topics))
      result.topics[named(intent)] = Object.fromEntries(Object.entries(texts).map(([lang, text]) => [lang, alter(text)]));
  }
  return result;
}

function commonWords({ examples }: Phrasings): Set<string> {
  const usedBy = new Map<string, Set<string>>();
  const intents = new Set<string>();
  for (const { text, intent } of examples) {
    if (intent === NONE) continue;
    intents.add(intent);
    for (const word of plain(text).match(/\p{L}+/gu) ?? []) usedBy.set(word, (usedBy.get(word) ?? new Set()).add(intent));
  }
  return new Set([...usedBy].filter(([, by]) => by.size >= intents.size * COMMON).map(([word]) => word));
}

const plain = (text: string): string => text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');

/** Consonants and vowels moved on in their alphabets by the copy's number and their place: as long and as sayable as before. */
function pseudo(word: string, copy: number): string {
  return [...plain(word)]
    .map((letter, at) => moved(letter, CONSONANTS, copy + (at % 3)) ?? moved(letter, VOWELS, copy) ?? letter)
    .join('');
}

function moved(letter: string, alphabet: string, by: number): string | undefined {
  const at = alphabet.indexOf(letter);
  return at < 0 ? undefined : alphabet[(at + by) % alphabet.length];
}
