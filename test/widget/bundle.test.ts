import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const bundle = () => readFileSync('dist/widget.js', 'utf8');

describe('the bundle', () => {
  it('weighs at most 15 kB, styles and words included', () => {
    expect(gzipSync(bundle(), { level: 9 }).length).toBeLessThanOrEqual(15_000);
  });

  it('holds nothing that a strict CSP forbids', () => {
    expect(bundle()).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\("style"|\.cookie/,
    );
  });
});
