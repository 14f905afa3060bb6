import { isShown } from './api.ts';
import type { Item } from './conversation.ts';

/** What the tab remembers over a reload. It is written only after the person has opened the chat. */
export type Kept = { session?: string; items: Item[]; open: boolean; lang?: string; draft: string };

/** As much of the browser's storage as is used. */
export type Shelf = { getItem: (key: string) => string | null; setItem: (key: string, value: string) => void };

const KEY = 'pix-chat';
const MAX_ITEMS = 50;

/**
 * Keeps the conversation in the tab's storage. `shelf` is asked for at each use, because merely touching the storage throws
 * where it is forbidden; then the conversation lives as long as the page.
 */
export function createMemory(shelf: () => Shelf): { read: () => Kept | undefined; write: (kept: Kept) => void } {
  return {
    read: () => {
      try {
        const kept = JSON.parse(shelf().getItem(KEY) ?? 'null') as Partial<Kept> | null;
        if (!kept || !Array.isArray(kept.items)) return undefined;
        return {
          ...(typeof kept.session === 'string' && { session: kept.session }),
          ...(typeof kept.lang === 'string' && { lang: kept.lang }),
          items: kept.items.filter(isItem),
          open: kept.open === true,
          draft: typeof kept.draft === 'string' ? kept.draft : '',
        };
      } catch {
        return undefined;
      }
    },
    write: (kept) => {
      try {
        shelf().setItem(KEY, JSON.stringify({ ...kept, items: kept.items.slice(-MAX_ITEMS) }));
      } catch {
        // Full or forbidden: the conversation goes on without being kept.
      }
    },
  };
}

function isItem(value: unknown): value is Item {
  const item = value as Partial<Record<string, unknown>> | null;
  if (item?.by === 'me') return typeof item.id === 'string' && typeof item.text === 'string';
  return item?.by === 'welcome' || (item?.by === 'bot' && isShown(item.reply));
}
