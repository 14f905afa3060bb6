import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Rate } from '../config.ts';
import { renderWeb } from '../render/web.ts';
import type { Adapter, Clock, Reply, Store, Turn } from '../types.ts';
import { type ChatRequest, isPlainJson, parseBody, readBody } from './web/body.ts';
import { addressKey, createLimit } from './web/limits.ts';
import { type AllowedOrigins, corsHeaders, mayAsk, PREFLIGHT_HEADERS } from './web/origins.ts';
import { PROBLEMS, type Problem, problemBody, tooMany } from './web/problem.ts';
import { type Session, sessionOf } from './web/session.ts';

const CHANNEL = 'web';
/** A turn takes milliseconds; after this long its process is taken to be gone. */
const LEASE_MS = 30_000;
const OURS = { state: 'ours' } as const;

export type WebParts = {
  turn: Turn;
  store: Pick<Store, 'claim' | 'settle' | 'release'>;
  clock: Clock;
  allowedOrigins: AllowedOrigins;
  /** Of one session; of one address (a lecture hall shares one); of sessions that one address begins. */
  rates: { session: Rate[]; address: Rate[]; newSessions: Rate[] };
  /** Told of a failure, without what the person wrote. */
  onError: (where: 'turn' | 'store', error: unknown) => void;
};

/** A request as Express hands it on: the address and host of the client, through the proxies that are trusted. */
export type WebRequest = IncomingMessage & { ip?: string; host?: string };
export type WebAdapter = Adapter & { path: string; handle: (request: WebRequest, response: ServerResponse) => Promise<void> };

/** The chat widget's door: POST /api/chat. */
export function createWeb({ turn, store, clock, allowedOrigins, rates, onError }: WebParts): WebAdapter {
  const limits = {
    session: createLimit(rates.session),
    address: createLimit(rates.address),
    newSessions: createLimit(rates.newSessions),
  };
  const inHand = new Set<Promise<unknown>>();

  async function waitFor(address: string, { person, fresh }: Session): Promise<number> {
    return (
      // The address first: what it is refused leaves nothing behind for an invented session.
      (await limits.address(address)) ||
      (!fresh && (await limits.session(person))) ||
      (fresh && (await limits.newSessions(address))) ||
      0
    );
  }

  async function answer({ id, text, choice, lang }: ChatRequest, { person, fresh }: Session): Promise<Reply | Problem> {
    const messageId = `${person}:${id}`;
    // Nobody else can have sent a message of a session that begins with it.
    const claim = fresh ? OURS : await attempt(() => store.claim(CHANNEL, messageId, LEASE_MS));
    // Without a store nobody can tell a repeat: at worst the same reply is shown twice.
    if (claim?.state === 'busy') return PROBLEMS.busy;
    if (claim?.state === 'done') return claim.reply;
    try {
      const message = { id: messageId, channel: CHANNEL, person, conversation: person, private: true, at: clock() };
      const reply = await turn({ ...message, text, choice, lang });
      // An apology is not kept: the same message tried again deserves a new turn.
      const keep = () => store.settle(CHANNEL, messageId, person, reply);
      await attempt(reply.kind === 'error' ? () => store.release(CHANNEL, messageId) : keep);
      return reply;
    } catch (error) {
      onError('turn', error);
      await attempt(() => store.release(CHANNEL, messageId));
      return PROBLEMS.internal;
    }
  }

  /** The store's answer, or undefined when it failed: a reply that was made is sent even if it can't be kept. */
  async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      onError('store', error);
      return undefined;
    }
  }

  async function handle(request: WebRequest, response: ServerResponse): Promise<void> {
    const { origin, host } = request.headers;
    const allowed = mayAsk(origin, request.host ?? host, allowedOrigins);
    const headers: Record<string, string> = { 'Cache-Control': 'no-store', ...corsHeaders(allowed ? origin : undefined) };
    const refuse = (refused: Problem) =>
      sendJson(response, refused.status, problemBody(refused), { ...headers, ...refused.headers });

    if (!allowed) return refuse(PROBLEMS.origin);
    if (request.method === 'OPTIONS') return void response.writeHead(204, { ...headers, ...PREFLIGHT_HEADERS }).end();
    if (request.method !== 'POST') return refuse(PROBLEMS.method);
    const session = sessionOf(request.headers['x-pix-session']);
    if (!session) return refuse(PROBLEMS.session);
    const wait = await waitFor(addressKey(request.ip ?? ''), session);
    if (wait > 0) return refuse(tooMany(wait));
    if (!isPlainJson(request.headers)) return refuse(PROBLEMS.mediaType);
    const body = await readBody(request);
    if (body === undefined) return;
    const asked = Buffer.isBuffer(body) ? parseBody(body) : body;
    if ('status' in asked) return refuse(asked);
    const work = answer(asked, session);
    inHand.add(work);
    const reply = await work.finally(() => inHand.delete(work));
    if ('status' in reply) return refuse(reply);
    headers['X-Pix-Session'] = session.token;
    sendJson(response, 200, { id: asked.id, session: session.token, reply: renderWeb(reply) }, headers);
  }

  return {
    channel: CHANNEL,
    status: { on: true, why: 'always on; it needs no account' },
    path: '/api/chat',
    handle,
    stop: async () => {
      await Promise.allSettled(inHand);
    },
  };
}

function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string>): void {
  const json = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { ...headers, 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': json.length });
  response.end(json);
}
