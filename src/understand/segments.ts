/** Where a message may hold more than one question: after sentence marks, and before a joining word. */
const SENTENCE = /(?<=[.!?…;\n])\s+|\n+/;
const JOINT = /\s*,\s+(?:(?:et|puis|pi|and|also|aussi)\s+)?|\s+(?:et|puis|and|also|then|aussi|ainsi que|plus|[+&])\s+/i;
/** A part with fewer words asks nothing of its own. */
const FEWEST_WORDS = 1;
/** A message of more sentences is a story, not a question in a mail: it is read as a whole only. */
const MOST = 8;

/** A run of blanks would make the patterns below look for its end again and again. */
const single = (text: string) => text.replace(/[^\S\n]{2,}/g, ' ');

/** How many of a text's words hold a letter or a digit. Most letters are told without a pattern. */
function wordCount(text: string): number {
  let count = 0;
  let counted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 32 || (code >= 9 && code <= 13) || (code > 127 && SPACE.test(text[i] as string))) counted = false;
    else if (!counted && isLetterOrDigit(code, text, i)) {
      counted = true;
      count++;
    }
  }
  return count;
}

const SPACE = /\s/;

function isLetterOrDigit(code: number, text: string, at: number): boolean {
  const lower = code | 32;
  if (code < 128) return (lower >= 97 && lower <= 122) || (code >= 48 && code <= 57);
  return /\p{L}/u.test(String.fromCodePoint(text.codePointAt(at) as number));
}

/** The sentences of a text, in order; the whole text when it is one. A sentence of a single word is left out. */
export function sentencesOf(text: string): string[] {
  const sentences = text.split(SENTENCE).filter((part) => wordCount(part) > FEWEST_WORDS);
  return sentences.length > MOST ? [text] : sentences;
}

/** The halves of a sentence around its commas and joining words, when there are few enough to be questions of their own. */
export function clausesOf(sentence: string): string[] {
  const parts = single(sentence)
    .split(JOINT)
    .filter((part) => wordCount(part) >= FEWEST_WORDS);
  return parts.length > 1 && parts.length <= 4 ? parts : [];
}

const INTERJECTIONS = /^\s*(?:(?:ah|euh|mais|oh|ben|bah|pardon|désolée?|desolee?|sorry|oups|oops)(?![\p{L}'’-])[\s,]*)*/iu;
/** French "non" always denies; English "no" also begins "no idea" and "no profile". */
const NO =
  /^(?:(?:non|nan|nope)(?![\p{L}-])|no(?=\s*(?:[,.!:;?]|$)|\s+(?:not|i|it|that|this|the|my|what|where|when|how|about|for|but|actually|sorry)\b))[\s,.!:;]*/iu;
/** What is denied, up to the mark or the word after which comes what is meant. */
const NOT_THIS =
  /^(?:je (?:ne )?(?:parle|parlais|voulais|demandais|demande|dis) pas|i (?:don['’]?t|didn['’]?t|do not|did not) (?:mean|ask)|pas|not)(?![\p{L}'’-]) ?(\S(?:[^,;.:!?]|\.(?=\S))*?)?(?:\s*(?:[,;:!?]|\.(?!\S))+|\s+(?:mais|but|plut[oô]t|rather|instead)(?!\p{L}))\s*(?=\S)/iu;
/** Behind a bare "pas" or "not" only these deny a thing: "pas compris, …" and "pas de compte, …" say how things are. */
const A_THING =
  /^(?:d['’e]\s*l['’a]|[ld]['’]|(?:les?|la|une?|an|aux?|à|a|du|des|mon|ma|mes|ton|ta|tes|votre|vos|pour|sur|celle|celui|ceux|ce|cette|ça|ca|cela|the|my|your|for|at|about|that|this|those|[sS]\s?\d)(?!\p{L}))/iu;

/** "Non, pas l'examen, les ateliers" → "les ateliers": what is denied is cut off. Undefined where nothing is denied. */
export function withoutDenied(text: string): string | undefined {
  const said = single(text).replace(INTERJECTIONS, '');
  const meant = meantIn(said.replace(NO, ''));
  if (meant === said) return undefined;
  const rest = meant.replace(/^(?:mais|plut[oô]t|but|rather|the|c['’]est(?!\s+pas\b))\s+/i, '').trim();
  return wordCount(rest) > 0 ? rest : undefined;
}

/** The text behind what it denies: "pas les ateliers, pas le compte : l'examen" → "l'examen". */
function meantIn(text: string): string {
  const denied = NOT_THIS.exec(text);
  if (!denied) return text;
  const bare = /^(?:pas|not)\b/i.test(denied[0]);
  return bare && !A_THING.test(denied[1] ?? '') ? text : meantIn(text.slice(denied[0].length));
}

/** The parts of a message that may each hold a question, with the length of what each is a part of, in words. */
export function partsOf(text: string): { part: string; of: number }[] {
  const sentences = sentencesOf(text);
  return [
    ...(sentences.length > 1 ? sentences.map((part) => ({ part, of: wordsIn(text) })) : []),
    ...sentences.flatMap((sentence) => clausesOf(sentence).map((part) => ({ part, of: wordsIn(sentence) }))),
  ];
}

/** A part that asks or requests, also as it is written in haste; "ou" and "qui" ask only where they do not join. */
const ASKS = new RegExp(
  [
    String.raw`\?`,
    String.raw`(?:^|[^\p{L}])(?:où|quand|kan|kand|qd|comment|cmt|koman|combien|combi1|cb|cmb|quel(?:le)?s?|kel(?:le)?s?|quoi|koi|pourquoi|pk|pkoi|pq|est[- ]ce|(?:[àa]|chez|avec|de|par|vers) qui)(?!\p{L})`,
    String.raw`(?:^|[^\p{L}])(?:where|when|how|what|which|who|whom|why|(?:can|could|do|should|may|must) (?:i|we|you)|is (?:there|it)|are there)(?!\p{L})`,
    String.raw`\p{L}-(?:t-)?(?:je|tu|il|elle|on|nous|vous|ils|elles|moi|le|la|les)(?!\p{L})`,
    String.raw`(?:^|[^\p{L}])(?:svp|stp|pls|plz|please|s['’ ]?il (?:vous|te) pla[iî]t|(?:je|j['’]) ?(?:veux|voudrais|aimerais|souhaite)|i (?:need|want)|i['’]d like|je me demande|i wonder|(?:me |il )?reste à savoir)(?!\p{L})`,
    String.raw`^[^\p{L}]*(?:o[ùu]|qui|ki|can|could|does|any|dis|donne|envoie|montre|explique|mets|rappelle|supprime|efface|vide|coupe|arr[êe]te|\p{L}+ez|tell|send|show|give|remind|delete|erase|stop)(?!\p{L})`,
    String.raw`(?:^|[^\p{L}])o[ùu]\W*$`,
  ].join('|'),
  'iu',
);

/** Does a part ask something that the rest of its message does not? */
export const asksMore = (part: string): boolean => ASKS.test(part) && !LEANS.test(part);

/** What only asks about the rest of the message is no second question: "What now?", "Does Pix do that too?". */
const LEANS =
  /^\W*(?:(?:and |et )?(?:what (?:now|next|happens)|que faire|je fais quoi|quoi faire|comment (?:faire|procéder|proceder|je fais|ça marche|ca marche))\b)|(?:^|[^\p{L}])(?:that|this|it|them|those|cela|celui-ci|celle-ci)(?: (?:too|as well|aussi|also|now))?\W*$/iu;

const wordsIn = (text: string) => text.split(/\s+/).length;
