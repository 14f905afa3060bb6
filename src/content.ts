import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkTopics } from './content/check-topics.ts';
import { checkCalendar, checkGrades, type Draft } from './content/checks.ts';
import type { Facts } from './content/facts.ts';
import { parseMarkdown } from './content/markdown.ts';
import {
  type CalendarEntry,
  calendarFile,
  factsFile,
  gradesFile,
  phrasesFile,
  type TopicEntry,
  topicFile,
} from './content/schema.ts';
import type { Block, IntentId, Lang, Semester } from './types.ts';
import { type Fault, FaultyError, readYaml } from './yaml.ts';

/** A text in every language, parsed. */
export type Template = Readonly<Record<Lang, readonly Block[]>>;

/** One paragraph of an answer. `past` and `passed` replace `now` as the facts that it quotes grow old. */
export type Part = { semester?: Semester; now: Template; past?: Template; passed?: Template };

/** What the bot answers to one intent: `parts` of vetted text, or `texts` that a skill puts together. */
export type Entry = {
  title: Readonly<Record<Lang, string>>;
  topic: string;
  parts: readonly Part[];
  texts: Readonly<Record<string, Template>>;
  choices: readonly IntentId[];
};

/** One row of the scale: from this score on, this grade. */
export type Step = { score: number; grade: number };

/** All of `content/`, checked and parsed. */
export type Content = {
  /** The first 12 hex digits of the SHA-256 of all files. */
  version: string;
  /** The languages that every text stands in: those that the program asks for first. */
  langs: readonly Lang[];
  entries: ReadonlyMap<IntentId, Entry>;
  phrases: Readonly<Record<string, Template>>;
  facts: Facts;
  calendar: Readonly<Record<string, CalendarEntry>>;
  /** Academic year → scale, lowest step first. */
  scales: Readonly<Record<string, readonly Step[]>>;
};

/** The files that are no topic. */
const SPECIAL = new Set(['facts.yaml', 'calendar.yaml', 'grades.yaml', 'phrases.yaml']);

/** What the program promises of each skill's texts and phrases: name → texts that its code asks for. */
export type Needs = { texts: Readonly<Record<IntentId, readonly string[]>>; phrases: readonly string[]; langs: readonly Lang[] };

/** The files of a content folder that count, in order. */
export function contentFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
}

/**
 * Reads a content folder. `program`: facts of the program that answers may quote. `needs`: what the code asks for.
 * `today`: for which day the texts are tried out. Throws FaultyError with every fault found.
 */
export function loadContent(folder: string, program: Readonly<Record<string, string>>, needs: Needs, today: string): Content {
  const faults: Fault[] = [];
  const hash = createHash('sha256');
  const read = <S extends Parameters<typeof readYaml>[2]>(name: string, schema: S) => {
    const { source, faults: found } = readYaml(join(folder, name), `content/${name}`, schema);
    faults.push(...found);
    return source;
  };
  const files = contentFiles(folder);
  for (const name of [...SPECIAL].filter((name) => !files.includes(name)))
    faults.push({ file: `content/${name}`, line: 1, column: 1, what: 'this file is missing: restore it' });
  if (faults.length > 0) throw new FaultyError(faults);
  for (const name of files) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  const facts = read('facts.yaml', factsFile);
  const calendar = read('calendar.yaml', calendarFile);
  const grades = read('grades.yaml', gradesFile);
  const phrases = read('phrases.yaml', phrasesFile);
  const topics = files.filter((name) => !SPECIAL.has(name)).flatMap((name) => read(name, topicFile) ?? []);
  if (!facts || !calendar || !grades || !phrases || faults.length > 0) throw new FaultyError(faults);
  // A phrase in one more language announces it: from then on every text must stand in it.
  const langs = [...new Set([...needs.langs, ...Object.values(phrases.data).flatMap((texts) => Object.keys(texts))])];
  const draft: Draft = { facts, calendar, grades, phrases, topics, program, needs: { ...needs, langs }, today };
  faults.push(...checkCalendar(draft), ...checkGrades(draft), ...checkTopics(draft));
  if (faults.length > 0) throw new FaultyError(faults);
  const entries = new Map<IntentId, Entry>();
  for (const { file, data } of topics)
    for (const [intent, entry] of Object.entries(data))
      entries.set(intent, compile(entry, file.replace(/^content\/|\.yaml$/g, '')));
  return {
    version: hash.digest('hex').slice(0, 12),
    langs,
    entries,
    phrases: mapValues(phrases.data, parseTemplate),
    facts: { facts: facts.data, calendar: calendar.data, program, toConfirm: phrases.data.toConfirm ?? {} },
    calendar: calendar.data,
    scales: mapValues(grades.data.years, (steps) => steps.map(([score, grade]) => ({ score, grade }))),
  };
}

function compile(entry: TopicEntry, topic: string): Entry {
  return {
    title: entry.title,
    topic,
    parts: (entry.answer ?? []).map(compilePart),
    texts: 'texts' in entry ? mapValues(entry.texts, parseTemplate) : {},
    choices: entry.choices,
  };
}

function compilePart(part: NonNullable<TopicEntry['answer']>[number]): Part {
  if (typeof part.now === 'object') {
    const { now, past, passed } = part as {
      now: Record<string, string>;
      past?: Record<string, string>;
      passed?: Record<string, string>;
    };
    return {
      semester: part.semester,
      now: parseTemplate(now),
      past: past && parseTemplate(past),
      passed: passed && parseTemplate(passed),
    };
  }
  const { semester, ...texts } = part;
  return { semester, now: parseTemplate(texts as Record<string, string>) };
}

function parseTemplate(texts: Readonly<Record<Lang, string>>): Template {
  return mapValues(texts, parseMarkdown);
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
