import type { Readiness } from './http.ts';
import { troubleOf } from './store/trouble.ts';
import type { Clock, Store } from './types.ts';

/** Each look writes to the database: who asks more often gets the last answer. */
const LOOK_MS = 1_000;

export type ReadinessParts = {
  store: Pick<Store, 'ping'>;
  content: () => Readiness['content'];
  clock: Clock;
  onStoreError: (error: unknown) => void;
  onStoreWorks: () => void;
};

/** Can the server do all that it is for? Where the store fails turns are answered without memory, but nothing is kept. */
export function createReadiness({ store, content, clock, onStoreError, onStoreWorks }: ReadinessParts): () => Promise<Readiness> {
  let looked: { at: number; why: Promise<string | undefined> } | undefined;

  const look = async (): Promise<string | undefined> => {
    try {
      await store.ping();
      onStoreWorks();
      return undefined;
    } catch (error) {
      onStoreError(error);
      return troubleOf(error);
    }
  };

  return async () => {
    const now = clock();
    if (!looked || Math.abs(now - looked.at) >= LOOK_MS) looked = { at: now, why: look() };
    const why = await looked.why;
    return { ready: why === undefined, store: why === undefined ? 'ok' : 'failing', why, content: content() };
  };
}
