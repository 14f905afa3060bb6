import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Rate } from '../../config.ts';
import { addressKey, createLimit } from './limits.ts';
import { type AllowedOrigins, corsHeaders, mayAsk, PREFLIGHT_HEADERS } from './origins.ts';
import { PROBLEMS, type Problem, problemBody, tooMany } from './problem.ts';
import { type Session, sessionOf } from './session.ts';

/** A request with the address and host of the client, through the proxies that are trusted. */
export type WebRequest = IncomingMessage & { ip?: string; host?: string };

export type DoorParts = {
  allowedOrigins: AllowedOrigins;
  /** Of one session; of one address (a lecture hall shares one); of sessions that one address begins. */
  rates: { session: Rate[]; address: Rate[]; newSessions: Rate[] };
};

/** A request that was let in: whose it is, the headers that its answer needs, and how it is refused or answered. */
export type Entered = {
  session: Session;
  headers: Record<string, string>;
  refuse: (problem: Problem) => void;
  json: (body: unknown) => void;
};

/** What all paths of the widget have in common: which sites may ask, the method, the session and the rates. */
export function createDoor({ allowedOrigins, rates }: DoorParts) {
  const limits = {
    session: createLimit(rates.session),
    address: createLimit(rates.address),
    newSessions: createLimit(rates.newSessions),
  };

  async function waitFor(address: string, { person, fresh }: Session): Promise<number> {
    return (
      // The address first: what it is refused leaves nothing behind for an invented session.
      (await limits.address(address)) ||
      (!fresh && (await limits.session(person))) ||
      (fresh && (await limits.newSessions(address))) ||
      0
    );
  }

  /** Lets a request in; undefined when it has been answered: refused, or a preflight. */
  return async (request: WebRequest, response: ServerResponse, method: 'GET' | 'POST'): Promise<Entered | undefined> => {
    const { origin, host } = request.headers;
    const allowed = mayAsk(origin, request.host ?? host, allowedOrigins);
    const headers: Record<string, string> = { 'Cache-Control': 'no-store', ...corsHeaders(allowed ? origin : undefined) };
    const refuse = (refused: Problem) =>
      sendJson(response, refused.status, problemBody(refused), { ...headers, ...refused.headers });

    if (!allowed) return void refuse(PROBLEMS.origin);
    if (request.method === 'OPTIONS') return void response.writeHead(204, { ...headers, ...PREFLIGHT_HEADERS }).end();
    if (request.method !== method) return void refuse(method === 'POST' ? PROBLEMS.method : PROBLEMS.methodGet);
    const session = sessionOf(request.headers['x-pix-session']);
    if (!session) return void refuse(PROBLEMS.session);
    const wait = await waitFor(addressKey(request.ip ?? ''), session);
    if (wait > 0) return void refuse(tooMany(wait));
    return { session, headers, refuse, json: (body) => sendJson(response, 200, body, headers) };
  };
}

/** As text: Node writes it together with the headers then, in one call of the system instead of a slower one for several pieces. */
function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string>): void {
  const json = JSON.stringify(body);
  headers['Content-Type'] = 'application/json; charset=utf-8';
  headers['Content-Length'] = String(Buffer.byteLength(json));
  response.writeHead(status, headers).end(json);
}
