import type { Reply, SendOutcome, Store } from '../../types.ts';
import { CHANNEL } from './address.ts';
import { MOST_DELIVERY_MS } from './deliver.ts';

/** An answer takes milliseconds, or as long as Slack makes it wait, and its requests take; after this long its process is taken to be gone. */
const LEASE_MS = MOST_DELIVERY_MS + 180_000;

export type OnError = (where: string, error: unknown) => void;

/** What was answered, and whether it reached Slack. */
export type Answered = { reply: Reply; outcome: SendOutcome };

/**
 * Runs `work` for an id that nobody answered yet, in any process, and keeps the reply; otherwise does nothing. What did
 * not reach Slack is given back. Where the store fails, people are answered all the same.
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

  async function once(id: string, person: string, work: () => Promise<Answered>): Promise<void> {
    const claim = await attempt(() => store.claim(CHANNEL, id, LEASE_MS));
    if (claim !== undefined && claim.state !== 'ours') return;
    try {
      const { reply, outcome } = await work();
      if (outcome.outcome === 'retry') await attempt(() => store.release(CHANNEL, id));
      else await attempt(() => store.settle(CHANNEL, id, person, reply));
      if (outcome.outcome !== 'sent') onError(`send: ${whyOf(outcome)}`, undefined);
    } catch (error) {
      onError('turn', error);
      await attempt(() => store.release(CHANNEL, id));
    }
  }

  /** The reply that was given for an id, undefined if there is none any more. */
  async function answered(id: string): Promise<Reply | undefined> {
    const claim = await attempt(() => store.claim(CHANNEL, id, 1));
    if (claim?.state === 'ours') await attempt(() => store.release(CHANNEL, id));
    return claim?.state === 'done' ? claim.reply : undefined;
  }

  return { once, answered, attempt };
}

export const whyOf = (outcome: SendOutcome): string => {
  if (outcome.outcome === 'sent') return 'sent';
  return outcome.outcome === 'retry' ? `refused for ${outcome.afterMs} ms` : `${outcome.outcome}, ${outcome.why}`;
};
