import { createAsk } from './api.ts';
import { createComposer } from './composer.ts';
import { type Conversation, createConversation } from './conversation.ts';
import { createDue } from './due.ts';
import { newId } from './id.ts';
import { createKept } from './kept.ts';
import { createLog } from './log.ts';
import { createMemory, type Kept } from './memory.ts';
import { listenToPage } from './page.ts';
import { createPanel } from './panel.ts';
import { FULL, fitToViewport, keepFocus } from './screen.ts';
import { pickLang, type UiLang } from './strings.ts';
import { paint } from './theme.ts';

export type Widget = {
  root: HTMLElement;
  /** Takes changed attributes. */
  refresh: () => void;
  /** Listens to the page until the signal comes. */
  attach: (gone: AbortSignal) => void;
  open: (on: boolean) => void;
};

/** Builds one chat: its parts, and how they work together. `base` is the address that `widget.js` came from. */
export function createWidget(host: HTMLElement, base: string): Widget {
  const memory = createMemory(() => sessionStorage);
  const kept = memory.read();
  const keptId = createKept(
    () => localStorage,
    () => sessionStorage,
  );
  // Nothing is written before the person has opened the chat, in this page or earlier in this tab.
  let opened = kept !== undefined;
  let isOpen = false;
  let leaving = false;
  let chosen = kept?.lang;
  const full = matchMedia(FULL);
  const lang = (): UiLang => pickLang(chosen, host.getAttribute('lang'), document.documentElement.lang, navigator.language);

  const ask: typeof fetch = (...args) => fetch(...args);
  const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

  const keep = (): void => {
    const { session, items } = conversation.state;
    if (opened && !leaving) memory.write({ session, items, open: isOpen, lang: chosen, draft: composer.text() });
  };

  const conversation: Conversation = createConversation(
    {
      ask: createAsk(new URL('api/chat', base).href, ask),
      newId: () => newId(crypto),
      wait,
      lang,
      keptSession: keptId.id,
      watcher: {
        added: (item) => {
          log.add(item);
          if (item.by === 'bot' && item.reply.keeps !== undefined) due.keeps(item.reply.keeps, conversation.state.session);
        },
        failed: (item) => log.fail(item),
        waiting: (on) => {
          log.waiting(on);
          composer.waiting(on);
        },
        changed: keep,
      },
    },
    kept?.session,
    kept?.items,
  );

  const log = createLog({
    lang,
    conversation,
    // To the input, except where that would bring up the on-screen keyboard unasked.
    refocus: () => (matchMedia('(pointer: coarse)').matches ? log.element.focus({ preventScroll: true }) : composer.focus()),
    edit: (text) => {
      composer.put(text);
      composer.focus();
    },
  });
  const composer = createComposer({ lang, submit: conversation.say });

  const start = (): void => {
    conversation.reset();
    log.clear();
    conversation.add({ by: 'welcome' });
  };

  const show = (on: boolean): void => {
    isOpen = on;
    frame.open(on);
    if (on) {
      opened = true;
      settleHeight();
      composer.grow();
      if (!conversation.state.items.length) start();
      due.opened();
      log.toEnd();
    }
    keep();
  };

  const open = (on: boolean): void => {
    show(on);
    if (on) composer.focus();
    else frame.launcher.focus();
  };

  const frame = createPanel({
    lang,
    attribute: (name) => host.getAttribute(name),
    faqUrl: new URL('faq', base).href,
    log: log.element,
    composer: composer.element,
    toggle: () => open(!isOpen),
    close: () => open(false),
    again: () => {
      start();
      composer.focus();
    },
    choose: (code) => {
      chosen = code;
      speak();
      // What was said stays as it was said; a welcome that nothing followed is said anew.
      if (conversation.state.items.every((item) => item.by === 'welcome')) start();
      keep();
    },
  });

  const due = createDue({
    url: new URL('api/reminders', base).href,
    fetch: ask,
    wait,
    lang,
    kept: keptId,
    isOpen: () => isOpen,
    say: (reply) => conversation.add({ by: 'bot', reply }),
    count: frame.count,
    open: () => open(true),
    dismissed: () => frame.launcher.focus(),
  });
  frame.root.prepend(due.element);

  function speak(): void {
    due.speak();
    frame.speak();
    log.speak();
    composer.speak();
    frame.offline(!navigator.onLine);
  }

  function settleHeight(): void {
    frame.panel.setAttribute('aria-modal', String(full.matches));
    if (visualViewport) fitToViewport(frame.panel, visualViewport);
  }

  function key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      open(false);
    } else if (event.key === 'Tab' && full.matches && isOpen) keepFocus(event, frame.panel);
  }

  function online(on: boolean): void {
    frame.offline(!on);
    const lost = conversation.find('failed');
    // What could not go goes now, under the same id.
    if (on && lost?.fault === 'network' && conversation.retry(lost)) log.unfail(lost);
  }

  /** Leaving cuts a request off: what is kept goes on saying "waiting", so that the next page asks again. */
  function leave(on: boolean): void {
    keep();
    leaving = on;
  }

  /** Takes up after a reload: as it was, without taking the focus from the page. */
  function restore(from: Kept): void {
    for (const item of conversation.state.items) {
      log.add(item);
      if (item.by === 'me' && item.state === 'failed') log.fail(item);
    }
    composer.put(from.draft);
    if (from.open) show(true);
    const cut = conversation.find('waiting');
    if (cut) conversation.retry(cut);
  }

  frame.root.addEventListener('keydown', key);
  speak();
  due.restore();
  if (kept) restore(kept);

  return {
    root: frame.root,
    open,
    refresh: () => {
      speak();
      paint(frame.root, host.getAttribute('color'));
    },
    attach: (gone) => {
      listenToPage({ online, leaving: leave, visible: due.listen, resized: settleHeight, summoned: () => open(true) }, gone);
      // Only while somebody may see it: a tab in the background costs nothing.
      due.listen(!document.hidden);
      gone.addEventListener('abort', () => due.listen(false));
      composer.grow();
      log.toEnd();
    },
  };
}
