import type { Lang } from '../types.ts';

/** 11.5 → "11,5" in French, "11.5" in English; whole numbers without a fraction. */
export function numberIn(value: number, lang: Lang): string {
  const text = String(value);
  return lang === 'fr' ? text.replace('.', ',') : text;
}

/** 11.5 → "11,5/20". */
export function gradeIn(value: number, lang: Lang): string {
  return `${numberIn(value, lang)}/20`;
}
