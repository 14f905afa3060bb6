import { isDue } from './kept.ts';
import type { Shown } from './strings.ts';

/** A reminder that is due. */
export type Due = { id: string; reply: Shown };

export type RemindersParts = {
  /** ".../api/reminders". */
  url: string;
  fetch: typeof globalThis.fetch;
  wait: (ms: number) => Promise<void>;
  /** The session that follows something; undefined if none. */
  id: () => string | undefined;
  take: (due: Due) => void;
};

const SHORTEST_MS = 5_000;
const LONGEST_MS = 300_000;

export type Reminders = ReturnType<typeof createReminders>;

/** Listens for reminders while it is told to, and connects again, ever more patiently, when the connection breaks. */
export function createReminders({ url, fetch, wait, id, take }: RemindersParts) {
  let listening: AbortController | undefined;

  /** Reads until the server ends the answer; the milliseconds to wait before asking again, undefined for never. */
  async function read(signal: AbortSignal, pause: number): Promise<number | undefined> {
    const response = await fetch(url, { credentials: 'omit', headers: { 'X-Pix-Session': id() ?? '' }, signal });
    const busy = response.status === 429 || response.status >= 500;
    if (busy) return Math.max(pause, (Number(response.headers.get('Retry-After')) || 0) * 1000);
    if (response.status !== 200 || !response.body) return undefined;
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    for (let rest = ''; ; ) {
      const { done, value } = await reader.read();
      if (done) return SHORTEST_MS;
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line && !signal.aborted) hand(line);
    }
  }

  function hand(line: string): void {
    const due: unknown = JSON.parse(line);
    if (isDue(due)) take(due);
  }

  async function listen({ signal }: AbortController): Promise<void> {
    let pause: number | undefined = SHORTEST_MS;
    while (pause !== undefined && id() && !signal.aborted) {
      const next: number = Math.min(pause * 2, LONGEST_MS);
      pause = await read(signal, pause).catch(() => next);
      // Not all windows at the same time, after a restart of the server.
      if (pause !== undefined && !signal.aborted) await wait(pause * (1 + Math.random()));
    }
  }

  return {
    /** Listens, or stops. Costs nothing without an id. */
    listen: (on: boolean): void => {
      if (!on) {
        listening?.abort();
        listening = undefined;
      } else if (!listening && id()) {
        const mine = new AbortController();
        listening = mine;
        void listen(mine).finally(() => {
          if (listening === mine) listening = undefined;
        });
      }
    },
    /** Tells that the person has seen some. If that fails, they come again at the next visit. */
    seen: (ids: string[]): void => {
      const session = id();
      if (!session) return;
      void fetch(`${url}/shown`, {
        method: 'POST',
        credentials: 'omit',
        keepalive: true,
        headers: { 'Content-Type': 'application/json', 'X-Pix-Session': session },
        body: JSON.stringify({ ids }),
      }).catch(() => {});
    },
  };
}
