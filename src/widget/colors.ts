/** Red, green, blue, 0 to 255. */
export type Rgb = [number, number, number];

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
/** The darkest surface of the light theme and the lightest of the dark one on which the accent is read (see widget.css). */
export const LIGHT_SURFACE: Rgb = [240, 238, 251];
export const DARK_SURFACE: Rgb = [52, 48, 82];
/** WCAG AA for text. */
const ENOUGH = 4.5;
/** More on dark ground, where 4.5 looks dull. */
const ENOUGH_ON_DARK = 6;

/** Reads a computed colour, "rgb(75, 50, 200)"; undefined for other notations, which keep the default companions. */
export function parseRgb(css: string): Rgb | undefined {
  const found = /^rgba?\((\d+), (\d+), (\d+)/.exec(css);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined;
}

/** Contrast of two colours after WCAG 2, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((part) => (part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4)) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function mix(color: Rgb, other: Rgb, share: number): Rgb {
  return color.map((part, i) => Math.round(part + (other[i]! - part) * share)) as Rgb;
}

/** The colour itself if it can be read on the surface, else the nearest mixture with `towards` that can. */
function readable(color: Rgb, surface: Rgb, towards: Rgb, enough: number): Rgb {
  let share = 0;
  while (share < 1 && contrast(mix(color, towards, share), surface) < enough) share += 0.04;
  return mix(color, towards, Math.min(share, 1));
}

/** The companions of an accent colour: text on it, the far end of its gradient, and itself as text in either theme. */
export function companions(color: Rgb): { on: Rgb; end: Rgb; light: Rgb; dark: Rgb } {
  const on = contrast(color, WHITE) >= ENOUGH ? WHITE : BLACK;
  return {
    on,
    end: mix(color, on === WHITE ? BLACK : WHITE, 0.22),
    light: readable(color, LIGHT_SURFACE, BLACK, ENOUGH),
    dark: readable(color, DARK_SURFACE, WHITE, ENOUGH_ON_DARK),
  };
}
