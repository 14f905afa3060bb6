import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bundleWidget } from '../../src/widget/bundle.ts';

describe('the bundle', () => {
  it('weighs at most 15 kB, styles and words included', async () => {
    expect(gzipSync(await bundleWidget(), { level: 9 }).length).toBeLessThanOrEqual(15_000);
  });

  it('holds nothing that a strict CSP forbids', async () => {
    expect(await bundleWidget()).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\("style"|\.cookie|localStorage/,
    );
  });
});
