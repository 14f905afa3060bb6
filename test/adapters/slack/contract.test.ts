import { expect } from 'vitest';
import { writeAddress } from '../../../src/adapters/slack/address.ts';
import type { SlackAdapter } from '../../../src/adapters/slack.ts';
import { createSlack } from '../../../src/adapters/slack.ts';
import { listen, portOf, stopListening } from '../../../src/http/listen.ts';
import type { Choice, Store } from '../../../src/types.ts';
import { type ContractParts, contract, type Harness, type Shown } from '../contract.ts';
import { textsOf } from './fake/blocks.ts';
import { BOT, BOT_ID, BOT_TOKEN, dm, type Event, mention, SIGNING_SECRET } from './fake/events.ts';
import { buttonsOf, type FakeSlack, type Shown as Message, slackAt, startSlack, until } from './fake.ts';
import { replyOf, words } from './harness.ts';

/** The store, and whether everything that was claimed in it is done with. */
function watched(store: Store) {
  let open = 0;
  const ends =
    (name: 'settle' | 'release') =>
    async (...given: Parameters<Store['settle']>) => {
      await Reflect.apply(store[name], store, given);
      open--;
    };
  const claim: Store['claim'] = async (...given) => {
    open++;
    const found = await store.claim(...given);
    if (found.state !== 'ours') open--;
    return found;
  };
  return { store: { ...store, claim, settle: ends('settle'), release: ends('release') } as Store, done: () => open === 0 };
}

const isChoice = ({ action_id }: { action_id: string }): boolean => action_id.startsWith('choice:');

function shownOf(message: Message): Shown {
  const said = message.blocks.filter(({ type }) => type !== 'actions');
  const buttons = buttonsOf(message);
  const choices = buttons.filter(isChoice).map(({ value, text }) => ({ id: value!, label: text.text, says: text.text }));
  const opens = buttons.some(({ url }) => url?.startsWith('https://slack.com/app_redirect?'));
  // Texts of one paragraph stand side by side: what is read has no break between a bold word and the next.
  return { text: said.map((block) => textsOf(block).join('')).join('\n'), choices, ...(opens ? { opensPrivate: true } : {}) };
}

const USERS: Record<string, string> = { ada: 'U0ANNE', bob: 'U0BEN' };

/** Slack on loopback, with the real SDK between it and the bot. */
async function openSlack({ turn, store, clock }: ContractParts): Promise<Harness> {
  const slack: FakeSlack = await startSlack();
  const { store: watching, done } = watched(store);
  const settings = { botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET, apiUrl: slack.apiUrl, timeoutMs: 5_000 };
  const start = async () => {
    const parts = { turn, store: watching, clock, settings, words, langs: ['fr', 'en'], onError: () => {} };
    const adapter: SlackAdapter = await createSlack(parts);
    return {
      adapter,
      server: await listen((request, response) => void adapter.mounts[0]!.handle(request, response), '127.0.0.1', 0),
    };
  };
  let on = await start();
  const ask = () => slackAt(`http://127.0.0.1:${portOf(on.server)}/slack/events`);
  const end = async () => {
    await on.adapter.stop();
    await stopListening(on.server, 0);
  };
  let last: Event = {};
  /** What is new on the screen when nothing is in hand any more. */
  const shown = async (work: () => Promise<unknown>): Promise<Shown[]> => {
    const before = slack.shown.length;
    await work();
    await until('an end', done);
    return slack.shown.slice(before).map(shownOf);
  };
  const deliver = (event: Event, times = 1) =>
    shown(() => Promise.all(Array.from({ length: times }, (_, retry) => ask().event(event, { retry }))));
  return {
    channel: 'slack',
    say: (text, times) => {
      last = dm(text);
      return deliver(last, times);
    },
    press: ({ id }: Choice) => {
      const isIt = (button: { value?: string }) => button.value === id;
      const message = slack.shown.findLast((one) => buttonsOf(one).some(isIt))!;
      return shown(() => ask().interact(slack.press(message, buttonsOf(message).find(isIt)!)));
    },
    redeliver: () => deliver(last),
    restart: async () => {
      await end();
      on = await start();
    },
    ownMessage: (text) => deliver(dm(text, { user: BOT, bot_id: BOT_ID })),
    inChannel: (person, text) => deliver(mention(text, { user: USERS[person] })),
    send: (address, reply) => shown(async () => expect(await on.adapter.send!(address, reply)).toEqual({ outcome: 'sent' })),
    sendToGone: () => on.adapter.send!(writeAddress({ team: 'T0TEAM', channel: 'D0GONE', conversation: 'c' }), replyOf('rappel')),
    stop: async () => {
      await end();
      await slack.stop();
      expect(slack.faults).toEqual([]);
    },
  };
}

contract('slack', openSlack);
