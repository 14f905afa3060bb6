import { expect, it } from 'vitest';
import { halfSipHash } from '../../src/understand/digest.ts';

/** The bytes 00 01 02 … as UTF-16 units, the first the low one. */
const bytes = (count: number) =>
  Array.from({ length: count / 2 }, (_, i) => String.fromCharCode(2 * i + ((2 * i + 1) << 8))).join('');
const hex = (word: number) => Buffer.from(Uint32Array.of(word).buffer).toString('hex');

// From vectors.h of the reference implementation (github.com/veorq/SipHash), key 00 01 … 07.
it.each([
  [0, '218d1f59b9b83cc8'],
  [2, '064f39ef7c50eb57'],
  [4, 'd5e78a175be52ea1'],
  [8, 'edfee820bce4858c'],
  [10, '95b0469f06a6f2ee'],
  [60, 'd6762890bf26e460'],
])('of %i bytes it is what the reference gives', (count, digest) => {
  expect(halfSipHash(bytes(count), 0x03020100, 0x07060504).map(hex).join('')).toBe(digest);
});

it('another key gives another digest, and so does every letter', () => {
  const digests = ['exam', 'exan', 'Exam', 'exam ', 'xeam'].flatMap((text) =>
    [1, 2].map((key) => halfSipHash(text, key, 7).join()),
  );
  expect(new Set(digests).size).toBe(digests.length);
});
