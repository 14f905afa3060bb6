import { describe, expect, it } from 'vitest';
import { withoutAccents, withTypos } from '../../../src/commands/eval/noise.ts';

const SENTENCE = "Où se déroule l'examen de certification, s'il vous plaît ?";

describe('accents', () => {
  it('go, and nothing else does', () => {
    expect(withoutAccents(SENTENCE)).toBe("Ou se deroule l'examen de certification, s'il vous plait ?");
    expect(withoutAccents('çÇéÉœ ñ')).toBe('cCeEœ n');
  });
});

/** How many single edits (a letter left out, added, replaced, or two neighbours swapped) part two words. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number) => rows[i]?.[j] as number;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      (rows[i] as number[])[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        swapped,
      );
    }
  return at(a.length, b.length);
}

describe('typos', () => {
  it('are the same for the same text', () => {
    expect(withTypos(SENTENCE)).toBe(withTypos(SENTENCE));
  });

  it('stand in long words only, at most one in each, never in its first letter', () => {
    const words =
      'inscription certification université semestre calendrier convocation accompagnement numérique profil examen'.split(' ');
    let changed = 0;
    for (let i = 0; i < 40; i++) {
      const text = words.map((word) => `le ${word}`).join(` ${i} `);
      const given = text.split(' ');
      const made = withTypos(text).split(' ');
      for (const [w, word] of given.entries()) {
        const other = made[w] as string;
        expect(distance(word, other), `${word} → ${other}`).toBeLessThanOrEqual(word.length < 6 ? 0 : 1);
        expect(other[0]).toBe(word[0]);
        if (other !== word) changed++;
      }
    }
    expect(changed).toBeGreaterThan(0.8 * 40 * words.length);
  });
});
