import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { describeInBrowser, visit } from './support/browse.ts';
import { openChat } from './support/chat.ts';

/** Normal runs leave the picture in the README as it is. */
const file = process.env.SCREENSHOTS ? 'docs/chat.png' : join(inject('folder'), 'chat.png');

describeInBrowser('the picture in the README', () => {
  it('shows a real conversation (written to docs/ with SCREENSHOTS=1)', async () => {
    const page = await visit(`${inject('server')}/`, { viewport: { width: 1280, height: 800 } });
    const chat = await openChat(page);
    const answer = await chat.say('jai eu 452 pix ca fait cb');
    await answer.getByRole('img').waitFor();
    // From the question on: the widget itself shows a tall answer from its beginning.
    await chat.mine.last().evaluate((mine) => mine.closest('.log')!.scrollTo({ top: (mine.parentElement?.offsetTop ?? 0) - 14 }));
    await page.screenshot({ path: file });
    expect(statSync(file).size).toBeGreaterThan(50_000);
  });
});
