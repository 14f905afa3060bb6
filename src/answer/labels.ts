import type { Content } from '../content.ts';
import type { Lang } from '../types.ts';
import { textOf } from './phrase.ts';

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
