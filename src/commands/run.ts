import { existsSync, statSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { readConfig } from '../config.ts';
import type { Clock } from '../types.ts';
import { UsageError } from './options.ts';

/** What a command works with. The entry hands in the process's own, a test its own. */
export type Io = {
  args: readonly string[];
  env: Record<string, string | undefined>;
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
  clock: Clock;
};

/** Runs to its end and says the exit code: 0 fine, 1 something is wrong with what it was given to read, 2 wrong options. */
export type Command = (io: Io) => Promise<number>;

/** Runs a command on some input and output. Errors are said on stderr, a line each; none is thrown. */
export async function runCommand(command: Command, io: Io): Promise<number> {
  try {
    return await command(io);
  } catch (error) {
    const lines = error instanceof Error ? error.message.split('\n') : [String(error)];
    for (const line of lines) io.stderr.write(`pix: ${line}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

/** Runs a command on this process. */
export async function main(command: Command): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  // A reader that has seen enough ("… | head") is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const { stdin, stdout, stderr, env, argv } = process;
  process.exitCode = await runCommand(command, { args: argv.slice(2), env, stdin, stdout, stderr, clock: Date.now });
}

/** Where a command reads from, by its options, else by the configuration. Folders that are not there are a UsageError. */
export function foldersOf(
  given: { content?: string; intents?: string },
  env: Io['env'],
): { content: string; intents: string; data: string } {
  const config = readConfig(env);
  return {
    content: existing(given.content ?? config.CONTENT_DIR, '--content or CONTENT_DIR'),
    intents: existing(given.intents ?? config.INTENTS_DIR, '--intents or INTENTS_DIR'),
    data: config.DATA_DIR,
  };
}

function existing(folder: string, how: string): string {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new UsageError(`"${folder}" is no folder: give another with ${how}`);
}
