import { beforeEach, expect, it } from 'vitest';
import { claimsHere } from '../../src/store/here.ts';
import { createStore, type WholeStore } from '../../src/store.ts';
import type { Reply } from '../../src/types.ts';

const REPLY: Reply = { kind: 'answer', intents: [], confidence: 1, lang: 'fr', blocks: [], choices: [], version: '0' };
const LEASE = 1_000;
let store: WholeStore;
beforeEach(async () => {
  store = await createStore({ sqlite: ':memory:' }, () => 1_000);
  return () => store.close();
});

it('a message is claimed once, also when it comes twice at the same moment', async () => {
  const claims = claimsHere(store);
  const states = await Promise.all([claims.claim('web', 'm', LEASE), claims.claim('web', 'm', LEASE)]);
  expect(states.map(({ state }) => state).sort()).toEqual(['busy', 'ours']);
});

it('a repeat gets the same reply: before it is written, after, and from another process', async () => {
  const claims = claimsHere(store);
  await claims.claim('web', 'm', LEASE);
  const kept = claims.settle('web', 'm', 'ada', REPLY);
  expect(await claims.claim('web', 'm', LEASE)).toEqual({ state: 'done', reply: REPLY });
  await kept;
  expect(await claims.claim('web', 'm', LEASE)).toEqual({ state: 'done', reply: REPLY });
  expect(await claimsHere(store).claim('web', 'm', LEASE)).toEqual({ state: 'done', reply: REPLY });
});

it('a message given back, or whose look into the store failed, may be claimed again', async () => {
  const claims = claimsHere(store);
  await claims.claim('web', 'm', LEASE);
  await claims.release('web', 'm');
  expect((await claims.claim('web', 'm', LEASE)).state).toBe('ours');

  let fails = true;
  const replied = async () => {
    if (fails) throw new Error('disk');
    return undefined;
  };
  const shaky = claimsHere({ ...store, replied });
  await expect(shaky.claim('web', 'n', LEASE)).rejects.toThrow('disk');
  fails = false;
  expect((await shaky.claim('web', 'n', LEASE)).state).toBe('ours');
});

it('a turn that ends in neither keeps the message busy for its sender only', async () => {
  const claims = claimsHere(store);
  await claims.claim('web', 'm', LEASE);
  expect((await claims.claim('web', 'other', LEASE)).state).toBe('ours');
});
