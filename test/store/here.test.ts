import { beforeEach, expect, it } from 'vitest';
import { servedHere } from '../../src/store/here.ts';
import { createStore, type WholeStore } from '../../src/store.ts';
import type { Reply } from '../../src/types.ts';

const REPLY: Reply = { kind: 'answer', intents: [], confidence: 1, lang: 'fr', blocks: [], choices: [], version: '0' };
const LEASE = 1_000;
const HOUR = 3_600_000;
let now = 0;
let store: WholeStore;
const here = (on: Parameters<typeof servedHere>[0] = store, most?: number) => servedHere(on, 'web', () => now, most);
beforeEach(async () => {
  now = 1_000;
  store = await createStore({ sqlite: ':memory:' }, () => now);
  return () => store.close();
});

it('a message is claimed once, also when it comes twice at the same moment', async () => {
  const claims = await here();
  const states = await Promise.all([claims.claim('web', 'm', LEASE), claims.claim('web', 'm', LEASE)]);
  expect(states.map(({ state }) => state).sort()).toEqual(['busy', 'ours']);
});

it('a repeat gets the same reply: before it is written, after, and from another process', async () => {
  const claims = await here();
  await claims.claim('web', 'm', LEASE);
  const kept = claims.settle('web', 'm', 'ada', REPLY);
  expect(await claims.claim('web', 'm', LEASE)).toEqual({ state: 'done', reply: REPLY });
  await kept;
  expect(await claims.claim('web', 'm', LEASE)).toEqual({ state: 'done', reply: REPLY });
  expect(await (await here()).claim('web', 'm', LEASE)).toEqual({ state: 'done', reply: REPLY });
});

it('a message given back, or whose look into the store failed, may be claimed again', async () => {
  const claims = await here();
  await claims.claim('web', 'm', LEASE);
  await claims.release('web', 'm');
  expect((await claims.claim('web', 'm', LEASE)).state).toBe('ours');

  let fails = true;
  const replied = async () => {
    if (fails) throw new Error('disk');
    return undefined;
  };
  const shaky = await here({ ...store, replied, keys: async () => ({ conversations: [], messages: ['n'] }) });
  await expect(shaky.claim('web', 'n', LEASE)).rejects.toThrow('disk');
  fails = false;
  expect((await shaky.claim('web', 'n', LEASE)).state).toBe('ours');
});

it('a turn that ends in neither keeps the message busy for its sender only', async () => {
  const claims = await here();
  await claims.claim('web', 'm', LEASE);
  expect((await claims.claim('web', 'other', LEASE)).state).toBe('ours');
});

it('remembers without asking the database: not for a new conversation, nor for one that goes on', async () => {
  let asked = 0;
  const recall = (channel: string, conversation: string) => {
    asked++;
    return store.recall(channel, conversation);
  };
  const conversations = await here({ ...store, recall });
  expect(await conversations.recall('web', 'c')).toBeUndefined();
  await conversations.remember('web', 'c', 'ada', { intents: ['exam.when'] });
  expect(await conversations.recall('web', 'c')).toEqual({ intents: ['exam.when'] });
  expect(asked).toBe(0);
});

it('remembers what was said before a restart, and what there was no room for', async () => {
  const first = await here();
  await first.remember('web', 'c', 'ada', { intents: ['exam.when'] });
  const second = await here(store, 1);
  expect(await second.recall('web', 'c')).toEqual({ intents: ['exam.when'] });
  await second.remember('web', 'c', 'ada', { intents: ['exam.where'] });
  await second.remember('web', 'd', 'bob', { intents: ['bot.help'] });
  expect(await second.recall('web', 'c')).toEqual({ intents: ['exam.where'] });
});

it('forgets a person, and everybody after a day', async () => {
  const conversations = await here();
  await conversations.remember('web', 'c', 'ada', { intents: ['exam.when'] });
  await conversations.remember('web', 'd', 'bob', { intents: ['bot.help'] });
  await conversations.forget('web', 'ada');
  expect(await conversations.recall('web', 'c')).toBeUndefined();
  expect(await conversations.recall('web', 'd')).toEqual({ intents: ['bot.help'] });
  now += 25 * HOUR;
  expect(await conversations.recall('web', 'd')).toBeUndefined();
});

it('forgets what was still on its way when it was asked to', async () => {
  const conversations = await here();
  const kept = conversations.remember('web', 'c', 'ada', { intents: ['exam.when'] });
  await conversations.forget('web', 'ada');
  await kept;
  expect(await conversations.recall('web', 'c')).toBeUndefined();
  expect(await store.recall('web', 'c')).toBeUndefined();
});

it('keeps nothing at hand beyond a day, whatever the clock says later', async () => {
  const conversations = await here();
  await conversations.remember('web', 'c', 'ada', { intents: ['exam.when'] });
  now += 25 * HOUR;
  conversations.expireHere();
  await store.expire();
  now -= 25 * HOUR;
  expect(await conversations.recall('web', 'c')).toBeUndefined();
});

it('what could not be written is not remembered here alone', async () => {
  const remember = async () => {
    throw new Error('disk');
  };
  const conversations = await here({ ...store, remember });
  await expect(conversations.remember('web', 'c', 'ada', { intents: ['exam.when'] })).rejects.toThrow('disk');
  expect(await conversations.recall('web', 'c')).toBeUndefined();
});

it('another channel is asked of the shared store', async () => {
  const conversations = await here();
  await conversations.remember('teams', 'c', 'ada', { intents: ['exam.when'] });
  await store.remember('teams', 'c', 'ada', { intents: ['exam.where'] });
  expect(await conversations.recall('teams', 'c')).toEqual({ intents: ['exam.where'] });
  expect((await conversations.claim('teams', 'm', LEASE)).state).toBe('ours');
  expect((await store.claim('teams', 'm', LEASE)).state).toBe('busy');
});
