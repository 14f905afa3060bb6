import { type ParseArgsConfig, parseArgs } from 'node:util';
import { instantOf } from '../content/dates.ts';
import type { Clock } from '../types.ts';

/** Thrown for options that can't be used; the message ends with how the command is used. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;

/** The options of a command line, strictly: an unknown one, or one without its value, is a UsageError that shows `usage`. */
export function readOptions<O extends Options>(args: readonly string[], options: O, usage: string) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? (error.message.split('. ')[0] as string) : String(error)}\n${usage}`);
  }
}

/**
 * A clock that stands at the time given by `--now`, or the clock itself without one. A time without an offset is meant in
 * Strasbourg; a date alone is its first minute.
 */
export function clockAt(now: string | undefined, clock: Clock, usage: string): Clock {
  if (now === undefined) return clock;
  const at = instantOf(now);
  if (at === undefined) throw new UsageError(`--now: "${now}" is no time: give it as 2026-10-01T09:00+02:00\n${usage}`);
  return () => at;
}
