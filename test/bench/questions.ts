import { readFileSync } from 'node:fs';
import type { IntentId, Lang } from '../../src/types.ts';

/** One message of a student as it is understood: alone, or behind the answers to the message before. */
export type Asked = { text: string; lang: Lang; before: IntentId[] };

type Single = { text: string; lang: string };
type Dialogue = { turns: { user: string; intents: IntentId[] }[] };

const FOLDER = 'test/eval';
const lines = <T>(file: string): T[] =>
  readFileSync(`${FOLDER}/${file}`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

/** The labelled conversations, then every labelled question as a conversation of one message. */
export function conversations(): Asked[][] {
  const dialogues = ['dialogues.jsonl', 'held-out-dialogues.jsonl'].flatMap((file) => lines<Dialogue>(file));
  const singles = ['questions.jsonl', 'held-out.jsonl'].flatMap((file) => lines<Single>(file));
  return [
    ...dialogues.map(({ turns }) =>
      turns.map(({ user }, i) => ({ text: user, lang: 'fr', before: answered(turns[i - 1]?.intents) })),
    ),
    ...singles.map(({ text, lang }) => [{ text, lang, before: [] }]),
  ];
}

/** A labelled refusal leaves no topic behind. */
const answered = (intents: IntentId[] = []): IntentId[] => intents.filter((intent) => intent !== 'none').slice(0, 1);
