import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { ARGS, findChromium } from './support/chromium.ts';
import { startServer } from './support/server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of the server that most tests share. */
    server: string;
    /** For whatever the tests write; shared/models in it holds what the first start learnt. */
    folder: string;
    /** Where to reach the shared browser; empty where this machine has none. */
    browser: string;
  }
}

const NO_BROWSER = `
No Chromium found: the tests in a browser are SKIPPED.
To run them: apt-get install -y chromium (or your system's package), or set CHROMIUM to the path of a Chromium or Chrome.
`;

/** One server that learns once, and one browser, for all test files. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const executablePath = findChromium(process.env);
  if (!executablePath && process.env.CI) throw new Error(NO_BROWSER);
  if (!executablePath) console.warn(NO_BROWSER);

  const folder = mkdtempSync(join(tmpdir(), 'pix-e2e-'));
  mkdirSync(join(folder, 'shared'));
  const server = await startServer(join(folder, 'shared'), { RATE_SESSION: 'off', RATE_ADDRESS: 'off' });
  const browser = executablePath ? await chromium.launchServer({ executablePath, args: ARGS }) : undefined;
  provide('server', server.url);
  provide('folder', folder);
  provide('browser', browser?.wsEndpoint() ?? '');

  return async () => {
    await browser?.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
