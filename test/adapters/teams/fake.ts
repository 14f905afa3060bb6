import { createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const APP_ID = '11111111-2222-4333-8444-555555555555';
export const TENANT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
export const ISSUER = 'https://api.botframework.test';
export const SECRET = 'a~client.secret';
const KEY_ID = 'key-1';

/** What the platform does with what the bot sends: a status (with headers), or trouble. */
export type Behaviour = { status: number; headers?: Record<string, string>; body?: unknown } | 'reset' | 'silence';

/** What the bot posted. */
export type Posted = {
  path: string;
  authorization: string | undefined;
  activity: { type: string; summary?: string; attachments?: { content: unknown }[] } & Record<string, unknown>;
};

export type Fake = {
  origin: string;
  serviceUrl: string;
  /** Every request of the bot to the connector, in order, typing signs included. */
  posted: Posted[];
  /** How many tokens it asked for. */
  tokens: () => number;
  /** For the next requests, in order; after them everything is taken. */
  behave: (...next: Behaviour[]) => void;
  /** Keys and tokens are not to be had. */
  breakAuth: (broken: boolean) => void;
  /** An Authorization header as the platform signs it; `change` alters claims, `key` signs with another key. */
  sign: (change?: Record<string, unknown>, key?: KeyObject) => string;
  close: () => Promise<void>;
};

/** The Bot Framework on loopback: OpenID metadata and keys, tokens, and the connector. Whatever it does not know is a 400. */
export async function startFake(): Promise<Fake> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const posted: Posted[] = [];
  let behaviours: Behaviour[] = [];
  let tokens = 0;
  let authBroken = false;

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
    const body = await read(request);
    const path = request.url ?? '';
    if (path === '/token' || path.startsWith('/openid')) {
      if (authBroken) return void json(500, {});
      if (path === '/openid') return void json(200, { issuer: ISSUER, jwks_uri: `${origin}/openid/keys` });
      if (path === '/openid/keys')
        return void json(200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, endorsements: ['msteams'] }] });
      const asked = new URLSearchParams(body);
      const right =
        asked.get('client_id') === APP_ID && asked.get('client_secret') === SECRET && asked.get('scope') === `${ISSUER}/.default`;
      if (!right) return void json(401, { error: 'invalid_client' });
      return void json(200, { access_token: `token-${++tokens}`, expires_in: 3600, token_type: 'Bearer' });
    }
    if (request.method !== 'POST' || !/^\/connector\/v3\/conversations\/[^/]+\/activities(\/[^/]+)?$/.test(path))
      return void json(400, { error: { code: 'BadSyntax' } });
    posted.push({ path: decodeURIComponent(path), authorization: request.headers.authorization, activity: JSON.parse(body) });
    const behaviour = behaviours.shift() ?? { status: 201 };
    if (behaviour === 'silence') return;
    if (behaviour === 'reset') return void request.socket.resetAndDestroy();
    json(behaviour.status, behaviour.body ?? { id: randomUUID() }, behaviour.headers);
  }

  const serviceUrl = `${origin}/connector/`;
  return {
    origin,
    serviceUrl,
    posted,
    tokens: () => tokens,
    behave: (...next) => {
      behaviours = next;
    },
    breakAuth: (broken) => {
      authBroken = broken;
    },
    sign: (change = {}, key = privateKey) => {
      const now = Math.floor(Date.now() / 1000);
      return `Bearer ${jwt({ iss: ISSUER, aud: APP_ID, serviceurl: serviceUrl, nbf: now - 10, exp: now + 3600, ...change }, key)}`;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function jwt(claims: Record<string, unknown>, key: KeyObject): string {
  const part = (data: unknown) => Buffer.from(JSON.stringify(data)).toString('base64url');
  const head = `${part({ alg: 'RS256', typ: 'JWT', kid: KEY_ID })}.${part(claims)}`;
  return `${head}.${createSign('RSA-SHA256').update(head).sign(key, 'base64url')}`;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
