import { setTimeout as delay } from 'node:timers/promises';

/** What is asked of Socket Mode's client: a connection, and word of its end. */
export type Connection = {
  start: () => Promise<unknown>;
  disconnect: () => Promise<void>;
  on: (event: 'disconnected', told: () => void) => unknown;
};

/** Slack ends every connection now and then, and wants the next at once. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** A connection that held this long was a good one. */
const GOOD_MS = 10_000;

/** Connects, and again whenever the connection ends, with longer pauses while it fails, until stopped. */
export function keepConnected(client: Connection, onError: (error: unknown) => void): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  let ended = () => {};
  client.on('disconnected', () => ended());

  async function connectOnce(): Promise<boolean> {
    const end = new Promise<void>((done) => {
      ended = done;
    });
    try {
      await client.start();
    } catch (error) {
      if (!stopping.signal.aborted) onError(error ?? new Error('the connection ended before it stood'));
      return false;
    }
    const since = performance.now();
    await end;
    return performance.now() - since > GOOD_MS;
  }

  async function run(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!stopping.signal.aborted) {
      pause = (await connectOnce()) ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await Promise.race([client.disconnect(), delay(1_000, undefined, { ref: false })]);
      await Promise.race([running, delay(1_000, undefined, { ref: false })]);
    },
  };
}
