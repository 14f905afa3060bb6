import { ATTRIBUTES, createElementClass } from './element.ts';

const NAME = 'pix-chat';
const script =
  document.currentScript instanceof HTMLScriptElement
    ? document.currentScript
    : document.querySelector<HTMLScriptElement>('script[src*="widget.js"]');

// Loaded twice by mistake: the first one serves.
if (!customElements.get(NAME)) {
  const PixChat = createElementClass(script?.src || location.href, NAME);
  customElements.define(NAME, PixChat);

  /** Puts a chat on the page unless there is one, and puts it back where a single-page site replaces the content. */
  const settle = (): void => {
    const own = new PixChat();
    for (const name of ATTRIBUTES) {
      const value = script?.getAttribute(`data-${name === 'heading' ? 'title' : name}`);
      if (value) own.setAttribute(name, value);
    }
    const body = new MutationObserver(place);
    const page = new MutationObserver(place);
    function place(): void {
      if (own.dismissed) return;
      if (!document.querySelector(NAME)) document.body?.append(own);
      if (document.body) body.observe(document.body, { childList: true });
    }
    page.observe(document.documentElement, { childList: true });
    place();
  };
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', settle);
  else settle();
}
