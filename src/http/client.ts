import type { IncomingMessage } from 'node:http';

/** Is the proxy at this address, the `hop`-th from us, to be believed? As Express compiles it from "trust proxy". */
export type Trust = (address: string, hop: number) => boolean;

/** The client's address, and the host it asked for: what the proxies say as far as they are trusted, as Express has it. */
export function clientOf(request: IncomingMessage, trust: Trust): { ip: string; host: string | undefined } {
  const peer = request.socket.remoteAddress ?? '';
  const forwarded = listOf(request.headers['x-forwarded-for']).reverse();
  const chain = [peer, ...forwarded];
  const known = chain.findIndex((address, hop) => hop === chain.length - 1 || !trust(address, hop));
  const [asked] = trust(peer, 0) ? listOf(request.headers['x-forwarded-host']) : [];
  return { ip: chain[known] ?? peer, host: asked ?? request.headers.host };
}

function listOf(header: string | string[] | undefined): string[] {
  return header === undefined
    ? []
    : String(header)
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean);
}
