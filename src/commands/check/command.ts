import { join, normalize } from 'node:path';
import { NEEDS } from '../../answer.ts';
import { dateAt } from '../../content/dates.ts';
import { type Content, loadContent } from '../../content.ts';
import { modelOf, PROGRAM_FACTS } from '../../knowledge.ts';
import { type Phrasings, readPhrasings } from '../../understand/phrasings.ts';
import { createUnderstand } from '../../understand.ts';
import { type Fault, FaultyError, faultLine } from '../../yaml.ts';
import { clockAt, readOptions, UsageError } from '../options.ts';
import { foldersOf, type Io } from '../run.ts';
import { agreementFaults } from './agreement.ts';
import { duplicateFaults } from './duplicates.ts';
import { placesIn } from './places.ts';
import { renewal } from './renew.ts';
import { titleFaults } from './titles.ts';
import { yearFaults } from './years.ts';

const USAGE = 'usage: npm run check -- [--strict] [--content DIR] [--intents DIR] [--now ISO]';
const OPTIONS = {
  strict: { type: 'boolean' },
  now: { type: 'string' },
  content: { type: 'string' },
  intents: { type: 'string' },
} as const;

/** Prints every fault of content and phrasings, then what to renew. Exit code 1 on faults; with --strict also when a fact has expired. */
export async function check({ args, env, stdout, clock }: Io): Promise<number> {
  const { values, positionals } = readOptions(args, OPTIONS, USAGE);
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is no option\n${USAGE}`);
  const today = dateAt(clockAt(values.now, clock, USAGE)());
  const folders = foldersOf(values, env);
  const say = (line: string) => void stdout.write(`${line}\n`);

  const { faults, content, asked } = allFaults(folders, today);
  for (const fault of faults) say(faultLine(fault));
  if (faults.length > 0) say(`${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}.`);
  else say(`No fault: ${content?.entries.size} answers, ${asked} phrasings.`);
  if (!content) return 1;

  const { lines, expired } = renewal(content, today, folders.content, placesIn(folders.content, normalize(folders.content)));
  say('');
  for (const line of lines) say(line);
  if (values.strict && expired > 0)
    say(`--strict: ${expired} ${expired === 1 ? 'fact has' : 'facts have'} expired and must be filled in.`);
  return faults.length > 0 || (values.strict && expired > 0) ? 1 : 0;
}

type Folders = ReturnType<typeof foldersOf>;

/** Every fault, in the order of the files. What needs both folders whole is looked at only when they are. */
export function allFaults(folders: Folders, today: string): { faults: Fault[]; content?: Content; asked: number } {
  const shownAs = { content: normalize(folders.content), intents: normalize(folders.intents) };
  const contentFiles = placesIn(folders.content, shownAs.content);
  const intentFiles = placesIn(folders.intents, shownAs.intents);
  const faults: Fault[] = [];
  const collect = <T>(read: () => T, folder: 'content' | 'intents'): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof FaultyError)) throw error;
      faults.push(...error.faults.map((fault) => ({ ...fault, file: join(shownAs[folder], fault.file.slice(folder.length)) })));
      return undefined;
    }
  };
  const content = collect(() => loadContent(folders.content, PROGRAM_FACTS, NEEDS, today), 'content');
  const phrasings = collect(() => readPhrasings(folders.intents), 'intents');
  if (content) faults.push(...yearFaults(content, today, contentFiles));
  if (phrasings) faults.push(...duplicateFaults(phrasings, intentFiles));
  if (content && phrasings) {
    faults.push(...agreementFaults(content, phrasings, contentFiles, intentFiles));
    const understand = createUnderstand(modelOf({ intents: folders.intents, cache: join(folders.data, 'models') }));
    faults.push(...titleFaults(content, understand, contentFiles));
  }
  return { faults: faults.sort(byPlace), content, asked: countOf(phrasings) };
}

const countOf = (phrasings: Phrasings | undefined) => phrasings?.examples.length ?? 0;

const byPlace = (a: Fault, b: Fault) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
