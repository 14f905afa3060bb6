import { setTimeout as delay } from 'node:timers/promises';
import type { TeamsWords } from '../../render/teams/shapes.ts';
import { renderTeams } from '../../render/teams.ts';
import type { Clock, Lang, Message, Reply, SendOutcome, Store, Turn } from '../../types.ts';
import { CHANNEL } from './address.ts';
import type { Incoming } from './incoming.ts';
import type { Answered, Once } from './once.ts';
import type { Post } from './sdk.ts';

/** A wait that Teams asks for is waited for here if it is no longer; else the activity is given back. */
const SHORT_WAIT_MS = 2_000;
/** A second try after this would outlast the claim: meanwhile the message could be answered elsewhere. */
const LAST_TRY_MS = 8_000;
/** What the bot says when it comes into a conversation. */
const WELCOME = 'smalltalk.greeting';

type Parts = {
  turn: Turn;
  store: Pick<Store, 'keepAddress' | 'dropAddress'>;
  clock: Clock;
  words: (lang: Lang) => TeamsWords;
  /** Undefined for a client on this machine that stands in for Teams. */
  appId: string | undefined;
  typingAfterMs: number;
  once: (id: string, person: string, work: () => Promise<Answered>) => Promise<Once>;
  attempt: <T>(work: () => Promise<T>) => Promise<T | undefined>;
};

/** What the bot does with each meaning of an activity. */
export function createAnswers(parts: Parts) {
  const { turn, store, clock, words, appId, typingAfterMs, once, attempt } = parts;

  const privateUrl = appId && `https://teams.microsoft.com/l/chat/0/0?users=28:${appId}`;
  const render = (reply: Reply) => renderTeams(reply, { words: words(reply.lang), privateUrl, postsWords: appId !== undefined });
  const drop = (key: string) => attempt(() => store.dropAddress(CHANNEL, key));

  async function answer(message: Message, { addressKey }: Incoming, post: Post): Promise<Answered> {
    const begun = clock();
    const reply = await withTyping(() => turn(message), post, typingAfterMs);
    const outcome = await told(post, reply, begun);
    if (outcome.outcome === 'gone') await drop(addressKey);
    return { reply, outcome };
  }

  async function told(post: Post, reply: Reply, begun: number): Promise<SendOutcome> {
    const message = render(reply);
    const first = await post(message);
    if (first.outcome !== 'retry' || first.afterMs > SHORT_WAIT_MS) return first;
    if (clock() - begun + first.afterMs > LAST_TRY_MS) return first;
    await delay(first.afterMs);
    return post(message);
  }

  /** Teams tells of one installation by several activities, of which one is enough. */
  async function welcome(incoming: Incoming, post: Post): Promise<Once> {
    const { message, addressKey } = incoming;
    const id = `install:${addressKey}`;
    const greeted = { ...message, id, text: undefined, files: undefined, choice: WELCOME, at: clock() };
    const done = await once(id, message.person, () => answer(greeted, incoming, post));
    return done === 'busy' ? 'done' : done;
  }

  /** Keeps where the bot may speak first, whatever a person did. */
  const keep = ({ message, address, addressKey }: Incoming) =>
    attempt(() => store.keepAddress(addressKey, message.person, message.private, address));

  async function handle(incoming: Incoming, post: Post): Promise<Once> {
    const { meaning, message, addressKey } = incoming;
    if (meaning === 'removed') {
      await drop(addressKey);
      return 'done';
    }
    if (meaning === 'bot') return 'done';
    const { id } = incoming;
    // Asked for behind the claim, whose commit the person waits for, and before the turn, which may be to forget it.
    if (meaning === 'message')
      return once(id, message.person, () => {
        void keep(incoming);
        return answer({ ...message, id, at: clock() }, incoming, post);
      });
    const kept = keep(incoming);
    if (meaning === 'install') return welcome(incoming, post);
    await kept;
    return 'done';
  }

  return { handle, render, drop };
}

/** Shows the typing sign when the work takes long; the sign never comes after the answer. */
async function withTyping<T>(work: () => Promise<T>, post: Post, afterMs: number): Promise<T> {
  let typing: Promise<unknown> | undefined;
  const timer = setTimeout(() => {
    typing = post('typing');
  }, afterMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    await typing;
  }
}
