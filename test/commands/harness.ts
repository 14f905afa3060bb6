import { Readable, Writable } from 'node:stream';
import { NEEDS } from '../../src/answer.ts';
import { type Command, runCommand } from '../../src/commands/run.ts';
import { loadContent } from '../../src/content.ts';
import { PROGRAM_FACTS } from '../../src/knowledge.ts';
import { folderOf } from '../folder.ts';

export const NOW = '2026-10-01T09:00+02:00';

/** Where every test of a file keeps what is learnt, so that it is learnt once. */
const data = folderOf({});

export const content = loadContent('content', PROGRAM_FACTS, NEEDS, '2026-10-01');

/** A small folder of phrasings that asks for every answer by its titles, and some of what is to be refused. */
export function smallIntents(): Record<string, string> {
  const topics = new Map<string, Record<string, unknown>>();
  for (const [intent, { topic, title }] of content.entries) {
    const asked = Object.fromEntries(Object.entries(title).map(([lang, text]) => [lang, [text]]));
    topics.set(topic, { ...topics.get(topic), [intent]: asked });
  }
  const none = {
    fr: ['quel temps fait-il demain ?', 'où est la cantine ?', 'qui a gagné le match ?'],
    en: ['what is the weather?', 'who won the match?'],
  };
  const topicWords = Object.fromEntries(
    [...content.entries]
      .filter(([intent]) => !intent.startsWith('smalltalk.'))
      .map(([intent]) => [intent, { fr: intent, en: intent }]),
  );
  return {
    ...Object.fromEntries([...topics].map(([topic, intents]) => [`${topic}.yaml`, JSON.stringify(intents, null, 1)])),
    'none.yaml': JSON.stringify({ none: { general: none } }),
    'topics.yaml': JSON.stringify(topicWords, null, 1),
    'lexicon.yaml': '{abbreviations: {fr: {c: "c\'est", ou: où}}, concepts: {}}',
    'follow-ups/exam.yaml': '- after: exam.where\n  means: exam.when\n  fr: ["et quand ?"]\n',
  };
}

/** Everything on a stream, as text. */
export function collector(): { stream: Writable; text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}

export type Ran = { code: number; out: string; err: string };

/** Runs a command in this process, as from a terminal at NOW. `input`: what comes in on stdin. */
export async function run(
  command: Command,
  args: string[],
  input: string | Readable = '',
  env: Record<string, string> = {},
): Promise<Ran> {
  const [out, err] = [collector(), collector()];
  const stdin = typeof input === 'string' ? Readable.from(input === '' ? [] : [input]) : input;
  const code = await runCommand(command, {
    args,
    env: { DATA_DIR: data, ...env },
    stdin,
    stdout: out.stream,
    stderr: err.stream,
    clock: () => Date.parse(NOW),
  });
  return { code, out: out.text(), err: err.text() };
}
