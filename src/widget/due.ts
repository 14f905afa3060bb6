import type { Kept } from './kept.ts';
import { createNotice } from './notice.ts';
import { createReminders, type Due } from './reminders.ts';
import type { Shown, UiLang } from './strings.ts';

export type DueParts = {
  url: string;
  fetch: typeof globalThis.fetch;
  wait: (ms: number) => Promise<void>;
  lang: () => UiLang;
  kept: Kept;
  isOpen: () => boolean;
  /** Puts a reminder into the conversation. */
  say: (reply: Shown) => void;
  /** Shows how many are unread. */
  count: (unread: number) => void;
  open: () => void;
  dismissed: () => void;
};

/** Reminders that are due: in the open window, else in a banner until they are read or put away. Each is said once. */
export function createDue({ url, fetch, wait, lang, kept, isOpen, say, count, open, dismissed }: DueParts) {
  const known = new Set<string>();
  let unread: Due[] = [];
  const reminders = createReminders({ url, fetch, wait, id: kept.id, take });
  const notice = createNotice({
    lang,
    read: open,
    dismiss: () => {
      // Opening the window in this page still finds them.
      settle();
      dismissed();
    },
  });

  function announce(due: Due): void {
    known.add(due.id);
    unread.push(due);
    notice.add(due);
    count(unread.length);
  }

  function take(due: Due): void {
    // Given again, because it was not heard that it was shown.
    if (!known.has(due.id)) {
      if (isOpen()) {
        known.add(due.id);
        say(due.reply);
      } else {
        announce(due);
        kept.setUnread(unread);
      }
    }
    reminders.seen([due.id]);
  }

  function settle(): void {
    notice.clear();
    count(0);
    kept.setUnread([]);
  }

  return {
    element: notice.element,
    speak: notice.speak,
    /** Takes up what an earlier page of this tab has shown. */
    restore: (): void => kept.unread().forEach(announce),
    listen: reminders.listen,
    /** The window has been opened: what is unread is in it. */
    opened: (): void => {
      for (const { reply } of unread) say(reply);
      unread = [];
      settle();
    },
    /** A reply asks for the session to be kept from now on, or to be forgotten. */
    keeps: (on: boolean, session: string | undefined): void => {
      if (on && session) {
        kept.keep(session);
        reminders.listen(true);
      } else if (!on) {
        kept.forget();
        reminders.listen(false);
        unread = [];
        settle();
      }
    },
  };
}
