import { h } from './dom.ts';
import { face, icon } from './icons.ts';
import { STRINGS, UI_LANGS, type UiLang } from './strings.ts';

export type PanelParts = {
  lang: () => UiLang;
  /** An attribute of the element: "heading", "privacy-url" … */
  attribute: (name: string) => string | null;
  /** The address of the page with all answers. */
  faqUrl: string;
  log: HTMLElement;
  composer: HTMLElement;
  toggle: () => void;
  close: () => void;
  again: () => void;
  choose: (lang: UiLang) => void;
};

export type Panel = ReturnType<typeof createPanel>;

/** The frame: the launcher, and the window with its head, log, notice, input and foot. */
export function createPanel({ lang, attribute, faqUrl, log, composer, toggle, close, again, choose }: PanelParts) {
  const teaser = h('span', { class: 'teaser', 'aria-hidden': 'true' });
  const badge = h('span', { class: 'badge', 'aria-hidden': 'true', hidden: true });
  let unread = 0;
  const launcher = h(
    'button',
    { type: 'button', class: 'launcher', 'aria-expanded': 'false', 'aria-controls': 'panel', click: toggle },
    face(),
    icon('down'),
    teaser,
    badge,
  );

  const title = h('h2', { id: 'title' });
  const subtitle = h('p');
  const againButton = h('button', { type: 'button', class: 'tool again', click: again }, icon('again'));
  const closeButton = h('button', { type: 'button', class: 'tool close', click: close }, icon('close'));
  const langButtons = UI_LANGS.map((code) =>
    h('button', { type: 'button', lang: code, click: () => choose(code) }, code.toUpperCase()),
  );
  const langs = h('div', { class: 'langs', role: 'group' }, ...langButtons);
  const offline = h('p', { class: 'offline', role: 'status' });
  const foot = h('p', { class: 'foot' });
  const panel = h(
    'div',
    { id: 'panel', class: 'panel', role: 'dialog', 'aria-labelledby': 'title', hidden: true },
    h('div', { class: 'head' }, face(), h('div', { class: 'names' }, title, subtitle), langs, againButton, closeButton),
    log,
    offline,
    composer,
    foot,
  );
  const root = h('div', { class: 'root' }, launcher, panel);

  const label = (element: HTMLElement, words: string): void => {
    element.setAttribute('aria-label', words);
    element.title = words;
  };

  /** A link to a page the host names; only web addresses and paths. */
  const link = (words: string, url: string | null): HTMLElement | undefined =>
    url && /^(https?:|[^:]*$)/i.test(url)
      ? h('a', { href: url, target: '_blank', rel: 'noopener' }, words, h('span', { class: 'vh' }, STRINGS[lang()].newTab))
      : undefined;

  const labelLauncher = (): void => {
    const words = STRINGS[lang()];
    launcher.setAttribute('aria-label', unread ? `${words.launcher} (${words.unread(unread)})` : words.launcher);
  };

  return {
    root,
    launcher,
    panel,
    offline: (on: boolean): void => {
      offline.textContent = on ? STRINGS[lang()].offline : '';
    },
    /** Shows how many reminders are unread. */
    count: (count: number): void => {
      unread = count;
      // Drawn by the style sheet: the launcher's label says the number in words.
      badge.dataset.count = String(count);
      badge.hidden = !count;
      labelLauncher();
    },
    /** Shows or hides the window. */
    open: (on: boolean): void => {
      panel.hidden = !on;
      root.classList.toggle('open', on);
      launcher.setAttribute('aria-expanded', String(on));
    },
    /** Puts every word in the language of the moment. */
    speak: (): void => {
      const words = STRINGS[lang()];
      root.lang = lang();
      title.textContent = attribute('heading') || words.title;
      subtitle.textContent = words.subtitle;
      teaser.textContent = words.teaser;
      labelLauncher();
      label(againButton, words.again);
      label(closeButton, words.close);
      langs.setAttribute('aria-label', words.language);
      for (const button of langButtons) button.setAttribute('aria-pressed', String(button.lang === lang()));
      foot.replaceChildren(
        ...[
          link(words.faq, `${faqUrl}?lang=${lang()}`),
          link(words.privacy, attribute('privacy-url')),
          link(words.accessibility, attribute('accessibility-url')),
        ].filter((node): node is HTMLElement => node !== undefined),
      );
    },
  };
}
