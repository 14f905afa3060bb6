import { z } from 'zod';
import type { SendOutcome } from '../../types.ts';

/** Where the platform asks to wait without saying how long. */
const WAIT_MS = 5_000;
/** A failure that time may heal: the network, the service of tokens, a refused token. */
const HEAL_MS = 30_000;

/** The code of an error that says that the bot got no token, and so has sent nothing. */
export const NO_TOKEN = 'ENOTOKEN';

/** "No connection was made", mostly in the network's own words: nothing can have arrived. */
const NEVER_LEFT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNECT',
  NO_TOKEN,
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
]);

/** What the SDK throws; anything else about the error is not read, since it may quote the message. */
const thrown = z.object({
  code: z.string().optional().catch(undefined),
  statusCode: z.number().optional().catch(undefined),
  response: z
    .object({ headers: z.custom<Headers>(hasGet) })
    .optional()
    .catch(undefined),
});

type Headers = { get: (name: string) => string | undefined };

function hasGet(headers: unknown): boolean {
  return typeof headers === 'object' && headers !== null && 'get' in headers && typeof headers.get === 'function';
}

/** What a failed request came to. `now`: epoch ms, for a Retry-After that names a time. */
export function outcomeOf(error: unknown, now: number): SendOutcome {
  const { code = '', statusCode: status, response } = thrown.safeParse(error).data ?? {};
  if (status === undefined) {
    if (NEVER_LEFT.has(code)) return { outcome: 'retry', afterMs: HEAL_MS };
    return { outcome: 'ambiguous', why: code === '' ? 'no answer in time' : `connection failed: ${code}` };
  }
  if (status === 429) return { outcome: 'retry', afterMs: waitOf(response?.headers.get('retry-after'), now) };
  if (status === 403 || status === 404) return { outcome: 'gone', why: `HTTP ${status}` };
  // The bot's own token was refused, so nothing was taken.
  if (status === 401) return { outcome: 'retry', afterMs: HEAL_MS };
  return { outcome: 'ambiguous', why: `HTTP ${status}` };
}

/** Retry-After in seconds or as a date, in ms. */
function waitOf(header: string | undefined, now: number): number {
  if (header === undefined || header === '') return WAIT_MS;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? WAIT_MS : Math.max(0, at - now);
}
