import { companions, parseRgb } from './colors.ts';

/**
 * Takes the accent of the page (`--pix-color`, or the `color` attribute, which wins) and sets what goes with it: a readable
 * text on it, and tones of it that can be read on light and on dark ground.
 */
export function paint(root: HTMLElement, attribute: string | null): void {
  const { style } = root;
  const names = ['--on', '--end', '--light', '--dark'];
  for (const name of ['--accent', ...names]) style.removeProperty(name);
  if (attribute) style.setProperty('--accent', attribute);
  style.setProperty('color', 'var(--accent)');
  const color = parseRgb(getComputedStyle(root).color);
  style.removeProperty('color');
  if (!color) return;
  const { on, end, light, dark } = companions(color);
  [on, end, light, dark].forEach((tone, i) => {
    style.setProperty(names[i]!, `rgb(${tone})`);
  });
}
