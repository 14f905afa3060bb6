import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askAsIdentity, askWithSecret, createToken } from '../../../src/adapters/teams/token.ts';

let asked: { request: IncomingMessage; body: string }[];
let answer: { status: number; body: unknown };
let server: Server;
let url: string;
let now: number;

beforeEach(async () => {
  asked = [];
  answer = { status: 200, body: { access_token: 'one', expires_in: 3600 } };
  now = Date.parse('2026-10-01T09:00:00+02:00');
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push({ request, body });
    response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const withSecret = () => createToken(askWithSecret(url, 'app', 's&cret', 'https://scope/.default'), 2_000, () => now);

describe('a token', () => {
  it('is asked for with the secret in the body', async () => {
    expect(await withSecret().get()).toBe('one');
    expect(asked[0]?.request).toMatchObject({ method: 'POST', url: '/token' });
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'app',
      client_secret: 's&cret',
      scope: 'https://scope/.default',
    });
  });

  it('of a managed identity is asked for as a virtual machine does, or as an App Service', async () => {
    answer.body = { access_token: 'two', expires_on: String(now / 1000 + 3600) };
    expect(await createToken(askAsIdentity(url, 'app', 'https://scope', undefined), 2_000, () => now).get()).toBe('two');
    await createToken(askAsIdentity(url, 'app', 'https://scope', 'h'), 2_000, () => now).get();
    const [machine, service] = asked.map(({ request }) => request);
    expect(machine?.url).toBe('/token?api-version=2018-02-01&resource=https%3A%2F%2Fscope&client_id=app');
    expect(machine?.headers.metadata).toBe('true');
    expect(service?.url).toContain('api-version=2019-08-01');
    expect(service?.headers).toMatchObject({ 'x-identity-header': 'h' });
    expect(service?.headers).not.toHaveProperty('metadata');
  });

  it.each([{ expires_in: 3600 }, { expires_on: 1_790_841_600 }])(
    'is kept until five minutes before it ends: %j',
    async (lasts) => {
      now = 1_790_838_000_000;
      answer.body = { access_token: 'one', ...lasts };
      const token = withSecret();
      await Promise.all([token.get(), token.get()]);
      now += 54 * 60_000;
      await token.get();
      expect(asked).toHaveLength(1);
      now += 2 * 60_000;
      await token.get();
      expect(asked).toHaveLength(2);
    },
  );

  it('that could not be had is asked for again, and the error does not hold the secret', async () => {
    const token = withSecret();
    answer = { status: 401, body: { error: 'invalid_client' } };
    await expect(token.get()).rejects.toThrow(/^no token from 127\.0\.0\.1:\d+: HTTP 401$/);
    answer = { status: 200, body: { access_token: 'three', expires_in: 3600 } };
    expect(await token.get()).toBe('three');
  });
});
