import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Figures, Measured } from './figures.ts';
import { missed } from './floors.ts';
import { inFolder, measureLoad, measureMemory, measureStart, measureUnderstanding } from './measures.ts';
import { measureReminders } from './reminders.ts';
import { measureSlack } from './slack.ts';
import { measureTeams } from './teams.ts';

const USAGE = 'usage: npm run bench -- [--check] [--short] [understanding] [start] [memory] [load] [slack] [teams] [reminders]';

const { values, positionals } = parseArgs({
  options: { check: { type: 'boolean' }, short: { type: 'boolean' } },
  allowPositionals: true,
});

/** What can be measured, in order; each is a list of tables. */
const MEASURES: Record<string, () => Promise<Measured[]>> = {
  understanding: async () => [await measureUnderstanding([1, 3, 10])],
  start: async () => [await measureStart(5)],
  memory: async () => [await measureMemory()],
  load: () => measureLoad({ connections: 16, seconds: 5 }, { connections: 10, seconds: 10, rate: 200 }, { full: 5, steady: 3 }),
  slack: async () => [await inFolder((folder) => measureSlack(folder, 31, 30))],
  teams: async () => [await inFolder((folder) => measureTeams(folder, 31, 30))],
  reminders: () =>
    inFolder((folder) =>
      values.short ? measureReminders(folder, 10_000, [100, 10_000]) : measureReminders(folder, 50_000, [100, 10_000, 100_000]),
    ),
};

const unknown = positionals.filter((name) => !(name in MEASURES));
if (unknown.length > 0) {
  process.stderr.write(`bench: ${unknown.join(', ')} is no measure\n${USAGE}\n`);
  process.exit(2);
}

const [processor] = cpus();
const say = (text: string): void => void process.stdout.write(`${text}\n`);
say(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${processor?.model.trim()}, ${process.platform}; load before: ${loadavg()
    .map((n) => n.toFixed(1))
    .join(' ')}`,
);

const figures: Partial<Figures> = {};
for (const [name, measure] of Object.entries(MEASURES)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  for (const measured of await measure()) {
    Object.assign(figures, measured.figures);
    say(
      `\n${measured.title}\n${table([measured.head, ...measured.rows])}${(measured.notes ?? []).map((note) => `\n  ${note}`).join('')}`,
    );
  }
}
say(
  `\nload after: ${loadavg()
    .map((n) => n.toFixed(1))
    .join(' ')}`,
);

const faults = missed(figures);
say(faults.length === 0 ? 'All floors hold.' : `Missed:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
if (values.check && faults.length > 0) process.exitCode = 1;

/** Rows under each other, the first column to the left, the others to the right. */
function table(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((row) => row[c]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0))).join('  ')}`)
    .join('\n');
}
