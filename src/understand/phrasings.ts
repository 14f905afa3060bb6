import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import type { IntentId, Lang } from '../types.ts';
import { type Fault, FaultyError, readYaml } from '../yaml.ts';

/** One example of how people ask. `group` splits the refusals by topic; `before`: the intent answered just before, for a follow-up. */
export type Phrasing = { text: string; lang: Lang; intent: IntentId; group?: string; before?: IntentId };

/** All of `intents/`. */
export type Phrasings = {
  examples: Phrasing[];
  /** Language → short form → full words. */
  abbreviations: Record<Lang, Record<string, string>>;
  concepts: Record<string, string[]>;
  /** What an answer was about, per language: read together with a follow-up that names nothing. */
  topics: Record<IntentId, Record<Lang, string>>;
};

/** The id of whatever must be refused. */
export const NONE = 'none';

const list = z.array(z.string().trim().min(1, 'an example must not be empty: write it, or remove the line')).min(1);
const perLanguage = z.record(z.string().regex(/^[a-z]{2}$/, 'a language is two small letters, such as fr'), list);
const intentId = z.string().regex(/^(none|[a-z]+\.[a-z0-9-]+)$/, 'an intent is called topic.name, such as exam.where');
const topicSchema = z.record(intentId, perLanguage);
const noneSchema = z.strictObject({ none: z.record(z.string(), perLanguage) });
const followUpSchema = z.array(
  z.strictObject({ after: intentId, means: intentId, fr: list.optional(), en: list.optional() }).catchall(list),
);
const topicsSchema = z.record(intentId, z.record(z.string(), z.string().trim().min(1)));
const perLanguageWords = z.record(z.string(), list);
const patternsSchema = z.strictObject({
  lists: z.record(z.string(), perLanguageWords),
  intents: z.record(intentId, perLanguageWords),
});
const shortForms = z.record(z.string(), z.coerce.string());
const lexiconSchema = z.strictObject({
  abbreviations: z.record(z.string(), shortForms),
  concepts: z.record(z.string(), z.record(z.string(), z.array(z.coerce.string()))),
});

/** Reads a folder of phrasings. Throws FaultyError with every fault found. */
export function readPhrasings(folder: string): Phrasings {
  const faults: Fault[] = [];
  const examples: Phrasing[] = [];
  const result: Phrasings = { examples, abbreviations: {}, concepts: {}, topics: {} };
  const shown = (path: string) => join('intents', relative(folder, path));
  const read = <S extends z.ZodType>(path: string, schema: S) => {
    const { source, faults: found } = readYaml(path, shown(path), schema);
    faults.push(...found);
    return source;
  };
  const yamlFiles = (path: string) =>
    (existsSync(path) ? readdirSync(path) : [])
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => join(path, name));
  for (const path of yamlFiles(folder)) {
    if (path.endsWith('lexicon.yaml')) {
      const source = read(path, lexiconSchema);
      if (!source) continue;
      result.abbreviations = source.data.abbreviations;
      for (const [name, words] of Object.entries(source.data.concepts)) result.concepts[name] = Object.values(words).flat();
    } else if (path.endsWith('topics.yaml')) {
      Object.assign(result.topics, read(path, topicsSchema)?.data);
    } else if (path.endsWith('patterns.yaml')) {
      const source = read(path, patternsSchema);
      for (const [intent, languages] of Object.entries(source?.data.intents ?? {})) {
        for (const [lang, frames] of Object.entries(languages)) {
          for (const [f, frame] of frames.entries()) {
            const name = /\{([^}]+)\}/.exec(frame)?.[1];
            const words = name === undefined ? [''] : source?.data.lists[name]?.[lang];
            if (words) examples.push(...patterned(frame, words, f, lang, intent));
            else if (source)
              faults.push(
                source.fault(
                  ['intents', intent, lang, f],
                  `{${name}} is no list in "${lang}": add it under \`lists\`, or correct the name`,
                ),
              );
          }
        }
      }
    } else if (path.endsWith('none.yaml')) {
      for (const [group, languages] of Object.entries(read(path, noneSchema)?.data.none ?? {}))
        for (const [lang, texts] of Object.entries(languages))
          for (const text of texts) examples.push({ text, lang, intent: NONE, group });
    } else {
      for (const [intent, languages] of Object.entries(read(path, topicSchema)?.data ?? {}))
        for (const [lang, texts] of Object.entries(languages)) for (const text of texts) examples.push({ text, lang, intent });
    }
  }
  for (const path of yamlFiles(join(folder, 'follow-ups'))) {
    for (const { after, means, ...languages } of read(path, followUpSchema)?.data ?? [])
      for (const [lang, texts] of Object.entries(languages))
        for (const text of texts ?? []) examples.push({ text, lang, intent: means, before: after });
  }
  if (faults.length > 0) throw new FaultyError(faults);
  return result;
}

/** How many fillings of a pattern's list are learnt: the frames together meet every word. */
const PATTERN_FILLED = 1;

/** A plain way of asking, with some of the words that fit into it. */
function patterned(frame: string, words: readonly string[], f: number, lang: Lang, intent: IntentId): Phrasing[] {
  const count = Math.min(PATTERN_FILLED, words.length);
  return Array.from({ length: count }, (_, n) => ({
    text: frame.replace(/\{[^}]+\}/, words[(f * count + n) % words.length] as string),
    lang,
    intent,
  }));
}
