import type { Content } from '../content.ts';
import type { Block, Inline, Lang } from '../types.ts';

/** A platform's buttons and headings as plain text: the phrases "<platform>.<name>" by their names. */
export function labels<Name extends string>(
  content: Pick<Content, 'phrases'>,
  platform: string,
  names: readonly Name[],
  lang: Lang,
): Record<Name, string> {
  const pairs = names.map((name) => [name, textOf(content.phrases[`${platform}.${name}`]?.[lang] ?? [])]);
  return Object.fromEntries(pairs) as Record<Name, string>;
}

const textOf = (blocks: readonly Block[]): string =>
  blocks.map((block) => (block.type === 'paragraph' ? wordsOf(block.children) : '')).join(' ');

const wordsOf = (nodes: readonly Inline[]): string =>
  nodes.map((node) => ('value' in node ? node.value : 'children' in node ? wordsOf(node.children) : ' ')).join('');
