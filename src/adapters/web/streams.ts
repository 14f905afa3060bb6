import type { ServerResponse } from 'node:http';

/** Looks for news of a person and writes them, each a line; false when there will be none. */
export type Look = (person: string, write: (line: string) => void) => Promise<boolean>;

export type StreamsParts = { pollMs: number; beatMs: number; perSession: number; inAll: number };

export type Streams = ReturnType<typeof createStreams>;

/** Room for a stream, counted from the moment it is taken, so that requests at the same time are not let in together. */
export type Seat = {
  open: (response: ServerResponse, headers: Record<string, string>, first: readonly string[]) => void;
  leave: () => void;
};

type Stream = { look: () => void; end: () => void };

/** Answers that stay open, line by line; each looks for news from time to time, and when nudged. */
export function createStreams(
  { pollMs, beatMs, perSession, inAll }: StreamsParts,
  look: Look,
  onError: (error: unknown) => void,
) {
  const byPerson = new Map<string, Set<Stream>>();
  let count = 0;
  let stopped = false;

  function sit(person: string, stream: Stream): () => void {
    const all = byPerson.get(person) ?? new Set<Stream>();
    byPerson.set(person, all.add(stream));
    count++;
    return () => {
      if (!all.delete(stream)) return;
      count--;
      if (all.size === 0) byPerson.delete(person);
    };
  }

  /** Begins to write; ends when the client goes, when there will be no news, or when the server stops. */
  function begin(person: string, stream: Stream, response: ServerResponse, first: readonly string[], leave: () => void): void {
    const write = (line: string): void => void (response.writableEnded || response.write(`${line}\n`));
    stream.end = () => response.end();
    stream.look = oneAtATime(async () => {
      // What would be offered to a stream that is ending would be lost for a while.
      if (response.writableEnded || response.destroyed) return;
      try {
        if (!(await look(person, write))) response.end();
      } catch (error) {
        // The store is away for a moment: the next look may find it.
        onError(error);
      }
    });
    const poll = setInterval(stream.look, pollMs);
    const beat = setInterval(write, beatMs, '');
    response.once('close', () => {
      clearInterval(poll);
      clearInterval(beat);
      leave();
    });
    // A line at once, so that everything on the way passes the headers on.
    for (const line of ['', ...first]) write(line);
  }

  return {
    /** Room for one more stream of a person, or why there is none, as the name of a problem. */
    take: (person: string): Seat | 'streams' | 'unavailable' => {
      if (stopped || count >= inAll) return 'unavailable';
      if ((byPerson.get(person)?.size ?? 0) >= perSession) return 'streams';
      const stream: Stream = { look: () => {}, end: () => {} };
      const leave = sit(person, stream);
      return {
        leave,
        open: (response, headers, first) => {
          // The client may have gone meanwhile, and the server may be stopping.
          if (response.destroyed) return leave();
          response.writeHead(200, { ...headers, ...LINES });
          begin(person, stream, response, first, leave);
          if (stopped) response.end();
        },
      };
    },
    nudge: (person: string): void => {
      for (const stream of byPerson.get(person) ?? []) stream.look();
    },
    stop: (): void => {
      stopped = true;
      for (const streams of byPerson.values()) for (const stream of streams) stream.end();
    },
  };
}

const LINES = { 'Content-Type': 'application/x-ndjson; charset=utf-8', 'X-Accel-Buffering': 'no' };

/** Runs `work` when called, once more after it if it was called meanwhile, never twice at a time. */
function oneAtATime(work: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      await work();
    } while (again);
    running = false;
  };
  return () => {
    again = true;
    if (!running) void run();
  };
}
