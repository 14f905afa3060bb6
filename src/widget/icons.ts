import { s } from './dom.ts';

const PATHS = {
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M5 9l7 7 7-7',
  again: 'M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4.5 4.5v4h4',
  send: 'M12 19V5M5.5 11.5L12 5l6.5 6.5',
};

/** A line icon, 24 units square, in the colour of the text around it; for eyes only. */
export function icon(name: keyof typeof PATHS): SVGSVGElement {
  return s('svg', { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' }, s('path', { d: PATHS[name] }));
}

/** The assistant's face: a speech bubble that smiles. */
export function face(): SVGSVGElement {
  return s(
    'svg',
    { viewBox: '0 0 32 32', class: 'face', 'aria-hidden': 'true' },
    s('path', {
      class: 'skin',
      d: 'M16 4c7.2 0 12.5 4.7 12.5 11S23.2 26 16 26c-1.4 0-2.7-.2-3.9-.5L6.6 28.3c-.7.4-1.5-.2-1.3-1l1-4.5C4.5 20.8 3.5 18.1 3.5 15 3.5 8.7 8.8 4 16 4z',
    }),
    s('circle', { cx: 11.5, cy: 13, r: 1.7 }),
    s('circle', { cx: 20.5, cy: 13, r: 1.7 }),
    s('path', { class: 'smile', d: 'M11 18.2c1.3 1.6 3 2.4 5 2.4s3.7-.8 5-2.4' }),
  );
}
