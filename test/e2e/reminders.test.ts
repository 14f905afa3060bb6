import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { violations } from './support/axe.ts';
import { describeInBrowser, eventually, hasFocus, overhang, visit } from './support/browse.ts';
import { type Chat, chatOn, openChat } from './support/chat.ts';
import { plannedIn } from './support/due.ts';
import { dataFolder, serve } from './support/serve.ts';
import { embed, startSite, strictCsp } from './support/site.ts';

const ASK = 'rappelle-moi la date limite du profil au second semestre';

/** A server of its own, whose reminders can be made due. */
async function server(env: Record<string, string> = {}) {
  const data = dataFolder();
  const running = await serve(env, data);
  return { ...running, planned: plannedIn(data) };
}

/** What the browser keeps over visits. */
const keptBy = (page: Page): Promise<Record<string, string>> => page.evaluate(() => ({ ...localStorage }));

/** The addresses of the reminders that a page asks for, from now on. */
function callsOf(page: Page): string[] {
  const calls: string[] = [];
  page.on('request', (request) => request.url().includes('/api/reminders') && calls.push(request.url()));
  return calls;
}

/** Another visit by the same browser: a tab of its own. */
async function comeBack(page: Page, url: string): Promise<Page> {
  const next = await page.context().newPage();
  await page.close();
  await next.goto(url);
  return next;
}

/** Somebody has subscribed, and one reminder is due. */
async function withOneDue(url: string, planned: ReturnType<typeof plannedIn>, options = {}): Promise<Page> {
  const page = await visit(url, options);
  // The page that saw the subscription is not to have it: it does not listen.
  await page.route('**/api/reminders', (route) => route.abort());
  await (await openChat(page)).say(ASK);
  await eventually(() => keptBy(page)).not.toEqual({});
  expect(planned.makeDue(14)).toBe(1);
  return page;
}

const banner = (chat: Chat) => chat.root.locator('.notice');
const said = (chat: Chat) => chat.root.locator('.says[role=status] > div');

describeInBrowser('reminders on the web', () => {
  it('keep one random id from the moment somebody subscribes, not before, and until they are forgotten', async () => {
    const { url } = await server();
    const page = await visit(`${url}/`);
    const calls = callsOf(page);
    const chat = await openChat(page);
    await chat.say('quelle est la date limite du profil ?');
    await page.reload();
    expect(await keptBy(page)).toEqual({});
    expect(calls).toEqual([]);
    await chat.say(ASK);
    const kept = await keptBy(page);
    expect(Object.keys(kept)).toEqual(['pix-chat-id']);
    expect(kept['pix-chat-id']).toMatch(/^[\w-]{43}$/);
    await chat.say('oublie-moi, efface mes données');
    expect(await keptBy(page)).toEqual({});
  });

  it('wait at the next visit in a quiet banner, said once, and open in the conversation', async () => {
    const { url, planned } = await server();
    const page = await comeBack(await withOneDue(`${url}/`, planned), `${url}/`);
    const chat = chatOn(page);
    await said(chat).first().waitFor();
    expect(await said(chat).count()).toBe(1);
    expect(await said(chat).textContent()).toContain('15 mars 2027');
    expect(await chat.panel.isVisible()).toBe(false);
    expect(await chat.launcher.getAttribute('aria-label')).toContain('1 rappel non lu');
    await eventually(planned.states).toMatchObject({ sent: 1 });
    await banner(chat).getByRole('button', { name: 'Ouvrir' }).click();
    await chat.panel.waitFor();
    expect(await chat.answers.count()).toBe(2);
    expect(await chat.answers.last().textContent()).toContain('15 mars 2027');
    expect(await said(chat).count()).toBe(0);
    expect(await chat.launcher.getAttribute('aria-label')).not.toContain('rappel non lu');
    // Its buttons speak for the person who subscribed.
    await chat.answers.last().getByRole('button').first().click();
    await chat.answers.nth(2).waitFor();
    await eventually(planned.states).toMatchObject({ sent: 1, cancelled: 2 });
    await page.reload();
    await chat.answers.nth(2).waitFor();
    expect(await said(chat).count()).toBe(0);
  });

  it('stay while the visitor goes from page to page, and are gone once put away, by keyboard', async () => {
    const { url, planned } = await server();
    const page = await comeBack(await withOneDue(`${url}/`, planned), `${url}/`);
    const chat = chatOn(page);
    await said(chat).first().waitFor();
    await eventually(planned.states).toMatchObject({ sent: 1 });
    await page.goto(`${url}/?lang=en`);
    await said(chat).first().waitFor();
    expect(await said(chat).count()).toBe(1);
    const away = banner(chat).getByRole('button', { name: 'Hide the reminder' });
    for (let presses = 0; presses < 60 && !(await hasFocus(away)); presses++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await said(chat).count()).toBe(0);
    expect(await hasFocus(chat.launcher)).toBe(true);
    await page.reload();
    await chat.launcher.waitFor();
    expect(await said(chat).count()).toBe(0);
    expect(await page.evaluate(() => sessionStorage.getItem('pix-chat-due'))).toBeNull();
  });

  it('appear in the open window, without a banner', async () => {
    const { url, planned } = await server();
    const page = await visit(`${url}/`);
    const chat = await openChat(page);
    await chat.say(ASK);
    expect(planned.makeDue(14)).toBe(1);
    // A turn makes the server look at once.
    await chat.say('bonjour');
    await eventually(() => chat.answers.count()).toBe(4);
    // What was planned was said before, what is due now.
    expect(await chat.answers.filter({ hasText: '15 mars 2027' }).count()).toBe(2);
    expect(await said(chat).count()).toBe(0);
    await eventually(planned.states).toMatchObject({ sent: 1 });
    expect(await chat.answers.count()).toBe(4);
  });

  it('come again when it was not heard that they were shown', async () => {
    const { url, planned } = await server();
    const page = await withOneDue(`${url}/`, planned);
    await page.context().route('**/api/reminders/shown', (route) => route.abort());
    const first = await comeBack(page, `${url}/`);
    await said(chatOn(first)).first().waitFor();
    expect(planned.states()).toMatchObject({ planned: 3 });
    await first.context().unrouteAll();
    // The offer's time is over.
    planned.makeDue(14);
    const second = await comeBack(first, `${url}/`);
    await said(chatOn(second)).first().waitFor();
    await eventually(planned.states).toMatchObject({ sent: 1 });
  });

  it('belong to the same person in every tab', async () => {
    const { url, planned } = await server();
    const one = await visit(`${url}/`);
    const chat = await openChat(one);
    await chat.say('bonjour');
    const other = await one.context().newPage();
    await other.goto(`${url}/`);
    await (await openChat(other)).say(ASK);
    await one.bringToFront();
    await chat.say('rappelle-moi la date limite du profil au premier semestre de l’an prochain');
    await chat.say('quels rappels sont prévus pour moi ?');
    expect(await chat.answers.last().textContent()).toContain('15 mars 2027');
    expect(Object.keys(await keptBy(one))).toEqual(['pix-chat-id']);
    expect(planned.states().planned).toBeGreaterThan(2);
  });

  it('work on another site under the strictest policy', async () => {
    const site = await startSite();
    const { url, planned } = await server({ ALLOWED_ORIGINS: site.origin });
    site.serve(embed(url), strictCsp(url));
    const old = await withOneDue(site.origin, planned);
    const complaints: string[] = [];
    old.context().on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    const page = await comeBack(old, site.origin);
    await said(chatOn(page)).first().waitFor();
    await eventually(planned.states).toMatchObject({ sent: 1 });
    expect(complaints).toEqual([]);
  });

  it.each([
    ['in a large window', { width: 1280, height: 800 }],
    ['320 pixels wide', { width: 320, height: 568 }],
  ])('have a banner that axe-core finds no fault with, and that fits, %s', async (name, viewport) => {
    const { url, planned } = await server();
    const page = await comeBack(await withOneDue(`${url}/`, planned, { viewport }), `${url}/`);
    const chat = chatOn(page);
    await said(chat).first().waitFor();
    const folder = process.env.BANNER ?? inject('folder');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `banner-${viewport.width}-${colorScheme}.png`) });
    }
    expect(await violations(page), name).toEqual([]);
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    const box = (await banner(chat).boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(viewport.width);
    expect(box.y + box.height).toBeLessThanOrEqual((await chat.launcher.boundingBox())!.y);
  });
});
