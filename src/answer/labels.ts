import type { Content } from '../content.ts';
import { onceEach } from '../once-each.ts';
import type { Block, Lang } from '../types.ts';
import { textOf } from './phrase.ts';

const wordsOf = onceEach((blocks: readonly Block[]): string => textOf(blocks));
const NOTHING: readonly Block[] = [];

/** A platform's buttons and headings as plain text: the phrases "<platform>.<name>" by their names. */
export function labels<Name extends string>(
  content: Pick<Content, 'phrases'>,
  platform: string,
  names: readonly Name[],
  lang: Lang,
): Record<Name, string> {
  const pairs = names.map((name) => [name, wordsOf(content.phrases[`${platform}.${name}`]?.[lang] ?? NOTHING)]);
  return Object.fromEntries(pairs) as Record<Name, string>;
}
