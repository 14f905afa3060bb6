import type { About } from '../types.ts';

/** What a date is about, in the words of people; the first that fits. "Les inscriptions aux ateliers" are about the workshops. */
const ABOUT: readonly [About, RegExp][] = [
  [
    'all',
    /\b(?:toute?s?|tous)\b.*\b(?:dates?|echeances?|deadlines?|rappels?|limites?)\b|\ball (?:of |my |the )*(?:them|dates|deadlines|reminders)\b|\beverything\b|\bde tout\b/,
  ],
  ['workshops', /\bateliers?\b|\bworkshops?\b/],
  ['register', /\binscri\w*|\bregist\w*|\bsign(?:ing)?[\s-]?up\b|\benrol\w*/],
  ['profile', /\bprofils?\b|\bprofiles?\b|\bpositionnement\b/],
  ['exam', /\bexams?(?:ens?|inations?)?\b|\bcertif\w*|\bepreuves?\b/],
];

/** What a levelled text names of the dates of the year. */
export function aboutOf(text: string): About | undefined {
  return ABOUT.find(([, pattern]) => pattern.test(text))?.[0];
}

/** All that such a message holds: "c'est bon, c'est fait !", "it's done", "je l'ai fait". */
const DONE =
  /^(?:(?:c ?'? ?est|cest|c|ok|okay|oui|yes|ca y est|bon|deja|already|all|voila|super|merci|thanks|it'?s|it is|that'?s|i'?m|i am|i'?ve|i have|je l ?'? ?ai|j ?'? ?ai|tout est|that is)[\s,.!]*)*(?:fait|regle|boucle|termine|done(?: it)?|finished|did it|fini)[\s,.!]*(?:merci|thanks|thank you|pour moi|now|maintenant|deja|already|hier|yesterday)?[\s,.!]*$/;

/** Does a levelled text say, and nothing else, that something is done? */
export const isDone = (text: string): boolean => DONE.test(text.trim());
