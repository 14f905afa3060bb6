import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** A longer line is not kept in memory: no question is that long. Characters. */
export const MAX_LINE = 1_000_000;

/** One line of input without its end; `undefined` for one that is too long to be read. */
export type Line = string | undefined;

/** The lines of a stream, in order, in constant memory. What follows the last line end counts only if there is something. */
export async function* linesOf(input: Readable): AsyncGenerator<Line> {
  input.setEncoding('utf8');
  let rest = '';
  let skipping = false;
  let first = true;
  for await (const read of input as AsyncIterable<string>) {
    const chunk = first ? read.replace(/^\uFEFF/, '') : read;
    first = false;
    const parts = chunk.split('\n');
    for (const [i, part] of parts.entries()) {
      if (!skipping) rest += part;
      if (rest.length > MAX_LINE) {
        rest = '';
        skipping = true;
      }
      if (i === parts.length - 1) break;
      yield skipping ? undefined : rest;
      rest = '';
      skipping = false;
    }
  }
  if (skipping) yield undefined;
  else if (rest !== '') yield rest;
}

/** Writes a line, and waits while the reader is slower than the writer. */
export async function writeLine(output: Writable, line: string): Promise<void> {
  if (!output.write(`${line}\n`)) await once(output, 'drain');
}
