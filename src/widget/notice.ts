import { renderBlocks } from './blocks.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import type { Due } from './reminders.ts';
import { STRINGS, type UiLang } from './strings.ts';

export type NoticeParts = { lang: () => UiLang; read: () => void; dismiss: () => void };

/**
 * The quiet banner above the launcher. The live region is there from the beginning and each reminder is put in once, so that
 * a screen reader says each once; the buttons are outside of it.
 */
export function createNotice({ lang, read, dismiss }: NoticeParts) {
  const says = h('div', { class: 'says', role: 'status' });
  const title = h('p', { class: 'from', 'aria-hidden': 'true' });
  const open = h('button', { type: 'button', class: 'choice', click: read });
  const away = h('button', { type: 'button', class: 'tool', click: dismiss }, icon('close'));
  const element = h('section', { class: 'notice empty' }, title, away, says, open);

  return {
    element,
    add: ({ reply }: Due): void => {
      // What it is about; all of it stands in the conversation.
      const words = renderBlocks(reply.blocks.slice(0, 1), STRINGS[lang()].newTab);
      says.append(h('div', { lang: reply.lang }, h('span', { class: 'vh' }, `${STRINGS[lang()].title}. `), ...words));
      element.classList.remove('empty');
    },
    clear: (): void => {
      says.replaceChildren();
      element.classList.add('empty');
    },
    speak: (): void => {
      const words = STRINGS[lang()];
      element.setAttribute('aria-label', words.reminders);
      title.textContent = words.title;
      open.textContent = words.read;
      away.setAttribute('aria-label', words.dismiss);
      away.title = words.dismiss;
    },
  };
}
