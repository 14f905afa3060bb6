import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { describeInBrowser, eventually, visit } from './support/browse.ts';
import { chatOn, openChat } from './support/chat.ts';
import { fact } from './support/facts.ts';
import { serve } from './support/serve.ts';
import { embed, startSite, strictCsp } from './support/site.ts';

const SERVER = inject('server');

/** What the browser refused under the page's policy, and what it wrote in its console as an error. */
function complaints(page: Page): string[] {
  const all: string[] = [];
  page.on('console', (message) => message.type() === 'error' && all.push(message.text()));
  return all;
}

/** A page of another site with the widget of the shared server, which only loads there: asking is not allowed. */
async function embedded(attributes = '', body = ''): Promise<Page> {
  const site = await startSite();
  site.serve(body + embed(SERVER, attributes));
  return visit(site.origin);
}

describeInBrowser('on another site, the widget', () => {
  it('works by its one line under the strictest policy, and breaks none of its rules', async () => {
    const site = await startSite();
    const server = await serve({ ALLOWED_ORIGINS: site.origin });
    site.serve(embed(server.url), strictCsp(server.url));
    const page = await visit('about:blank');
    const said = complaints(page);
    const response = await page.goto(site.origin);
    expect(response?.headers()['content-security-policy']).toContain("trusted-types 'none'");
    const chat = await openChat(page);
    expect(await (await chat.say('c ou lexam')).textContent()).toContain(fact('place.exam'));
    await (await chat.say('ma note avec 452 pix')).getByRole('img').waitFor();
    await (await chat.say('montre-moi le barème complet')).getByRole('table').waitFor();
    await page.reload();
    await chat.answers.nth(3).waitFor();
    // Its style sheet is in force: a policy against styles does not reach a constructed one.
    expect(await chat.panel.evaluate((panel) => getComputedStyle(panel).position)).toBe('fixed');
    expect(said).toEqual([]);
  });

  it('is refused where the server does not allow the site, and keeps the text', async () => {
    const chat = await openChat(await embedded());
    await chat.input.fill('où a lieu l’examen ?');
    await chat.input.press('Enter');
    await chat.failed.waitFor();
    expect(await chat.mine.last().textContent()).toBe('où a lieu l’examen ?');
    const answer = await fetch(`${SERVER}/api/chat`, { method: 'POST', headers: { Origin: 'https://elsewhere.example' } });
    expect(answer.status).toBe(403);
  });

  it('stands on the page once when its line is there twice', async () => {
    const page = await embedded('', embed(SERVER));
    await openChat(page);
    expect(await page.locator('pix-chat').count()).toBe(1);
    expect(await page.locator('script[src$="widget.js"]').count()).toBe(2);
  });

  it('survives a single-page site that replaces the content, or the whole body', async () => {
    const page = await visit(`${SERVER}/`);
    const chat = await openChat(page);
    await chat.say('où a lieu l’examen ?');
    await page.evaluate(() => document.body.replaceChildren(document.createElement('main')));
    await chat.panel.waitFor();
    await page.evaluate(() => document.body.replaceWith(document.createElement('body')));
    await chat.panel.waitFor();
    expect(await chat.answers.count()).toBe(2);
    await chat.say('et combien de temps dure-t-il ?');
    expect(await page.locator('pix-chat').count()).toBe(1);
  });

  it('stays away when the page removes it', async () => {
    const page = await embedded();
    await page.locator('pix-chat').evaluate((element) => element.remove());
    await page.evaluate(() => document.body.append(document.createElement('p')));
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await page.locator('pix-chat').count()).toBe(0);
  });

  it('takes side, title, language and colour from the attributes of its line', async () => {
    const page = await embedded('data-side="left" data-title="Pix à l’IUT" data-lang="en" data-color="#00664f"');
    const chat = await openChat(page);
    expect((await chat.launcher.boundingBox())!.x).toBeLessThan(100);
    expect((await chat.panel.boundingBox())!.x).toBeLessThan(100);
    await chat.panel.getByRole('heading', { name: 'Pix à l’IUT' }).waitFor();
    expect(await chat.answers.first().textContent()).toContain('Hello');
    const head = chat.panel.locator('.head');
    expect(await head.evaluate((node) => getComputedStyle(node).backgroundImage)).toContain('rgb(0, 102, 79)');
  });

  it('links to the statements on privacy and accessibility, and to no script in their place', async () => {
    const page = await embedded('data-privacy-url="/vie-privee" data-accessibility-url="javascript:alert(1)"');
    const chat = await openChat(page);
    const links = chat.panel.locator('.foot').getByRole('link');
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
      `${SERVER}/faq?lang=fr`,
      '/vie-privee',
    ]);
    await page.locator('pix-chat').evaluate((element) => element.setAttribute('accessibility-url', 'https://a.example/rgaa'));
    await eventually(() => links.last().getAttribute('href')).toBe('https://a.example/rgaa');
    expect(await links.last().textContent()).toContain('Accessibilité');
  });

  it('opens from anything on the page that is marked for it', async () => {
    const page = await embedded('', '<a href="/elsewhere" data-pix-open>Une question ?</a>');
    await page.getByText('Une question ?').click();
    await chatOn(page).panel.waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
  });

  it('works where the browser keeps nothing', async () => {
    const page = await visit('about:blank');
    await page.addInitScript(() => {
      Object.defineProperty(window, 'sessionStorage', {
        get: () => {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
    });
    await page.goto(`${SERVER}/`);
    const chat = await openChat(page);
    await chat.say('où a lieu l’examen ?');
    expect(await chat.answers.count()).toBe(2);
  });
});
