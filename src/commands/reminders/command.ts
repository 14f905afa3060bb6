import { placeOf, readConfig } from '../../config.ts';
import { placeOfRehearsal } from '../../rehearsal.ts';
import { createStore } from '../../store.ts';
import { clockAt, readOptions, UsageError } from '../options.ts';
import type { Io } from '../run.ts';
import { aheadOf, aheadTable } from './ahead.ts';
import { countsTable, summaryOf } from './counts.ts';

const USAGE = 'usage: npm run reminders -- [--json] [--dry-run [--now ISO]] [--rehearsal]';
const OPTIONS = {
  json: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  now: { type: 'string' },
  rehearsal: { type: 'boolean' },
} as const;

/**
 * Prints what became of the reminders of each date, or with --dry-run what would go out from now (or --now) on. No person is in
 * it. --rehearsal: of the database that `npm start -- --now …` uses.
 */
export async function reminders({ args, env, stdout, clock }: Io): Promise<number> {
  const { values, positionals } = readOptions(args, OPTIONS, USAGE);
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is no option\n${USAGE}`);
  if (values.now !== undefined && !values['dry-run']) throw new UsageError(`--now goes with --dry-run\n${USAGE}`);
  const now = clockAt(values.now, clock, USAGE)();
  const place = placeOf(readConfig(env));
  const store = await createStore(values.rehearsal ? placeOfRehearsal(place) : place, clock);
  try {
    const say = (data: unknown, lines: readonly string[]) =>
      void stdout.write(values.json ? `${JSON.stringify(data, null, 1)}\n` : lines.map((line) => `${line}\n`).join(''));
    if (values['dry-run']) {
      const ahead = aheadOf(await store.reminders.ahead(), now);
      say(ahead, aheadTable(ahead));
    } else {
      const summary = summaryOf(await store.reminders.counts());
      say(summary, countsTable(summary));
    }
    return 0;
  } finally {
    await store.close();
  }
}
