import type { About, IntentId, Memory, Semester, Slots, Understanding, WishWords } from '../types.ts';
import { bareSemester } from './context.ts';
import { readSemester } from './semester.ts';
import type { ReadSlots } from './slots.ts';
import { level } from './words.ts';

/** What a date is about, in the words of people; the first that fits. "Les inscriptions aux ateliers" are about the workshops. */
const ABOUT: readonly [About, RegExp][] = [
  [
    'all',
    /\b(?:toute?s?|tous|tte?s?)\b.*\b(?:dates?|echeances?|deadlines?|rappels?|limites?)\b|\ball (?:of |my |the )*(?:them|dates|deadlines|reminders)\b|\beverything\b|\bde tout\b/,
  ],
  ['workshops', /\bateliers?\b|\bworkshops?\b/],
  ['register', /\b[ld]?inscri\w*|\bregist\w*|\bsign(?:ing)?[\s-]?up\b|\benrol\w*/],
  ['profile', /\bprofils?\b|\bprofiles?\b|\bpositionnement\b/],
  ['exam', /\bl?exams?(?:ens?|inations?)?\b|\bcertif\w*|\bepreuves?\b/],
];

/** What a levelled text names of the dates of the year. */
export function aboutOf(text: string): About | undefined {
  return ABOUT.find(([, pattern]) => pattern.test(text))?.[0];
}

/** "Tout", in a message that is about reminders: by itself, or as what is asked for; not "tout de suite", nor "j'oublie tout". */
const EVERYTHING =
  /(?:^(?:(?:oui|ok|non|bah|ben|et|plutot)[\s,]+)*|\b(?:moi|me|les|pour|sur|de|of|about|for|on|stop|cancel|delete|remove|drop|(?:arret|annul|supprim|vir|enlev|coup|rappel)\w*)[\s-]+)(?:tout|toutes|tous|tte?s?|all)\b(?! (?:de suite|a fait|compte fait|bien (?:reflechi|pese)|le monde|le temps|a l'heure|juste|les? (?:jours?|semaines?|mois|matins?|soirs?|trucs?)|the time|right|day|week|good|done)\b)/;
const BOTH =
  /\bles (?:deux|2)\b(?! (?:derni|premi))|\bboth\b|\b(?:chaque|each|every) (?:semestre|semester)\b|\b(?:s ?1|premiere?|first|semestre 1|semester 1)\b.{0,30}\b(?:et|and|puis|comme|&)\b.{0,30}\b(?:s ?2|seconde?|deuxieme|second|semestre 2|semester 2)\b/;
const OTHERS = /\b(?:autres?|others?|reste|rest)\b/;
const ALSO = /\baussi\b|\bas well\b|\balso\b|\btoo\b|\ben plus\b|\bajoute\w*|\badd\b/;
const INSTEAD =
  /^(?:(?:ah|euh|heu|oh|mais|pardon|oups|oops|desolee?|sorry|wait|attends?)[\s,]+)*(?:non|nan|nope|no|pas|not)\b|\bplutot\b|\brather\b|\binstead\b|\bvoulais dire\b|\bi mean[t]?\b|\bau lieu\b/;
const HOW =
  /\bcomment\b|\bon fait quoi pour\b|\bhow (?:do|can|to|would|should|could)\b|\b(?:peut-on|puis-je|can i|could i|est-ce (?:qu'on|que je) peu[xt])\b|\bet si\b|\bwhat if\b|\b(?:ensuite|plus tard|later)\b.*\?/;
/** "Tu me préviens combien de temps avant ?", "how long before do you warn me?" */
const ASKS_LEADS =
  /\b(?:combien de (?:temps|jours?|semaines?)|how (?:long|many (?:days|weeks)|far|early|much time))\b.{0,40}\b(?:avant|l'avance|d'avance|before(?:hand)?|ahead|in advance|early)\b|\bhow (?:early|far ahead|far in advance|long ahead)\b/;
/** "Le deuxième", "the last one". */
const RANKS: readonly [RegExp, number][] = (
  [
    ['premiere?|1ere?|1er|first', 1],
    ['deuxieme|seconde?|2e|2eme|2nde?|second', 2],
    ['troisieme|3e|3eme|third', 3],
    ['quatrieme|4e|4eme|fourth', 4],
    ['derniere?|last', -1],
  ] as const
).map(([words, rank]) => [
  new RegExp(
    String.raw`\b(?:le|la|the|celui|celle)\s+(?:${words})(?:\s+(?:one|date|rappel|reminder|alerte|alert))?(?=\s*(?:$|[,;.!?]|stp|svp|please|et|and|vire|drop|enleve))`,
  ),
  rank,
]);
const KEEP = /\b(?:garde\w*|keep|laisse[sz]?|leave)\b.*\b(?:autres?|reste|others?|rest)\b/;
const IN_DAYS: readonly [RegExp, (count: number) => number][] = [
  [/\bapres[\s-]demain\b|\bday after tomorrow\b/, () => 2],
  [/\bdemain\b|\btomorrow\b/, () => 1],
  [/\b(?:dans|in) (\d{1,3}) (?:jours?|j|days?)\b/, (n) => n],
  [/\b(?:dans|in) (\d{1,2}|une?|a|one) (?:semaines?|sem|weeks?)\b/, (n) => 7 * n],
];
/** Said of reminders, it is never a wish for one. */
const TAKES_AWAY =
  /\b(?:supprim|enlev|retir|annul|arret|desactiv|coup|vir|effac)(?:e|es|ez|er|ons)\b.*\b(?:rappels?|alertes?|notifs?|notifications?)\b|\b(?:cancel|remove|delete|drop|stop|disable|turn off)\b.*\b(?:reminders?|alerts?|notifs?|notifications?)\b/;
/** What is done, said with more words than `DONE`. */
const TOLD_DONE =
  /\b(?:c ?'?est|deja|viens de|j ?'?ai|je l ?'?ai|g|i'?ve|i have|already|just|that'?s|that one'?s)\b.*\b(?:fait|fini|termine|boucle|regle|partage|inscrite?|done|finished|did|shared|registered|signed up)\b|\bi (?:did|finished|shared|registered|signed up)\b|^(?:fait|done|inscrite?|fini|finished)\b/;

/** Between two subjects of one message. */
const JOINTS = /\s*[,;+&]\s*|\s+(?:et|and|puis|plus|ainsi que|as well as)\s+/;

/** A part that asks something names no date to be reminded of. */
const ASKS = /\b(?:quand|comment|combien|dis(?:-| )moi|ou (?:est|sont|a lieu)|tell me|when|how|where|what)\b/;

/** The subjects of a levelled text, where it joins several: "le profil du S1 et l'examen". */
function eachOf(text: string): WishWords['each'] {
  const found = new Map<About, { about: About; semester?: Semester }>();
  for (const part of text.split(JOINTS)) {
    const about = aboutOf(part);
    if (about === undefined || about === 'all' || found.has(about) || ASKS.test(part)) continue;
    const { semester } = readSemester(part);
    found.set(about, { about, ...(semester === undefined ? {} : { semester }) });
  }
  return found.size > 1 ? [...found.values()] : undefined;
}

/** What a message about reminders says besides, read from the whole levelled text. `date`: a day named in it. */
function wishWords(text: string, { slots, date }: ReadSlots): WishWords {
  const rank = slots.semester === undefined ? RANKS.find(([pattern]) => pattern.test(text))?.[1] : undefined;
  const inDays = IN_DAYS.map(([pattern, days]) => {
    const found = pattern.exec(text);
    return found ? days(Number(found[1]) || 1) : undefined;
  }).find((days) => days !== undefined);
  const each = eachOf(text);
  return {
    ...(BOTH.test(text) ? { both: true } : {}),
    ...(each === undefined ? {} : { each }),
    ...(ALSO.test(text) ? { also: true } : {}),
    ...(INSTEAD.test(text) ? { instead: true } : {}),
    ...(rank === undefined ? {} : { rank }),
    ...(KEEP.test(text) ? { keep: true } : {}),
    ...(HOW.test(text) ? { how: true } : {}),
    ...(ASKS_LEADS.test(text) ? { asksLeads: true } : {}),
    ...(date === undefined ? {} : { on: date }),
    ...(inDays === undefined ? {} : { inDays }),
  };
}

export const isReminder = (intent: IntentId): boolean => intent.startsWith('reminder.');

/** The same understanding, with what a message about reminders says besides. `reading`: before anything was kept from `memory`. */
export function withWish(understood: Understanding, body: string, reading: ReadSlots, memory: Memory): Understanding {
  const text = level(body).trim();
  if (understood.kind !== 'sure' || understood.slots.wish || !understood.intents.some(isReminder))
    return isFinished(text, reading.slots) ? { ...understood, slots: { ...understood.slots, finished: true } } : understood;
  const wish = wishWords(text, reading);
  const { slots } = understood;
  const stops = understood.intents.includes('reminder.unsubscribe') || TAKES_AWAY.test(text);
  const done = stops && (slots.done || TOLD_DONE.test(text));
  const all = EVERYTHING.test(text);
  // "Toutes les dates du profil" is about the profile.
  const subject = slots.about === 'all' ? aboutOf(text.replace(/\b(?:toute?s?|tous|all|everything)\b/g, ' ')) : slots.about;
  const about = subject ?? (all ? 'all' : slots.about);
  const both = wish.both || (all && subject !== undefined);
  const { semester, ...others } = slots;
  // The dates just spoken of say more than the semester that was named before them.
  const goesOn = about === undefined && memory.intents.some(isReminder);
  const kept = reading.slots.semester === undefined && bareSemester(reading.rest, memory) === undefined;
  const dropped = kept && (both || about === 'all' || goesOn || OTHERS.test(text));
  return {
    ...understood,
    // What was done is not also asked about.
    intents: done
      ? ['reminder.unsubscribe']
      : askedFor(understood.intents, stops, wish.each !== undefined && !text.includes('?') && !ASKS.test(text)),
    slots: {
      ...(dropped || semester === undefined ? others : slots),
      ...(about === undefined ? {} : { about }),
      ...(done ? { done: true } : {}),
      ...(Object.keys(wish).length === 0 && !both ? {} : { wish: { ...wish, ...(both ? { both: true } : {}) } }),
    },
  };
}

/** `only`: all subjects that are named are those of the reminders, and none is a question of its own. */
function askedFor(intents: readonly IntentId[], stops: boolean, only: boolean): IntentId[] {
  const kept = only ? intents.filter(isReminder) : intents;
  return kept.map((id) => (stops && isReminder(id) ? 'reminder.unsubscribe' : id));
}

/** Longer, it tells more than that something is finished. Characters. */
const TOLD_BRIEFLY = 70;
const FINISHED =
  /\b(?:j ?'? ?ai|je viens de|ca y est)\b.{0,20}\b(?:fini|finir|termine|terminer|boucle|boucler|complete|partage|partager)\b|\b(?:profil|inscription)s? (?:du |de la |de l |d |pour |le |s ?\d |semestre |\d |pix )*(?:est |sont |c ?'?est )?(?:finie?|terminee?|faite?|bouclee?|partagee?)s?\b|\bje (?:me )?suis inscrite? (?:a l ?'? ?(?:exam\w*|epreuve)|a la certif\w*|aux? ateliers?)\b|\bi(?: have| ?'?ve)?(?: just| already| now)* (?:(?:finished|completed|done|shared)\b|(?:registered|signed up) (?:for|to) (?:the |my )?(?:pix |certification )?(?:exam\w*|certif\w*|workshops?)\b)|\b(?:profile|registration)\b.{0,20}\b(?:is|are) (?:finished|complete|completed|done|shared)\b/;
/** It is not, not yet, or something is asked besides. */
const NOT_FINISHED =
  /\?|\d ?%|\b(?:pas|jamais|presque|si|quand|lorsque|une fois|apres|moitie|half|partie|part of|encore|reste|still|left|commenc\w*|start\w*|begin|competences?|skills?|quelqu'un|someone|pour ?cent|percent|comment|pourquoi|combien|que faire|quoi|ou|mais|not|never|almost|if|when|once|after|how|what|where|why|but)\b|n't\b/;

/** "J'ai fini mon profil du S2", and nothing else: who is reminded of it need be no longer. */
const isFinished = (text: string, { about, semester }: Slots): boolean =>
  text.length <= TOLD_BRIEFLY && (about ?? semester) !== undefined && FINISHED.test(text) && !NOT_FINISHED.test(text);

/** Words of a bare answer to "which date?": what it is about, and what holds it together. */
const BARE =
  /^(?:(?:ateliers?|workshops?|thematiques?|thematic|inscriptions?|registration|profils?|profiles?|exam(?:en|ens|s|ination)?|certif\w*|toute?s?|tous|all|everything|them|dates?|deadlines?|echeances?|limites?|rappels?|reminders?|ouverture|opening|debut|start|pix|tte?s?|le|la|les|l|de|du|des|d|a|au|aux|celui|celle|celles|ceux|pour|the|of|for|my|mon|ma|mes|et|and|oui|yes|ok|alors|juste|just|seulement|only|svp|stp|please|one|ones|\d+|s ?[12]|semestre|semester|deux|both|premiere?|seconde?|deuxieme|troisieme|third|derniere?|last|first)(?:[\s',.!-]+|$))+$/;
const YES =
  /^(?:(?:oui+|ouais|yes|yep|yeah|yup|oki?|okay|d'accord|dac|volontiers|carrement|avec plaisir|sure|please|svp|stp|s'il (?:te|vous) plait|vas-y|je veux bien|go|merci|thanks|bien sur|of course|do)[\s,.!]*)+$/;
const NO =
  /^(?:(?:non|nan|nope|no|pas la peine|ca va|ca ira|merci|thanks|thank you|laisse(?:z)?(?: tomber)?|never mind|aucune?|none|rien|pas besoin)[\s,.!]*)+$/;

/** Said with the name of a date, or alone, wherever the conversation is: "plus de rappel : …", "c'est fait pour le S1". */
const ENDS =
  /^(?:(plus de (?:rappels?|alertes?|notifs?|notifications?)|no more (?:reminders?|alerts?|notifications?))|(?:c ?'?est |c |it'?s |that'?s )?(?:fait|fini|regle|boucle|done|finished))[\s:,]*(?:pour|for|with|avec)?\s*(.*)$/;

/** What ends reminders in so many words; undefined where a message does not. */
export function endOf(body: string, slots: Slots): Slots | undefined {
  if (body.length > BRIEF) return undefined;
  const [, stops, rest = ''] = ENDS.exec(level(body).trim()) ?? [];
  const names = slots.about !== undefined || slots.semester !== undefined;
  if (stops !== undefined) return rest === '' || BARE.test(rest) ? slots : undefined;
  return names && BARE.test(rest) ? { ...slots, done: true } : undefined;
}

/** An answer to what the bot has just asked about reminders; undefined where the message is none. */
export function answerOf(body: string, slots: Slots, memory: Memory): { intents: IntentId[]; slots: Slots } | undefined {
  if (body.length > BRIEF) return undefined;
  const text = level(body).trim();
  const last = memory.intents.find((intent) => intent === 'reminder.unsubscribe' || intent === 'reminder.subscribe');
  if (memory.asking && memory.intents.some(isReminder)) {
    if (NO.test(text)) return { intents: [last ?? 'reminder.subscribe'], slots: { wish: { answer: 'no' } } };
    if (YES.test(text)) return { intents: [last ?? 'reminder.subscribe'], slots: { wish: { answer: 'yes' } } };
  }
  const goesOn = last === 'reminder.subscribe' || (last !== undefined && memory.asking);
  if (!goesOn || !BARE.test(text)) return undefined;
  const chooses = BOTH.test(text) || RANKS.some(([pattern]) => pattern.test(text));
  return slots.about !== undefined || EVERYTHING.test(text) || (memory.asking && chooses)
    ? { intents: [last], slots }
    : undefined;
}

/** What is said in so many words is short; a longer text need not be looked at for it. Characters. */
const BRIEF = 200;

/** All that such a message holds: "c'est bon, c'est fait !", "it's done", "je l'ai fait". */
const DONE =
  /^(?:(?:c\s?(?:'\s?)?est|cest|c|ok|okay|oui|yes|ca y est|bon|deja|already|all|voila|super|merci|thanks|it'?s|it is|that'?s|i'?m|i am|i'?ve|i have|je l\s?(?:'\s?)?ai|j\s?(?:'\s?)?ai|tout est|that is)[\s,.!]*)*(?:fait|regle|boucle|termine|done(?: it)?|finished|did it|fini)(?:[\s,.!]*(?:merci|thanks|thank you|pour moi|now|maintenant|deja|already|hier|yesterday|de mon cote|on my (?:side|end)))*[\s,.!]*$/;

/** Does a levelled text say, and nothing else, that something is done? */
export const isDone = (text: string): boolean => text.length <= BRIEF && DONE.test(text.trim());
