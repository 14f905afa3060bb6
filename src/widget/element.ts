import css from './widget.css';
import { createWidget, type Widget } from './widget.ts';

/** Attributes of `<pix-chat>`; the script tag has the same with `data-` before them (`data-title` for `heading`). */
export const ATTRIBUTES = ['lang', 'side', 'heading', 'color', 'privacy-url', 'accessibility-url'];

/** Makes the class of `<pix-chat>` for a widget that came from `base`. */
export function createElementClass(base: string, name: string) {
  return class PixChat extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    widget?: Widget;
    gone?: AbortController;
    /** True after `remove()`: whoever took the chat away by that wants it away. */
    dismissed = false;

    connectedCallback(): void {
      this.dismissed = false;
      // One chat on a page: a second element stays empty.
      const first = document.querySelector(name);
      if (first && first !== this) return;
      if (!this.widget) {
        this.widget = createWidget(this, base);
        const shadow = this.attachShadow({ mode: 'open' });
        dress(shadow);
        shadow.append(this.widget.root);
      }
      this.gone = new AbortController();
      this.widget.refresh();
      this.widget.attach(this.gone.signal);
    }

    disconnectedCallback(): void {
      this.gone?.abort();
    }

    attributeChangedCallback(): void {
      if (this.isConnected) this.widget?.refresh();
    }

    /** Opens the chat, as a click on the launcher does. */
    open(): void {
      this.widget?.open(true);
    }

    close(): void {
      this.widget?.open(false);
    }

    override remove(): void {
      this.dismissed = true;
      super.remove();
    }
  };
}

/** A constructed style sheet is allowed under any style-src; the element is for browsers from before 2023. */
function dress(shadow: ShadowRoot): void {
  if ('adoptedStyleSheets' in shadow) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
  } else {
    const style = document.createElement('style');
    style.textContent = css;
    (shadow as ShadowRoot).append(style);
  }
}
