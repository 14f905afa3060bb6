import type { Shown } from './strings.ts';

/** What went wrong with a message, as far as the person can do something about it. */
export type Fault = 'network' | 'busy' | 'rate' | 'long' | 'refused' | 'server';

/** One message as it goes out. The id stays the same when it is sent again, so that it is answered once. */
export type Outgoing = { id: string; text?: string; choice?: string; lang: string };

export type Outcome =
  | { ok: true; session: string; reply: Shown }
  /** `again`: milliseconds after which the server asks to be tried again. `strange`: it does not know our session. */
  | { ok: false; fault: Fault; again: number; strange: boolean };

export type Ask = (message: Outgoing, session: string | undefined, stop: AbortSignal) => Promise<Outcome>;

const FAULTS: Record<number, Fault> = { 400: 'refused', 409: 'busy', 413: 'long', 415: 'refused', 429: 'rate' };
const PATIENCE_MS = 15_000;

/** Sends one message to the server at `url`. Never throws: whatever happens is an Outcome. */
export function createAsk(url: string, fetch: typeof globalThis.fetch): Ask {
  return async (message, session, stop) => {
    const abort = new AbortController();
    const giveUp = (): void => abort.abort();
    const timer = setTimeout(giveUp, PATIENCE_MS);
    stop.addEventListener('abort', giveUp);
    try {
      const response = await fetch(url, {
        method: 'POST',
        credentials: 'omit',
        headers: { 'Content-Type': 'application/json', ...(session && { 'X-Pix-Session': session }) },
        body: JSON.stringify(message),
        signal: abort.signal,
      });
      const body: unknown = await response.json().catch(() => undefined);
      if (response.ok && isAnswer(body)) return { ok: true, session: body.session, reply: body.reply };
      const again = (Number(response.headers.get('Retry-After')) || 1) * 1000;
      return { ok: false, fault: FAULTS[response.status] ?? 'server', again, strange: response.status === 401 };
    } catch {
      return { ok: false, fault: 'network', again: 0, strange: false };
    } finally {
      clearTimeout(timer);
      stop.removeEventListener('abort', giveUp);
    }
  };
}

/** Says whether a value has the shape of a reply, as far as the widget leans on it. */
export function isShown(value: unknown): value is Shown {
  const reply = value as Partial<Shown> | null | undefined;
  return typeof reply === 'object' && Array.isArray(reply?.blocks) && Array.isArray(reply.choices);
}

function isAnswer(value: unknown): value is { session: string; reply: Shown } {
  const answer = value as { session?: unknown; reply?: unknown } | null | undefined;
  return typeof answer?.session === 'string' && isShown(answer.reply);
}
