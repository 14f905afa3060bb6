export type PageEvents = {
  /** The connection came back, or went. */
  online: (on: boolean) => void;
  /** The page is being left, or comes back from the browser's own store of pages. */
  leaving: (on: boolean) => void;
  /** The page is in sight, or not. */
  visible: (on: boolean) => void;
  /** What is visible of the page has changed. */
  resized: () => void;
  /** Something marked `data-pix-open` was pressed. */
  summoned: () => void;
};

/** Listens to the page around the widget until the signal comes. */
export function listenToPage({ online, leaving, visible, resized, summoned }: PageEvents, signal: AbortSignal): void {
  const options = { signal };
  addEventListener('online', () => online(true), options);
  addEventListener('offline', () => online(false), options);
  addEventListener('pagehide', () => leaving(true), options);
  addEventListener('pageshow', () => leaving(false), options);
  document.addEventListener('visibilitychange', () => visible(!document.hidden), options);
  visualViewport?.addEventListener('resize', resized, options);
  visualViewport?.addEventListener('scroll', resized, options);
  document.addEventListener(
    'click',
    (event) => {
      if (!(event.target instanceof Element && event.target.closest('[data-pix-open]'))) return;
      // A link so marked still leads somewhere where there is no script.
      event.preventDefault();
      summoned();
    },
    options,
  );
}
