import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { portOf } from '../../../src/http/listen.ts';
import { APP_TOKEN, BOT_TOKEN, freshTs } from './fake/events.ts';
import { METHODS, type Method, RESPONSE } from './fake/methods.ts';
import { payloadsOf } from './fake/payloads.ts';
import type { Home, Shown } from './fake/screen.ts';
import { socketMode } from './fake/socket.ts';

export { slackAt } from './fake/requests.ts';
export { buttonsOf, type Shown, wordsOf } from './fake/screen.ts';

/** What Slack does with the next call of a method instead of taking it; `taken`: nothing, and the next mishap comes after it. */
export type Mishap = { status: number; retryAfter?: number } | { error: string } | 'silence' | 'reset' | 'taken';

export type FakeSlack = Awaited<ReturnType<typeof startSlack>>;

/** A Slack on loopback, as strict as the real one: what it would refuse, it refuses and tells in `faults`. */
export async function startSlack() {
  const calls: { method: string; fields: Record<string, string> }[] = [];
  const faults: string[] = [];
  const shown: Shown[] = [];
  const views = new Map<string, Home>();
  const mishaps = new Map<string, Mishap[]>();
  const responses = new Map<string, { left: number; channel: string; ts?: string }>();
  const known = new Set(['C0STAFF', 'D0ANNE', 'D0BEN', 'U0ANNE', 'U0BEN']);
  const server = createServer((request, response) => void take(request, response));
  const socket = socketMode(server, faults);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${portOf(server)}`;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '', origin).pathname;
    const body = await bodyOf(request);
    const api = path.startsWith('/api/');
    const method = api ? path.slice('/api/'.length) : 'response_url';
    calls.push({ method, fields: api ? Object.fromEntries(new URLSearchParams(body)) : { url: path, body } });
    const mishap = mishaps.get(method)?.shift();
    if (mishap === 'silence') return;
    if (mishap === 'reset') return void request.socket.resetAndDestroy();
    if (typeof mishap === 'object' && 'status' in mishap) {
      const wait = mishap.retryAfter === undefined ? {} : { 'Retry-After': String(mishap.retryAfter) };
      return void response.writeHead(mishap.status, wait).end('{"ok":false,"error":"ratelimited"}');
    }
    const answer =
      typeof mishap === 'object'
        ? { ok: false, error: mishap.error }
        : api
          ? callMethod(method, request, body)
          : respond(path, body);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
  }

  function refuse(error: string, why: string) {
    faults.push(why);
    return { ok: false, error };
  }

  function callMethod(method: string, { headers, method: verb }: IncomingMessage, body: string) {
    if (!(method in METHODS)) return refuse('unknown_method', `${method} is no method for this app`);
    const token = method === 'apps.connections.open' ? APP_TOKEN : BOT_TOKEN;
    if (headers.authorization !== `Bearer ${token}`) return refuse('invalid_auth', `${method}: wrong token`);
    if (verb !== 'POST' || !headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
      return refuse('invalid_post_type', `${method}: ${verb} ${headers['content-type']}`);
    const parsed = METHODS[method as Method].safeParse(Object.fromEntries(new URLSearchParams(body)));
    if (!parsed.success) return refuse('invalid_arguments', `${method}: ${parsed.error.message}`);
    const fields: Partial<Shown> & { user_id?: string; view?: Home } = parsed.data;
    if (fields.user_id && fields.view) {
      views.set(fields.user_id, fields.view);
      return { ok: true, view: {} };
    }
    const { channel, text, blocks, ts, thread_ts } = fields;
    if (!channel || !text || !blocks) return { ok: true, url: `${origin.replace('http', 'ws')}/link/?ticket=${socket.ticket()}` };
    if (!known.has(channel)) return { ok: false, error: 'channel_not_found' };
    checkText(text);
    if (ts) return update({ channel, ts, text, blocks });
    return { ok: true, channel, ts: show({ channel, text, blocks, thread_ts, ephemeral: false }) };
  }

  function update({ channel, ts, text, blocks }: Pick<Shown, 'channel' | 'ts' | 'text' | 'blocks'>) {
    const message = shown.find((m) => m.channel === channel && m.ts === ts && !m.ephemeral);
    if (!message) return refuse('message_not_found', `chat.update: no message ${ts}`);
    Object.assign(message, { text, blocks });
    return { ok: true, channel, ts };
  }

  function respond(path: string, body: string) {
    const address = responses.get(path);
    const parsed = RESPONSE.safeParse(JSON.parse(body));
    if (!address || address.left-- <= 0) return refuse('used_url', `${path} is used up`);
    if (!parsed.success) return refuse('invalid_blocks', `response_url: ${parsed.error.message}`);
    const { text, blocks, replace_original: replace, response_type: type } = parsed.data;
    checkText(text);
    const old = replace ? shown.find(({ ts }) => ts === address.ts) : undefined;
    if (old) Object.assign(old, { text, blocks });
    else show({ channel: address.channel, text, blocks, ephemeral: type !== 'in_channel' });
    return { ok: true };
  }

  /** What Slack would read as a mention, link or date. */
  function checkText(text: string) {
    if (/<[^>]*>/.test(text)) faults.push(`live markup in a text: ${/<[^>]*>/.exec(text)}`);
  }

  function show(message: Omit<Shown, 'ts'>): string {
    const ts = freshTs();
    shown.push({ ...message, ts });
    return ts;
  }

  function responseUrl(channel: string, ts?: string): string {
    const path = `/respond/${responses.size + 1}`;
    responses.set(path, { left: 5, channel, ts });
    return `${origin}${path}`;
  }

  const payloads = payloadsOf(responseUrl, (user) => views.get(user)?.private_metadata);

  return {
    apiUrl: `${origin}/api/`,
    calls,
    faults,
    shown,
    views,
    socket,
    ...payloads,
    /** The next calls of a method go wrong, one after the other. */
    next: (method: Method | 'response_url', ...more: Mishap[]) => mishaps.set(method, [...(mishaps.get(method) ?? []), ...more]),
    countOf: (method: string) => calls.filter((call) => call.method === method).length,
    stop: async () => {
      socket.stop();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Waits until something holds; fails with what it is after `ms`. */
export async function until(what: string, holds: () => boolean, ms = 5_000): Promise<void> {
  for (let left = ms; !holds(); left -= 10) {
    if (left <= 0) throw new Error(`not within ${ms} ms: ${what}`);
    await delay(10);
  }
}
