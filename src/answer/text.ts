import { dayInWords } from '../content/dates.ts';
import { dateOf, quote } from '../content/facts.ts';
import { fillBlocks } from '../content/markdown.ts';
import type { Content, Entry, Part } from '../content.ts';
import type { Block, Inline, IntentId, Lang, Offered, Semester, Slots } from '../types.ts';
import type { Said } from './skill.ts';

/** What was quoted while some parts were filled in. */
type Quotes = { confirmed: Set<string>; days: Set<string> };

type Made = { blocks: Block[]; days: ReadonlySet<string>; past: boolean };

/** The answer of an entry's own text. Made once per intent, language, semester and day. */
export function textAnswer(content: Content): (intent: IntentId, entry: Entry, slots: Slots, lang: Lang, today: string) => Said {
  const made = new Map<string, Made>();
  let day = '';
  return (intent, entry, slots, lang, today) => {
    if (today !== day) {
      made.clear();
      day = today;
    }
    const key = `${intent} ${lang} ${slots.semester ?? ''}`;
    let answer = made.get(key);
    if (!answer) {
      answer = compose(entry, slots.semester, lang, today, content);
      made.set(key, answer);
    }
    return { blocks: [...verdict(slots.offered, answer, entry, content, lang, today), ...answer.blocks] };
  };
}

/** Parts about the semester asked for; those of an earlier year first, as a caution; at the end, small, when it was confirmed. */
function compose(entry: Entry, semester: Semester | undefined, lang: Lang, today: string, content: Content): Made {
  const quotes: Quotes = { confirmed: new Set(), days: new Set() };
  const old: Block[] = [];
  const current: Block[] = [];
  for (const part of entry.parts) {
    if (part.semester !== undefined && semester !== undefined && part.semester !== semester) continue;
    const { blocks, past } = say(part, lang, today, content, quotes);
    if (past) old.push(...blocks.map((block): Block => (block.type === 'paragraph' ? { ...block, tone: 'caution' } : block)));
    else current.push(...blocks);
  }
  const years = [...quotes.confirmed].sort();
  const note =
    years.length === 0
      ? []
      : fillBlocks(content.phrases.confirmed?.[lang] ?? [], (name) => (name === 'years' ? years.join(', ') : ''));
  return {
    blocks: [
      ...old,
      ...current,
      ...note.map((block): Block => (block.type === 'paragraph' ? { ...block, tone: 'note' } : block)),
    ],
    days: quotes.days,
    past: old.length > 0,
  };
}

function say(part: Part, lang: Lang, today: string, content: Content, quotes: Quotes): { blocks: Block[]; past: boolean } {
  const states = new Set(namesIn(part.now[lang] ?? []).map((name) => quote(name, content.facts, today, lang)?.state));
  const past = states.has('past');
  const template = past && part.past ? part.past : states.has('passed') && part.passed ? part.passed : part.now;
  const blocks = fillBlocks(template[lang] ?? [], (name) => {
    const quoted = quote(name, content.facts, today, lang);
    if (quoted?.confirmed) quotes.confirmed.add(quoted.confirmed);
    const base = name.replace(/\.(?:day|next)$/, '');
    const entry = content.calendar[base];
    const dated = entry && dateOf(entry, today);
    if (dated) for (const date of [dated.from, dated.to]) if (date) quotes.days.add(date.slice(5));
    return quoted?.text ?? '';
  });
  return { blocks, past };
}

/** "Oui" or "non" to a code or a date that the person offered, where this answer holds the right one. */
function verdict(offered: Offered | undefined, answer: Made, entry: Entry, content: Content, lang: Lang, today: string): Block[] {
  if (!offered) return [];
  const speak = (name: string, given: string) =>
    fillBlocks(content.phrases[name]?.[lang] ?? [], (key) =>
      key === 'given' ? given : (quote(key, content.facts, today, lang)?.text ?? ''),
    );
  if (offered.code !== undefined && entry.parts.some((part) => namesIn(part.now[lang] ?? []).includes('code.share'))) {
    const right = quote('code.share', content.facts, today, lang)?.text;
    return speak(offered.code === right ? 'offered.code.yes' : 'offered.code.no', offered.code);
  }
  if (offered.date && answer.days.size > 0) {
    const { month, day } = offered.date;
    const written = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    // Of an earlier year's date neither yes nor no is true: the caution, which comes first, says what is known.
    if (answer.past) return [];
    return speak(answer.days.has(written) ? 'offered.date.yes' : 'offered.date.no', dayInWords(`2024-${written}`, lang));
  }
  return [];
}

/** The names quoted in a template, links included. */
function namesIn(blocks: readonly Block[]): string[] {
  const names: string[] = [];
  const collect = (text: string) => {
    for (const match of text.matchAll(/\{([^{}\s]+)\}/g)) names.push(match[1] as string);
  };
  const walk = (nodes: readonly Inline[]) => {
    for (const node of nodes) {
      if ('value' in node) collect(node.value);
      if (node.type === 'link') collect(node.url);
      if ('children' in node) walk(node.children);
    }
  };
  for (const block of blocks) {
    if (block.type === 'paragraph') walk(block.children);
    if (block.type === 'list') block.items.forEach(walk);
  }
  return names;
}
