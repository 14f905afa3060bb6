import type { Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { CalendarRequest } from '../../src/http/calendar.ts';
import { listen, portOf, stopListening } from '../../src/http/listen.ts';
import { createHttp, type HttpParts } from '../../src/http.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await stopListening(server, 0);
});

/** A server whose calendar says what it was asked for. */
async function serve(parts: Partial<HttpParts> = {}): Promise<string> {
  const app = createHttp({
    mounts: [],
    pages: { '/faq': ({ q }) => `faq ${q}`, '/': () => 'home' },
    assets: {},
    calendars: { '/calendar.ics': async (request: CalendarRequest) => JSON.stringify(request) },
    readiness: async () => ({ ready: true, store: 'ok', content: { version: '0123456789ab' } }),
    languages: ['fr', 'en'],
    publicUrl: 'https://pix.example.fr',
    trustProxy: 1,
    onRequest: () => {},
    onError: () => {},
    ...parts,
  });
  const server = await listen(app, '127.0.0.1', 0);
  servers.push(server);
  return `http://127.0.0.1:${portOf(server)}`;
}

describe('/calendar.ics', () => {
  it.each([
    ['', { lang: 'fr' }],
    ['?semester=2', { lang: 'fr', semester: 2 }],
    ['?semester=1&lang=en', { lang: 'en', semester: 1 }],
    ['?lang=en&other=1', { lang: 'en' }],
  ])('asked with "%s" is the feed of %j', async (query, request) => {
    const response = await fetch(`${await serve()}/calendar.ics${query}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(await response.json()).toEqual({ ...request, origin: 'https://pix.example.fr' });
  });

  it.each(['semester=3', 'semester=', 'semester=1&semester=2', 'lang=de', 'lang=', 'semester=__proto__', 'lang=fr&lang=en'])(
    'refuses "%s", and says in both languages what to do',
    async (query) => {
      const response = await fetch(`${await serve()}/calendar.ics?${query}`);
      expect(response.status).toBe(400);
      const page = await response.text();
      expect(page).toMatch(/<div lang="fr"><p>Donnez semester=1 ou semester=2[^<]*lang=fr ou lang=en/);
      expect(page).toMatch(/<div lang="en"><p>Give semester=1 or semester=2[^<]*lang=fr or lang=en/);
    },
  );

  it('is answered to GET and HEAD only', async () => {
    const url = `${await serve()}/calendar.ics`;
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await fetch(url, { method })).headers.get('allow')).toBe('GET, HEAD');
  });

  it('is fresh for minutes, and asked for again by its ETag', async () => {
    const origin = await serve();
    const { headers } = await fetch(`${origin}/calendar.ics`);
    expect(headers.get('cache-control')).toBe('public, max-age=900');
    const etag = String(headers.get('etag'));
    // Left to itself, fetch would add "no-cache", which asks for the whole file.
    const again = (tag: string, query = '') =>
      fetch(`${origin}/calendar.ics${query}`, { headers: { 'If-None-Match': tag, 'Cache-Control': 'max-age=0' } });
    expect((await again(etag)).status).toBe(304);
    expect((await again(etag, '?semester=1')).status).toBe(200);
  });

  it('may be read by any site, links with the host that was asked, and refuses a strange one', async () => {
    const origin = await serve({ publicUrl: undefined });
    const response = await fetch(`${origin}/calendar.ics`);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toEqual({ lang: 'fr', origin });
    const strange = await fetch(`${origin}/calendar.ics`, { headers: { 'X-Forwarded-Host': '"><script>' } });
    expect(strange.status).toBe(400);
  });

  it('fails as a page does when the feed can not be made', async () => {
    const calendars = { '/calendar.ics': () => Promise.reject(new Error('secret words')) };
    const response = await fetch(`${await serve({ calendars })}/calendar.ics`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
  });
});

describe('the search on a page', () => {
  it('is refused, with the time to wait, when the budget of the address is used up; reading is not', async () => {
    const asked: string[] = [];
    const searchLimit = async (address: string) => (asked.push(address) > 1 ? 7 : 0);
    const origin = await serve({ searchLimit });
    const ask = (path: string) => fetch(origin + path, { headers: { 'X-Forwarded-For': '203.0.113.9' } });
    expect((await ask('/faq?q=note')).status).toBe(200);
    const refused = await ask('/faq?q=note&lang=en');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
    expect(refused.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const page = await refused.text();
    expect(page).toMatch(/<div lang="fr"><p>Trop de recherches[\s\S]*<div lang="en"><p>Too many searches/);
    for (const path of ['/faq', '/faq?q=', '/faq?q=+', '/']) expect((await ask(path)).status).toBe(200);
    expect(asked).toEqual(['203.0.113.9', '203.0.113.9']);
  });

  it('shows a page that is not there in both languages', async () => {
    const page = await (await fetch(`${await serve()}/nothing`)).text();
    expect(page).toMatch(/<div lang="fr"><p>Il n’y a rien[\s\S]*href="\/\?lang=fr"/);
    expect(page).toMatch(/<div lang="en"><p>There is nothing[\s\S]*href="\/\?lang=en"/);
  });
});
