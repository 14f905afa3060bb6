import { h } from './dom.ts';
import { icon } from './icons.ts';
import { STRINGS, type UiLang } from './strings.ts';

const LIMIT = 2000;
const NEAR = 1800;
const MAX_HEIGHT = 132;

export type ComposerParts = {
  lang: () => UiLang;
  /** Takes a text to send; false leaves it where it is. */
  submit: (text: string) => boolean;
};

export type Composer = ReturnType<typeof createComposer>;

/** Where the person writes: Enter sends, Shift+Enter makes a line, the field grows with the text. */
export function createComposer({ lang, submit }: ComposerParts) {
  const input = h('textarea', {
    rows: 1,
    maxlength: LIMIT,
    enterkeyhint: 'send',
    autocomplete: 'off',
    input: refresh,
    keydown: key,
  });
  const send = h('button', { type: 'submit', class: 'send' }, icon('send'));
  const count = h('span', { class: 'count', 'aria-hidden': 'true' });
  const hint = h('span', { role: 'status' });
  const element = h(
    'form',
    { class: 'composer', submit: onSubmit },
    h('div', { class: 'field' }, input, send),
    h('p', { class: 'hint' }, hint, count),
  );
  let busy = false;

  function grow(): void {
    input.style.setProperty('height', 'auto');
    if (input.scrollHeight) input.style.setProperty('height', `${Math.min(input.scrollHeight, MAX_HEIGHT)}px`);
  }

  function refresh(): void {
    const { length } = input.value;
    const words = STRINGS[lang()];
    // The words change only at the two steps, so that a screen reader is not interrupted at each key.
    const say = length >= LIMIT ? words.atLimit : length >= NEAR ? words.nearLimit : '';
    if (hint.textContent !== say) hint.textContent = say;
    count.textContent = say && `${length}/${LIMIT}`;
    send.setAttribute('aria-disabled', String(busy || !input.value.trim()));
    grow();
  }

  function key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    onSubmit(event);
  }

  function onSubmit(event: Event): void {
    event.preventDefault();
    const text = input.value.trim();
    input.focus();
    if (!text || !submit(text)) return;
    input.value = '';
    refresh();
  }

  return {
    element,
    grow,
    focus: (): void => input.focus({ preventScroll: true }),
    text: (): string => input.value,
    /** Puts a text in front of what is being written. */
    put: (text: string): void => {
      input.value = input.value ? `${text}\n${input.value}` : text;
      refresh();
    },
    clear: (): void => {
      input.value = '';
      refresh();
    },
    waiting: (on: boolean): void => {
      busy = on;
      refresh();
    },
    speak: (): void => {
      const words = STRINGS[lang()];
      input.setAttribute('aria-label', words.input);
      input.placeholder = words.placeholder;
      send.setAttribute('aria-label', words.send);
      refresh();
    },
  };
}
