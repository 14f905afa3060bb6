import type { z } from 'zod';
import type { Needs } from '../content.ts';
import type { Fault, Source } from '../yaml.ts';
import { academicYearOf } from './dates.ts';
import type { calendarFile, factsFile, gradesFile, phrasesFile, topicFile } from './schema.ts';

/** The files as they were read, before they are put together. */
export type Draft = {
  facts: Source<z.output<typeof factsFile>>;
  calendar: Source<z.output<typeof calendarFile>>;
  grades: Source<z.output<typeof gradesFile>>;
  phrases: Source<z.output<typeof phrasesFile>>;
  topics: readonly Source<z.output<typeof topicFile>>[];
  program: Readonly<Record<string, string>>;
  needs: Needs;
  today: string;
};

export type Path = readonly PropertyKey[];
export type Say = (path: Path, what: string) => void;

/** Names used twice, dates outside the year that they are filed under, entries that answer no intent. */
export function checkCalendar({ facts, calendar, topics, needs }: Draft): Fault[] {
  const faults: Fault[] = [];
  const intents = new Set(topics.flatMap((topic) => Object.keys(topic.data)));
  for (const [name, entry] of Object.entries(calendar.data)) {
    if (name in facts.data)
      faults.push(calendar.fault([name], `"${name}" is also a fact in facts.yaml: give one of them another name`));
    for (const [year, dates] of Object.entries(entry.years ?? {})) {
      for (const date of dates.split('/'))
        if (academicYearOf(date) !== year)
          faults.push(
            calendar.fault(
              [name, 'years', year],
              `${date} does not lie in the academic year ${year} (1 September to 31 August): correct the date or the year`,
            ),
          );
    }
    if (!intents.has(entry.intent))
      faults.push(calendar.fault([name, 'intent'], `no answer is called "${entry.intent}": name one that exists`));
    languages(entry.name, needs.langs, [name, 'name'], (path, what) => faults.push(calendar.fault(path, what)));
  }
  for (const [name, fact] of Object.entries(facts.data)) {
    const say: Say = (path, what) => faults.push(facts.fault(path, what));
    if (fact.what) languages(fact.what, needs.langs, [name, 'what'], say);
    if ('years' in fact)
      for (const [year, value] of Object.entries(fact.years))
        if (typeof value === 'object') languages(value, needs.langs, [name, 'years', year], say);
    if ('value' in fact && typeof fact.value === 'object') languages(fact.value, needs.langs, [name, 'value'], say);
  }
  return faults;
}

/** A scale starts at 0 and rises, in score and in grade, up to 20. */
export function checkGrades({ grades }: Draft): Fault[] {
  const faults: Fault[] = [];
  for (const [year, steps] of Object.entries(grades.data.years)) {
    const [first] = steps;
    const last = steps.at(-1);
    if (first && (first[0] !== 0 || first[1] !== 0))
      faults.push(grades.fault(['years', year, 0], 'the scale must start with [0, 0]: every score has a grade'));
    if (last && last[1] !== 20)
      faults.push(grades.fault(['years', year, steps.length - 1], 'the scale must end with the grade 20'));
    steps.forEach(([score, grade], i) => {
      const before = steps[i - 1];
      if (before && (score <= before[0] || grade <= before[1]))
        faults.push(
          grades.fault(
            ['years', year, i],
            `[${score}, ${grade}] does not rise above [${before[0]}, ${before[1]}]: scores and grades must both grow from row to row`,
          ),
        );
    });
  }
  return faults;
}

/** A text that lacks a language. */
export function languages(texts: Record<string, unknown>, langs: readonly string[], path: Path, say: Say): void {
  for (const lang of langs) if (!(lang in texts)) say(path, `the text in "${lang}" is missing: add it`);
}
