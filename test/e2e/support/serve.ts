import { cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { type Running, startServer } from './server.ts';

/** A folder of its own for a server's data, which knows what the shared server has learnt. */
export function dataFolder(): string {
  const data = mkdtempSync(join(inject('folder'), 'data-'));
  const learnt = join(inject('folder'), 'shared', 'models');
  mkdirSync(join(data, 'models'));
  // Where the installation has learnt beforehand, no server needs to.
  if (!existsSync(learnt)) return data;
  for (const name of readdirSync(learnt)) linkSync(join(learnt, name), join(data, 'models', name));
  return data;
}

/** A copy of content/ or intents/ that a test may change. */
export function copyOf(name: 'content' | 'intents'): string {
  const copy = join(mkdtempSync(join(inject('folder'), 'copy-')), name);
  cpSync(name, copy, { recursive: true });
  return copy;
}

/** A server of the running test's own; it ends with the test. */
export async function serve(env: Record<string, string> = {}, data = dataFolder()): Promise<Running> {
  const server = await startServer(data, env);
  onTestFinished(() => server.kill());
  return server;
}
