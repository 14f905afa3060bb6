/** Where the window fills the screen: phones, and pages magnified until little is left (the same as in widget.css). */
export const FULL = '(max-width: 480px), (max-height: 560px)';

/**
 * Keeps the window within what the on-screen keyboard leaves visible, which `dvh` alone does not do on every phone.
 * Magnified by two fingers, the window stays as it is.
 */
export function fitToViewport(panel: HTMLElement, viewport: VisualViewport): void {
  const held = viewport.scale < 1.05;
  const set = (name: string, px: number): void =>
    held ? panel.style.setProperty(name, `${px}px`) : void panel.style.removeProperty(name);
  set('--vh', viewport.height);
  set('--vt', viewport.offsetTop);
}

/** Keeps the Tab key within the window while it covers the page: behind it the focus would be out of sight. */
export function keepFocus(event: KeyboardEvent, panel: HTMLElement): void {
  const within = panel.getRootNode() as ShadowRoot;
  const stops = [...panel.querySelectorAll<HTMLElement>('button:not(:disabled), a[href], textarea, [tabindex="0"]')];
  const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
  if (within.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops[stops.length - 1] : stops[0])?.focus();
}
