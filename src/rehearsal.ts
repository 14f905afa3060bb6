import { parseArgs } from 'node:util';
import { instantOf } from './content/dates.ts';
import type { Clock } from './types.ts';

const USAGE = 'usage: npm start -- [--now ISO]';

/**
 * The clock of a server. With `--now ISO` it is a rehearsal: the clock starts there and runs on. Throws an Error in words for
 * other options, and for what is no time.
 */
export function clockOf(args: readonly string[], clock: Clock): { clock: Clock; rehearsal: boolean } {
  const { now } = optionsOf(args);
  if (now === undefined) return { clock, rehearsal: false };
  const start = instantOf(now);
  if (start === undefined) throw new Error(`--now: "${now}" is no time: give it as 2027-03-01T08:59+01:00\n${USAGE}`);
  const ahead = start - clock();
  return { clock: () => clock() + ahead, rehearsal: true };
}

/**
 * Where a rehearsal keeps its data: never where the real data is, for times that have not come would stand in it. A file of its
 * own; on PostgreSQL a database whose name says what it is for.
 */
export function placeOfRehearsal(place: { url: string } | { sqlite: string }): { url: string } | { sqlite: string } {
  if ('sqlite' in place) return { sqlite: place.sqlite.replace(/[^/\\]*$/, 'rehearsal.sqlite') };
  const name = decodeURIComponent(new URL(place.url).pathname.slice(1));
  if (/rehearsal/i.test(name)) return place;
  throw new Error(
    `--now would write times that have not come into the database "${name}": name a database in STORE_URL that has ` +
      '"rehearsal" in its name, or leave STORE_URL out for a file of its own in DATA_DIR',
  );
}

function optionsOf(args: readonly string[]): { now?: string } {
  try {
    return parseArgs({ args: [...args], options: { now: { type: 'string' } }, strict: true }).values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? (error.message.split('. ')[0] as string) : String(error)}\n${USAGE}`);
  }
}
