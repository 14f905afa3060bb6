import { createRandom } from '../../understand/linear.ts';

/** From this many letters on a word counts as long, and gets a typo. */
const LONG = 6;

export function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

/** One typo in every long word: two letters swapped, one left out, doubled, or replaced; never the first. The same text gets the same typos. */
export function withTypos(text: string): string {
  let seed = 17;
  for (const c of text) seed = (seed * 31 + (c.codePointAt(0) as number)) >>> 0;
  const random = createRandom(seed);
  return text.replace(/\p{L}+/gu, (word) => {
    if (word.length < LONG) return word;
    const at = 1 + Math.floor(random() * (word.length - 2));
    switch (Math.floor(random() * 4)) {
      case 0:
        return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
      case 1:
        return word.slice(0, at) + word.slice(at + 1);
      case 2:
        return word.slice(0, at) + word[at] + word.slice(at);
      default:
        return word.slice(0, at) + 'aeiourstnlm'[Math.floor(random() * 11)] + word.slice(at + 1);
    }
  });
}
