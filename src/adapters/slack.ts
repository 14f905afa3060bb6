import type { Mount } from '../http.ts';
import type { SlackWords } from '../render/slack/shapes.ts';
import { renderSlack } from '../render/slack.ts';
import type { Adapter, Clock, Lang, Store, Turn } from '../types.ts';
import { CHANNEL, readAddress } from './slack/address.ts';
import { createAnswers, posting } from './slack/answers.ts';
import type { Respond } from './slack/bolt.ts';
import { postAll } from './slack/deliver.ts';
import { createHome } from './slack/home.ts';
import { shortId } from './slack/ids.ts';
import { type Incoming, readIncoming } from './slack/incoming.ts';
import { createOnce } from './slack/once.ts';
import type { SlackSettings } from './slack/settings.ts';

export type SlackParts = {
  turn: Turn;
  store: Pick<Store, 'claim' | 'settle' | 'release' | 'keepAddress' | 'dropAddress'>;
  clock: Clock;
  /** Undefined where Slack is not set up: the adapter is off then. */
  settings: SlackSettings | undefined;
  /** What buttons and headings say. */
  words: (lang: Lang) => SlackWords;
  /** The languages that the home tab speaks; the first is the default. */
  langs: readonly Lang[];
  /** Told of a failure, without what a person wrote; `where` says what was tried, and Slack's word for what was wrong. */
  onError: (where: string, error: unknown) => void;
};

export type SlackAdapter = Adapter & { mounts: Mount[] };

const OFF: SlackAdapter = {
  channel: CHANNEL,
  status: { on: false, why: 'SLACK_BOT_TOKEN is not set' },
  mounts: [],
  stop: async () => {},
};

/** Slack's door: POST /slack/events, and Socket Mode. The SDK is loaded only when it is on. */
export async function createSlack(parts: SlackParts): Promise<SlackAdapter> {
  const { settings, store, words, onError } = parts;
  if (!settings) return OFF;
  const { openDoors } = await import('./slack/bolt.ts');
  const inHand = new Set<Promise<void>>();
  const stopping = new AbortController();
  const received = (body: unknown, respond: Respond | undefined) => {
    const incoming = readIncoming(body);
    if (!incoming) return;
    const work = handle(incoming, respond)
      .catch((error: unknown) => onError('turn', error))
      .finally(() => inHand.delete(work));
    inHand.add(work);
  };
  const doors = openDoors(settings, received, onError);
  const all = { ...parts, ...createOnce(store, onError), call: doors.call, stopping: stopping.signal };
  const { message, press, command, share } = createAnswers(all);
  const home = createHome(all);

  async function handle(incoming: Incoming, respond: Respond | undefined): Promise<void> {
    switch (incoming.kind) {
      case 'message':
        return message(incoming);
      case 'press':
        return press(incoming, respond);
      case 'command':
        return command(incoming, respond);
      case 'share':
        return share(incoming, respond);
      case 'home':
        return home(incoming);
    }
  }

  return {
    channel: CHANNEL,
    status: { on: true, why: reach(settings) },
    mounts: doors.mounts,
    send: async (address, reply) => {
      const to = readAddress(address);
      if (!to) return { outcome: 'gone', why: 'the address is not one of Slack' };
      const extras = { id: shortId(`${to.conversation}:${parts.clock()}`), words: words(reply.lang), privateUrl: '' };
      const messages = renderSlack({ ...reply, goesOn: undefined }, extras);
      const outcome = await postAll(
        messages.map((part) => () => doors.call('chat.postMessage', posting(to.channel, undefined, part))),
      );
      if (outcome.outcome === 'gone') await store.dropAddress(CHANNEL, to.conversation).catch((error) => onError('store', error));
      return outcome;
    },
    stop: async () => {
      stopping.abort();
      await doors.stop();
      await Promise.allSettled(inHand);
    },
  };
}

/** How Slack reaches the bot, for the one who starts it. */
function reach({ signingSecret, appToken }: SlackSettings): string {
  const ways = [
    ...(signingSecret === undefined ? [] : ['POST /slack/events']),
    ...(appToken === undefined ? [] : ['Socket Mode']),
  ];
  return ways.join(' and ');
}
