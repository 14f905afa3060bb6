import { choiceLines, plainText } from '../../render/console.ts';
import { openBot } from '../bot.ts';
import { clockAt, readOptions, UsageError } from '../options.ts';
import { foldersOf, type Io } from '../run.ts';
import { answerBatch } from './batch.ts';

const USAGE = `usage: npm run ask -- [--content DIR] [--intents DIR] [--now ISO] "a question"
       npm run --silent ask -- --jsonl [--content DIR] [--intents DIR] [--now ISO] < questions.jsonl`;

const OPTIONS = {
  jsonl: { type: 'boolean' },
  now: { type: 'string' },
  content: { type: 'string' },
  intents: { type: 'string' },
} as const;

/** Answers one question, or with --jsonl every line of stdin. Exit code 1 when a line could not be answered. */
export async function ask({ args, env, stdin, stdout, stderr, clock }: Io): Promise<number> {
  const { values, positionals } = readOptions(args, OPTIONS, USAGE);
  if (values.jsonl && positionals.length > 0)
    throw new UsageError(`--jsonl reads its questions on stdin: leave out "${positionals[0]}"\n${USAGE}`);
  if (!values.jsonl && positionals.length === 0) throw new UsageError(`no question is given\n${USAGE}`);
  const at = clockAt(values.now, clock, USAGE);
  const { turn, store, knowledge } = await openBot(foldersOf(values, env), at, stderr);
  try {
    if (values.jsonl)
      return (await answerBatch({ input: stdin, output: stdout, turn, store, clock: at, langs: knowledge.content.langs }))
        ? 0
        : 1;
    const message = { id: 'ask', channel: 'ask', person: 'ask', conversation: 'ask', private: true, at: at() };
    const reply = await turn({ ...message, text: positionals.join(' ') });
    stdout.write(`${[plainText(reply), choiceLines(reply.choices)].filter(Boolean).join('\n\n')}\n`);
    return reply.kind === 'error' ? 1 : 0;
  } finally {
    await store.close();
  }
}
