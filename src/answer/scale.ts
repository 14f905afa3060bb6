import { type AcademicYear, academicYearOf } from '../content/dates.ts';
import type { Content, Step } from '../content.ts';

/** A certification score lies between these, in pix (source: the profile screen, "106 / 1024"). */
export const MIN_SCORE = 0;
export const MAX_SCORE = 1024;
export const MAX_GRADE = 20;

/** The scale that holds on a day: of the current academic year, else the newest earlier one, and then `current` is false. */
export function scaleOn(
  today: string,
  scales: Content['scales'],
): { year: AcademicYear; steps: readonly Step[]; current: boolean } {
  const current = academicYearOf(today);
  const years = Object.keys(scales).sort();
  const year = years.filter((y) => y <= current).at(-1) ?? (years[0] as string);
  return { year, steps: scales[year] as readonly Step[], current: year === current };
}

/** The row that a score reaches: the highest one not above it. The score is not rounded: 410.5 reaches 410, 409.9 does not. */
export function rowOf(score: number, steps: readonly Step[]): { row: Step; next?: Step } {
  let at = 0;
  for (let i = 0; i < steps.length; i++) if ((steps[i] as Step).score <= score) at = i;
  return { row: steps[at] as Step, next: steps[at + 1] };
}

/** The lowest row that gives at least a grade; undefined above 20 or below 0. */
export function rowFor(grade: number, steps: readonly Step[]): Step | undefined {
  if (grade < 0) return undefined;
  return steps.find((step) => step.grade >= grade);
}
