import { isShown } from './api.ts';
import type { Due } from './reminders.ts';

/** As much of the browser's storage as is used. */
export type Shelf = {
  getItem: (key: string) => string | null;
  setItem: (key: string, value: string) => void;
  removeItem: (key: string) => void;
};

const KEY = 'pix-chat-id';
const UNREAD = 'pix-chat-due';
/** As the server makes them. */
const TOKEN = /^[\w-]{43}$/;

export type Kept = ReturnType<typeof createKept>;

/**
 * What outlives the visit: one random session id, from the moment the person asks for reminders until they have themselves
 * forgotten; and, in the tab only, the reminders that were shown and neither read nor put away. Shelves as in memory.ts.
 */
export function createKept(shelf: () => Shelf, tab: () => Shelf) {
  const quietly = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch {
      return undefined;
    }
  };
  return {
    id: (): string | undefined =>
      quietly(() => {
        const id = shelf().getItem(KEY);
        return id && TOKEN.test(id) ? id : undefined;
      }),
    keep: (id: string): void => void quietly(() => shelf().setItem(KEY, id)),
    forget: (): void => void quietly(() => shelf().removeItem(KEY)),
    unread: (): Due[] => quietly(() => (JSON.parse(tab().getItem(UNREAD) ?? '[]') as unknown[]).filter(isDue)) ?? [],
    setUnread: (due: Due[]): void =>
      void quietly(() => (due.length ? tab().setItem(UNREAD, JSON.stringify(due)) : tab().removeItem(UNREAD))),
  };
}

/** Says whether a value has the shape of a reminder, as far as the widget leans on it. */
export function isDue(value: unknown): value is Due {
  const due = value as Partial<Due> | null | undefined;
  return typeof due?.id === 'string' && isShown(due.reply);
}
