import { academicYearOf, nextAcademicYear } from '../../content/dates.ts';
import type { Content } from '../../content.ts';
import type { Fault } from '../../yaml.ts';
import { type Places, textsIn } from './places.ts';

/** What `npm run check` writes where a value is to be filled in. */
export const BLANK = '…';

/** Years so far ahead that they can only be slips of the pen, and values that were left blank. */
export function yearFaults({ facts }: Content, today: string, files: Places): Fault[] {
  const latest = nextAcademicYear(academicYearOf(today));
  const faults: Fault[] = [];
  const check = (file: string, path: readonly PropertyKey[], years: readonly string[]) => {
    for (const year of years.filter((y) => y > latest))
      faults.push(
        files.at(file).fault([...path, year], `${year} lies beyond ${latest}, the next academic year: correct the year`),
      );
  };
  for (const [name, fact] of Object.entries(facts.facts)) {
    if ('years' in fact) check('facts.yaml', [name, 'years'], Object.keys(fact.years));
    if ('confirmed' in fact) check('facts.yaml', [name, 'confirmed'], [fact.confirmed]);
  }
  for (const [name, entry] of Object.entries(facts.calendar)) {
    check('calendar.yaml', [name, 'years'], Object.keys(entry.years ?? {}));
    check('calendar.yaml', [name, 'confirmed'], entry.confirmed ?? []);
  }
  const { data, fault } = files.at('facts.yaml');
  for (const { text, path } of textsIn(data))
    if (text.trim() === BLANK) faults.push(fault(path, `"${BLANK}" is to be filled in: write the value`));
  return faults;
}
