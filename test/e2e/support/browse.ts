import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { describe, expect, inject, onTestFinished } from 'vitest';

/** Skipped where there is no browser; setup.ts says what to install. */
export const describeInBrowser = describe.skipIf(inject('browser') === '');

/** Waiting for what must come, on a machine that is busy. */
const PATIENCE_MS = 30_000;

let browser: Promise<Browser> | undefined;

/** A window on a desk; without movement, which costs a machine without a graphics card dear. */
const WINDOW: BrowserContextOptions = { locale: 'fr-FR', viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' };

/** A page in a window of its own, as a first visit, until the end of the test. An error in the page fails the test. */
export async function visit(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  browser ??= chromium.connect(inject('browser'));
  const context = await (await browser).newContext({ ...WINDOW, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const errors: string[] = [];
  context.on('weberror', (fault) => errors.push(fault.error().message));
  onTestFinished(async () => {
    await context.close();
    expect(errors).toEqual([]);
  });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** Waits until something holds, for at most `timeout` milliseconds. */
export const eventually = <T>(look: () => T | Promise<T>, timeout = PATIENCE_MS) => expect.poll(look, { timeout, interval: 100 });

/** Does an element have the focus, within its shadow root? */
export const hasFocus = (element: Locator): Promise<boolean> =>
  element.evaluate((node) => (node.getRootNode() as Document | ShadowRoot).activeElement === node);

/** By how much the page is wider than its window, in CSS pixels. */
export const overhang = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
