import type { Miss } from './dialogues.ts';
import type { Confusion, Figures, Side } from './figures.ts';
import type { Counts } from './score.ts';

const ANSWERABLE = { title: 'With an answer', head: ['right', 'offered', 'wrong', 'refused'] };
const TO_REFUSE = { title: 'To refuse', head: ['refused', 'asked back', 'answered'] };

/** The figures of a file as tables to be read. `dialogues`: how many conversations the file holds, played or not. */
export function report(figures: Figures, dialogues: number): string {
  const { file, answerable, none } = figures;
  const parts = [file];
  if (answerable.all.all > 0 || Object.keys(answerable.langs).length > 0)
    parts.push(table(ANSWERABLE, rowsOf(answerable, figures, 'answerable'), inScope));
  if (none.all.all > 0 || Object.keys(none.langs).length > 0)
    parts.push(table(TO_REFUSE, rowsOf(none, figures, 'none'), toRefuse));
  if (figures.confusions.length > 0) parts.push(confusionLines(figures.confusions));
  if (figures.dialogues) parts.push(dialogueLines(figures.dialogues));
  else if (dialogues > 0) parts.push(`Dialogues: ${dialogues} not played: with --train there are no answers to check.`);
  return `${parts.join('\n\n')}\n`;
}

type Row = [name: string, counts: Counts];

function rowsOf({ all, langs, styles }: Side, figures: Figures, side: 'answerable' | 'none'): Row[] {
  return [
    [`all (${figures.spoken.join(', ')})`, all],
    ['  accents removed', figures.withoutAccents[side]],
    ['  with typos', figures.withTypos[side]],
    ...Object.entries(langs).map(([name, counts]): Row => [`language ${name}`, counts]),
    ...Object.entries(styles).map(([name, counts]): Row => [`style ${name}`, counts]),
  ];
}

const inScope = ({ right, offered, wrong, refused }: Counts) => [right, offered, wrong, refused];
const toRefuse = ({ right, offered, wrong }: Counts) => [right, offered, wrong];

function table(
  { title, head }: { title: string; head: string[] },
  rows: readonly Row[],
  columns: (counts: Counts) => number[],
): string {
  const cells = rows.map(([name, counts]) => [
    name,
    ...columns(counts).map((count) => shareOf(count, counts.all)),
    String(counts.all),
  ]);
  const all = [[title, ...head, 'of'], ...cells];
  const widths = [title, ...head, 'of'].map((_, column) => Math.max(...all.map((row) => (row[column] as string).length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] as number) : cell.padStart(widths[column] as number)))
        .join('  '),
    )
    .join('\n');
}

const shareOf = (count: number, all: number) => (all === 0 ? '-' : `${((100 * count) / all).toFixed(1)} % (${count})`);

function confusionLines(confusions: readonly Confusion[]): string {
  return [
    'Answered wrongly (right → answered)',
    ...confusions.map(({ gold, answered, count }) => `${String(count).padStart(4)}  ${gold} → ${answered}`),
  ].join('\n');
}

function dialogueLines({ all, misses }: { all: number; misses: readonly Miss[] }): string {
  const failed = new Set(misses.map(({ dialogue }) => dialogue)).size;
  return [
    `Dialogues: ${all - failed} of ${all} passed`,
    ...misses.map(({ dialogue, turn, user, why }) => `  ${dialogue}, turn ${turn} (${user}): ${why}`),
  ].join('\n');
}
