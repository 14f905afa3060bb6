import type { BrowserContextOptions } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { describeInBrowser, eventually, hasFocus, overhang, visit } from './support/browse.ts';
import { chatOn, openChat } from './support/chat.ts';

const SERVER = inject('server');
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

/** Windows that leave little room; magnified by 200 %, a page of 1280 × 800 has 640 × 400 left. */
const SMALL: [string, BrowserContextOptions][] = [
  ['a phone', PHONE],
  ['a window 320 pixels wide', { viewport: { width: 320, height: 640 } }],
  ['a window magnified to 200 %', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
];

describeInBrowser('on any screen', () => {
  it.each(SMALL)('nothing has to be scrolled sideways on %s', async (_name, options) => {
    const page = await visit(`${SERVER}/`, options);
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    const chat = await openChat(page);
    for (const text of ['c ou lexam', 'ma note avec 452 pix', 'montre-moi le barème complet', 'x'.repeat(300)])
      await chat.say(text);
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    expect(await chat.log.evaluate((log) => log.scrollWidth - log.clientWidth)).toBeLessThanOrEqual(0);
    const box = (await chat.panel.boundingBox())!;
    const { width, height } = page.viewportSize()!;
    expect(Math.round(box.x)).toBeGreaterThanOrEqual(0);
    expect(Math.round(box.y)).toBeGreaterThanOrEqual(0);
    expect(Math.round(box.x + box.width)).toBeLessThanOrEqual(width);
    expect(Math.round(box.y + box.height)).toBeLessThanOrEqual(height);
    await chat.input.scrollIntoViewIfNeeded();
    expect((await chat.input.boundingBox())!.height).toBeGreaterThan(16);
    await page.goto(`${SERVER}/faq?q=452+pix`);
    expect(await overhang(page)).toBeLessThanOrEqual(0);
  });

  it('fills a phone’s screen, holds the focus, and writes large enough that the phone does not magnify', async () => {
    const page = await visit(`${SERVER}/`, PHONE);
    const chat = await openChat(page);
    expect(await chat.panel.getAttribute('aria-modal')).toBe('true');
    await eventually(() => chat.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    expect(await chat.input.evaluate((input) => Number.parseFloat(getComputedStyle(input).fontSize))).toBeGreaterThanOrEqual(16);
    expect(await page.locator('meta[name=viewport]').getAttribute('content')).not.toMatch(/user-scalable|maximum-scale/);
    for (let presses = 0; presses < 20; presses++) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('PIX-CHAT');
  });

  it('does not bring up a phone’s keyboard when a choice was pressed', async () => {
    const page = await visit(`${SERVER}/`, PHONE);
    const chat = await openChat(page);
    await chat.answers.first().getByRole('button').first().tap();
    await chat.answers.nth(1).waitFor();
    expect(await hasFocus(chat.input)).toBe(false);
    expect(await hasFocus(chat.log)).toBe(true);
  });

  it('keeps the input in sight when a phone’s keyboard takes half of the screen', async () => {
    const page = await visit(`${SERVER}/`, { ...PHONE, reducedMotion: 'no-preference' });
    const chat = await openChat(page);
    await chat.say('où a lieu l’examen ?');
    const below = () => chat.log.evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop);
    await eventually(below).toBeLessThan(5);
    await page.setViewportSize({ width: 390, height: 430 });
    await eventually(async () => {
      const box = (await chat.input.boundingBox())!;
      return box.y > 0 && box.y + box.height <= 430;
    }).toBe(true);
    await eventually(below).toBeLessThan(5);
  });

  it.each(['light', 'dark'] as const)('wears the %s theme that the system asks for', async (colorScheme) => {
    const page = await visit(`${SERVER}/`, { colorScheme });
    const chat = await openChat(page);
    const brightness = await chat.panel.evaluate((panel) => {
      const [red = 0, green = 0, blue = 0] = getComputedStyle(panel).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
      return (red + green + blue) / 3;
    });
    if (colorScheme === 'dark') expect(brightness).toBeLessThan(80);
    else expect(brightness).toBeGreaterThan(200);
  });

  it('stands still for people who ask for less motion', async () => {
    const page = await visit(`${SERVER}/`, { reducedMotion: 'reduce' });
    const chat = await openChat(page);
    await page.route('**/api/chat', () => {});
    await chat.input.fill('où a lieu l’examen ?');
    await chat.input.press('Enter');
    await chat.panel.locator('.typing').waitFor();
    const moving = await chatOn(page).root.evaluate((element) =>
      [...element.shadowRoot!.querySelectorAll('*')]
        .flatMap((node) => [undefined, '::before', '::after'].map((part) => getComputedStyle(node, part)))
        .filter((style) => style.animationName !== 'none' || !/^0s(, 0s)*$/.test(style.transitionDuration))
        .map((style) => `${style.animationName} ${style.transitionProperty}`),
    );
    expect(moving).toEqual([]);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });
});
