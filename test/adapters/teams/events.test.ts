import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '../../../src/store.ts';
import type { Message, Reply, Store } from '../../../src/types.ts';
import { type Fake, startFake, TENANT } from './fake.ts';
import {
  type Activity,
  activityFrom,
  BOT,
  cardOf,
  inChannel,
  postActivity,
  type Running,
  serveTeams,
  settingsFor,
  shownOf,
  THREAD,
} from './harness.ts';

let folder: string;
let file: string;
let now: number;
let fake: Fake;
let store: Store;
let on: Running;
let heard: Message[];
let failures: string[];
let goesOn: Reply['goesOn'];

const turn = async (message: Message): Promise<Reply> => {
  heard.push(message);
  const value = `${heard.length}: ${message.text ?? message.choice}`;
  const blocks: Reply['blocks'] = [{ type: 'paragraph', children: [{ type: 'text', value }] }];
  return { kind: 'answer', intents: [], confidence: 1, lang: 'fr', blocks, choices: [], version: '', goesOn };
};
const parts = () => ({
  turn,
  clock: () => now,
  settings: settingsFor(fake),
  onError: (where: string, error: unknown) => failures.push(`${where} ${error ?? ''}`),
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pix-teams-'));
  file = join(folder, 'pix.sqlite');
  now = Date.parse('2026-10-01T09:00:00+02:00');
  [heard, failures, goesOn] = [[], [], undefined];
  fake = await startFake();
  store = await createStore({ sqlite: file }, () => now);
  on = await serveTeams({ ...parts(), store });
});

afterEach(async () => {
  await on.stop();
  await store.close();
  await fake.close();
  rmSync(folder, { recursive: true, force: true });
});

const deliver = async (more: Activity, url = on.url): Promise<number> =>
  (await postActivity(url, activityFrom(fake, more), fake.sign())).status;
const shown = () => fake.posted.map((posted) => shownOf(posted).text);
const INSTALLED = { type: 'installationUpdate', action: 'add' };
const ADDED = { type: 'conversationUpdate', membersAdded: [{ id: BOT.id }, { id: '29:ada' }] };

describe('an installation', () => {
  it('is welcomed once, whatever tells of it and how often', async () => {
    await Promise.all([deliver(INSTALLED), deliver(ADDED)]);
    await deliver(INSTALLED);
    await deliver({ ...INSTALLED, action: 'add-upgrade' });
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ choice: 'smalltalk.greeting', private: true, lang: 'fr' });
    expect(heard[0]?.text).toBeUndefined();
    expect(fake.posted).toHaveLength(1);
  });

  it('of somebody else, or a title that changed, is no reason to speak', async () => {
    await deliver({ type: 'conversationUpdate', membersAdded: [{ id: '29:bob' }] });
    await deliver({ type: 'conversationUpdate', topicName: 'Pix' });
    for (const type of ['typing', 'messageReaction', 'messageUpdate', 'messageDelete', 'event']) await deliver({ type });
    expect(fake.posted).toEqual([]);
  });

  it('lets the bot speak first, until it is removed', async () => {
    await deliver(INSTALLED);
    const { person } = heard[0] as Message;
    expect(await store.addressOf('teams', person)).toBeDefined();
    await deliver({ type: 'installationUpdate', action: 'remove' });
    expect(await store.addressOf('teams', person)).toBeUndefined();
    await deliver({ text: 'bonjour' });
    expect(await store.addressOf('teams', person)).toBeDefined();
    await deliver({ type: 'conversationUpdate', membersRemoved: [{ id: BOT.id }] });
    expect(await store.addressOf('teams', person)).toBeUndefined();
  });
});

describe('what is kept', () => {
  it('of any activity is where to speak, without a name or a word', async () => {
    // This bot's reply, which is kept, does not repeat what was said.
    await on.stop();
    on = await serveTeams({ ...parts(), store, turn: (message) => turn({ ...message, text: 'bien' }) });
    await deliver({ text: 'mes mots', type: 'messageReaction' });
    await deliver({ text: 'mes mots' });
    const { person } = heard[0] as Message;
    const address = await store.addressOf('teams', person);
    expect(JSON.parse(address?.data ?? '')).toEqual({
      serviceUrl: fake.serviceUrl,
      channelId: 'msteams',
      bot: BOT.id,
      conversation: { id: 'a:personal-ada', conversationType: 'personal', tenantId: TENANT },
    });
    await store.close();
    const bytes = readFileSync(file).toString('latin1');
    for (const word of ['Ada', 'Lovelace', 'ada-object-id', 'mes mots']) expect(bytes.includes(word), word).toBe(false);
    store = await createStore({ sqlite: file }, () => now);
  });

  it('goes when the person asks for it, and comes back with the next message', async () => {
    await deliver({ text: 'bonjour' });
    const { person } = heard[0] as Message;
    await store.forget('teams', person);
    expect(await store.addressOf('teams', person)).toBeUndefined();
    await deliver({ text: 'encore' });
    expect(await store.addressOf('teams', person)).toBeDefined();
  });

  it('goes in the very turn that is to forget it', async () => {
    await on.stop();
    on = await serveTeams({
      ...parts(),
      store,
      turn: async (message) => {
        await store.forget('teams', message.person);
        return turn(message);
      },
    });
    await deliver({ text: 'oublie-moi' });
    expect(await store.addressOf('teams', (heard[0] as Message).person)).toBeUndefined();
  });

  it('of a conversation stays that of its person, whatever bots say or do there', async () => {
    await deliver({ text: 'bonjour' });
    const { person } = heard[0] as Message;
    const address = await store.addressOf('teams', person);
    for (const from of [BOT, { id: '28:another' }, { id: 'x', role: 'bot' }])
      for (const type of ['message', 'messageReaction', 'conversationUpdate']) await deliver({ type, from, text: 'bonjour' });
    expect(await store.addressOf('teams', person)).toEqual(address);
  });

  it('of a channel is nothing personal', async () => {
    await postActivity(on.url, inChannel(fake, 'ada', 'bonjour'), fake.sign());
    expect(await store.addressOf('teams', (heard[0] as Message).person)).toBeUndefined();
  });
});

describe('a message', () => {
  it('in a channel is answered in its thread, without the mention', async () => {
    await postActivity(on.url, inChannel(fake, 'ada', "c'est où ?"), fake.sign());
    expect(heard[0]).toMatchObject({ text: "c'est où ?", private: false });
    expect(fake.posted[0]?.path).toContain(`/${THREAD}/activities/`);
  });

  it('in a group that mentions somebody else, or nobody, is not for the bot', async () => {
    const group = { conversation: { id: '19:group@thread.v2', conversationType: 'groupChat', tenantId: TENANT } };
    await deliver({ ...group, text: 'on mange où ?' });
    const bob = { type: 'mention', text: '<at>Bob</at>', mentioned: { id: '29:bob' } };
    await deliver({ ...group, text: '<at>Bob</at> on mange où ?', entities: [bob] });
    expect(heard).toEqual([]);
  });

  it('that mentions the bot twice and others too loses the marks only', async () => {
    const entities = [
      { type: 'mention', text: '<at>Pix</at>', mentioned: BOT },
      { type: 'mention', text: '<at id="1">Bob</at>', mentioned: { id: '29:bob' } },
    ];
    await deliver({ text: '<at>Pix</at>&nbsp;<at id="1">Bob</at> demande où <at>Pix</at>', entities });
    expect(heard[0]?.text).toBe('Bob demande où');
  });

  it('with a file or a card and no text says so', async () => {
    await deliver({ attachments: [{ contentType: 'image/png', contentUrl: 'https://example.fr/a.png' }] });
    await deliver({ text: '', attachments: [{ contentType: 'application/vnd.microsoft.teams.file.download.info' }] });
    await deliver({ value: { other: 'card' } });
    expect(heard.map(({ files, text }) => ({ files, text }))).toEqual(Array(3).fill({ files: true, text: '' }));
    await deliver({ text: 'bonjour', attachments: [{ contentType: 'text/html', content: '<p>bonjour</p>' }] });
    expect(heard[3]).not.toHaveProperty('files');
    await deliver({ text: ' ', attachments: [{ contentType: 'text/html' }] });
    expect(heard[4]).not.toHaveProperty('files');
  });

  it('with a choice is the choice, also where the client brings it as text', async () => {
    await deliver({ text: 'Quand ?', value: { choice: 'exam.when' } });
    await deliver({ value: '{"choice":"exam.when;semester=1"}' });
    await deliver({ text: 'x', value: { choice: '<script>' } });
    expect(heard.map(({ choice }) => choice)).toEqual(['exam.when', 'exam.when;semester=1', undefined]);
    expect(heard[0]?.text).toBeUndefined();
  });

  it('with a choice speaks the language of its card, whatever that of the client', async () => {
    for (const lang of ['en', undefined, 5, '<script>']) await deliver({ value: JSON.stringify({ choice: 'exam.when', lang }) });
    expect(heard.map(({ choice, lang }) => `${choice} ${lang}`)).toEqual(['en', 'fr', 'fr', 'fr'].map((l) => `exam.when ${l}`));
  });

  it("of a bot, or the bot's own, is not answered", async () => {
    await deliver({ text: 'bonjour', from: BOT });
    await deliver({ text: 'bonjour', from: { id: '28:another', name: 'Bot' } });
    await deliver({ text: 'bonjour', from: { id: 'x', role: 'bot' } });
    expect(heard).toEqual([]);
  });

  it('that leads to the personal conversation has the link to it', async () => {
    goesOn = 'private';
    await postActivity(on.url, inChannel(fake, 'ada', '452'), fake.sign());
    expect(cardOf(fake.posted[0]!).actions).toEqual([
      {
        type: 'Action.OpenUrl',
        title: 'Continuer en privé',
        url: 'https://teams.microsoft.com/l/chat/0/0?users=28:11111111-2222-4333-8444-555555555555',
      },
    ]);
  });
});

describe('an activity that comes again', () => {
  it('is answered once by two processes on one file', async () => {
    const second = await createStore({ sqlite: file }, () => now);
    const twin = await serveTeams({ ...parts(), store: second });
    await Promise.all([on.url, twin.url, on.url, twin.url].map((url) => deliver({ id: 'same', text: 'bonjour' }, url)));
    expect(await deliver({ id: 'same', text: 'bonjour' }, twin.url)).toBe(200);
    expect(shown()).toEqual(['1: bonjour']);
    await twin.stop();
    await second.close();
  });

  it('is answered when whoever had begun it is gone, and the claim is over', async () => {
    const activity = { id: 'half', text: 'bonjour' };
    await on.stop();
    // A process that ends in the middle of a turn: the claim stays.
    const hang = serveTeams({ ...parts(), store, turn: () => new Promise(() => {}) });
    const { url } = await hang;
    void postActivity(url, activityFrom(fake, activity), fake.sign()).catch(() => {});
    on = await serveTeams({ ...parts(), store });
    await expect.poll(() => deliver(activity)).toBe(503);
    expect(heard).toEqual([]);
    now += 15_000;
    expect(await deliver(activity)).toBe(200);
    expect(shown()).toEqual(['1: bonjour']);
  });

  it('is another one in another conversation', async () => {
    await deliver({ id: 'same', text: 'un' });
    await deliver({ id: 'same', text: 'deux', conversation: { id: 'a:other', conversationType: 'personal', tenantId: TENANT } });
    expect(shown()).toEqual(['1: un', '2: deux']);
  });

  it('is answered all the same where the store fails, which is told', async () => {
    const down = async () => {
      throw new Error('disk');
    };
    await on.stop();
    on = await serveTeams({ ...parts(), store: { ...store, claim: down, settle: down, keepAddress: down } });
    expect(await deliver({ text: 'bonjour' })).toBe(200);
    expect(shown()).toEqual(['1: bonjour']);
    expect(failures).toEqual(Array(3).fill('store Error: disk'));
  });

  it('is given back rather than answered when its claim may be over', async () => {
    await on.stop();
    const slow = async (message: Message) => {
      now += 10_000;
      return turn(message);
    };
    on = await serveTeams({ ...parts(), store, turn: slow });
    fake.behave({ status: 429, headers: { 'Retry-After': '1' } });
    expect(await deliver({ id: 'late', text: 'bonjour' })).toBe(503);
    expect(fake.posted).toHaveLength(1);
    expect(await deliver({ id: 'late', text: 'bonjour' })).toBe(200);
    expect(fake.posted).toHaveLength(2);
  });

  it('is welcome again where the turn failed, without a word of the error', async () => {
    await on.stop();
    const broken = async () => {
      throw new Error('secret words');
    };
    on = await serveTeams({ ...parts(), store, turn: broken });
    const response = await postActivity(on.url, activityFrom(fake, { id: 'x', text: 'bonjour' }), fake.sign());
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('secret');
    expect(failures).toEqual(['turn Error: secret words']);
    await on.stop();
    on = await serveTeams({ ...parts(), store });
    expect(await deliver({ id: 'x', text: 'bonjour' })).toBe(200);
  });
});
