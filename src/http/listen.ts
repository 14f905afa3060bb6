import { createServer, type RequestListener, type Server } from 'node:http';

/** A client has this long to send its request, headers and body. */
const REQUEST_TIMEOUT_MS = 15_000;
/** Longer than the usual proxy keeps an idle connection, so that it is never closed under a request. */
const KEEP_ALIVE_MS = 65_000;
const POLL_MS = 50;

/** A server that listens. Throws an error that says in a line what is wrong and what to do. */
export async function listen(handler: RequestListener, host: string, port: number): Promise<Server> {
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    // Who asks while the server stops is told that the connection ends, and does not ask on it again.
    if (!server.listening) response.setHeader('Connection', 'close');
    handler(request, response);
  });
  await new Promise<void>((done, failed) => {
    server.once('error', (error) => failed(new Error(explain(error, host, port), { cause: error })));
    server.listen(port, host, done);
  });
  return server;
}

/** Takes no more connections, lets the requests in hand be answered for at most `patienceMs`, then cuts what is left. */
export async function stopListening(server: Server, patienceMs: number): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  const poll = setInterval(() => server.closeIdleConnections(), POLL_MS);
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearInterval(poll);
  clearTimeout(cut);
}

/** The port that a server listens on; it differs from the one asked for when that was 0. */
export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function explain(error: Error, host: string, port: number): string {
  const code = 'code' in error ? String(error.code) : '';
  const where = `${host}:${port}`;
  if (code === 'EADDRINUSE') return `${where} is taken: stop the program that listens there, or set another port`;
  if (code === 'EACCES') return `no right to listen on ${where}: choose a port above 1023`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `this machine has no address ${host}: give one of its own, or 0.0.0.0`;
  return `can not listen on ${where}: ${error.message}`;
}
