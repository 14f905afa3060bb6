/** The four words of the state; a digest runs to its end before the next begins. */
let a = 0;
let b = 0;
let c = 0;
let d = 0;

function rounds(count: number): void {
  for (let i = 0; i < count; i++) {
    a = (a + b) | 0;
    b = ((b << 5) | (b >>> 27)) ^ a;
    a = (a << 16) | (a >>> 16);
    c = (c + d) | 0;
    d = ((d << 8) | (d >>> 24)) ^ c;
    a = (a + d) | 0;
    d = ((d << 7) | (d >>> 25)) ^ a;
    c = (c + b) | 0;
    b = ((b << 13) | (b >>> 19)) ^ c;
    c = (c << 16) | (c >>> 16);
  }
}

/**
 * HalfSipHash-2-4 of a text's UTF-16 units (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012): 64 bits under a secret
 * key of 64, as two 32-bit numbers. For tables in memory, where a
 * cryptographic hash takes four times as long after a pause: nobody who does not know the key finds two texts with one digest.
 */
export function halfSipHash(text: string, key0: number, key1: number): [number, number] {
  a = key0;
  b = key1 ^ 0xee;
  c = 0x6c796765 ^ key0;
  d = 0x74656462 ^ key1;
  const whole = text.length & ~1;
  for (let i = 0; i < whole; i += 2) {
    const word = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16);
    d ^= word;
    rounds(2);
    a ^= word;
  }
  const last = (text.length << 25) | (whole < text.length ? text.charCodeAt(whole) : 0);
  d ^= last;
  rounds(2);
  a ^= last;
  c ^= 0xee;
  rounds(4);
  const low = b ^ d;
  b ^= 0xdd;
  rounds(4);
  return [low >>> 0, (b ^ d) >>> 0];
}
