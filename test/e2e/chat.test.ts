import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { describeInBrowser, eventually, hasFocus, visit } from './support/browse.ts';
import { chatOn, openChat } from './support/chat.ts';
import { fact } from './support/facts.ts';

const HOME = `${inject('server')}/`;

/** All that a page can keep on the visitor's machine, counted. */
const kept = async (page: Page) => ({
  cookies: (await page.context().cookies()).length,
  ...(await page.evaluate(async () => ({
    session: sessionStorage.length,
    local: localStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }))),
});
const NOTHING = { cookies: 0, session: 0, local: 0, databases: 0, caches: 0 };

describeInBrowser('the chat', () => {
  it('stores nothing before the first click, and no cookie after it', async () => {
    const page = await visit(HOME);
    await page.reload();
    await chatOn(page).launcher.hover();
    expect(await kept(page)).toEqual(NOTHING);
    const chat = await openChat(page);
    await chat.say('bonjour');
    expect(await kept(page)).toEqual({ ...NOTHING, session: 1 });
  });

  it('answers a question in the person’s own words with the vetted answer', async () => {
    const chat = await openChat(await visit(HOME));
    const answer = await chat.say('c ou lexam');
    expect(await chat.mine.last().textContent()).toBe('c ou lexam');
    expect(await answer.textContent()).toContain(fact('place.exam'));
  });

  it('answers in the language of the question', async () => {
    const chat = await openChat(await visit(HOME));
    const english = await chat.say('how long does the exam take?');
    expect(await english.textContent()).toContain(fact('exam.total', 'en'));
    expect(await english.locator('.bubble').getAttribute('lang')).toBe('en');
    const french = await chat.say('combien de temps dure l’examen ?');
    expect(await french.textContent()).toContain(fact('exam.total', 'fr'));
    expect(await french.locator('.bubble').getAttribute('lang')).toBe('fr');
  });

  it('takes its own words from the page’s language, and from the button that changes it', async () => {
    const chat = await openChat(await visit(`${HOME}?lang=en`));
    expect(await chat.answers.first().textContent()).toContain('Hello');
    await chat.button('FR').click();
    expect(await chat.answers.count()).toBe(1);
    expect(await chat.answers.first().textContent()).toContain('Bonjour');
    expect(await chat.button('FR').getAttribute('aria-pressed')).toBe('true');
    await chat.button('Envoyer').waitFor();
  });

  it('shows a pressed choice as the person’s message, answers it, and offers it no more', async () => {
    const chat = await openChat(await visit(HOME));
    const first = await chat.say('où a lieu l’examen ?');
    const choice = first.getByRole('button').first();
    await choice.click();
    await chat.answers.nth(2).waitFor();
    expect(await chat.mine.count()).toBe(2);
    expect(await first.locator('button:enabled').count()).toBe(0);
    await eventually(() => hasFocus(chat.input)).toBe(true);
  });

  it('shows where a score stands on the scale, and says the same in words', async () => {
    const chat = await openChat(await visit(HOME));
    const answer = await chat.say('jai eu 452 pix ca fait cb');
    const grade = /452 pix\D+?(\d+(?:,5)?\/20)/.exec((await answer.locator('p').allTextContents()).join(' '))?.[1];
    expect(grade).toBeDefined();
    const words = await answer.getByRole('img').getAttribute('aria-label');
    expect(words).toContain('452 pix');
    expect(words).toContain(grade);
    expect(await answer.locator('figcaption').textContent()).toBe(words);
    expect(await answer.locator('svg .says').allTextContents()).toEqual([expect.stringContaining(grade!)]);
  });

  it('shows the scale as a table with its headings', async () => {
    const chat = await openChat(await visit(HOME));
    const table = (await chat.say('montre-moi le barème complet')).getByRole('table');
    expect(await table.getByRole('columnheader').count()).toBe(2);
    expect(await table.locator('tbody tr').count()).toBeGreaterThan(20);
    expect(await table.locator('caption').textContent()).toMatch(/\d{4}-\d{4}/);
  });

  it('shows HTML and Markdown that a person types as text', async () => {
    const chat = await openChat(await visit(HOME));
    const typed = '<img src=x onerror="alert(1)"> **gras** [x](javascript:alert(1)) <b>où</b> est `l’examen` ?';
    await chat.say(typed);
    expect(await chat.mine.last().textContent()).toBe(typed);
    expect(await chat.log.locator('.me').locator('img, b, strong, a, code').count()).toBe(0);
  });

  it('links only to the web and to mail, in a new tab that can not reach this one', async () => {
    const chat = await openChat(await visit(HOME));
    const answer = await chat.say('comment récupérer mon compte du lycée ?');
    const links = await answer
      .getByRole('link')
      .evaluateAll((all) => all.map((a) => [a.getAttribute('href'), a.getAttribute('rel')]));
    expect(links.length).toBeGreaterThan(0);
    for (const [href, rel] of links) expect(`${href} ${rel}`).toMatch(/^https:\S+ noopener$|^mailto:\S+ null$/);
  });

  it('keeps the conversation, the draft and the open window over a reload, without taking the focus', async () => {
    const page = await visit(HOME);
    const chat = await openChat(page);
    await chat.say('où a lieu l’examen ?');
    const before = await chat.log.textContent();
    await chat.input.fill('brouillon');
    await page.reload();
    await chat.panel.waitFor();
    expect(await chat.log.textContent()).toBe(before);
    expect(await chat.input.inputValue()).toBe('brouillon');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
  });

  it('remembers over a reload what the conversation is about', async () => {
    const page = await visit(HOME);
    const chat = await openChat(page);
    await chat.say('jusqu’à quand je peux construire mon profil au premier semestre ?');
    await page.reload();
    const answer = await chat.say('et au second semestre ?');
    expect(await answer.textContent()).toMatch(/semestre 2.*mars/is);
  });

  it('starts again with an empty log and a session that knows nothing of the last one', async () => {
    const page = await visit(HOME);
    const chat = await openChat(page);
    await chat.say('ma note avec 452 pix');
    await chat.button('Recommencer la conversation').click();
    expect(await chat.answers.count()).toBe(1);
    expect(await chat.mine.count()).toBe(0);
    const [request] = await Promise.all([page.waitForRequest('**/api/chat'), chat.say('et avec 10 pix de plus ?')]);
    expect(request.headers()['x-pix-session']).toBeUndefined();
    expect(await chat.log.textContent()).not.toContain('462');
  });

  it('says near the limit that a message can only be so long, and sends one of that length', async () => {
    const chat = await openChat(await visit(HOME));
    const long = `où a lieu l’examen ? ${'bla '.repeat(600)}`.slice(0, 2000);
    await chat.input.fill(long);
    await chat.panel.getByText('Limite de 2\u202f000 caractères atteinte').waitFor();
    await chat.input.press('Enter');
    await chat.answers.nth(1).waitFor();
    expect(await chat.mine.last().textContent()).toBe(long.trim());
  });
});
