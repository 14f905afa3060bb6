import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createAsk } from '../../src/widget/api.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Answer = { status: number; body: string; headers?: Record<string, string> };

/** A real server that answers everything alike; resolves to what asks it, and to what it was asked. */
async function serving({ status, body, headers = {} }: Answer) {
  const got: { headers: IncomingMessage['headers']; body: string }[] = [];
  server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    got.push({ headers: request.headers, body: text });
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);
  });
  await new Promise<void>((done) => server!.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { ask: createAsk(`http://127.0.0.1:${port}/api/chat`, fetch), got };
}

const message = { id: '12345678', text: 'bonjour', lang: 'fr' };
const stop = new AbortController().signal;
const reply = { lang: 'fr', blocks: [], choices: [] };

describe('asking the server', () => {
  it('sends the message as JSON, with the session in a header once there is one', async () => {
    const { ask, got } = await serving({ status: 200, body: JSON.stringify({ id: '12345678', session: 'new', reply }) });
    expect(await ask(message, undefined, stop)).toEqual({ ok: true, session: 'new', reply });
    await ask(message, 'known', stop);
    expect(JSON.parse(got[0]!.body)).toEqual(message);
    expect(got.map(({ headers }) => headers['x-pix-session'])).toEqual([undefined, 'known']);
  });

  it.each([
    [400, 'refused'],
    [409, 'busy'],
    [413, 'long'],
    [429, 'rate'],
    [503, 'server'],
  ])('makes of %i the fault "%s"', async (status, fault) => {
    const { ask } = await serving({ status, body: '{"error":{"code":"x","message":"y"}}', headers: { 'Retry-After': '3' } });
    expect(await ask(message, undefined, stop)).toEqual({ ok: false, fault, again: 3000, strange: false });
  });

  it('tells a session that the server does not know', async () => {
    const { ask } = await serving({ status: 401, body: '{"error":{"code":"session","message":"y"}}' });
    expect(await ask(message, 'old', stop)).toMatchObject({ ok: false, strange: true });
  });

  it.each(['<p>proxy</p>', 'null', '{"session":"a"}', '{"session":"a","reply":{"blocks":1,"choices":[]}}'])(
    'takes the body %s for a fault of the server',
    async (body) => {
      const { ask } = await serving({ status: 200, body });
      expect(await ask(message, undefined, stop)).toMatchObject({ ok: false, fault: 'server' });
    },
  );

  it('takes a silent server for a fault of the network', async () => {
    const { ask } = await serving({ status: 200, body: '' });
    server!.closeAllConnections();
    await new Promise((done) => server!.close(done));
    expect(await ask(message, undefined, stop)).toMatchObject({ ok: false, fault: 'network' });
  });
});
