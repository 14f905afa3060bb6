import { Agent, request } from 'undici';

type Init = { method?: string; headers?: Record<string, string>; body?: string | FormData; signal?: AbortSignal };

export type Fetch = ReturnType<typeof createFetch>;

/** Slack is near or away: a connection takes no longer than this share of the time that an answer may take. */
const TO_CONNECT = 1 / 3;

/**
 * `fetch` as Slack's client calls it, by the same HTTP client without the web's streams around it: these take as long as the rest of a
 * request. Follows no redirect, sends a request once. `timeoutMs`: how long an answer may take to begin, and to end from
 * then on.
 */
export function createFetch(timeoutMs: number) {
  const dispatcher = new Agent({
    connect: { timeout: timeoutMs * TO_CONNECT },
    headersTimeout: timeoutMs,
  });
  return async (url: string | URL, { method, headers, body, signal }: Init = {}) => {
    if (body instanceof FormData) throw new TypeError('files are not sent to Slack');
    const answer = await request(url, { dispatcher, method: method as 'GET' | 'POST', headers, body, signal });
    // Read whoever asks for it: a body that nobody reads would keep its connection, and one that trickles would never end.
    const limit = setTimeout(() => answer.body.destroy(new Error('the answer took too long')), timeoutMs);
    const text = await answer.body.text().finally(() => clearTimeout(limit));
    return {
      ok: answer.statusCode >= 200 && answer.statusCode < 300,
      status: answer.statusCode,
      statusText: answer.statusText,
      url: String(url),
      headers: new Headers(Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)])),
      text: async () => text,
      json: async (): Promise<unknown> => JSON.parse(text),
      arrayBuffer: async () => new TextEncoder().encode(text).buffer,
    };
  };
}
