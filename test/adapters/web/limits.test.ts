import { describe, expect, it } from 'vitest';
import { addressKey, createLimit } from '../../../src/adapters/web/limits.ts';

describe('whom an address stands for', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['', ''],
  ])('%s: %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});

describe('a limit', () => {
  it('lets everything through when no rate is given', async () => {
    const limit = createLimit([]);
    for (let i = 0; i < 100; i++) expect(await limit('a')).toBe(0);
  });

  it('holds each of its rates, for each key apart', async () => {
    const limit = createLimit([
      { count: 5, seconds: 10 },
      { count: 3, seconds: 3600 },
    ]);
    for (let i = 0; i < 3; i++) expect(await limit('a')).toBe(0);
    const wait = await limit('a');
    expect(wait).toBeGreaterThan(3590);
    expect(wait).toBeLessThanOrEqual(3600);
    expect(await limit('b')).toBe(0);
  });
});
