import { describe, expect, it } from 'vitest';
import { layScale, WIDTH } from '../../src/render/scale-layout.ts';
import type { ScalePicture } from '../../src/types.ts';

const picture = (parts: Partial<ScalePicture>): ScalePicture => ({
  type: 'scale',
  alt: '',
  min: 0,
  max: 1024,
  marks: [],
  points: [],
  ...parts,
});

describe('layScale', () => {
  it('leaves out labels that would touch, and keeps their ticks', () => {
    const { ticks } = layScale(picture({ marks: [410, 415, 701].map((at) => ({ at, label: String(at) })) }));
    expect(ticks.map((tick) => tick.text?.label)).toEqual(['410', undefined, '701']);
  });

  it('stacks pills that would touch, the lower score nearest to the bar', () => {
    const points = [
      { at: 450, label: '11,5/20' },
      { at: 400, label: '9,5/20' },
    ];
    const { pins } = layScale(picture({ points }));
    expect(pins.map((pin) => pin.text)).toEqual(['400 pix → 9,5/20', '450 pix → 11,5/20']);
    expect(pins[1]!.pillY).toBeLessThan(pins[0]!.pillY);
  });

  it('keeps every pill and label inside the drawing, whatever the score', () => {
    for (let at = -50; at <= 1100; at += 10) {
      const { pins, ticks } = layScale(picture({ marks: [{ at, label: '10' }], points: [{ at, label: '10/20' }] }));
      for (const { pillX, pillWidth } of pins) {
        expect(pillX - pillWidth / 2).toBeGreaterThanOrEqual(0);
        expect(pillX + pillWidth / 2).toBeLessThanOrEqual(WIDTH);
      }
      for (const { x, text } of ticks) expect(Math.min(x, text!.x)).toBeGreaterThanOrEqual(0);
    }
  });

  it('leaves a score with decimals to its label', () => {
    expect(layScale(picture({ points: [{ at: 410.5, label: '10/20' }] })).pins[0]!.text).toBe('10/20');
  });

  it('covers the axis with bands that grow in strength', () => {
    const { bands } = layScale(picture({ marks: [211, 410, 701].map((at) => ({ at, label: '' })) }));
    expect(bands).toHaveLength(4);
    expect(bands.map((band) => band.strength)).toEqual([0.25, 0.5, 0.75, 1]);
    for (const [i, band] of bands.slice(1).entries()) expect(band.x).toBeCloseTo(bands[i]!.x + bands[i]!.width);
  });
});
