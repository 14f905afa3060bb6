import { describe, expect, it } from 'vitest';
import { companions, contrast, DARK_SURFACE, LIGHT_SURFACE, parseRgb, type Rgb } from '../../src/widget/colors.ts';

describe('companions', () => {
  it('are readable for every accent', () => {
    const steps = [0, 36, 73, 109, 146, 182, 219, 255];
    const accents = steps.flatMap((r) => steps.flatMap((g) => steps.map((b): Rgb => [r, g, b])));
    for (const accent of accents) {
      const { on, end, light, dark } = companions(accent);
      expect(contrast(on, accent)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(on, end)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(light, LIGHT_SURFACE)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(dark, DARK_SURFACE)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('keep an accent that is readable as it is', () => {
    expect(companions([75, 50, 195]).light).toEqual([75, 50, 195]);
  });
});

describe('contrast', () => {
  it('is 21 between black and white', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
  });
});

describe('parseRgb', () => {
  it('reads computed colours and leaves other notations', () => {
    expect(parseRgb('rgb(75, 50, 195)')).toEqual([75, 50, 195]);
    expect(parseRgb('rgba(75, 50, 195, 0.5)')).toEqual([75, 50, 195]);
    expect(parseRgb('oklch(0.5 0.2 280)')).toBeUndefined();
  });
});
