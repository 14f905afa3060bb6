import { z } from 'zod';
import { isAcademicYear, isDate, isMonthDay } from './dates.ts';

/** The shapes of the files in `content/`, as people write them. */

const year = z.string().refine(isAcademicYear, 'an academic year is written 2026-2027, the second year following the first');
const dateOrPeriod = z.string().refine((text) => {
  const [from, to, more] = text.split('/');
  return more === undefined && isDate(from ?? '') && (to === undefined || (isDate(to) && to >= (from as string)));
}, 'write a date that exists as 2027-03-15, or a period as 2027-02-26/2027-04-12, its end not before its start');
export const perLang = z.record(
  z.string().regex(/^[a-z]{2}$/, 'a language is two small letters, such as fr'),
  z.string().trim().min(1, 'this text is empty: write it'),
);
const value = z.union([z.string().trim().min(1), z.number(), perLang], 'a value is a text, a number, or {fr: …, en: …}');
const intentId = z.string().regex(/^[a-z]+\.[a-z0-9-]+$/, 'an intent is called topic.name, such as exam.where');

const standingFact = z.strictObject({ value, confirmed: year, what: perLang.optional() });
const yearlyFact = z.strictObject({ years: z.record(year, value), what: perLang });
const outsideFact = z.strictObject({
  value,
  source: z.url('give the address of the page that this fact comes from'),
  what: perLang.optional(),
});
export const factsFile = z.record(
  z.string(),
  z.union(
    [standingFact, yearlyFact, outsideFact],
    'a fact has `value` and `confirmed` (it stands), or `years` and `what` (true of these years only), or `value` and `source` (from outside)',
  ),
);

export const calendarFile = z.record(
  z.string(),
  z
    .strictObject({
      name: perLang,
      semester: z.union([z.literal(1), z.literal(2)]).optional(),
      kind: z.enum(['deadline', 'opening', 'period']),
      intent: intentId,
      every: z.string().refine(isMonthDay, 'a yearly rule is a month and day that exist in every year, written 11-15').optional(),
      confirmed: z.array(year).optional(),
      years: z.record(year, dateOrPeriod).optional(),
    })
    .refine(
      (entry) => entry.every !== undefined || entry.years !== undefined,
      'give `every` (a yearly rule, 11-15) or `years` (dates of given years)',
    ),
);

export const gradesFile = z.strictObject({
  years: z.record(
    year,
    z
      .array(
        z.tuple(
          [z.number().int().min(0).max(1024), z.number().min(0).max(20).multipleOf(0.5)],
          'a step is [lowest score, grade]',
        ),
      )
      .min(2),
  ),
});

const semester = z.union([z.literal(1), z.literal(2)]);
const plainPart = z
  .strictObject({ semester: semester.optional() })
  .catchall(z.string().trim().min(1, 'this text is empty: write it'));
const statedPart = z.strictObject({
  semester: semester.optional(),
  now: perLang,
  past: perLang.optional(),
  passed: perLang.optional(),
});
const choices = z.array(intentId).max(3, 'offer at most three choices').default([]);
const answerEntry = z.strictObject({ title: perLang, answer: z.array(z.union([statedPart, plainPart])).min(1), choices });
const textsEntry = z.strictObject({
  title: perLang,
  texts: z.record(z.string(), perLang),
  answer: z.array(z.union([statedPart, plainPart])).optional(),
  choices,
});
export const topicFile = z.record(
  intentId,
  z.union([answerEntry, textsEntry], 'an entry has `title`, `answer` (or `texts` for an answer made by code) and `choices`'),
);

export const phrasesFile = z.record(z.string(), perLang);

export type FactEntry = z.output<typeof factsFile>[string];
export type CalendarEntry = z.output<typeof calendarFile>[string];
export type TopicEntry = z.output<typeof topicFile>[string];
export type Value = z.output<typeof value>;
