import type { SendOutcome } from '../../types.ts';

/** Slack can't be reached: tried again after this long. */
const AWAY_MS = 5_000;
/** Slack says "too many" without saying how long to wait. */
const BUSY_MS = 30_000;
/** The app's own token is refused: somebody has to mend the configuration first. */
const REFUSED_MS = 600_000;

/** The bot can no longer write there, now or ever: the person, the conversation or the app's installation is no more. */
const GONE = new Set([
  'account_inactive',
  'cannot_dm_bot',
  'channel_not_found',
  'is_archived',
  'messages_tab_disabled',
  'not_in_channel',
  'token_revoked',
  'user_disabled',
  'user_not_found',
]);
const REFUSED = new Set(['invalid_auth', 'missing_scope', 'not_authed', 'token_expired']);
const BUSY = new Set(['rate_limited', 'ratelimited']);

/** The request never left this machine. */
const UNSENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|DEPTH_ZERO\w+|SELF_SIGNED\w+|UNABLE_TO\w+|ERR_TLS\w+)$/;

/** What became of a request to Slack that threw. Reads the errors of Slack's Web API client and of fetch by their fields. */
export function outcomeOf(error: unknown): SendOutcome {
  const seconds = field(error, 'retryAfter');
  if (typeof seconds === 'number') return { outcome: 'retry', afterMs: seconds * 1000 };
  const said = field(field(error, 'data'), 'error');
  if (typeof said === 'string') return outcomeOfSlackError(said);
  const status = field(error, 'statusCode');
  if (status === 429 || (error instanceof Error && error.message.startsWith('Retry header')))
    return { outcome: 'retry', afterMs: BUSY_MS };
  if (typeof status === 'number') return { outcome: 'ambiguous', why: `status ${status}` };
  const codes = codesOf(error);
  if (codes.some((code) => UNSENT.test(code))) return { outcome: 'retry', afterMs: AWAY_MS };
  return { outcome: 'ambiguous', why: codes.find((code) => !code.startsWith('slack_')) ?? 'no answer' };
}

function outcomeOfSlackError(said: string): SendOutcome {
  if (GONE.has(said)) return { outcome: 'gone', why: said };
  if (REFUSED.has(said)) return { outcome: 'retry', afterMs: REFUSED_MS };
  if (BUSY.has(said)) return { outcome: 'retry', afterMs: BUSY_MS };
  // The answer may be a page of a proxy in between: only a code is told.
  return { outcome: 'ambiguous', why: /^\w{1,60}$/.test(said) ? said : 'an answer that is not Slack’s' };
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** The codes of an error and of what caused it, the outermost first. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at = error; at instanceof Error && codes.length < 10; at = at.cause) {
    const code = field(at, 'code');
    codes.push(typeof code === 'string' ? code : at.name);
  }
  return codes;
}
