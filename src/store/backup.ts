import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync } from 'node:fs';
import Database from 'libsql';
import { z } from 'zod';
import { troubleOf } from './trouble.ts';

/** A server that writes just now holds nothing up for longer. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Copies the SQLite database at `path`, as it stands at one moment, into the new file `to`, which its owner alone may
 * read; the size in bytes. Servers go on meanwhile. Throws an Error in words, and leaves no half copy, when there is no
 * database, when `to` exists or can't be written, or when the copy is not sound.
 */
export function backUp(path: string, to: string): number {
  // Opening would make it.
  if (!existsSync(path)) throw new Error(`there is no database at ${path}: is DATA_DIR right?`);
  reserve(to);
  try {
    vacuumInto(path, to);
    check(to);
  } catch (error) {
    rmSync(to);
    throw new Error(`${path} was not copied to ${to}: ${error instanceof Unsound ? error.message : troubleOf(error)}`, {
      cause: error,
    });
  }
  return statSync(to).size;
}

/** Makes the empty file: of two at once, or where one exists, this fails. */
function reserve(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new Error(
      code === 'EEXIST' ? `${file} exists: give another file, nothing is overwritten` : `${file} can't be made (${code})`,
    );
  }
}

function vacuumInto(path: string, to: string): void {
  const raw = new Database(path, { readonly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    // SQLite writes into a file that exists when it is empty.
    raw.prepare<unknown[]>('VACUUM INTO ?').run([to]);
  } finally {
    raw.close();
  }
  const written = openSync(to, 'r+');
  fsyncSync(written);
  closeSync(written);
}

class Unsound extends Error {}
const sound = z.object({ quick_check: z.literal('ok') });

function check(file: string): void {
  const raw = new Database(file, { readonly: true });
  try {
    const found = raw.prepare<unknown[]>('PRAGMA quick_check').get();
    if (!sound.safeParse(found).success) throw new Unsound('the copy is not sound');
  } finally {
    raw.close();
  }
}
