import { BAR_HEIGHT, layScale, PILL_HEIGHT, WIDTH } from '../render/scale-layout.ts';
import type { ScalePicture } from '../types.ts';
import { h, s } from './dom.ts';

/** Draws where scores stand on the scale; the same is said in words under the picture. */
export function scaleFigure(picture: ScalePicture): HTMLElement {
  const { height, barY, bands, ticks, pins } = layScale(picture);
  const middle = barY + BAR_HEIGHT / 2;
  const bottom = barY + BAR_HEIGHT;
  const svg = s('svg', { viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': picture.alt, class: 'scale' });
  svg.append(
    ...bands.map(({ x, width, strength }) =>
      s('rect', {
        class: 'band',
        x,
        y: barY,
        width: Math.max(width - 1.5, 0.5),
        height: BAR_HEIGHT,
        rx: 2,
        opacity: 0.16 + 0.6 * strength,
      }),
    ),
    ...ticks.flatMap(({ x, text }) => [
      s('line', { class: 'tick', x1: x, x2: x, y1: bottom + 2, y2: bottom + (text ? 7 : 5) }),
      ...(text
        ? [
            s('text', { class: 'grade', x: text.x, y: bottom + 19 }, text.label),
            s('text', { class: 'pix', x: text.x, y: bottom + 32 }, text.at),
          ]
        : []),
    ]),
    ...pins.map(({ x, pillX, pillY }) => s('path', { class: 'stem', d: `M${pillX} ${pillY + PILL_HEIGHT}L${x} ${middle}` })),
    ...pins.flatMap(({ x, pillX, pillY, pillWidth, text }) => [
      s('circle', { class: 'pin', cx: x, cy: middle, r: 7 }),
      s('rect', {
        class: 'pill',
        x: pillX - pillWidth / 2,
        y: pillY,
        width: pillWidth,
        height: PILL_HEIGHT,
        rx: PILL_HEIGHT / 2,
      }),
      s('text', { class: 'says', x: pillX, y: pillY + 15 }, text),
    ]),
  );
  // The picture carries its words as its label; the visible ones are for the eyes, so that they are not read twice.
  return h('figure', {}, svg, h('figcaption', { 'aria-hidden': 'true' }, picture.alt));
}
