import type { Clock, Lang, Notice, Reminders, Reply } from '../types.ts';
import type { Offers } from './offer.ts';

const CHANNEL = 'web';
/**
 * A browser tells at once that it has shown a reminder; after this long it is offered again. Short, because the page that got
 * it may just be left for another; the page itself knows what it has shown.
 */
const LEASE_MS = 20_000;

export type WindowParts = {
  offers: Offers;
  reminders: Pick<Reminders, 'followed'>;
  compose: (notices: Notice[], lang: Lang, now: number) => Reply;
  clock: Clock;
};

/** Due reminders for a browser, which can't be rung: it asks, shows them, and tells that it did. */
export function createWindow({ offers, reminders, compose, clock }: WindowParts) {
  return {
    follows: async (person: string): Promise<boolean> => (await reminders.followed(CHANNEL, person)).length > 0,
    offer: async (person: string): Promise<{ id: string; reply: Reply }[]> =>
      (await offers.offer(CHANNEL, person, LEASE_MS)).map(({ id, notices, lang }) => ({
        id,
        reply: compose(notices, lang, clock()),
      })),
    shown: (person: string, ids: readonly string[]): Promise<void> => offers.shown(CHANNEL, person, ids),
  };
}
