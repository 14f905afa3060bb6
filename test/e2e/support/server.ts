import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** A start that must learn first, on a machine that is busy. */
const START_MS = 150_000;

/** The built server, running as a process of its own. */
export type Running = {
  url: string;
  port: number;
  /** What it has written so far: the lines for people, and its log. */
  said: () => string;
  /** Asks it to stop; the exit code. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
  /** Ends it at once, in the middle of whatever it does. */
  kill: () => Promise<void>;
};

/**
 * Starts dist/main.js with its data in `data`, and nothing of this process's environment. Without PORT it takes a free
 * one. `data` is also its working directory, so that no .env of a developer is read.
 */
export async function startServer(
  data: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<Running> {
  const child = spawn(process.execPath, [`${ROOT}dist/main.js`, ...args], {
    cwd: data,
    env: {
      DATA_DIR: data,
      CONTENT_DIR: `${ROOT}content`,
      INTENTS_DIR: `${ROOT}intents`,
      PORT: '0',
      METRICS_PORT: 'off',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => written.push(text));
  const said = () => written.join('');
  const url = await addressOf(child, said);
  // Closed, not just ended: the last lines of its log have come through.
  const exited = once(child, 'close');
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    await exited;
    return child.exitCode;
  };
  return {
    url,
    port: Number(new URL(url).port),
    said,
    stop: (signal = 'SIGTERM') => end(signal),
    kill: async () => void (await end('SIGKILL')),
  };
}

/** What the server prints when it is ready; an error that tells what it printed instead. */
function addressOf(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((ready, failed) => {
    const give = (why: string) => failed(new Error(`the server ${why}; it said:\n${said()}`));
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      give('did not start in time');
    }, START_MS);
    child.once('error', (error) => give(`could not be started: ${error.message}`));
    child.once('exit', (code) => give(`ended with code ${code} before it was ready`));
    child.stderr?.on('data', () => {
      const found = /^Pix assistant: (\S+)\/$/m.exec(said());
      if (!found) return;
      clearTimeout(late);
      ready(found[1]!);
    });
  });
}
