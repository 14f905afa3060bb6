import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { academicYearOf } from '../../content/dates.ts';
import { type ToRenew, toRenew } from '../../content/renew.ts';
import type { Content } from '../../content.ts';
import type { Places } from './places.ts';

/** In this language facts are named to the people who renew them. */
const LANG = 'fr';

/** What to renew for the academic year of `today`, as lines to be read; `expired`: how many facts have no value for it. */
export function renewal(content: Content, today: string, folder: string, files: Places): { lines: string[]; expired: number } {
  const year = academicYearOf(today);
  const { expired, unconfirmed } = toRenew(content.facts, Object.keys(content.scales), today, LANG);
  const lines: string[] = [];
  if (expired.length > 0)
    lines.push(
      `To fill in for ${year} (until then the answers say that they are of an earlier year):`,
      ...expired.flatMap((item) => expiredLines(item, content, folder, files)),
      '',
    );
  if (unconfirmed.length > 0)
    lines.push(`To confirm for ${year}, if it still holds:`, ...unconfirmed.map((item) => unconfirmedLine(item, files)), '');
  return { lines, expired: expired.length };
}

function expiredLines(item: ToRenew, content: Content, folder: string, files: Places): string[] {
  const { file, name, year, value, add } = item;
  const place = files.at(file).fault(file === 'grades.yaml' ? ['years'] : [name, 'years'], '');
  const last = year === undefined ? '' : `; ${year}: ${value || 'known'}`;
  const { how, line } = additionIn(readFileSync(join(folder, file), 'utf8').split('\n'), place.line, add);
  return [`${place.file}:${place.line}:${place.column}: ${titleOf(item, content)}${last}; ${how}:`, line];
}

/** A line more at the end of a block, or the line itself where the years stand in braces. `at`: the line where they start, from 1. */
export function additionIn(lines: readonly string[], at: number, add: string): { how: string; line: string } {
  const first = lines[at - 1] ?? '';
  if (/^\s*years:\s*\{.*\}/.test(first))
    return { how: `write line ${at} as`, line: first.replace(/\s*\}(?=[^}]*$)/, `, ${add}}`) };
  const indent = indentOf(first);
  let end = at;
  for (let i = at; i < lines.length; i++) {
    const line = lines[i] as string;
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    if (indentOf(line) < indent) break;
    end = i + 1;
  }
  return { how: `add below line ${end}`, line: `${' '.repeat(indent)}${add}` };
}

const indentOf = (line: string) => line.length - line.trimStart().length;

function titleOf({ file, name }: ToRenew, { facts }: Content): string {
  if (file === 'grades.yaml') return 'the scale, a row [lowest score, grade] for each step';
  const fact = facts.facts[name];
  const title = fact && 'what' in fact ? fact.what?.[LANG] : facts.calendar[name]?.name[LANG];
  return title === undefined ? name : `${name} (${title})`;
}

function unconfirmedLine({ file, name, value, add }: ToRenew, files: Places): string {
  const { file: shown, line, column } = files.at(file).fault([name, 'confirmed'], '');
  return `${shown}:${line}:${column}: ${name}: ${value}; write \`${add}\``;
}
