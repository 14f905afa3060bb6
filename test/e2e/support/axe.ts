import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare const axe: { run: (root: Document, options: RunOptions) => Promise<AxeResults> };

/**
 * What axe-core holds against a page and the shadow roots in it, in the light and in the dark theme: a line for each
 * place, none if it is content.
 */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    // Colours in the middle of a fade are nobody's contrast.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
    for (const { id, nodes } of violations)
      for (const node of nodes) found.push(`${colorScheme}: ${id}: ${node.target.join(' > ')}: ${node.failureSummary}`);
  }
  return found;
}
