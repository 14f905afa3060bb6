import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MAX_BODY_BYTES } from '../../../src/adapters/teams/body.ts';
import { createStore } from '../../../src/store.ts';
import type { Message, Store } from '../../../src/types.ts';
import { type Fake, startFake } from './fake.ts';
import { activityFrom, postActivity, type Running, serveTeams, settingsFor } from './harness.ts';

let fake: Fake;
let store: Store;
let on: Running;
let heard: Message[];

beforeEach(async () => {
  // The SDK says on the console why it refuses.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  fake = await startFake();
  store = await createStore({ sqlite: ':memory:' }, Date.now);
  heard = [];
  on = await serve();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await on.stop();
  await store.close();
  await fake.close();
});

const serve = (more: Parameters<typeof settingsFor>[1] = {}) =>
  serveTeams({
    turn: async (message) => {
      heard.push(message);
      return { kind: 'answer', intents: [], confidence: 1, lang: 'fr', blocks: [], choices: [], version: '' };
    },
    store,
    clock: Date.now,
    settings: settingsFor(fake, more),
  });

const headOf = (kid: string, alg = 'RS256') =>
  `Bearer ${Buffer.from(JSON.stringify({ alg, typ: 'JWT', kid })).toString('base64url')}`;
const seconds = () => Math.floor(Date.now() / 1000);
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const unsigned = () => {
  const [, claims] = fake.sign().slice('Bearer '.length).split('.');
  return `Bearer ${Buffer.from('{"alg":"none","typ":"JWT","kid":"key-1"}').toString('base64url')}.${claims}.`;
};
/** Claims of a true token, put into another one's place: the signature is of something else. */
const exchanged = () => {
  const [head, , signature] = fake.sign().split('.');
  const [, claims] = fake.sign({ nbf: seconds() - 20 }).split('.');
  return `${head}.${claims}.${signature}`;
};
const cut = () => fake.sign().slice(0, -20);

describe('an activity', () => {
  it('that the Bot Framework signed is answered', async () => {
    expect((await postActivity(on.url, activityFrom(fake, { text: 'bonjour' }), fake.sign())).status).toBe(200);
    expect(heard).toHaveLength(1);
    expect(fake.posted).toHaveLength(1);
  });

  it.each<[string, () => string]>([
    ['nobody', () => ''],
    ['a stranger, in the name of the key', () => fake.sign({}, stranger)],
    ['the Bot Framework, and cut', cut],
    ['the Bot Framework, and altered', exchanged],
    ['the Bot Framework, six minutes too long ago', () => fake.sign({ nbf: seconds() - 3600, exp: seconds() - 360 })],
    ['the Bot Framework, without an end', () => fake.sign({ exp: undefined })],
    ['the Bot Framework, for nobody', () => fake.sign({ aud: undefined })],
    ['the Bot Framework, with a key that it does not have', () => fake.sign().replace(/^Bearer [^.]+/, headOf('key-2'))],
    [
      'a stranger, with the public key as a password',
      () => `${headOf('key-1', 'HS256')}.${fake.sign().split('.').slice(1).join('.')}`,
    ],
    ['nobody, and says so', unsigned],
    ['the Bot Framework, an hour ago', () => fake.sign({ nbf: seconds() - 7200, exp: seconds() - 3600 })],
    ['the Bot Framework, for tomorrow', () => fake.sign({ nbf: seconds() + 86_400, exp: seconds() + 90_000 })],
    ['the Bot Framework, for another bot', () => fake.sign({ aud: '99999999-2222-4333-8444-555555555555' })],
    ['another issuer', () => fake.sign({ iss: 'https://sts.windows.net/x/' })],
    [
      'an emulator of the public cloud',
      () => fake.sign({ iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0' }),
    ],
    ['the Bot Framework, for another service URL', () => fake.sign({ serviceurl: 'https://evil.example/' })],
    ['the Bot Framework, without a service URL', () => fake.sign({ serviceurl: undefined })],
    ['no Bearer', () => fake.sign().replace('Bearer', 'Basic')],
    ['a word', () => 'Bearer abc'],
  ])('signed by %s gets 401, and nobody hears it', async (_who, sign) => {
    const response = await postActivity(on.url, activityFrom(fake, { text: 'bonjour' }), sign());
    expect(response.status).toBe(401);
    expect(await response.text()).not.toMatch(/stack|at .*\.js|bonjour/);
    expect(heard).toEqual([]);
    expect(fake.posted).toEqual([]);
  });

  it('is answered by a clock that goes a few minutes wrong', async () => {
    const signed = [{ exp: seconds() - 120, nbf: seconds() - 3600 }, { nbf: seconds() + 120 }];
    for (const claims of signed)
      expect((await postActivity(on.url, activityFrom(fake, { text: 'bonjour' }), fake.sign(claims))).status).toBe(200);
  });

  it('waits while the keys can not be had', async () => {
    await on.stop();
    fake.breakAuth(true);
    // Another address, since the SDK keeps the keys of one for a day.
    on = await serve({ openIdUrl: `${fake.origin}/openid?again` });
    const response = await postActivity(on.url, activityFrom(fake, { text: 'bonjour' }), fake.sign());
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(heard).toEqual([]);
  });

  it('unsigned is taken where the bot has no app id', async () => {
    await on.stop();
    on = await serve({ appId: undefined, password: undefined });
    expect((await postActivity(on.url, activityFrom(fake, { text: 'bonjour' }), '')).status).toBe(200);
    expect(heard).toHaveLength(1);
    expect(fake.posted[0]?.authorization).toBeUndefined();
  });
});

describe('a request that is no activity', () => {
  it.each(['GET', 'PUT', 'DELETE', 'HEAD'])('%s gets 405 with the method to use', async (method) => {
    const response = await fetch(on.url, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  it.each<[string, unknown, string]>([
    ['broken JSON', '{"type":', 'JSON'],
    ['no JSON object', '[1]', 'body'],
    ['an activity of another channel', { ...{}, channelId: 'AseChannel' }, 'channelId'],
    ['an activity without a sender', { from: undefined }, 'from'],
    ['an activity without a service URL', { serviceUrl: 'file:///etc/passwd' }, 'serviceUrl'],
  ])('%s gets 400 with what is wrong', async (_name, body, wrong) => {
    const sent = typeof body === 'object' ? { ...activityFrom(fake), ...body } : body;
    const response = await postActivity(on.url, sent, fake.sign());
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining(wrong) } });
  });

  it('longer than the limit gets 413, another type 415', async () => {
    const long = JSON.stringify(activityFrom(fake, { text: 'x'.repeat(MAX_BODY_BYTES) }));
    expect((await postActivity(on.url, long, fake.sign())).status).toBe(413);
    expect((await fetch(on.url, { method: 'POST', body: 'text=bonjour' })).status).toBe(415);
    expect(heard).toEqual([]);
  });

  it('an invoke, which nothing of ours sends, gets 501', async () => {
    const invoke = activityFrom(fake, { type: 'invoke', name: 'composeExtension/query' });
    expect((await postActivity(on.url, invoke, fake.sign())).status).toBe(501);
    expect(heard).toEqual([]);
  });
});

describe('without an app id', () => {
  it('there is no such address', async () => {
    await on.stop();
    on = await serveTeams({ turn: async () => Promise.reject(new Error('no')), store, clock: Date.now, settings: undefined });
    expect((await postActivity(on.url, activityFrom(fake), fake.sign())).status).toBe(404);
    expect(on.teams.status).toEqual({ on: false, why: 'MicrosoftAppId is not set' });
    expect(on.teams.send).toBeUndefined();
  });
});
