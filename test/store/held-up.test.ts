import { setTimeout as delay } from 'node:timers/promises';
import { type Kysely, sql, type Transaction } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Tables } from '../../src/store/tables.ts';
import { createStore, type WholeStore } from '../../src/store.ts';
import { KINDS, openRaw } from './databases.ts';

const postgres = KINDS.find(({ name }) => name === 'PostgreSQL');

/** Rows of PostgreSQL that somebody else holds: with SQLite nobody waits for a row. */
describe.skipIf(!postgres || postgres.skip)('on PostgreSQL, while another connection holds a row,', () => {
  let store: WholeStore;
  let other: Kysely<Tables>;
  let letGo: () => void;

  beforeEach(async () => {
    const place = await postgres!.fresh();
    store = await createStore(place, Date.now);
    other = openRaw(place);
  });
  afterEach(async () => {
    letGo();
    await store.close();
    await other.destroy();
  });

  /** Resolves once `work` is done; what it did is taken back when `letGo` is called. */
  const hold = (work: (transaction: Transaction<Tables>) => Promise<unknown>): Promise<void> =>
    new Promise((holding, failed) => {
      const asked = new Promise<void>((done) => {
        letGo = done;
      });
      const taken = other.transaction().execute(async (transaction) => {
        await work(transaction);
        holding();
        await asked;
        throw new Error('taken back');
      });
      taken.catch(failed);
    });

  it.each(['dropAddress', 'forget'] as const)('%s comes behind an address that waits for it', async (how) => {
    await hold((transaction) =>
      sql`insert into address (channel, conversation, person, private, data, updated_at) values ('teams', 'ada', 'x', 1, 'y', 1)`.execute(
        transaction,
      ),
    );
    const kept = store.keepAddress('ada', 'ada', true, { channel: 'teams', data: 'x' });
    await delay(50);
    const gone = store[how]('teams', 'ada');
    await delay(50);
    letGo();
    await Promise.all([kept, gone]);
    expect(await store.addressOf('teams', 'ada')).toBeUndefined();
  });

  it('the deletion of what is old, which waits for it, holds up neither forgetting nor others', async () => {
    await store.remember('web', 'old', 'q', { intents: [] });
    await sql`update memory set updated_at = 1`.execute(other);
    await hold((transaction) => sql`update memory set person = 'r'`.execute(transaction));
    const expiring = store.expire();
    await delay(50);
    expect(await store.forget('teams', 'ada')).toMatchObject({ addresses: 0 });
    expect(await store.claim('teams', 'm', 1)).toEqual({ state: 'ours' });
    letGo();
    await expiring;
  });
});
