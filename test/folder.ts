import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

/** Where a fault is expected stands this mark, which is not written. */
export const MARK = '§';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files, gone after the tests of the file. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pix-test-'));
  made.push(folder);
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text.replace(MARK, ''));
  }
  return folder;
}

/** Line and column of the mark, counted from 1. */
export function markIn(text: string): { line: number; column: number } {
  const lines = text.slice(0, text.indexOf(MARK)).split('\n');
  return { line: lines.length, column: (lines.at(-1) as string).length + 1 };
}
