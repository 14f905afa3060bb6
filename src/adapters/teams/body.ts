import type { IncomingMessage } from 'node:http';

/** Teams sends a few kB; a pasted text goes up to 28 kB. */
export const MAX_BODY_BYTES = 262_144;

/** What came in a request: JSON, or the status to refuse it with; undefined when the client went away before its end. */
export type Body = { json: unknown } | { status: 400 | 413 | 415; why: string } | undefined;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a JSON body of at most `MAX_BODY_BYTES`. */
export async function readJson(request: IncomingMessage): Promise<Body> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    return { status: 415, why: 'Send the activity as application/json.' };
  const bytes = await read(request);
  if (bytes === undefined) return undefined;
  if (bytes === 'too large') return { status: 413, why: `The body is larger than ${MAX_BODY_BYTES} bytes.` };
  try {
    return { json: JSON.parse(UTF8.decode(bytes)) };
  } catch {
    return { status: 400, why: 'The body is not well-formed JSON in UTF-8.' };
  }
}

function read(request: IncomingMessage): Promise<Buffer | 'too large' | undefined> {
  if (Number(request.headers['content-length']) > MAX_BODY_BYTES) return Promise.resolve('too large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // The rest is read and dropped: a client that is cut off in mid-body may never see the answer.
      if (size > MAX_BODY_BYTES) resolve('too large');
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('close', () => resolve(undefined));
    request.on('error', () => resolve(undefined));
  });
}
