import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Somebody else's web site, on an origin of its own, until the end of the test. */
export type Site = {
  origin: string;
  /** Puts a page at "/" that holds `body`, under a Content-Security-Policy if one is given. */
  serve: (body: string, csp?: string) => void;
};

export async function startSite(): Promise<Site> {
  let page = { body: '', csp: '' };
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    if (page.csp) response.setHeader('Content-Security-Policy', page.csp);
    response.end(`<!doctype html><html lang="fr"><head><title>Un site</title></head><body>${page.body}</body></html>`);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    serve: (body, csp = '') => {
      page = { body, csp };
    },
  };
}

/** The one line, with attributes if wanted. */
export const embed = (server: string, attributes = ''): string =>
  `<script src="${server}/widget.js" ${attributes} defer></script>`;

/** As strict as a policy can be for a page that holds the widget of `server`. */
export const strictCsp = (server: string): string =>
  [
    "default-src 'none'",
    `script-src ${server}`,
    `connect-src ${server}`,
    "style-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
