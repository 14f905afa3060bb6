import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { escapeHtml } from '../render/html.ts';
import { type ErrorWords, WAY_ON, wordsFor } from './words.ts';

/** Longer addresses than any page of ours needs, a question in the search box included. */
export const MAX_URL_LENGTH = 4_096;

/** Refuses what no page of ours asks for before anything looks at it. */
export const refuseLongUrl: RequestHandler = (request, response, next) => {
  if (request.url.length > MAX_URL_LENGTH) sendError(request, response, 414);
  else next();
};

/** For a route whose methods are all mounted before: whatever else comes is not allowed. */
export const onlyMethods =
  (allow: string): RequestHandler =>
  (request, response) => {
    response.set('Allow', allow);
    sendError(request, response, 405);
  };

export const notFound: RequestHandler = (request, response) => sendError(request, response, 404);

/** The last resort: a 4xx that Express or a parser found keeps its status, anything else is ours and told to `onError`. */
export function lastResort(onError: (error: unknown) => void): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const found = statusOf(error);
    if (found === undefined) onError(error);
    if (response.headersSent) response.destroy();
    else sendError(request, response, found ?? 500);
  };
}

function statusOf(error: unknown): number | undefined {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

/** JSON under /api, a small page in both languages elsewhere; nothing of the request or of the error is in it. */
export function sendError(request: Request, response: Response, status: number, words: ErrorWords = wordsFor(status)): void {
  response.status(status).set('Cache-Control', 'no-store');
  if (request.path.startsWith('/api')) response.json({ error: { code: String(status), message: words.en } });
  else response.type('html').send(errorPage(status, words));
}

function errorPage(status: number, words: ErrorWords): string {
  const part = (lang: 'fr' | 'en') =>
    `<div lang="${lang}"><p>${escapeHtml(words[lang])}</p><p><a href="/?lang=${lang}">${escapeHtml(WAY_ON[lang])}</a></p></div>`;
  return (
    `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${status}</title>` +
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">' +
    '<link rel="icon" href="data:,"><link rel="stylesheet" href="/site.css"></head>' +
    `<body><main><h1>${status}</h1>${part('fr')}${part('en')}</main></body></html>`
  );
}
