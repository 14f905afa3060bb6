import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReminders } from '../../src/remind.ts';
import type { Place } from '../../src/store/database.ts';
import type { Db } from '../../src/store/tables.ts';
import { createStore } from '../../src/store.ts';
import type { Memory, Reply, Store } from '../../src/types.ts';
import { calendarOf, S2 } from '../remind/rig.ts';
import { onEach, openRaw } from './databases.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-23T09:00:00+01:00');

const reply = (text: string): Reply => ({
  kind: 'answer',
  intents: ['exam.where'],
  confidence: 0.97,
  lang: 'fr',
  blocks: [
    {
      type: 'paragraph',
      tone: 'caution',
      children: [
        { type: 'text', value: text },
        { type: 'link', url: 'https://example.org', children: [{ type: 'strong', children: [{ type: 'text', value: 'ici' }] }] },
      ],
    },
    { type: 'list', ordered: false, items: [[{ type: 'code', value: 'x' }, { type: 'break' }]] },
    { type: 'table', caption: 'Barème', head: ['pix'], rows: [['410']] },
    { type: 'scale', alt: 'a', min: 0, max: 1024, marks: [{ at: 410, label: '10' }], points: [] },
  ],
  choices: [{ id: 'exam.when', label: 'Quand ?', says: 'Quand a lieu l’examen ?' }],
  version: 'abcdef012345',
});

/** From now on no address can be deleted, which comes last. */
async function failToDelete(db: Db, postgres: boolean): Promise<void> {
  if (!postgres)
    return void (await sql`create trigger refuse before delete on address begin select raise(abort, 'refused'); end`.execute(db));
  await sql`create function refuse() returns trigger language plpgsql as 'begin raise exception ''refused''; end'`.execute(db);
  await sql`create trigger refuse before delete on address for each row execute function refuse()`.execute(db);
}

onEach('the store', ({ fresh }) => {
  let place: Place;
  let now: number;
  let open: Store[];
  const clock = () => now;

  async function store() {
    const opened = await createStore(place, clock);
    open.push(opened);
    return opened;
  }

  beforeEach(async () => {
    place = await fresh();
    now = START;
    open = [];
  });

  afterEach(async () => {
    for (const opened of open) await opened.close();
  });

  describe('memory', () => {
    const memory: Memory = {
      lang: 'fr',
      intents: ['grade.compute'],
      offered: ['exam.when'],
      score: 410.5,
      target: 12,
      semester: 2,
    };

    it('gives back what was remembered last, per channel and conversation', async () => {
      const kept = await store();
      await kept.remember('web', 'a', 'p', { intents: [] });
      await kept.remember('web', 'a', 'p', memory);
      expect(await kept.recall('web', 'a')).toEqual(memory);
      expect(await kept.recall('web', 'b')).toBeUndefined();
      expect(await kept.recall('teams', 'a')).toBeUndefined();
    });

    it('tells which conversations and messages of a channel it holds', async () => {
      const kept = await store();
      await kept.remember('web', 'a', 'p', memory);
      await kept.remember('teams', 'b', 'p', memory);
      await kept.claim('web', 'm', 1_000);
      await kept.settle('web', 'n', 'p', reply('yes'));
      const { conversations, messages } = await kept.keys('web');
      expect(conversations).toEqual(['a']);
      expect(messages.sort()).toEqual(['m', 'n']);
    });

    it('is not recalled after a day, also before it is deleted', async () => {
      const kept = await store();
      await kept.remember('web', 'a', 'p', memory);
      now += 24 * HOUR - 1;
      expect(await kept.recall('web', 'a')).toEqual(memory);
      now += 1;
      expect(await kept.recall('web', 'a')).toBeUndefined();
    });

    it('survives a restart', async () => {
      const first = await createStore(place, clock);
      await first.remember('web', 'a', 'p', memory);
      await first.close();
      const second = await store();
      expect(await second.recall('web', 'a')).toEqual(memory);
    });

    it('that another version wrote in another shape counts as none', async () => {
      const kept = await store();
      await kept.remember('web', 'a', 'p', memory);
      const db = openRaw(place);
      await db.updateTable('memory').set({ memory: '{"intents":"no list"}' }).execute();
      expect(await kept.recall('web', 'a')).toBeUndefined();
      await db.updateTable('memory').set({ memory: 'no json' }).execute();
      expect(await kept.recall('web', 'a')).toBeUndefined();
      await db.destroy();
    });
  });

  describe('a claimed message', () => {
    it('is ours once, busy while in work, and done with the same reply afterwards', async () => {
      const kept = await store();
      expect(await kept.claim('web', 'm1', 30_000)).toEqual({ state: 'ours' });
      expect(await kept.claim('web', 'm1', 30_000)).toEqual({ state: 'busy' });
      await kept.settle('web', 'm1', 'p', reply('au Patio'));
      expect(await kept.claim('web', 'm1', 30_000)).toEqual({ state: 'done', reply: reply('au Patio') });
      expect(await kept.claim('teams', 'm1', 30_000)).toEqual({ state: 'ours' });
    });

    it('is ours again when its lease is over, but not when it was answered', async () => {
      const kept = await store();
      await kept.claim('web', 'crashed', 30_000);
      await kept.claim('web', 'answered', 30_000);
      await kept.settle('web', 'answered', 'p', reply('x'));
      now += 29_999;
      expect((await kept.claim('web', 'crashed', 30_000)).state).toBe('busy');
      now += 1;
      expect((await kept.claim('web', 'crashed', 30_000)).state).toBe('ours');
      expect((await kept.claim('web', 'crashed', 30_000)).state).toBe('busy');
      expect((await kept.claim('web', 'answered', 30_000)).state).toBe('done');
    });

    it('is ours at once after it was given back, unless it was answered', async () => {
      const kept = await store();
      await kept.claim('web', 'm', 30_000);
      await kept.release('web', 'm');
      expect((await kept.claim('web', 'm', 30_000)).state).toBe('ours');
      await kept.settle('web', 'm', 'p', reply('x'));
      await kept.release('web', 'm');
      expect((await kept.claim('web', 'm', 30_000)).state).toBe('done');
    });

    it('keeps its first reply', async () => {
      const kept = await store();
      await kept.claim('web', 'm', 10);
      now += 20;
      await kept.claim('web', 'm', 10);
      await kept.settle('web', 'm', 'p', reply('first'));
      await kept.settle('web', 'm', 'p', reply('second'));
      expect(await kept.claim('web', 'm', 10)).toEqual({ state: 'done', reply: reply('first') });
    });

    it('is ours for one of many that claim it at once on one file', async () => {
      const stores = [await store(), await store(), await store()];
      for (let round = 0; round < 30; round++) {
        const claims = await Promise.all(
          [...stores, ...stores].map((one) => one.claim('web', `m${round}`, 30_000).then(({ state }) => state)),
        );
        expect(claims.toSorted()).toEqual(['busy', 'busy', 'busy', 'busy', 'busy', 'ours']);
      }
    });

    it('is a new one when its reply is older than a day', async () => {
      const kept = await store();
      await kept.claim('web', 'm', 30_000);
      await kept.settle('web', 'm', 'p', reply('x'));
      now += 24 * HOUR;
      expect((await kept.claim('web', 'm', 30_000)).state).toBe('ours');
      expect((await kept.claim('web', 'm', 30_000)).state).toBe('busy');
    });
  });

  describe('many turns at once', () => {
    it('are all kept', async () => {
      const kept = await store();
      const people = Array.from({ length: 200 }, (_, i) => `p${i}`);
      const states = await Promise.all(
        people.map(async (person, i) => {
          const { state } = await kept.claim('web', `m${i}`, 30_000);
          await kept.remember('web', person, person, { intents: [], score: i });
          await kept.settle('web', `m${i}`, person, reply(person));
          return state;
        }),
      );
      expect(new Set(states)).toEqual(new Set(['ours']));
      expect((await kept.recall('web', 'p137'))?.score).toBe(137);
      expect(await kept.claim('web', 'm42', 1)).toEqual({ state: 'done', reply: reply('p42') });
    });

    it('wait for another process that holds the same rows, and go on', async () => {
      const kept = await store();
      await kept.remember('web', 'a', 'p', { intents: [] });
      const other = openRaw(place);
      const held = other.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('memory').execute();
        const waiting = kept.remember('web', 'a', 'p', { intents: [], score: 1 });
        // The write begins in the next round of the event loop, and is refused before the one after.
        await new Promise(setImmediate);
        await new Promise(setImmediate);
        return { waiting };
      });
      await (await held).waiting;
      expect((await kept.recall('web', 'a'))?.score).toBe(1);
      await other.destroy();
    });
  });

  describe('deleting', () => {
    it('takes everything of one person, and says how much', async () => {
      const kept = await store();
      await kept.remember('web', 'a', 'p', { intents: [] });
      await kept.remember('web', 'b', 'p', { intents: [] });
      await kept.remember('web', 'c', 'q', { intents: [] });
      await kept.claim('web', 'm', 30_000);
      await kept.settle('web', 'm', 'p', reply('x'));
      expect(await kept.forget('web', 'p')).toEqual({ conversations: 2, replies: 1, reminders: 0, addresses: 0 });
      expect(await kept.recall('web', 'a')).toBeUndefined();
      expect(await kept.recall('web', 'c')).toEqual({ intents: [] });
      expect((await kept.claim('web', 'm', 1)).state).toBe('ours');
      expect(await kept.forget('web', 'p')).toEqual({ conversations: 0, replies: 0, reminders: 0, addresses: 0 });
    });

    it('takes also what was asked to be written just before', async () => {
      const kept = await store();
      const writing = [kept.remember('web', 'a', 'p', { intents: [] }), kept.settle('web', 'm', 'p', reply('x'), true)];
      if ('url' in place) await Promise.all(writing);
      expect(await kept.forget('web', 'p')).toMatchObject({ conversations: 1, replies: 1 });
      await Promise.all(writing);
      expect(await kept.recall('web', 'a')).toBeUndefined();
    });

    it('that fails in the middle deletes nothing', async () => {
      const kept = await store();
      const reminders = createReminders({ store: kept, calendar: () => calendarOf({ 'profile.s2': '03-15' }), clock });
      await kept.remember('teams', 'a', 'p', { intents: [] });
      await kept.settle('teams', 'm', 'p', reply('x'));
      await kept.keepAddress('a', 'p', true, { channel: 'teams', data: 'x' });
      await reminders.follow({ channel: 'teams', person: 'p', lang: 'fr' }, [S2]);
      const db = openRaw(place);
      await failToDelete(db, 'url' in place);
      await expect(kept.forget('teams', 'p')).rejects.toThrow();
      expect(await kept.recall('teams', 'a')).toEqual({ intents: [] });
      expect(await kept.replied('teams', 'm')).toEqual(reply('x'));
      expect(await reminders.followed('teams', 'p')).toMatchObject([{ date: 'profile.s2', sends: [{}, {}, {}] }]);
      expect(await kept.addressOf('teams', 'p')).toBeDefined();
      await sql`drop trigger refuse ${sql.raw('url' in place ? 'on address' : '')}`.execute(db);
      await db.destroy();
      expect(await kept.forget('teams', 'p')).toEqual({ conversations: 1, replies: 1, reminders: 1, addresses: 1 });
    });

    it('by age takes what is older than its retention and nothing else', async () => {
      const kept = await store();
      const round = async (name: string) => {
        await kept.remember('web', name, 'p', { intents: [] });
        await kept.claim('web', name, 30_000);
      };
      await round('old');
      now += 12 * HOUR;
      await round('young');
      now += 12 * HOUR;
      await kept.expire();
      const db = openRaw(place);
      expect(await db.selectFrom('memory').select('conversation').execute()).toEqual([{ conversation: 'young' }]);
      expect(await db.selectFrom('claim').select('message_id').execute()).toEqual([{ message_id: 'young' }]);
      await db.destroy();
    });
  });

  describe('the database', () => {
    it('is refused when a newer version made it, and left as it was', async () => {
      await (await createStore(place, clock)).close();
      const db = openRaw(place).withTables<{ kysely_migration: { name: string; timestamp: string } }>();
      await db.insertInto('kysely_migration').values({ name: '999-future', timestamp: '2030-01-01' }).execute();
      await db.destroy();
      await expect(createStore(place, clock)).rejects.toThrow(/newer version of this program \(unknown steps: 999-future\)/);
    });

    it('is made once by several that start at the same time', async () => {
      const stores = await Promise.all([store(), store(), store(), store()]);
      await stores[0]!.remember('web', 'a', 'p', { intents: [], score: 7 });
      expect((await stores[3]!.recall('web', 'a'))?.score).toBe(7);
    });

    it('says so when it does not answer', async () => {
      const kept = await createStore(place, clock);
      await kept.ping();
      await kept.close();
      await expect(kept.ping()).rejects.toThrow();
    });
  });

  describe('addresses', () => {
    it('are kept one per conversation, the newest, and found by person where nobody else reads', async () => {
      const store = await createStore(place, () => 1_000);
      const at = (data: string) => ({ channel: 'teams', data });
      await store.keepAddress('chat-1', 'ada', true, at('first'));
      await store.keepAddress('chat-1', 'ada', true, at('second'));
      await store.keepAddress('team-1', 'ada', false, at('all read this'));
      expect(await store.addressOf('teams', 'ada')).toEqual(at('second'));
      expect(await store.addressOf('slack', 'ada')).toBeUndefined();
      expect(await store.addressOf('teams', 'bob')).toBeUndefined();
      await store.close();
    });

    it('go when they lead nowhere any more, and when the person wants to be forgotten', async () => {
      const store = await createStore(place, () => 1_000);
      for (const conversation of ['a', 'b'])
        await store.keepAddress(conversation, conversation, true, { channel: 'teams', data: 'x' });
      await store.dropAddress('teams', 'a');
      expect(await store.addressOf('teams', 'a')).toBeUndefined();
      await store.forget('teams', 'b');
      expect(await store.addressOf('teams', 'b')).toBeUndefined();
      await store.close();
    });

    it('are kept also when the store is closed at once', async () => {
      const store = await createStore(place, () => 1_000);
      await Promise.all(Array.from({ length: 20 }, () => store.recall('teams', 'a')));
      const many = Array.from({ length: 20 }, (_, i) => `closed ${i}`);
      const keeping = many.map((person) => store.keepAddress(person, person, true, { channel: 'teams', data: 'x' }));
      await store.close();
      await Promise.all(keeping);
      const again = await createStore(place, () => 1_000);
      for (const person of many) expect(await again.addressOf('teams', person)).toBeDefined();
      await again.close();
    });

    it('go also when they were about to be kept', async () => {
      const store = await createStore(place, () => 1_000);
      const keep = (person: string) => store.keepAddress(person, person, true, { channel: 'teams', data: 'x' });
      const keeping = [keep('a'), keep('b')];
      await store.dropAddress('teams', 'a');
      expect(await store.forget('teams', 'b')).toMatchObject({ addresses: 1 });
      await Promise.all(keeping);
      expect(await store.addressOf('teams', 'a')).toBeUndefined();
      expect(await store.addressOf('teams', 'b')).toBeUndefined();
      await store.close();
    });
  });
});
