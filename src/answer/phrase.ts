import { quote } from '../content/facts.ts';
import { fillBlocks } from '../content/markdown.ts';
import type { Content, Template } from '../content.ts';
import type { Block, Choice, Inline, IntentId, Lang } from '../types.ts';

/** Phrases without values, as they read on a day. */
const said = new WeakMap<Content, { today: string; phrases: Map<string, Block[]> }>();

/** A phrase of the bot's own, filled in. */
export function phrase(
  content: Content,
  name: string,
  lang: Lang,
  today: string,
  values?: Readonly<Record<string, string>>,
): Block[] {
  if (values) return fill(content, content.phrases[name], lang, today, values);
  let day = said.get(content);
  if (day?.today !== today) {
    day = { today, phrases: new Map() };
    said.set(content, day);
  }
  const key = `${lang} ${name}`;
  let blocks = day.phrases.get(key);
  if (!blocks) {
    blocks = fill(content, content.phrases[name], lang, today, {});
    day.phrases.set(key, blocks);
  }
  return blocks;
}

/** A text in one language, with the values that code gives it and the facts that it quotes. */
export function fill(
  content: Content,
  template: Template | undefined,
  lang: Lang,
  today: string,
  values: Readonly<Record<string, string>>,
): Block[] {
  return fillBlocks(template?.[lang] ?? [], (name) => values[name] ?? quote(name, content.facts, today, lang)?.text ?? '');
}

/** Buttons for some intents: their titles, which say what they offer. */
export function choicesOf(intents: readonly IntentId[], content: Content, lang: Lang): Choice[] {
  return intents.flatMap((id) => {
    const title = content.entries.get(id)?.title[lang];
    return title === undefined ? [] : [{ id, label: title, says: title }];
  });
}

/** What paragraphs say, without their markup: for buttons, headings, and words that stand in other texts. */
export const textOf = (blocks: readonly Block[]): string =>
  blocks.map((block) => (block.type === 'paragraph' ? wordsOf(block.children) : '')).join(' ');

const wordsOf = (nodes: readonly Inline[]): string =>
  nodes.map((node) => ('value' in node ? node.value : 'children' in node ? wordsOf(node.children) : ' ')).join('');
