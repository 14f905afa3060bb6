import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/** Lines are written together, twice a second or when there are many: a write for each costs more than a turn. */
const STDOUT = { fd: 1, sync: false, minLength: 4096, periodicFlush: 500 };

/**
 * JSON lines on stdout. Nobody's words, ids or addresses go in: callers hand over names, codes and counts, and an
 * error is logged as its name, code and place only, because its message may quote what a person wrote.
 */
export function createLog(level: string, destination: DestinationStream = pino.destination(STDOUT)): Log {
  return pino({ level, base: undefined, serializers: { err: withoutWords } }, destination);
}

function withoutWords(error: unknown): { name: string; code?: string; at?: string[] } {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, code, at: frames.slice(0, 6).map((line) => line.trim()) };
}
