import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { phrase } from '../../answer/phrase.ts';
import { dateAt } from '../../content/dates.ts';
import { ANSI, choiceLines, PLAIN, plainText, type Style } from '../../render/console.ts';
import type { Choice, Lang } from '../../types.ts';
import { type CommandBot, FIRST_LANG, openBot } from '../bot.ts';
import { clockAt, readOptions, UsageError } from '../options.ts';
import { foldersOf, type Io } from '../run.ts';

const USAGE = 'usage: npm run chat -- [--content DIR] [--intents DIR] [--now ISO]';
const OPTIONS = { now: { type: 'string' }, content: { type: 'string' }, intents: { type: 'string' } } as const;

const CHANNEL = 'chat';
const PERSON = 'terminal';

/** A conversation in the terminal, until /quit, the end of input or an interrupt. */
export async function chat({ args, env, stdin, stdout, stderr, clock }: Io): Promise<number> {
  const { values, positionals } = readOptions(args, OPTIONS, USAGE);
  if (positionals.length > 0)
    throw new UsageError(`"${positionals[0]}" is no option: start the conversation, then ask\n${USAGE}`);
  const at = clockAt(values.now, clock, USAGE);
  const bot = await openBot(foldersOf(values, env), at, stderr);
  const style = styleFor(stdout);
  const lines = createInterface({ input: stdin, output: stdout, prompt: isTerminal(stdout) ? '> ' : '' });
  lines.once('SIGINT', () => lines.close());
  let ended = false;
  lines.once('close', () => {
    ended = true;
  });
  const talk = createTalk(bot, at, style);
  try {
    stdout.write(`${talk.words('chat.welcome')}\n\n`);
    lines.prompt();
    let left = false;
    for await (const line of lines) {
      const said = await talk.hear(line);
      left = said === undefined;
      if (left) break;
      stdout.write(`${said}\n\n`);
      // A closed input takes no prompt any more.
      if (!ended) lines.prompt();
    }
    // After Ctrl-D or Ctrl-C the cursor still stands behind the prompt.
    stdout.write(`${!left && isTerminal(stdout) ? '\n' : ''}${talk.words('chat.bye')}\n`);
    return 0;
  } finally {
    lines.close();
    await bot.store.close();
  }
}

type Talk = {
  /** A phrase of the terminal's own, in the language of the conversation. */
  words: (name: string, values?: Readonly<Record<string, string>>) => string;
  /** What to show after a line that the person typed; undefined when they want to leave. */
  hear: (line: string) => Promise<string | undefined>;
};

/** Keeps what a terminal has to know of a conversation: its language, and the choices that numbers stand for. */
export function createTalk({ turn, knowledge: { content }, store }: CommandBot, clock: () => number, style: Style): Talk {
  let lang: Lang = FIRST_LANG;
  let choices: readonly Choice[] = [];
  let count = 0;

  const words: Talk['words'] = (name, values) =>
    plainText({ blocks: phrase(content, name, lang, dateAt(clock()), values) }, style);

  const speak = async (wanted: Lang): Promise<string> => {
    lang = wanted;
    // The memory of the turn before may still be on its way: writes are done in order.
    await store.ping();
    const memory = await store.recall(CHANNEL, PERSON);
    await store.remember(CHANNEL, PERSON, PERSON, { intents: [], ...memory, lang });
    return words('chat.lang');
  };

  const tell = async (given: { text: string } | { choice: string }): Promise<string> => {
    const message = {
      id: `chat-${++count}`,
      channel: CHANNEL,
      person: PERSON,
      conversation: PERSON,
      private: true,
      at: clock(),
      lang,
    };
    const reply = await turn({ ...message, ...given });
    ({ lang, choices } = reply);
    return [plainText(reply, style), choiceLines(choices, style)].filter(Boolean).join('\n\n');
  };

  return {
    words,
    hear: async (line) => {
      const text = line.trim();
      const [, command] = /^\/([a-z]+)$/i.exec(text) ?? [];
      if (command === 'quit') return undefined;
      if (command !== undefined)
        return content.langs.includes(command) ? speak(command) : words('chat.unknown', { command: `/${command}` });
      // Beyond the last choice a number is a score or a grade.
      const choice = /^\d+$/.test(text) ? choices[Number(text) - 1] : undefined;
      if (!choice) return tell({ text: line });
      return `${style.faint(`→ ${choice.label}`)}\n\n${await tell({ choice: choice.id })}`;
    },
  };
}

const isTerminal = (stream: Writable): boolean => 'isTTY' in stream && stream.isTTY === true;

/** Bold and dim where the terminal has them and nobody said no (NO_COLOR counts, as Node reads it). */
function styleFor(stream: Writable): Style {
  const colors =
    isTerminal(stream) && 'hasColors' in stream && typeof stream.hasColors === 'function' && stream.hasColors() === true;
  return colors ? ANSI : PLAIN;
}
