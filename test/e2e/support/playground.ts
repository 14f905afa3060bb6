import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { inject, onTestFinished } from 'vitest';

const CLI = fileURLToPath(new URL('../../../node_modules/@microsoft/m365agentsplayground/cli.js', import.meta.url));
const START_MS = 60_000;

/** Microsoft's stand-in for Teams, speaking to a bot, until the end of the test; the address of its page. */
export async function startPlayground(bot: string): Promise<string> {
  const port = await freePort();
  const args = ['start', '--app-endpoint', `${bot}/api/messages`, '--channel-id', 'msteams', '--port', String(port)];
  const child = spawn(process.execPath, [CLI, ...args, '--disable-telemetry', 'true'], {
    // It writes its settings where it stands.
    cwd: mkdtempSync(join(inject('folder'), 'playground-')),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(async () => {
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  });
  await new Promise<void>((ready, failed) => {
    let said = '';
    const late = setTimeout(() => failed(new Error(`the playground did not start; it said:\n${said}`)), START_MS);
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += chunk;
        if (!said.includes(`Listening on ${port}`)) return;
        clearTimeout(late);
        ready();
      });
  });
  return `http://127.0.0.1:${port}/`;
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The playground's chat, by what a person finds in it. */
export function playgroundOn(page: Page) {
  const cards = page.locator('.ac-preview-panel');
  return {
    cards,
    /** The newest card. */
    card: cards.last(),
    open: (name: string): Promise<void> => page.getByRole('treeitem', { name }).click(),
    say: async (text: string): Promise<Locator> => {
      const before = await cards.count();
      await page.getByRole('textbox').first().click();
      await page.keyboard.type(text);
      await page.getByRole('button', { name: 'Send Message' }).click();
      const card = cards.nth(before);
      await card.waitFor();
      return card;
    },
    press: async (label: string): Promise<Locator> => {
      const before = await cards.count();
      await cards.last().getByRole('button', { name: label }).click();
      const card = cards.nth(before);
      await card.waitFor();
      return card;
    },
  };
}
