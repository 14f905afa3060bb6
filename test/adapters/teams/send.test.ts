import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readAddress, writeAddress } from '../../../src/adapters/teams/address.ts';
import { outcomeOf } from '../../../src/adapters/teams/outcome.ts';
import { createStore } from '../../../src/store.ts';
import type { Address, Reply, SendOutcome, Store } from '../../../src/types.ts';
import { type Behaviour, type Fake, startFake } from './fake.ts';
import { activityFrom, cardOf, postActivity, type Running, serveTeams, settingsFor, textsIn } from './harness.ts';

const REPLY: Reply = {
  kind: 'answer',
  intents: ['exam.where'],
  confidence: 1,
  lang: 'fr',
  blocks: [{ type: 'paragraph', children: [{ type: 'text', value: 'Dans deux semaines.' }] }],
  choices: [],
  version: '0123456789ab',
};

let fake: Fake;
let store: Store;
let on: Running;
let address: Address;
let person: string;

beforeEach(async () => {
  fake = await startFake();
  store = await createStore({ sqlite: ':memory:' }, Date.now);
  const turn = async (message: { person: string }) => {
    person = message.person;
    return REPLY;
  };
  on = await serveTeams({ turn, store, clock: Date.now, settings: settingsFor(fake) });
  await postActivity(on.url, activityFrom(fake, { text: 'bonjour' }), fake.sign());
  address = (await store.addressOf('teams', person)) as Address;
  fake.posted.length = 0;
});

afterEach(async () => {
  await on.stop();
  await store.close();
  await fake.close();
});

const send = (): Promise<SendOutcome> => on.teams.send?.(address, REPLY) as Promise<SendOutcome>;

describe('sending first', () => {
  it('posts one card, with a text for the notification, signed by the bot, to the conversation', async () => {
    expect(await send()).toEqual({ outcome: 'sent' });
    expect(fake.posted).toHaveLength(1);
    const [posted] = fake.posted;
    expect(posted?.path).toBe('/connector/v3/conversations/a:personal-ada/activities');
    expect(posted?.authorization).toBe('Bearer token-1');
    expect(posted?.activity).toMatchObject({ type: 'message', summary: 'Dans deux semaines.' });
    expect(textsIn(cardOf(posted!).body)).toEqual(['Dans deux semaines.']);
  });

  it.each<[string, Behaviour, SendOutcome]>([
    ['200', { status: 200 }, { outcome: 'sent' }],
    ['403', { status: 403, body: { error: { code: 'ConversationBlockedByUser' } } }, { outcome: 'gone', why: 'HTTP 403' }],
    ['404', { status: 404 }, { outcome: 'gone', why: 'HTTP 404' }],
    ['401', { status: 401 }, { outcome: 'retry', afterMs: 30_000 }],
    ['408', { status: 408 }, { outcome: 'ambiguous', why: 'HTTP 408' }],
    ['429', { status: 429, headers: { 'Retry-After': '7' } }, { outcome: 'retry', afterMs: 7_000 }],
    ['429 without a time', { status: 429 }, { outcome: 'retry', afterMs: 5_000 }],
    ['500', { status: 500 }, { outcome: 'ambiguous', why: 'HTTP 500' }],
    ['503', { status: 503, headers: { 'Retry-After': '1' } }, { outcome: 'ambiguous', why: 'HTTP 503' }],
    ['a redirect', { status: 307, headers: { Location: '/elsewhere' } }, { outcome: 'ambiguous', why: 'HTTP 307' }],
    ['reset', 'reset', { outcome: 'ambiguous', why: 'connection failed: ECONNRESET' }],
    ['silence', 'silence', { outcome: 'ambiguous', why: 'no answer in time' }],
  ])('is one request, whatever comes of it: %s', async (_name, behaviour, outcome) => {
    // If anything repeats the request, the second is taken, and counted.
    fake.behave(behaviour);
    expect(await send()).toEqual(outcome);
    expect(fake.posted).toHaveLength(1);
  });

  it('is tried again later where no connection was made', async () => {
    const free = createServer();
    await new Promise<void>((done) => free.listen(0, '127.0.0.1', done));
    const { port } = free.address() as AddressInfo;
    await new Promise((done) => free.close(done));
    const nowhere = writeAddress({ ...readAddress(address)!, serviceUrl: `http://127.0.0.1:${port}/` });
    expect(await on.teams.send?.(nowhere, REPLY)).toMatchObject({ outcome: 'retry' });
    const noName = writeAddress({ ...readAddress(address)!, serviceUrl: 'http://pix.invalid/' });
    expect(await on.teams.send?.(noName, REPLY)).toMatchObject({ outcome: 'retry' });
  });

  it('is tried again later where the bot gets no token, and nothing leaves', async () => {
    await on.stop();
    on = await serveTeams({ turn: async () => REPLY, store, clock: Date.now, settings: settingsFor(fake) });
    fake.breakAuth(true);
    expect(await send()).toMatchObject({ outcome: 'retry' });
    expect(fake.posted).toEqual([]);
    fake.breakAuth(false);
    expect(await send()).toEqual({ outcome: 'sent' });
  });

  it('asks for a token once, and for another when it was refused', async () => {
    const before = fake.tokens();
    await Promise.all([send(), send()]);
    expect(fake.tokens()).toBe(before);
    fake.behave({ status: 401 });
    await send();
    expect(await send()).toEqual({ outcome: 'sent' });
    expect(fake.tokens()).toBe(before + 1);
  });

  it.each([403, 404])(
    'to a conversation that is gone (%s) forgets its address, until something comes from there',
    async (status) => {
      fake.behave({ status });
      expect(await send()).toMatchObject({ outcome: 'gone' });
      expect(await store.addressOf('teams', person)).toBeUndefined();
      await postActivity(on.url, activityFrom(fake, { text: 'encore' }), fake.sign());
      expect(await store.addressOf('teams', person)).toEqual(address);
    },
  );

  it('knows an address that it did not make as gone', async () => {
    expect(await on.teams.send?.({ channel: 'slack', data: address.data }, REPLY)).toMatchObject({ outcome: 'gone' });
    expect(await on.teams.send?.({ channel: 'teams', data: '{' }, REPLY)).toMatchObject({ outcome: 'gone' });
    expect(fake.posted).toEqual([]);
  });
});

describe("a turn's reply", () => {
  const ask = (id = 'one') => postActivity(on.url, activityFrom(fake, { id, text: 'bonjour' }), fake.sign());

  it.each<[string, Behaviour]>([
    ['500', { status: 500 }],
    ['reset', 'reset'],
    ['silence', 'silence'],
    ['403', { status: 403 }],
  ])('is one request too (%s), and is not sent again when the message comes again', async (_name, behaviour) => {
    fake.behave(behaviour);
    expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(200);
    expect(fake.posted).toHaveLength(1);
  });

  it('waits as long as a short Retry-After says', async () => {
    fake.behave({ status: 429, headers: { 'Retry-After': '1' } });
    const start = performance.now();
    expect((await ask()).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(950);
    expect(fake.posted).toHaveLength(2);
  });

  it('is given back where Retry-After is long: the message is welcome again', async () => {
    fake.behave({ status: 429, headers: { 'Retry-After': '60' } });
    expect((await ask()).status).toBe(503);
    expect((await ask()).status).toBe(200);
    expect(fake.posted).toHaveLength(2);
  });

  it('comes after the typing sign, where it takes long', async () => {
    await on.stop();
    const turn = async () => {
      await vi.waitFor(() => expect(fake.posted).toHaveLength(1));
      return REPLY;
    };
    on = await serveTeams({ turn, store, clock: Date.now, settings: settingsFor(fake, { typingAfterMs: 20 }) });
    await ask('slow');
    expect(fake.posted.map(({ activity }) => activity.type)).toEqual(['typing', 'message']);
  });
});

describe('the fate of a request', () => {
  it('reads Retry-After as a date too', () => {
    const headers = { get: () => 'Thu, 01 Oct 2026 07:00:30 GMT' };
    const now = Date.parse('2026-10-01T07:00:00Z');
    expect(outcomeOf({ statusCode: 429, response: { headers } }, now)).toEqual({ outcome: 'retry', afterMs: 30_000 });
  });

  it('is ambiguous for whatever is not known', () => {
    expect(outcomeOf('?', 0)).toMatchObject({ outcome: 'ambiguous' });
    expect(outcomeOf({ code: 'EPIPE' }, 0)).toMatchObject({ outcome: 'ambiguous' });
    expect(outcomeOf({ code: 'ECONNREFUSED' }, 0)).toMatchObject({ outcome: 'retry' });
  });
});
