import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

type Words = string | Record<string, string>;

const read = (file: string): Record<string, Record<string, unknown>> => parse(readFileSync(`content/${file}`, 'utf8'));

/** The words of a fact as content/ has them, so that renewing it breaks no test. */
export function fact(name: string, lang: 'fr' | 'en' = 'fr'): string {
  const value = read('facts.yaml')[name]?.value as Words | undefined;
  const words = typeof value === 'object' ? value[lang] : value;
  if (words === undefined) throw new Error(`content/facts.yaml has no value for ${name} in ${lang}`);
  return words;
}

/** Every answer of content/: its intent, and its title in each language. */
export function answers(): { id: string; title: Record<'fr' | 'en', string> }[] {
  return readdirSync('content')
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => Object.entries(read(file)))
    .flatMap(([id, { title }]) => (title ? [{ id, title: title as Record<'fr' | 'en', string> }] : []));
}
