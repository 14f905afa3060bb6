import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Switches for a machine without a screen, and against traffic that the tests did not ask for. */
export const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const NAMES = ['google-chrome', 'google-chrome-stable', 'chrome'];

/** The browser that $CHROMIUM names, or one where systems keep it; undefined if there is none. */
export function findChromium(env: Record<string, string | undefined>): string | undefined {
  if (env.CHROMIUM) return env.CHROMIUM;
  const onPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return ['/usr/bin/chromium', '/usr/bin/chromium-browser', ...onPath].find(canRun);
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
