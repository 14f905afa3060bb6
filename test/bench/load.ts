import autocannon from 'autocannon';
import { cpuSeconds, type Server } from './child.ts';
import { posts } from './messages.ts';
import { median, percentile } from './stats.ts';

/** What a server did under load. `busy`: the share of one core that it used, where the system tells. */
export type Loaded = { perSecond: number; p50Ms: number; p99Ms: number; busy: number | undefined };

/** The messages are made beforehand: so many for each connection and second. */
const PER_CONNECTION = 600;

let seed = 0;

/** How to send: over so many connections for so many seconds; as fast as they are answered, or `rate` a second in all. */
export type Sending = { connections: number; seconds: number; rate?: number };

/** Sends messages to a server. Throws when one was refused, or sent twice where `once` forbids it. */
export async function load(server: Server, once: boolean, { connections, seconds, rate }: Sending): Promise<Loaded> {
  const each = rate === undefined ? PER_CONNECTION * seconds : Math.ceil((rate * (seconds + 2)) / connections);
  const clients: autocannon.Client[] = [];
  const took: number[] = [];
  let start = 0;
  let before: number | undefined;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      {
        url: `${server.url}/api/chat`,
        connections,
        duration: seconds,
        ...(rate !== undefined && { overallRate: rate }),
        setupClient: (client) => {
          client.setRequests(posts(each, ++seed));
          clients.push(client);
        },
      },
      (error: Error | null, sent) => (error ? reject(error) : resolve(sent)),
    );
    run.on('response', (_client, _status, _bytes, ms) => took.push(ms));
    start = performance.now();
    before = cpuSeconds(server.pid);
  });
  const after = cpuSeconds(server.pid);
  const lasted = (performance.now() - start) / 1000;
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${server.url}: ${result.non2xx} requests refused, ${result.errors} failed`);
  // A repeated message id is answered from memory, which costs less.
  const most = Math.max(...clients.map((client) => (client as unknown as { reqsMade: number }).reqsMade));
  if (once && most > each)
    throw new Error(`${server.url}: ${most} requests on one connection, only ${each} were made: raise PER_CONNECTION`);
  return {
    perSecond: took.length / lasted,
    p50Ms: median(took),
    p99Ms: percentile(took, 0.99),
    busy: before === undefined || after === undefined ? undefined : (after - before) / lasted,
  };
}
