import type { IntentId, Lang, Memory, Slots, Understanding } from './types.ts';
import { CALIBRATION, type Calibration, createClassifier, createReader, type Ranking, type Read } from './understand/classify.ts';
import {
  askedLanguage,
  asksAgain,
  bareSemester,
  continued,
  keepSemester,
  leansBack,
  otherSemester,
  slotOnly,
  withoutOpening,
} from './understand/context.ts';
import { OTHER } from './understand/language.ts';
import type { Model } from './understand/model.ts';
import { NONE } from './understand/phrasings.ts';
import { createRecent } from './understand/recent.ts';
import { answerOf, endOf, isReminder, withWish } from './understand/reminders.ts';
import { asksMore, partsOf, sentencesOf, withoutDenied } from './understand/segments.ts';
import { type ReadSlots, readSlots } from './understand/slots.ts';
import { forgetLevelled } from './understand/words.ts';

/** Where `sure`, `unsure` and `none` part. Chosen on held-out phrasings so that at most one answer in forty is wrong; see test/bench/README.md. */
export const THRESHOLDS = {
  /** From this likelihood of a refusal on, the message is refused … */
  refuse: 0.5,
  /** … and from this one on, at most asked back. */
  doubt: 0.3,
  /** From this probability on, one intent is answered. */
  sure: 0.7,
  /** Behind an answer, where the topic is known and asking back is tedious, these two are lower and higher. */
  sureBehind: 0.5,
  /** From this probability on, a message behind an answer is also read by itself. */
  ownQuestion: 0.85,
  doubtBehind: 0.5,
  /** From this probability on, alone and behind an answer, a message needs no third reading. */
  agreed: 0.8,
  /** From this one on, behind an answer only, neither does one that is not clear by itself. */
  clearBehind: 0.9,
  /** Two intents are answered together from this sum on, the second at least this likely. */
  both: 0.75,
  second: 0.2,
  /** From this probability on, the whole of a message is clear: what else stands in it is read only where it asks as well. */
  clear: 0.95,
  /** A part of a message with a question of its own: it is answered besides the other part's from this probability on … */
  part: 0.6,
  /** … or, so clear that the rest of the message need not agree. */
  clearPart: 0.92,
  /** What cannot be undone is done from this probability on; below it the person is asked. */
  undoable: 0.8,
  /** Beside an opening ("bonjour, …") a message is taken for nothing but polite from this probability on. */
  polite: 0.97,
  /** An intent below this is not offered, unless it would be the only one. */
  offered: 0.06,
};

/** How much one reading of a message counts against another. Chosen as the thresholds are. */
export const SHARES = {
  /** The sentence that asks most clearly, against the whole of a mail. */
  sentence: 0.5,
  /** A follow-up together with what the last answer was about, against the follow-up behind that answer. */
  together: 0.5,
  /** A message that is clear by itself, against itself behind an answer. */
  own: 0.3,
};

export type Understand = (text: string, memory: Memory, hint: Lang) => Understanding;

/** Offered beside a reading that stands alone but is not sure: somebody to ask. */
const BESIDE_ONE = 'contact.cell';

/** What is nothing but polite is not longer. Characters. */
const POLITE_LENGTH = 80;

/** What is said out of politeness beside a question is not answered besides it. */
const POLITE = /^smalltalk\./;

/**
 * Text → what it asks. Pure; never throws for what a text holds. `hint`: the language where neither text nor memory tells. `keeps`: for
 * so many wordings what was found is kept, for others who ask alike in another conversation.
 */
export function createUnderstand(model: Model, calibration: Calibration = CALIBRATION, keeps = 0): Understand {
  const reader = createReader(model);
  const ask = createClassifier(model, calibration);
  const recent = keeps > 0 ? createRecent<Ranking>(keeps) : undefined;
  /** Parts of a message are looked at from several sides: what was read and found for the same words is used again within a turn. */
  const found = new Map<string, Ranking>();
  const reads = new Map<string, Read>();
  const read = (text: string, hint: Lang): Read => {
    const known = reads.get(text);
    if (known) return known;
    const fresh = reader(text, hint);
    // Where the text does not tell its language, the hint decides.
    if (fresh.told) reads.set(text, fresh);
    return fresh;
  };
  const classify = (words: readonly string[], before: readonly IntentId[] = []): Ranking => {
    const key = `${before.join(' ')}|${words.join(' ')}`;
    const known = found.get(key);
    if (known) return known;
    const ranking = recent ? recent(key, () => ask(words, before)) : ask(words, before);
    found.set(key, ranking);
    return ranking;
  };

  /** Words alone, or behind the answers before: in their context, and together with what they were about. */
  const classifyAfter = (words: readonly string[], lang: Lang, before: readonly IntentId[]): Ranking => {
    if (before.length === 0) return classify(words);
    const behind = classify(words, before);
    const alone = classify(words);
    const [first, own] = [behind[0], alone[0]];
    // Clear both ways: what the last answer was about changes nothing.
    if (first && own && first.intent === own.intent && Math.min(first.p, own.p) >= THRESHOLDS.agreed) return behind;
    // What is done about reminders is said right behind them, in words that mean other things elsewhere: "vire le reste".
    if (first && first.p >= THRESHOLDS.agreed && isReminder(first.intent) && before.some(isReminder)) return behind;
    // Clear behind it, and nothing by itself.
    if (first && first.p >= THRESHOLDS.clearBehind && (own?.p ?? 0) < THRESHOLDS.ownQuestion) return behind;
    const topic = before.flatMap((intent) => model.topics.get(intent)?.get(lang) ?? []);
    const leaning = mix(behind, classify([...words, ...topic]), SHARES.together);
    // A message that is clear by itself is a question of its own, whatever was answered before.
    return (own?.p ?? 0) >= THRESHOLDS.ownQuestion ? mix(leaning, alone, SHARES.own) : leaning;
  };

  /** The whole message, and in a mail its clearest sentence. */
  const rank = (text: string, words: readonly string[], lang: Lang, before: readonly IntentId[]): Ranking => {
    const whole = classifyAfter(words, lang, before);
    // Each sentence of a story by itself is about something else.
    if (isClear(whole[0])) return whole;
    const sentences = sentencesOf(text);
    if (sentences.length < 2) return whole;
    let best: Ranking = whole;
    let clearest = -1;
    for (const sentence of sentences) {
      const ranking = classifyAfter(read(sentence, lang).words, lang, before);
      const top = ranking.find(({ intent }) => intent !== NONE && !POLITE.test(intent));
      const asks = (top?.p ?? 0) * (/\?\s*$/.test(sentence) ? 1.3 : 1);
      if (asks > clearest) {
        clearest = asks;
        best = ranking;
      }
    }
    return mix(whole, best, SHARES.sentence);
  };

  /** Two questions in one message: parts that each ask something else. */
  const twoOf = (text: string, lang: Lang, ranking: Ranking, before: readonly IntentId[]): [IntentId, IntentId] | undefined => {
    const [first] = ranking;
    const isSure = isClear(first);
    const found = new Map<IntentId, number>();
    for (const { part, of } of partsOf(text)) {
      // Where the whole is clear, what does not ask tells why somebody asks.
      if (isSure && !asksMore(part)) continue;
      const { words } = read(part, lang);
      const [top] = classifyAfter(words, lang, before);
      if (!top || top.intent === NONE || POLITE.test(top.intent) || top.p < THRESHOLDS.part) continue;
      const whole = ranking.find((r) => r.intent === top.intent)?.p ?? 0;
      // Clear by itself, or among what the whole message may be about: a passing mention is no question.
      const clear = words.length >= 3 && top.p >= THRESHOLDS.clearPart && words.length >= 0.25 * of;
      if (clear || whole >= THRESHOLDS.offered) found.set(top.intent, Math.max(found.get(top.intent) ?? 0, top.p + whole));
    }
    // For what the whole asks, the part is the whole.
    if (isSure && first && found.size > 0) found.set(first.intent, Math.max(found.get(first.intent) ?? 0, 2 * first.p));
    const likely = [...found].sort((a, b) => b[1] - a[1]).map(([intent]) => intent);
    return likely.length >= 2 ? [likely[0] as IntentId, likely[1] as IntentId] : undefined;
  };

  const decide = (text: string, lang: Lang, ranking: Ranking, slots: Slots, before: readonly IntentId[]): Understanding => {
    const none = ranking.find((r) => r.intent === NONE)?.p ?? 0;
    const intents = sortGrades(
      ranking.filter((r) => r.intent !== NONE),
      slots,
      text,
    );
    const [first, second] = intents;
    if (!first || none >= THRESHOLDS.refuse) return { kind: 'none', intents: [], slots, confidence: none, lang };
    const behind = before.length > 0;
    if (none < (behind ? THRESHOLDS.doubtBehind : THRESHOLDS.doubt)) {
      const two = placeAndTime(text, first.intent) ?? twoOf(text, lang, ranking, before);
      if (two)
        return {
          kind: 'sure',
          intents: two,
          slots,
          confidence: Math.min(
            1,
            two.reduce((sum, id) => sum + (intents.find((r) => r.intent === id)?.p ?? 0), 0),
          ),
          lang,
        };
      if (first.p >= (behind ? THRESHOLDS.sureBehind : THRESHOLDS.sure))
        return { kind: 'sure', intents: [first.intent], slots, confidence: first.p, lang };
      if (second && second.p >= THRESHOLDS.second && first.p + second.p >= THRESHOLDS.both)
        return { kind: 'sure', intents: [first.intent, second.intent], slots, confidence: first.p + second.p, lang };
    }
    // "Do you mean: thank you?" helps nobody.
    const offered = intents.slice(0, 3).filter(({ intent, p }, i) => i < 1 || (p >= THRESHOLDS.offered && !POLITE.test(intent)));
    const ids = offered.map((r) => r.intent);
    if (ids.length < 2) {
      const other = ids[0] !== BESIDE_ONE && model.intents.includes(BESIDE_ONE) ? BESIDE_ONE : second?.intent;
      if (other !== undefined) ids.push(other);
    }
    return { kind: 'unsure', intents: ids, slots, confidence: offered.reduce((total, r) => total + r.p, 0), lang };
  };

  /** A message that is nothing but polite, all of it: "bonjour le monsieur ou la madame". */
  const politely = (text: string, body: string, hint: Lang): Understanding | undefined => {
    if (text.length > POLITE_LENGTH || withoutMarkup(text) === body) return undefined;
    const { words, lang } = read(text, hint);
    const [top] = classify(words);
    if (!top || !POLITE.test(top.intent) || top.p < THRESHOLDS.polite) return undefined;
    // "Ok nickel merci, et si je veux parler à quelqu'un ?": what comes behind the opening is clear by itself.
    const [rest] = classify(read(body, hint).words);
    const asks = rest && rest.p >= THRESHOLDS.agreed && rest.intent !== NONE && !POLITE.test(rest.intent);
    return asks ? undefined : { kind: 'sure', intents: [top.intent], slots: {}, confidence: top.p, lang };
  };

  const understand = (
    text: string,
    body: string,
    meant: string,
    reading: ReadSlots,
    memory: Memory,
    hint: Lang,
  ): Understanding => {
    const spoken = memory.lang ?? hint;
    const asked = askedLanguage(text);
    const { words, lang: told, told: telling } = read(body, asked?.lang ?? spoken);
    const tells = telling && !OF_BOTH.test(body);
    const lang = asked?.lang ?? (told === OTHER || !tells ? spoken : told);
    if (!/[\p{L}\d]/u.test(text) || words.length === 0)
      return { kind: 'none', intents: [], slots: {}, confidence: 1, lang, why: 'noise' };
    const before = memory.intents;
    // What was stopped is not to be stopped again for being said in another language: what is left says as much.
    const again = before.map((intent) => (intent === 'reminder.unsubscribe' ? 'reminder.list' : intent));
    if (before.length > 0 && ((asked && words.length <= 4) || asksAgain(body)))
      return { kind: 'sure', intents: again, slots: keepSemester(before, {}, memory), confidence: 1, lang };
    const semester = reading.slots.semester ?? bareSemester(reading.rest, memory);
    if (semester !== undefined) reading.slots.semester = semester;
    // "Le profil", "toutes les dates", "oui", when it was asked of what to remind.
    const answered = answerOf(body, reading.slots, memory);
    if (answered) return { kind: 'sure', ...answered, confidence: 0.9, lang: tells ? lang : spoken };
    // Said after a reminder, which may be days ago: nothing else is meant by it.
    const ends = reading.slots.done ? reading.slots : endOf(body, reading.slots);
    if (ends)
      return { kind: 'sure', intents: ['reminder.unsubscribe'], slots: ends, confidence: 0.9, lang: tells ? lang : spoken };
    // As replies tell people to say it.
    if (FORGETS.test(body.trim()))
      return { kind: 'sure', intents: [DELETES], slots: {}, confidence: 0.9, lang: tells ? lang : spoken };
    if (slotOnly(reading)) {
      const same = continued(reading, memory);
      if (same) return { kind: 'sure', ...same, confidence: 1, lang: asked?.lang ?? (tells ? lang : spoken) };
      const score = reading.slots.numbers?.[0];
      const lasting = tells ? lang : spoken;
      const numbers = reading.slots.numbers ?? [];
      // "452 pix", "mon score c'est 590", "412, ça fait 11 non ?": a score that says so, or that comes with a grade.
      const isScore = numbers.some(
        (n) =>
          n.unit === 'pix' ||
          (n.value > 20 && (/\b(?:mon|my)\b.*\bscore\b/.test(reading.rest) || (reading.slots.claims && numbers.length > 1))),
      );
      if (isScore) return { kind: 'sure', intents: ['grade.compute'], slots: reading.slots, confidence: 0.9, lang: lasting };
      if (score && score.value > 20 && score.value <= 1024)
        return { kind: 'unsure', intents: ['grade.compute', 'grade.scale'], slots: reading.slots, confidence: 0.6, lang: spoken };
    }
    if (told === OTHER) return { kind: 'none', intents: [], slots: {}, confidence: 1, lang: spoken, why: 'language' };
    const asksOf = meant;
    const keptWords = meant === body ? words : read(meant, lang).words;
    const leaning = before.length > 0 && leansBack(asksOf, keptWords) ? before : [];
    const found =
      politely(text, body, spoken) ?? decide(asksOf, lang, rank(asksOf, keptWords, lang, leaning), reading.slots, leaning);
    const understood = askedAgain(found, before, asked !== undefined) ?? careful(found, body, model);
    const other = otherSemester(asksOf, reading, memory);
    const same =
      other?.only ||
      (understood.confidence < THRESHOLDS.ownQuestion &&
        understood.kind !== 'none' &&
        other?.intents.includes(understood.intents[0] as IntentId));
    if (other && same)
      return { kind: 'sure', intents: other.intents, slots: other.slots, confidence: understood.confidence, lang };
    return understood.kind === 'sure'
      ? {
          ...understood,
          intents: withOffered(understood.intents, understood.slots),
          slots: keepSemester(understood.intents, understood.slots, memory),
        }
      : understood;
  };

  const understandWhole: Understand = (text, memory, hint) => {
    const body = withoutOpening(withoutMarkup(askedLanguage(text)?.rest ?? text));
    // "Non, pas le premier semestre, le second": what is denied counts neither as a question nor as a semester or score.
    const meant = (memory.intents.length > 0 ? withoutDenied(body) : undefined) ?? body;
    const reading = readSlots(meant);
    const said = { ...reading, slots: { ...reading.slots } };
    return withWish(understand(text, body, meant, reading, memory, hint), body, said, memory);
  };

  return (text, memory, hint) => {
    try {
      return understandWhole(text, memory, hint);
    } finally {
      found.clear();
      reads.clear();
      forgetLevelled();
    }
  };
}

/** "The office hours in English, please?": what was just answered is among what it may be. */
function askedAgain(found: Understanding, before: readonly IntentId[], inLanguage: boolean): Understanding | undefined {
  const [first] = found.intents;
  return inLanguage && found.kind === 'unsure' && first !== undefined && before.includes(first)
    ? { ...found, kind: 'sure', intents: [first] }
    : undefined;
}

/** What deletes is left out beside something else, and asked back about where it is not clear, denied, or a question about it. */
function careful(found: Understanding, text: string, model: Model): Understanding {
  if (found.kind !== 'sure' || !found.intents.includes(DELETES)) return found;
  // "Supprime mes rappels" is about these alone.
  if (OF_REMINDERS.test(text) && !OF_ALL.test(text) && model.intents.includes(STOPS)) return { ...found, intents: [STOPS] };
  const others = found.intents.filter((intent) => intent !== DELETES);
  if (others.length > 0) return { ...found, intents: others };
  const asks = /\?/.test(text) && !REQUEST.test(text);
  if (found.confidence >= THRESHOLDS.undoable && !asks && !NOT_DELETING.test(text)) return found;
  return { ...found, kind: 'unsure', intents: [DELETES, ...BESIDE_DELETING.filter((intent) => model.intents.includes(intent))] };
}

const DELETES = 'privacy.forget';
const STOPS = 'reminder.unsubscribe';
const OF_REMINDERS = /(?:^|[^\p{L}])(?:rappels?|alertes?|notifs?|notifications?|reminders?|alerts?)(?!\p{L})/iu;
/** "Tout" by itself: "tout mes rappels" is about these. */
const OF_ALL =
  /(?:^|[^\p{L}])tout(?!\p{L}| (?:mes|les|ces) )|données|donnees|infos?|informations?|conversation|historique|score|\bdata\b|history|everything|oublie|forget/iu;
const FORGETS =
  /^(?:oublie[rz]?[- ]moi|efface[rz]? (?:toutes )?mes donn[ée]es|supprime[rz]? (?:toutes )?mes donn[ée]es|forget me|(?:delete|erase) (?:all )?my data)[\s,]*(?:svp|stp|s'il (?:vous|te) pla[iî]t|please|merci|thanks)?[\s.!,]*$/i;
const REQUEST = /(?:^|[^\p{L}])(?:pouvez|peux|pourriez|pourrais|puis|peut|can|could|would|may)(?![\p{L}])/iu;
/** Denied, asked about, about something of Pix, or about one thing only; a polite request ("pouvez-vous effacer …?") is none of these. */
const NOT_DELETING =
  /(?:^|[^\p{L}])(?:ne|pas|jamais|not|never|comment|quand|pourquoi|how|when|why|whether|(?:do|did|will|does) (?:you|it|they)|is|are|est-ce que vous|est-ce qu['’]?(?:on|il|elle)|vous (?:supprimez|effacez|gardez)|tu (?:supprimes|effaces)|profil|profile|pix|examen|exam|atelier\w*|workshops?)(?![\p{L}])|(?:^|[^\p{L}])[nN]['’]|n['’]t(?![\p{L}])/iu;
/** Offered where it is not clear that a person wants all deleted. */
const BESIDE_DELETING: readonly IntentId[] = ['reminder.unsubscribe', 'privacy.info'];

/** Words that a language has from the other: who says but that goes on in the language of the conversation. */
const OF_BOTH = /^\W*(?:stop|spam|help|go)\W*$/i;

/** Tags, programs and Markdown signs say nothing about what is asked. */
const withoutMarkup = (text: string) =>
  !/[<*_`~]/.test(text)
    ? text
    : text
        .replace(/<(script|style)\b[^<>]{0,200}>[\s\S]*?<\/\1\s*>/gi, ' ')
        .replace(/<[^<>]{1,200}>/g, ' ')
        .replace(/[*_`~]+/g, ' ');

/** "L'exam c'est le 28 mars au bâtiment 1 ?": the day that is offered with the place is answered as well. */
const withOffered = (intents: IntentId[], slots: Slots): IntentId[] =>
  intents.length === 1 && intents[0] === 'exam.where' && slots.offered?.date ? ['exam.when', 'exam.where'] : intents;

/** Nothing but what it seems to be. What is nothing but polite may have a question behind it. */
const isClear = (top: Ranking[number] | undefined): boolean =>
  top !== undefined && top.p >= THRESHOLDS.clear && top.intent !== NONE && !POLITE.test(top.intent);

const PLACE_AND_TIME =
  /\b(?:o[uù]|lieu|endroit|where|place|location)\b\s*(?:,|et|and|&|\/)\s*(?:[àa]\s+)?(?:quand|date|quelle (?:date|heure)|when|time)\b|\b(?:quand|dates?|when|time)\b\s*(?:,|et|and|&|\/)\s*(?:o[uù]|lieu|endroit|where|place|location)\b/i;

/** "c'est où et quand ?": of the exam, these are two answers; elsewhere one answer holds both. */
function placeAndTime(text: string, first: IntentId): [IntentId, IntentId] | undefined {
  return (first === 'exam.when' || first === 'exam.where') && PLACE_AND_TIME.test(text) ? ['exam.where', 'exam.when'] : undefined;
}

/** The weighted mean of two rankings, most likely first. */
function mix(a: Ranking, b: Ranking, share: number): Ranking {
  const mixed = a.map(({ intent, p }) => ({ intent, p: p * (1 - share) }));
  for (const { intent, p } of b) {
    const same = mixed.find((one) => one.intent === intent);
    if (same) same.p += p * share;
    else mixed.push({ intent, p: p * share });
  }
  return mixed.sort((x, y) => y.p - x.p);
}

const WANTS = /\b(?:veux|voudrais|vise[rsz]?|want|need|faut|besoin|atteindre|reach|aim)\b/i;

/** Which of the grade questions it is shows in the numbers, once it is one of them: with a score given, it is not about the scale. */
function sortGrades(ranking: Ranking, slots: Slots, text: string): Ranking {
  // "je veux 15 et j'ai 400": a grade that is wanted, beside the score that there is.
  const wanted =
    slots.numbers?.some((n) => n.unit !== 'pix' && n.value <= 20) && slots.numbers.some((n) => n.value > 20) && WANTS.test(text);
  const compute = ranking.find((r) => r.intent === 'grade.compute');
  if (wanted && compute)
    return ranking
      .map((r) => (r === compute ? { ...r, p: 0 } : r.intent === 'grade.target' ? { ...r, p: r.p + compute.p } : r))
      .sort((a, b) => b.p - a.p);
  if (!slots.numbers?.some((n) => n.unit === 'pix' || n.value > 20)) return ranking;
  const scale = ranking.find((r) => r.intent === 'grade.scale');
  if (!scale || scale.p < THRESHOLDS.offered) return ranking;
  return ranking
    .map((r) => (r.intent === 'grade.scale' ? { ...r, p: 0 } : r.intent === 'grade.compute' ? { ...r, p: r.p + scale.p } : r))
    .sort((a, b) => b.p - a.p);
}
