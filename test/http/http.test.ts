import { request as httpRequest, type Server } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { listen, portOf, stopListening } from '../../src/http/listen.ts';
import { createHttp, type HttpParts } from '../../src/http.ts';

type Line = Parameters<HttpParts['onRequest']>[0];

const WIDGET = `console.log("${'widget '.repeat(200)}")`;
let lines: Line[] = [];
let errors: unknown[] = [];
const servers: Server[] = [];

async function serve(parts: Partial<HttpParts> = {}): Promise<string> {
  lines = [];
  errors = [];
  const app = createHttp({
    mounts: [{ path: '/api/echo', handle: async (_request, response) => void response.writeHead(200).end('echo') }],
    pages: {
      '/': ({ lang, origin }) => `home ${lang} ${origin}`,
      '/faq': ({ lang, q, print }) => `faq ${lang} ${q} ${print}`,
      '/broken': () => {
        throw new Error('secret words');
      },
    },
    assets: {
      '/widget.js': { type: 'text/javascript; charset=utf-8', body: Buffer.from(WIDGET), shared: true },
      '/site.css': { type: 'text/css; charset=utf-8', body: Buffer.from('body{}'), shared: false },
    },
    readiness: async () => ({ ready: true, store: 'ok', content: { version: '0123456789ab' } }),
    languages: ['fr', 'en'],
    publicUrl: undefined,
    trustProxy: false,
    onRequest: (line) => lines.push(line),
    onError: (error) => errors.push(error),
    ...parts,
  });
  const server = await listen(app, '127.0.0.1', 0);
  servers.push(server);
  return `http://127.0.0.1:${portOf(server)}`;
}

/** What a client that does not speak proper HTTP gets: the status line. */
function raw(origin: string, text: string): Promise<string> {
  return new Promise((done, failed) => {
    let answer = '';
    const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => socket.end(text));
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => done(answer.split('\r\n')[0] ?? ''));
    socket.on('error', failed);
  });
}

/** A request with its path and headers exactly as given. */
function ask(origin: string, path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((done, failed) => {
    const { hostname, port } = new URL(origin);
    const call = httpRequest({ hostname, port, path, headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    call.on('error', failed);
    call.end();
  });
}

afterEach(async () => {
  for (const server of servers.splice(0)) await stopListening(server, 0);
});

describe('a page', () => {
  it('comes in French unless a known language is asked for', async () => {
    const origin = await serve();
    const home = async (query: string) => (await fetch(`${origin}/${query}`)).text();
    expect(await home('')).toBe(`home fr ${origin}`);
    expect(await home('?lang=en')).toBe(`home en ${origin}`);
    expect(await home('?lang=en&lang=fr')).toBe(`home en ${origin}`);
    expect(await home('?lang=__proto__')).toBe(`home fr ${origin}`);
    expect(await home('?lang[]=en')).toBe(`home fr ${origin}`);
  });

  it('gets the question and the wish to print', async () => {
    const origin = await serve();
    expect(await (await fetch(`${origin}/faq?lang=en&q=o%C3%B9+%3Cb%3E&print`)).text()).toBe('faq en où <b> true');
    expect(await (await fetch(`${origin}/faq`)).text()).toBe('faq fr undefined false');
  });

  it('is told its public address, and refuses to guess one from a strange Host', async () => {
    const own = await serve();
    expect((await ask(own, '/', { Host: '"><script>' })).status).toBe(400);
    const named = await serve({ publicUrl: 'https://pix.example.fr' });
    expect(await (await fetch(`${named}/`)).text()).toBe('home fr https://pix.example.fr');
  });

  it('believes a proxy about its address only when told to', async () => {
    const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'pix.example.fr' };
    const careful = await serve();
    expect((await ask(careful, '/', headers)).body.toString()).toBe(`home fr ${careful}`);
    const trusting = await serve({ trustProxy: 1 });
    expect((await ask(trusting, '/', headers)).body.toString()).toBe('home fr https://pix.example.fr');
  });

  it('has strict security headers', async () => {
    const { headers } = await fetch(`${await serve()}/`);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  });
});

describe('a mount', () => {
  const whoami: HttpParts['mounts'] = [
    { path: '/api/me', handle: async ({ ip, host }, response) => void response.end(JSON.stringify([ip, host])) },
  ];
  const me = async (trustProxy: HttpParts['trustProxy'], headers: Record<string, string>) =>
    JSON.parse((await ask(await serve({ mounts: whoami, trustProxy }), '/api/me?x', headers)).body.toString());
  const forwarded = { Host: 'in.example', 'X-Forwarded-For': '203.0.113.9, 198.51.100.7', 'X-Forwarded-Host': 'pix.example.fr' };

  it.each<[HttpParts['trustProxy'], string, string]>([
    [false, '127.0.0.1', 'in.example'],
    [1, '198.51.100.7', 'pix.example.fr'],
    [2, '203.0.113.9', 'pix.example.fr'],
    [9, '203.0.113.9', 'pix.example.fr'],
    [['loopback'], '198.51.100.7', 'pix.example.fr'],
    [['loopback', '198.51.100.0/24'], '203.0.113.9', 'pix.example.fr'],
    [['10.0.0.0/8'], '127.0.0.1', 'in.example'],
  ])('behind the proxies %j sees the client %s', async (trustProxy, ip, host) => {
    expect(await me(trustProxy, forwarded)).toEqual([ip, host]);
  });

  it('has the security headers, and is answered with a 500 when it fails', async () => {
    const handle = async () => {
      throw new Error('secret words');
    };
    const { status, headers, body } = await ask(await serve({ mounts: [{ path: '/api/x', handle }] }), '/api/x');
    expect(status).toBe(500);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body.toString()).not.toContain('secret');
    expect(errors).toHaveLength(1);
  });
});

describe('the widget', () => {
  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
    ['identity', (body: Buffer) => body],
  ])('comes as %s, to any site, with an ETag that is honoured', async (encoding, unpack) => {
    const origin = await serve();
    const { status, headers, body } = await ask(origin, '/widget.js', { 'Accept-Encoding': encoding });
    expect(status).toBe(200);
    expect(unpack(body).toString()).toBe(WIDGET);
    expect(headers['content-encoding'] ?? 'identity').toBe(encoding);
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(headers['cache-control']).toBe('public, max-age=3600, must-revalidate');
    expect(headers.vary).toContain('Accept-Encoding');
    const tag = String(headers.etag);
    expect((await ask(origin, '/widget.js', { 'Accept-Encoding': encoding, 'If-None-Match': tag })).status).toBe(304);
    expect((await ask(origin, '/widget.js', { 'Accept-Encoding': encoding, 'If-None-Match': '"other"' })).status).toBe(200);
  });

  it('answers HEAD without a body', async () => {
    const { status, body } = await ask(await serve(), '/widget.js', {}, 'HEAD');
    expect([status, body.length]).toEqual([200, 0]);
  });

  it('is the only thing that other sites may load', async () => {
    const { headers } = await fetch(`${await serve()}/site.css`);
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('health', () => {
  it('says that the process is up', async () => {
    const response = await fetch(`${await serve()}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { up: true }]);
  });

  it('is ready with old content, and says what is wrong with the new', async () => {
    const content = { version: '0123456789ab', fault: 'content/exam.yaml:3:1: no title' };
    const origin = await serve({ readiness: async () => ({ ready: true, store: 'ok', content }) });
    const response = await fetch(`${origin}/readyz`);
    expect([response.status, await response.json()]).toEqual([200, { ready: true, store: 'ok', content }]);
  });

  it('is not ready without the store', async () => {
    const origin = await serve({ readiness: async () => ({ ready: false, store: 'failing', content: { version: 'x' } }) });
    expect((await fetch(`${origin}/readyz`)).status).toBe(503);
  });
});

describe('a request out of place', () => {
  it('gets JSON under /api and a page elsewhere', async () => {
    const origin = await serve();
    const api = await fetch(`${origin}/api/nothing`);
    expect([api.status, (await api.json()) as unknown]).toEqual([
      404,
      { error: { code: '404', message: 'There is nothing at this address.' } },
    ]);
    const page = await fetch(`${origin}/nothing`);
    expect(page.status).toBe(404);
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  it.each([['POST'], ['PUT'], ['DELETE'], ['OPTIONS'], ['PROPFIND']])('by %s gets a 405 with what is allowed', async (method) => {
    const origin = await serve();
    for (const path of ['/', '/widget.js', '/healthz']) {
      const { status, headers } = await ask(origin, path, {}, method);
      expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
    }
  });

  it.each([
    ['/%', 404],
    ['/%zz%', 404],
    ['/faq?q=%', 200],
    ['/faq?q=%ff%fe', 200],
    ['/../../etc/passwd', 404],
    ['//evil.example/', 404],
    ['/\\', 404],
    ['/api/chat/../../x', 404],
    [`/faq?q=${'x'.repeat(5_000)}`, 414],
    ['/faq?__proto__[x]=1&constructor=2&q[toString]=3', 200],
    ['/.env', 404],
    ['/package.json', 404],
  ])('for %s gets %i', async (path, status) => {
    expect((await ask(await serve(), path)).status).toBe(status);
    expect(errors).toEqual([]);
  });

  it.each([
    ['GET / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400/],
    ['nonsense\r\n\r\n', /^HTTP\/1\.1 400/],
    [`GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431/],
    [`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, /^HTTP\/1\.1 (414|431)/],
    ['POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', /^HTTP\/1\.1 400/],
    ['GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n', /^HTTP\/1\.1 400/],
  ])('that is no proper HTTP gets a 4xx: %j', async (text, status) => {
    const origin = await serve();
    expect(await raw(origin, text)).toMatch(status);
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  });

  it('whose page fails gets a 500 without a word of the error', async () => {
    const response = await fetch(`${await serve()}/broken`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/secret|at .*\.ts/);
    expect(errors).toHaveLength(1);
  });
});

describe('the request log', () => {
  it('holds the pattern of the route, never the address asked for', async () => {
    const origin = await serve();
    await (await fetch(`${origin}/faq?q=mot+secret`)).text();
    await (await fetch(`${origin}/mot-secret`)).text();
    await (await fetch(`${origin}/api/echo?x=secret`)).text();
    expect(lines.map(({ method, route, status }) => `${method} ${route} ${status}`)).toEqual([
      'GET /faq 200',
      'GET unknown 404',
      'GET /api/echo 200',
    ]);
    expect(lines.every(({ ms }) => ms >= 0)).toBe(true);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });
});

describe('listening', () => {
  it('on a port that is taken is refused with what to do', async () => {
    const origin = await serve();
    const port = Number(new URL(origin).port);
    await expect(listen(() => {}, '127.0.0.1', port)).rejects.toThrow(
      `127.0.0.1:${port} is taken: stop the program that listens there`,
    );
  });

  it('on an address of another machine is refused with what to do', async () => {
    await expect(listen(() => {}, '192.0.2.1', 0)).rejects.toThrow(/no address 192\.0\.2\.1: give one of its own/);
  });

  it('ends when the request in hand is answered', async () => {
    let finish = () => {};
    let got = () => {};
    const begun = new Promise<void>((done) => {
      got = done;
    });
    const server = await listen(
      (_request, response) => {
        finish = () => response.end('late');
        got();
      },
      '127.0.0.1',
      0,
    );
    const url = `http://127.0.0.1:${portOf(server)}/`;
    const answer = fetch(url).then((response) => response.text());
    await begun;
    const stopped = stopListening(server, 10_000);
    await expect(fetch(url)).rejects.toThrow();
    finish();
    expect(await answer).toBe('late');
    await stopped;
  });
});
