import { renderBlocks } from './blocks.ts';
import type { Conversation, Item, Mine } from './conversation.ts';
import { h } from './dom.ts';
import { type Shown, STRINGS, type UiLang, welcome } from './strings.ts';

export type LogParts = {
  lang: () => UiLang;
  conversation: Conversation;
  /** A button in the log was pressed and is gone or off: the focus needs a place. */
  refocus: () => void;
  /** Puts a text back where it can be edited. */
  edit: (text: string) => void;
};

export type Log = ReturnType<typeof createLog>;

/**
 * The list of messages, a live region: each message is put in whole and once, and what is there is not rebuilt, so that a
 * screen reader says it once.
 */
export function createLog({ lang, conversation, refocus, edit }: LogParts) {
  const typing = h('div', { class: 'typing', 'aria-hidden': 'true', hidden: true }, h('i'), h('i'), h('i'));
  const element = h('div', { class: 'log', role: 'log', tabindex: 0 }, typing);
  const nodes = new Map<Item, HTMLElement[]>();

  let atEnd = true;
  const toEnd = (): void => element.scrollTo({ top: element.scrollHeight, behavior: 'instant' });
  element.addEventListener('scroll', () => {
    atEnd = element.scrollHeight - element.clientHeight - element.scrollTop < 40;
  });
  // The keyboard, a notice, a growing input take room away: who was reading the end goes on seeing it.
  new ResizeObserver(() => atEnd && toEnd()).observe(element);

  const put = (item: Item, node: HTMLElement): void => {
    element.insertBefore(node, typing);
    nodes.set(item, [...(nodes.get(item) ?? []), node]);
    // From its beginning, if it is taller than the window.
    element.scrollTo({ top: node.offsetTop - 12 });
  };

  const remove = (item: Item, from = 0): void => {
    const all = nodes.get(item) ?? [];
    for (const node of all.splice(from)) node.remove();
  };

  function choices(item: Exclude<Item, Mine>, shown: Shown): HTMLElement | undefined {
    if (!shown.choices.length) return undefined;
    const buttons = shown.choices.map(({ id, label, says }, place) =>
      h('button', { type: 'button', class: 'choice', lang: shown.lang, click: () => press(place, says, id) }, label),
    );
    const lock = (): void => {
      buttons.forEach((button, place) => {
        button.disabled = true;
        button.classList.toggle('used', place === item.used);
      });
    };
    function press(place: number, says: string, id?: string): void {
      if (conversation.state.busy) return;
      item.used = place;
      lock();
      refocus();
      conversation.say(says, id);
    }
    if (item.used !== undefined) lock();
    return h('div', { class: 'choices', role: 'group', 'aria-label': STRINGS[lang()].choices }, ...buttons);
  }

  function theirs(item: Exclude<Item, Mine>): HTMLElement {
    const words = STRINGS[lang()];
    const shown = item.by === 'bot' ? item.reply : welcome(lang());
    const bubble = h('div', { class: 'bubble', lang: shown.lang }, ...renderBlocks(shown.blocks, words.newTab));
    return h('div', { class: 'bot' }, h('span', { class: 'vh' }, words.bot), bubble, choices(item, shown));
  }

  function mine(item: Mine): HTMLElement {
    return h('div', { class: 'me' }, h('span', { class: 'vh' }, STRINGS[lang()].me), h('div', { class: 'bubble' }, item.text));
  }

  function failure(item: Mine): HTMLElement {
    const words = STRINGS[lang()];
    const again = (): void => {
      if (!conversation.retry(item)) return;
      remove(item, 1);
      refocus();
    };
    const rewrite = (): void => {
      remove(item);
      conversation.drop(item);
      edit(item.text);
    };
    const hopeless = item.fault === 'long' || item.fault === 'refused';
    return h(
      'div',
      { class: 'failed' },
      h('p', {}, words.faults[item.fault ?? 'network']),
      hopeless ? undefined : h('button', { type: 'button', class: 'retry', click: again }, words.retry),
      item.choice ? undefined : h('button', { type: 'button', click: rewrite }, words.edit),
    );
  }

  return {
    element,
    toEnd,
    add: (item: Item): void => put(item, item.by === 'me' ? mine(item) : theirs(item)),
    fail: (item: Mine): void => put(item, failure(item)),
    /** Takes the note of failure away, when the message is sent again unasked. */
    unfail: (item: Mine): void => remove(item, 1),
    waiting: (on: boolean): void => {
      typing.hidden = !on;
      if (on) toEnd();
    },
    clear: (): void => {
      for (const item of nodes.keys()) remove(item);
      nodes.clear();
    },
    speak: (): void => element.setAttribute('aria-label', STRINGS[lang()].log),
  };
}
