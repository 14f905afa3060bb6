import { expect, inject, it } from 'vitest';
import { violations } from './support/axe.ts';
import { describeInBrowser, visit } from './support/browse.ts';
import { openChat } from './support/chat.ts';

const SERVER = inject('server');
const PAGES = ['/', '/?lang=en', '/faq', '/faq?q=c+ou+lexam', '/faq?q=452+pix&lang=en', '/faq?q=pizza', '/faq?print=1'];

describeInBrowser('axe-core finds no violation, in light and dark,', () => {
  it.each(PAGES)('on %s', async (path) => {
    const page = await visit(SERVER + path);
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await violations(page)).toEqual([]);
  });

  it('in the open widget with every kind of answer and a failure', async () => {
    const page = await visit(`${SERVER}/`);
    const chat = await openChat(page);
    for (const text of ['c ou lexam', 'ma note avec 452 pix', 'montre-moi le barème complet', 'quel est le code de partage ?'])
      await chat.say(text);
    await chat.answers.nth(1).getByRole('button').first().click();
    await chat.answers.nth(5).waitFor();
    await page.route('**/api/chat', (route) => route.abort());
    await chat.input.fill('m'.repeat(1900));
    await chat.input.press('Enter');
    await chat.failed.waitFor();
    await chat.input.fill('m'.repeat(1900));
    expect(await violations(page)).toEqual([]);
  });

  it.each(['#ffd100', 'hotpink', '#777'])('in a widget coloured %s', async (color) => {
    const page = await visit(`${SERVER}/`);
    await page.locator('pix-chat').evaluate((element, value) => element.setAttribute('color', value), color);
    const chat = await openChat(page);
    await chat.say('ma note avec 452 pix');
    expect(await violations(page)).toEqual([]);
  });
});
