import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';

export const APP_ID = '11111111-2222-4333-8444-555555555555';
export const ISSUER = 'https://api.botframework.test';

export type Platform = {
  url: string;
  serviceUrl: string;
  /** Resolves when the next message of the bot has arrived. */
  next: () => Promise<void>;
  /** An Authorization header that the platform signed. */
  authorization: string;
  stop: () => void;
};

/** A Bot Framework that signs, tells its keys, gives tokens, and takes every message. */
export async function startPlatform(): Promise<Platform> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let arrived = () => {};
  let url = '';
  const answerTo = (path: string): unknown => {
    if (path === '/openid') return { issuer: ISSUER, jwks_uri: `${url}/keys` };
    if (path === '/keys') return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', endorsements: ['msteams'] }] };
    if (path === '/token') return { access_token: 'bench', expires_in: 3600 };
    arrived();
    return { id: '1' };
  };
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answerTo(request.url ?? '')));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const serviceUrl = `${url}/connector/`;
  const part = (data: unknown) => Buffer.from(JSON.stringify(data)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 7200;
  const head = `${part({ alg: 'RS256', typ: 'JWT', kid: 'one' })}.${part({ iss: ISSUER, aud: APP_ID, serviceurl: serviceUrl, exp })}`;
  return {
    url,
    serviceUrl,
    next: () =>
      new Promise<void>((done) => {
        arrived = done;
      }),
    authorization: `Bearer ${head}.${createSign('RSA-SHA256').update(head).sign(privateKey, 'base64url')}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
