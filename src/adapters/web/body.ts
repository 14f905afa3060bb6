import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { bodyTooLarge, PROBLEMS, type Problem, problem, textTooLong } from './problem.ts';

export const MAX_BODY_BYTES = 16_384;
export const MAX_TEXT_LENGTH = 2_000;

/** What the widget sends. Exactly one of `text` and `choice` is set. `id`: the same for a repeat of the same message. */
export type ChatRequest = { id: string; text?: string; choice?: string; lang?: string };

const shape = z
  .strictObject({
    id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'must be 8 to 64 characters of A-Z, a-z, 0-9, _ and -'),
    text: z.string().regex(/\S/, 'must not be empty').optional(),
    choice: z
      .string()
      .regex(/^[\w.;=,:+-]{1,200}$/, 'must be the id of a choice of a reply')
      .optional(),
    lang: z
      .string()
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/, 'must be a language tag such as "fr"')
      .optional(),
  })
  .refine(({ text, choice }) => (text === undefined) !== (choice === undefined), { message: 'needs either text or choice' });

/** Ids of reminders that were shown; what they hold is for those who gave them out. */
const shownShape = z.strictObject({
  ids: z
    .array(z.string().min(1).max(4_000, 'must be an id of a reminder'))
    .min(1, 'must hold an id')
    .max(20, 'must hold 20 ids at most'),
});

/** The message in a body that was read, or what is wrong with it. */
export function parseBody(body: Buffer): ChatRequest | Problem {
  const parsed = parse(shape, body);
  if ('status' in parsed) return parsed;
  const { id, text, choice, lang } = parsed.data;
  if (text !== undefined && text.length > MAX_TEXT_LENGTH) return textTooLong(MAX_TEXT_LENGTH);
  return { id, text, choice, lang: lang?.split('-', 1)[0]?.toLowerCase() };
}

/** The ids in the body of an acknowledgement, or what is wrong with it. */
export function parseShown(body: Buffer): string[] | Problem {
  const parsed = parse(shownShape, body);
  return 'status' in parsed ? parsed : parsed.data.ids;
}

function parse<T>(wanted: z.ZodType<T>, body: Buffer): { data: T } | Problem {
  let data: unknown;
  try {
    data = JSON.parse(UTF8.decode(body));
  } catch {
    return PROBLEMS.json;
  }
  const parsed = wanted.safeParse(data);
  return parsed.success ? { data: parsed.data } : invalid(parsed.error);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Names the fields and what they must be, never what they held. */
function invalid(error: z.ZodError): Problem {
  const issues = error.issues.slice(0, 5).map(({ code, path, message }) => ({
    code,
    path: path.map((part) => String(part).slice(0, 40)).join('.'),
    message: code === 'unrecognized_keys' ? 'has fields that are not known' : message,
  }));
  const said = issues.map(({ path, message }) => `${path || 'body'}: ${message}`).join('; ');
  return problem(400, 'invalid', `The body does not fit: ${said}.`, { details: { issues } });
}

/** True for application/json without another charset than UTF-8 and without compression. */
export function isPlainJson(headers: IncomingMessage['headers']): boolean {
  const encoding = headers['content-encoding'];
  return (
    /^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i.test(headers['content-type'] ?? '') &&
    (encoding === undefined || encoding.toLowerCase() === 'identity')
  );
}

/** The whole body, or the problem that it is too large; undefined when the client went away before its end. */
export function readBody(request: IncomingMessage): Promise<Buffer | Problem | undefined> {
  if (Number(request.headers['content-length']) > MAX_BODY_BYTES) return Promise.resolve(bodyTooLarge(MAX_BODY_BYTES));
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // The rest is read and dropped: a client that is cut off in mid-body may never see the answer.
      if (size > MAX_BODY_BYTES) resolve(bodyTooLarge(MAX_BODY_BYTES));
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('close', () => resolve(undefined));
    request.on('error', () => resolve(undefined));
  });
}
