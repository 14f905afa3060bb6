import type { Ask, Fault, Outcome, Outgoing } from './api.ts';
import type { Shown } from './strings.ts';

/** One entry of the transcript. `used`: the place of the choice that was pressed. */
export type Item =
  | { by: 'welcome'; used?: number }
  | { by: 'bot'; reply: Shown; used?: number }
  | { by: 'me'; id: string; text: string; choice?: string; state: 'waiting' | 'sent' | 'failed'; fault?: Fault };
export type Mine = Extract<Item, { by: 'me' }>;

/** What the conversation tells the one who shows it. */
export type Watcher = {
  added: (item: Item) => void;
  failed: (item: Mine) => void;
  waiting: (on: boolean) => void;
  /** Something worth keeping has changed. */
  changed: () => void;
};

export type Parts = {
  ask: Ask;
  newId: () => string;
  wait: (ms: number) => Promise<void>;
  lang: () => string;
  /** A session that is kept over visits, in place of the conversation's own. */
  keptSession?: () => string | undefined;
  watcher: Watcher;
};

const BUSY_TRIES = 4;

export type Conversation = ReturnType<typeof createConversation>;

/**
 * The course of a conversation, without its looks: sends one message at a time, keeps what failed, and sends it again
 * under the same id.
 */
export function createConversation(
  { ask, newId, wait, lang, keptSession, watcher }: Parts,
  session?: string,
  items: Item[] = [],
) {
  const state = { session, items, stop: new AbortController(), busy: false };

  const add = (item: Item): void => {
    state.items.push(item);
    watcher.added(item);
    watcher.changed();
  };

  /** Asks until there is an outcome to show: an unknown session is dropped once, a busy server given time. */
  const ask1 = async (message: Outgoing, stop: AbortSignal): Promise<Outcome> => {
    for (let tries = 1; ; tries++) {
      const outcome = await ask(message, keptSession?.() ?? state.session, stop);
      if (outcome.ok || stop.aborted || tries === BUSY_TRIES) return outcome;
      if (outcome.strange && state.session) state.session = undefined;
      else if (outcome.fault === 'busy') await wait(outcome.again);
      else return outcome;
    }
  };

  const deliver = async (item: Mine): Promise<void> => {
    const { stop } = state;
    state.busy = true;
    item.state = 'waiting';
    watcher.waiting(true);
    watcher.changed();
    const said = item.choice ? { choice: item.choice } : { text: item.text };
    const outcome = await ask1({ id: item.id, ...said, lang: lang() }, stop.signal);
    if (stop.signal.aborted) return;
    state.busy = false;
    watcher.waiting(false);
    if (outcome.ok) {
      item.state = 'sent';
      state.session = outcome.session;
      add({ by: 'bot', reply: outcome.reply });
    } else {
      item.state = 'failed';
      item.fault = outcome.fault;
      watcher.failed(item);
      watcher.changed();
    }
  };

  return {
    state,
    add,
    /** The first of the person's messages in a state. */
    find: (wanted: Mine['state']): Mine | undefined =>
      state.items.find((item): item is Mine => item.by === 'me' && item.state === wanted),
    /** Says something; false while the answer before is awaited, and nothing is lost then. */
    say: (text: string, choice?: string): boolean => {
      if (state.busy) return false;
      const item: Mine = { by: 'me', id: newId(), text, ...(choice && { choice }), state: 'waiting' };
      add(item);
      void deliver(item);
      return true;
    },
    /** Sends a failed message again; false while another answer is awaited. */
    retry: (item: Mine): boolean => {
      if (state.busy) return false;
      void deliver(item);
      return true;
    },
    /** Takes a failed message out, because it is written anew. */
    drop: (item: Mine): void => {
      state.items = state.items.filter((other) => other !== item);
      watcher.changed();
    },
    /** Starts again: another session, nothing left of this one. */
    reset: (): void => {
      state.stop.abort();
      Object.assign(state, { session: undefined, items: [], stop: new AbortController(), busy: false });
      watcher.waiting(false);
    },
  };
}
