import type { Content } from '../content.ts';
import { onceEach } from '../once-each.ts';
import type { Lang } from '../types.ts';
import { textOf } from './phrase.ts';

/** What was put together of some phrases for a list of names, by platform and language. */
const known = onceEach((_phrases: Content['phrases']) =>
  onceEach((_names: readonly string[]) => new Map<string, Readonly<Record<string, string>>>()),
);

/** A platform's buttons and headings as plain text: the phrases "<platform>.<name>" by their names. */
export function labels<Name extends string>(
  { phrases }: Pick<Content, 'phrases'>,
  platform: string,
  names: readonly Name[],
  lang: Lang,
): Readonly<Record<Name, string>> {
  const made = known(phrases)(names);
  const key = `${platform} ${lang}`;
  let words = made.get(key);
  if (!words) {
    words = Object.fromEntries(names.map((name) => [name, textOf(phrases[`${platform}.${name}`]?.[lang] ?? [])]));
    made.set(key, words);
  }
  return words as Readonly<Record<Name, string>>;
}
