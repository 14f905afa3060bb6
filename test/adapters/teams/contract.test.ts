import { expect } from 'vitest';
import { writeAddress } from '../../../src/adapters/teams/address.ts';
import type { Choice } from '../../../src/types.ts';
import { type ContractParts, contract, type Harness, type Shown } from '../contract.ts';
import { startFake } from './fake.ts';
import {
  type Activity,
  activityFrom,
  BOT,
  broughtBy,
  inChannel,
  postActivity,
  pressOf,
  serveTeams,
  settingsFor,
  shownOf,
} from './harness.ts';

/** The real SDK over HTTP, signed on both sides, between a fake Teams and the bot. */
async function openTeams(parts: ContractParts): Promise<Harness> {
  const fake = await startFake();
  const start = () => serveTeams({ ...parts, settings: settingsFor(fake) });
  let on = await start();
  let last: Activity = {};
  const deliver = async (activity: Activity, times = 1): Promise<Shown[]> => {
    const before = fake.posted.length;
    await Promise.all(Array.from({ length: times }, () => postActivity(on.url, activity, fake.sign())));
    return fake.posted.slice(before).map(shownOf);
  };
  return {
    channel: 'teams',
    say: (text, times) => {
      last = activityFrom(fake, { text });
      return deliver(last, times);
    },
    press: (choice: Choice) => deliver(pressOf(fake, choice, { value: broughtBy(fake, choice) })),
    redeliver: () => deliver(last),
    restart: async () => {
      await on.stop();
      on = await start();
    },
    ownMessage: (text) => deliver(activityFrom(fake, { text, from: BOT })),
    inChannel: (person, text) => deliver(inChannel(fake, person, text)),
    send: async (address, reply) => {
      const before = fake.posted.length;
      expect(await on.teams.send?.(address, reply)).toEqual({ outcome: 'sent' });
      return fake.posted.slice(before).map(shownOf);
    },
    sendToGone: async () => {
      const conversation = { id: 'a:personal-gone', conversationType: 'personal' };
      const address = writeAddress({ serviceUrl: fake.serviceUrl, channelId: 'msteams', bot: BOT.id, conversation });
      const reply = { kind: 'answer', intents: [], confidence: 1, lang: 'fr', blocks: [], choices: [], version: '' } as const;
      fake.behave({ status: 403, body: { error: { code: 'ConversationBlockedByUser' } } });
      const outcome = await on.teams.send?.(address, { ...reply, intents: [], blocks: [], choices: [] });
      if (!outcome) throw new Error('Teams can not send first');
      return outcome;
    },
    stop: async () => {
      await on.stop();
      await fake.close();
    },
  };
}

contract('teams', openTeams);
