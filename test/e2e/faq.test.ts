import { expect, inject, it } from 'vitest';
import { describeInBrowser, visit } from './support/browse.ts';
import { answers, fact } from './support/facts.ts';

const SERVER = inject('server');
const PLAIN = { javaScriptEnabled: false };
/** Answers that mean nothing outside a conversation. */
const UNLISTED = /^smalltalk\.|^privacy\.forget$/;

describeInBrowser('without JavaScript, the page of all answers', () => {
  it.each(['fr', 'en'] as const)('lists every answer of content/ under its question (%s)', async (lang) => {
    const page = await visit(`${SERVER}/faq?lang=${lang}`, PLAIN);
    const listed = await page.locator('article').evaluateAll((all) =>
      all.map((article) => ({
        id: article.id,
        title: article.querySelector('h3')?.firstChild?.textContent?.trim(),
        empty: !article.querySelector('p, li, td')?.textContent?.trim(),
      })),
    );
    const expected = answers().filter(({ id }) => !UNLISTED.test(id));
    expect(expected.length).toBeGreaterThan(30);
    expect(listed.sort((a, b) => a.id.localeCompare(b.id))).toEqual(
      expected.map(({ id, title }) => ({ id, title: title[lang], empty: false })).sort((a, b) => a.id.localeCompare(b.id)),
    );
  });

  it('is reached from the home page, and found by a question in the person’s own words', async () => {
    const page = await visit(`${SERVER}/`, PLAIN);
    await page.getByRole('searchbox').fill('c ou lexam');
    await page.getByRole('button', { name: 'Chercher' }).click();
    const result = page.getByRole('region', { name: 'Réponse à votre question' });
    expect(await result.textContent()).toContain(fact('place.exam'));
    expect(await page.getByRole('searchbox').inputValue()).toBe('c ou lexam');
    await result.getByRole('link').last().click();
    expect(new URL(page.url()).hash).toMatch(/^#\w+\.[\w-]+$/);
    await page.locator('article:target').waitFor();
  });

  it('draws where a score stands on the scale', async () => {
    const page = await visit(`${SERVER}/faq?q=ma+note+avec+452+pix`, PLAIN);
    const picture = page.locator('.result').getByRole('img');
    expect(await picture.getAttribute('aria-label')).toContain('452 pix');
    expect((await picture.boundingBox())!.height).toBeGreaterThan(50);
  });

  it('says so when it has no answer, and offers none as if it were one', async () => {
    const page = await visit(`${SERVER}/faq?q=quelle+heure+est-il+%C3%A0+Tokyo`, PLAIN);
    expect(await page.locator('.result').textContent()).toContain(fact('mail.cell'));
    expect(await page.locator('.result .caution').count()).toBe(0);
  });

  it('shows a question with HTML in it as text', async () => {
    const typed = '"><img src=x onerror=alert(1)>';
    const page = await visit(`${SERVER}/faq?q=${encodeURIComponent(typed)}`, PLAIN);
    expect(await page.getByRole('searchbox').inputValue()).toBe(typed);
    expect(await page.locator('img').count()).toBe(0);
  });

  it('keeps the question when the language is changed', async () => {
    const page = await visit(`${SERVER}/faq?q=c+ou+lexam`, PLAIN);
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('.result').textContent()).toContain(fact('place.exam', 'en'));
  });

  it('prints every answer with the addresses of its links, and nothing that paper has no use for', async () => {
    const page = await visit(`${SERVER}/faq`, PLAIN);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('search').isVisible()).toBe(false);
    expect(await page.getByRole('navigation').first().isVisible()).toBe(false);
    expect(await page.locator('article').last().isVisible()).toBe(true);
    const after = await page
      .locator('article a[href^="http"]')
      .first()
      .evaluate((link) => getComputedStyle(link, '::after').content);
    expect(after).toContain('http');
    await page
      .getByRole('link', { name: 'Version à imprimer', includeHidden: true })
      .evaluate((link) => (link as HTMLElement).click());
    await page.waitForURL('**/faq?lang=fr&print=1');
    expect(await page.locator('form, nav').count()).toBe(0);
  });

  it('has a place for every topic that the home page speaks of', async () => {
    const page = await visit(`${SERVER}/`, PLAIN);
    const links = page.locator('.cards a');
    const targets = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
    expect(targets.length).toBeGreaterThan(3);
    await page.goto(`${SERVER}/faq`);
    for (const target of targets) expect(await page.locator(target.replace(/.*#/, 'h2#')).count()).toBe(1);
  });
});
