import { setTimeout as delay } from 'node:timers/promises';
import type { SendOutcome } from '../../types.ts';
import { outcomeOf } from './outcome.ts';

/** One request to Slack. */
export type Post = () => Promise<void>;

/** Longer than this a person does not wait for an answer. */
const LONGEST_WAIT_MS = 60_000;
const TRIES = 4;
/** The most that delivering an answer can take: claims must hold longer. */
export const MOST_DELIVERY_MS = TRIES * LONGEST_WAIT_MS;

/** Makes each request once, in order, up to the first that fails. Of a part that arrived the rest is not sent again. */
export async function postAll(posts: readonly Post[]): Promise<SendOutcome> {
  for (const [i, post] of posts.entries()) {
    const outcome = await postOnce(post);
    if (outcome.outcome === 'sent') continue;
    return i > 0 && outcome.outcome !== 'gone' ? { outcome: 'ambiguous', why: 'only a part of it arrived' } : outcome;
  }
  return { outcome: 'sent' };
}

const postOnce = (post: Post): Promise<SendOutcome> => post().then((): SendOutcome => ({ outcome: 'sent' }), outcomeOf);

/**
 * Brings an answer to a person who waits for it: what Slack surely did not take is tried again after the time that it
 * asks for; what may have arrived is not.
 */
export async function deliver(posts: readonly Post[], stopping: AbortSignal): Promise<SendOutcome> {
  for (let left = posts, tries = 1; ; tries++) {
    const [first, ...rest] = left;
    if (!first) return { outcome: 'sent' };
    const outcome = await postOnce(first);
    if (outcome.outcome === 'sent') {
      left = rest;
      tries = 0;
      continue;
    }
    if (outcome.outcome !== 'retry' || tries >= TRIES || outcome.afterMs > LONGEST_WAIT_MS || stopping.aborted) return outcome;
    await delay(outcome.afterMs, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return outcome;
  }
}
