import type { Reply, SendOutcome, Store } from '../../types.ts';
import { CHANNEL } from './address.ts';

/** Longer than a turn can take, shorter than the 15 s after which Teams delivers again: a crash loses nothing. */
const LEASE_MS = 14_000;

export type OnError = (where: string, error: unknown) => void;

/** What was answered, and whether it arrived. */
export type Answered = { reply: Reply; outcome: SendOutcome };

/** `again`: the same activity is welcome again, because nobody was told anything. `busy`: another is at it. */
export type Once = 'done' | 'again' | 'busy';

/**
 * Runs `work` for an id that nobody answered yet, in any process, and keeps the reply; otherwise does nothing. What did
 * not reach Teams is given back. Where the store fails, people are answered all the same.
 */
export function createOnce(store: Pick<Store, 'claim' | 'settle' | 'release'>, onError: OnError) {
  async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      onError('store', error);
      return undefined;
    }
  }

  async function once(id: string, person: string, work: () => Promise<Answered>): Promise<Once> {
    const claim = await attempt(() => store.claim(CHANNEL, id, LEASE_MS));
    if (claim?.state === 'done') return 'done';
    if (claim?.state === 'busy') return 'busy';
    try {
      const { reply, outcome } = await work();
      if (outcome.outcome !== 'sent') onError(`send: ${whyOf(outcome)}`, undefined);
      const notTold = outcome.outcome === 'retry';
      await attempt(() => (notTold ? store.release(CHANNEL, id) : store.settle(CHANNEL, id, person, reply)));
      return notTold ? 'again' : 'done';
    } catch (error) {
      onError('turn', error);
      await attempt(() => store.release(CHANNEL, id));
      return 'again';
    }
  }

  return { once, attempt };
}

const whyOf = (outcome: SendOutcome): string => {
  if (outcome.outcome === 'sent') return 'sent';
  return outcome.outcome === 'retry' ? `refused for ${outcome.afterMs} ms` : `${outcome.outcome}, ${outcome.why}`;
};
