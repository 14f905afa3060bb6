import type { List, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Block, Inline } from '../types.ts';

/** What an answer may not hold: it would not survive on every platform, or has no use in a short answer. */
export class MarkdownError extends Error {}

/** Texts parsed before: a text is parsed to be checked and again to be answered with, and a changed folder is mostly the same. */
const parsed = new Map<string, readonly Block[]>();
const MOST_PARSED = 5_000;

/**
 * Parses the Markdown of one part of an answer: paragraphs, lists, bold, emphasis, code, links. Throws MarkdownError on anything else.
 * Pure but for a cache.
 */
export function parseMarkdown(text: string): readonly Block[] {
  const known = parsed.get(text);
  if (known) return known;
  const blocks = fromMarkdown(text).children.map(toBlock);
  if (parsed.size < MOST_PARSED) parsed.set(text, blocks);
  return blocks;
}

function toBlock(node: RootContent): Block {
  if (node.type === 'paragraph') return { type: 'paragraph', children: toInlines(node.children) };
  if (node.type === 'list') return { type: 'list', ordered: node.ordered === true, items: itemsOf(node) };
  throw new MarkdownError(`Markdown "${node.type}" is not used in answers: write paragraphs and lists only`);
}

function itemsOf(list: List): Inline[][] {
  return list.children.map((item) =>
    item.children.flatMap((child, i) => {
      if (child.type !== 'paragraph') throw new MarkdownError(`a list item holds text only, not "${child.type}"`);
      return [...(i > 0 ? [{ type: 'break' } as const] : []), ...toInlines((child as Paragraph).children)];
    }),
  );
}

function toInlines(nodes: readonly PhrasingContent[]): Inline[] {
  return nodes.map((node): Inline => {
    switch (node.type) {
      case 'text':
        return { type: 'text', value: node.value.replaceAll('\n', ' ') };
      case 'inlineCode':
        return { type: 'code', value: node.value };
      case 'break':
        return { type: 'break' };
      case 'strong':
      case 'emphasis':
        return { type: node.type, children: toInlines(node.children) };
      case 'link':
        return { type: 'link', url: node.url, children: toInlines(node.children) };
      default:
        throw new MarkdownError(
          `Markdown "${node.type}" is not used in answers: write text, **bold**, *emphasis*, \`code\` and [links](https://…)`,
        );
    }
  });
}

const PLACEHOLDER = /\{([^{}\s]+)\}/g;

/** The names that a template quotes, in order, each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map((m) => m[1] as string))];
}

/** The blocks with every {name} replaced. Values are plain text: they never become markup. */
export function fillBlocks(blocks: readonly Block[], value: (name: string) => string): Block[] {
  const fill = (text: string) => text.replace(PLACEHOLDER, (_, name: string) => value(name));
  const inlines = (nodes: readonly Inline[]): Inline[] =>
    nodes.map((node) => {
      switch (node.type) {
        case 'text':
        case 'code':
          return { ...node, value: fill(node.value) };
        case 'break':
          return node;
        case 'link':
          return { type: 'link', url: fill(decodeBraces(node.url)), children: inlines(node.children) };
        default:
          return { ...node, children: inlines(node.children) };
      }
    });
  return blocks.map((block) => {
    if (block.type === 'paragraph') return { ...block, children: inlines(block.children) };
    if (block.type === 'list') return { ...block, items: block.items.map(inlines) };
    return block;
  });
}

function decodeBraces(url: string): string {
  return url.replaceAll('%7B', '{').replaceAll('%7D', '}');
}

/** Every link of some blocks, in order. */
export function linksOf(blocks: readonly Block[]): string[] {
  const links: string[] = [];
  const walk = (nodes: readonly Inline[]) => {
    for (const node of nodes) {
      if (node.type === 'link') links.push(node.url);
      if ('children' in node) walk(node.children);
    }
  };
  for (const block of blocks) {
    if (block.type === 'paragraph') walk(block.children);
    if (block.type === 'list') block.items.forEach(walk);
  }
  return links;
}
