import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Phrasings } from '../../understand/phrasings.ts';
import { FIRST_LANG } from '../bot.ts';

const row = z
  .object({
    text: z.string(),
    lang: z.string().default(FIRST_LANG),
    intent: z.string().optional(),
    intents: z.array(z.string()).optional(),
  })
  .transform(({ text, lang, intent, intents }) => ({ text, lang, intent: intents?.[0] ?? intent }));

/**
 * Labelled rows as phrasings, each for its first intent, "none" for what is to be refused; without the lexicon and short forms
 * of `intents/`. Throws an Error naming file and line on the first bad one.
 */
export function readTraining(path: string): Phrasings {
  const examples: Phrasings['examples'] = [];
  for (const [i, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    const { text, lang, intent } = parse(line, `${path}:${i + 1}`);
    examples.push({ text, lang, intent });
  }
  if (examples.length === 0)
    throw new Error(`${path}: holds nothing to learn from: write rows like {"text": "…", "intent": "…"}`);
  return { examples, abbreviations: {}, concepts: {}, topics: {} };
}

function parse(line: string, where: string): Phrasings['examples'][number] {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw new Error(`${where}: not valid JSON: one object a line, please`);
  }
  const parsed = row.safeParse(json);
  if (!parsed.success)
    throw new Error(
      `${where}: ${parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': ')).join('; ')}`,
    );
  const { intent } = parsed.data;
  if (intent === undefined) throw new Error(`${where}: has no intent: add "intents": ["…"] or "intent": "…"`);
  return { ...parsed.data, intent };
}
