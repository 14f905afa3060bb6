import type { ScalePicture } from '../types.ts';

/** Everything in units of the drawing, which is WIDTH wide; text is anchored at its middle. */
export type ScaleLayout = {
  height: number;
  barY: number;
  /** The steps of the bar; `strength` 0 to 1 grows along the scale. */
  bands: { x: number; width: number; strength: number }[];
  ticks: { x: number; text?: { x: number; label: string; at: string } }[];
  /** The scores asked about: a pill, joined to its place on the bar. */
  pins: { x: number; pillX: number; pillY: number; pillWidth: number; text: string }[];
};

export const WIDTH = 320;
export const BAR_HEIGHT = 10;
export const PILL_HEIGHT = 22;
const EDGE = 10;
const GAP = 5;
const TICK_CHAR = 6.4;
const PILL_CHAR = 6.6;
const PILL_ROW = PILL_HEIGHT + 4;
const STEM = 10;
const TICK_TEXT = 36;

/** Lays a scale picture out: labels that would touch are left out, pills that would touch are stacked, nothing leaves the drawing. */
export function layScale({ min, max, marks, points }: ScalePicture): ScaleLayout {
  const place = (at: number): number =>
    EDGE + ((Math.min(Math.max(at, min), max) - min) / Math.max(max - min, 1)) * (WIDTH - 2 * EDGE);
  const inside = (x: number, width: number): number => Math.min(Math.max(x, width / 2), WIDTH - width / 2);
  const sorted = [...marks].sort((a, b) => a.at - b.at);

  let taken = -GAP;
  const ticks = sorted.map(({ at, label }) => {
    const width = Math.max(label.length, String(at).length) * TICK_CHAR;
    const x = inside(place(at), width);
    if (x - width / 2 < taken + GAP) return { x: place(at) };
    taken = x + width / 2;
    return { x: place(at), text: { x, label, at: String(at) } };
  });

  const rows: number[] = [];
  const placed = [...points]
    .sort((a, b) => a.at - b.at)
    .map(({ at, label }) => {
      // The drawing knows no language, so that it cannot write a decimal sign: then the label says enough.
      const text = Number.isInteger(at) ? `${at} pix → ${label}` : label;
      const pillWidth = text.length * PILL_CHAR + 16;
      const pillX = inside(place(at), pillWidth);
      const free = rows.findIndex((end) => pillX - pillWidth / 2 >= end + GAP);
      const row = free < 0 ? rows.length : free;
      rows[row] = pillX + pillWidth / 2;
      return { x: place(at), pillX, pillWidth, text, row };
    });
  const barY = rows.length ? rows.length * PILL_ROW + STEM : GAP;

  const edges = [...new Set([min, ...sorted.map((mark) => mark.at).filter((at) => at > min && at < max), max])];
  const bands = edges.slice(1).map((end, i) => {
    const x = place(edges[i]!);
    return { x, width: place(end) - x, strength: (i + 1) / (edges.length - 1) };
  });

  return {
    height: barY + BAR_HEIGHT + TICK_TEXT,
    barY,
    bands,
    ticks,
    pins: placed.map(({ row, ...pin }) => ({ ...pin, pillY: barY - STEM - (row + 1) * PILL_ROW + 4 })),
  };
}
