/**
 * What went wrong with a request, for the widget (`code`) and for the one who reads the answer (`message`: what is
 * wrong and what to do). `headers` go with it.
 */
export type Problem = {
  status: number;
  code: string;
  message: string;
  headers?: Record<string, string>;
  /** More for a machine: the limit that was passed, the issues found. */
  details?: Record<string, unknown>;
};

/** The body of the answer to a request that failed. */
export const problemBody = ({ code, message, details }: Problem) => ({ error: { code, message, ...details } });

export const problem = (status: number, code: string, message: string, more: Partial<Problem> = {}): Problem => ({
  status,
  code,
  message,
  ...more,
});

const retryIn = (seconds: number) => ({ headers: { 'Retry-After': String(seconds) } });

export const PROBLEMS = {
  origin: problem(403, 'origin', 'This site may not use the assistant: its origin has to be added to ALLOWED_ORIGINS.'),
  session: problem(401, 'session', 'X-Pix-Session is not a session token: leave the header out to get a new one.'),
  method: problem(405, 'method', 'Use POST.', { headers: { Allow: 'POST, OPTIONS' } }),
  methodGet: problem(405, 'method', 'Use GET.', { headers: { Allow: 'GET, OPTIONS' } }),
  noSession: problem(401, 'session', 'Send the session in X-Pix-Session: reminders belong to one.'),
  streams: problem(429, 'streams', 'This session is listened to in other windows already: close one.', retryIn(60)),
  mediaType: problem(415, 'media-type', 'Send the body as application/json in UTF-8, not compressed.'),
  json: problem(400, 'json', 'The body is not well-formed JSON.'),
  busy: problem(409, 'busy', 'This message is being answered: ask again in a moment with the same id.', retryIn(1)),
  unavailable: problem(503, 'unavailable', 'The assistant can not remember anything just now: try again.', retryIn(2)),
  internal: problem(500, 'internal', 'The assistant failed on this message: try again later.'),
} as const satisfies Record<string, Problem>;

export const bodyTooLarge = (limit: number): Problem =>
  problem(413, 'too-large', `The body is larger than ${limit} bytes.`, { details: { limit } });

export const textTooLong = (limit: number): Problem =>
  problem(413, 'too-long', `The text is longer than ${limit} characters: shorten it.`, { details: { limit } });

export const tooMany = (seconds: number): Problem =>
  problem(429, 'too-many', `Too many messages: wait ${seconds} s.`, retryIn(seconds));
