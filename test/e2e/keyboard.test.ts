import type { JSHandle } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { describeInBrowser, eventually, hasFocus, visit } from './support/browse.ts';
import { type Chat, chatOn, openChat } from './support/chat.ts';

const HOME = `${inject('server')}/`;

/** The class of each element that is put into the log, or changed in it, from now on. */
const changesIn = (chat: Chat): Promise<JSHandle<string[]>> =>
  chat.log.evaluateHandle((log) => {
    const seen: string[] = [];
    new MutationObserver((records) => {
      for (const { type, target, addedNodes } of records) {
        if (type === 'characterData') seen.push(`text of ${target.parentElement?.className}`);
        for (const node of addedNodes) seen.push(node instanceof Element ? node.className : 'text');
      }
    }).observe(log, { childList: true, subtree: true, characterData: true });
    return seen;
  });

describeInBrowser('without a mouse', () => {
  it('a whole conversation is held by keyboard, and the focus comes back where it was', async () => {
    const page = await visit(HOME);
    const chat = chatOn(page);
    for (let presses = 0; presses < 40 && !(await hasFocus(chat.launcher)); presses++) await page.keyboard.press('Tab');
    expect(await hasFocus(chat.launcher)).toBe(true);
    await page.keyboard.press('Enter');
    await eventually(() => hasFocus(chat.input)).toBe(true);
    expect(await chat.launcher.getAttribute('aria-expanded')).toBe('true');

    await page.keyboard.type('où a lieu');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('l’examen ?');
    await page.keyboard.press('Enter');
    await chat.answers.nth(1).waitFor();
    expect(await chat.mine.first().textContent()).toBe('où a lieu\nl’examen ?');

    await page.keyboard.press('Shift+Tab');
    await eventually(() => hasFocus(chat.answers.nth(1).getByRole('button').last())).toBe(true);
    await page.keyboard.press('Enter');
    await chat.answers.nth(2).waitFor();
    await eventually(() => hasFocus(chat.input)).toBe(true);

    await page.keyboard.press('Escape');
    await chat.panel.waitFor({ state: 'hidden' });
    expect(await hasFocus(chat.launcher)).toBe(true);
    expect(await chat.launcher.getAttribute('aria-expanded')).toBe('false');
  });

  it('shows where the focus is on everything that takes it', async () => {
    const page = await visit(HOME);
    const chat = await openChat(page);
    await chat.say('montre-moi le barème complet');
    for (let presses = 0; presses < 25; presses++) {
      await page.keyboard.press('Tab');
      const bare = await chat.root.evaluate((element) => {
        const focused = element.shadowRoot?.activeElement;
        if (!focused) return undefined;
        const outlined = [focused, focused.closest('.field')].some((node) => {
          const style = node && getComputedStyle(node);
          return style && (style.outlineStyle !== 'none' || style.boxShadow !== 'none');
        });
        return outlined ? undefined : focused.outerHTML.slice(0, 80);
      });
      expect(bare).toBeUndefined();
    }
  });
});

describeInBrowser('a screen reader', () => {
  it('is told each message once: one addition to a live log, nothing else changed', async () => {
    const chat = await openChat(await visit(HOME));
    const changes = await changesIn(chat);
    await chat.say('où a lieu l’examen ?');
    await chat.answers.nth(1).getByRole('button').first().click();
    await chat.answers.nth(2).waitFor();
    expect(await changes.jsonValue()).toEqual(['me', 'bot', 'me', 'bot']);
    expect(
      await chat.log.evaluate((log) => [
        log.role,
        log.ariaLive,
        log.querySelectorAll('[aria-live],[role=status],[role=alert]').length,
      ]),
    ).toEqual(['log', null, 0]);
    expect(await chat.panel.getByRole('status').allTextContents()).toEqual(['', '']);
  });

  it('is told a failure once, and nothing again when the message goes through', async () => {
    const page = await visit(HOME);
    const chat = await openChat(page);
    const changes = await changesIn(chat);
    await page.route('**/api/chat', (route) => route.abort(), { times: 1 });
    await chat.input.fill('où a lieu l’examen ?');
    await chat.input.press('Enter');
    await chat.failed.getByRole('button', { name: 'Réessayer' }).click();
    await chat.answers.nth(1).waitFor();
    expect(await changes.jsonValue()).toEqual(['me', 'failed', 'bot']);
  });

  it('hears who speaks, the name of the window, and that a link opens a new tab', async () => {
    const chat = await openChat(await visit(HOME));
    const answer = await chat.say('comment récupérer mon compte du lycée ?');
    expect(await chat.panel.getByRole('heading').textContent()).toBe('Assistant Pix');
    expect(await answer.textContent()).toMatch(/^Assistant\s: /);
    expect(await chat.log.locator('.me').last().textContent()).toMatch(/^Vous\s: /);
    expect(await answer.locator('a[target=_blank]').first().textContent()).toContain('(nouvel onglet)');
  });
});
