import type { Lang } from '../types.ts';
import { type AcademicYear, academicYearOf, projectOn } from './dates.ts';
import { type Facts, valueIn } from './facts.ts';
import type { Value } from './schema.ts';

/**
 * What is missing or unconfirmed for an academic year. `year`: the last one that is known. `add`: the YAML to write, with "…" or
 * MM-DD where something is to be filled in; under `years` for what is expired, in place of `confirmed` for what is unconfirmed.
 */
export type ToRenew = {
  file: 'facts.yaml' | 'calendar.yaml' | 'grades.yaml';
  name: string;
  year?: AcademicYear;
  value: string;
  add: string;
};

/** Facts and dates that the academic year of `today` does not have yet; `unconfirmed`: those that may still hold. Values are given in `lang`. */
export function toRenew(
  { facts, calendar }: Pick<Facts, 'facts' | 'calendar'>,
  scaleYears: readonly AcademicYear[],
  today: string,
  lang: Lang,
): { expired: ToRenew[]; unconfirmed: ToRenew[] } {
  const current = academicYearOf(today);
  const expired: ToRenew[] = [];
  const unconfirmed: ToRenew[] = [];
  const newest = (years: readonly AcademicYear[]) => [...years].sort().at(-1);
  for (const [name, fact] of Object.entries(facts)) {
    if ('years' in fact && !(current in fact.years)) {
      const year = newest(Object.keys(fact.years));
      const last = year === undefined ? '' : (fact.years[year] as Value);
      const blank =
        typeof last === 'object'
          ? `{${Object.keys(last)
              .map((l) => `${l}: "…"`)
              .join(', ')}}`
          : '"…"';
      expired.push({ file: 'facts.yaml', name, year, value: valueIn(last, lang), add: `${current}: ${blank}` });
    } else if ('confirmed' in fact && fact.confirmed < current) {
      unconfirmed.push({
        file: 'facts.yaml',
        name,
        year: fact.confirmed,
        value: valueIn(fact.value, lang),
        add: `confirmed: ${current}`,
      });
    }
  }
  for (const [name, entry] of Object.entries(calendar)) {
    if (entry.years?.[current] !== undefined) continue;
    if (entry.every === undefined) {
      const year = newest(Object.keys(entry.years ?? {}));
      const day = `${entry.semester === 1 ? current.slice(0, 4) : current.slice(5)}-MM-DD`;
      expired.push({
        file: 'calendar.yaml',
        name,
        year,
        value: year === undefined ? '' : (entry.years?.[year] as string),
        add: `${current}: ${entry.kind === 'period' ? `${day}/${day}` : day}`,
      });
    } else if (!entry.confirmed?.includes(current)) {
      unconfirmed.push({
        file: 'calendar.yaml',
        name,
        year: newest(entry.confirmed ?? []),
        value: projectOn(entry.every, current),
        add: `confirmed: [${[...(entry.confirmed ?? []), current].join(', ')}]`,
      });
    }
  }
  if (!scaleYears.includes(current))
    expired.push({
      file: 'grades.yaml',
      name: 'years',
      year: newest(scaleYears),
      value: '',
      add: `${current}: [[0, 0], …, […, 20]]`,
    });
  return { expired, unconfirmed };
}
