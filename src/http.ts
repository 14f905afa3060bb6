import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { type Asset, serveAsset } from './http/asset.ts';
import { type CalendarRequest, serveCalendar } from './http/calendar.ts';
import { clientOf, type Trust } from './http/client.ts';
import { lastResort, MAX_URL_LENGTH, notFound, onlyMethods, refuseLongUrl, sendError } from './http/errors.ts';
import { createPlace, type Place } from './http/place.ts';
import { securityHeaders } from './http/security.ts';
import type { Lang } from './types.ts';

/** A request that an adapter gets: the client's address and the host it asked for, through the proxies that are trusted; not where machines ask. */
export type Asked = IncomingMessage & { ip?: string; host?: string };

/** A path that an adapter answers alone, whatever the method. */
export type Mount = {
  path: string;
  handle: (request: Asked, response: ServerResponse) => Promise<void>;
  /** Asked by the servers of a platform: what is said to browsers (what a page may load, who may frame it) concerns none of them. */
  machines?: true;
};

/** What an HTML page is made from: the language asked for, and the address under which people reach this server. */
export type PageRequest = { lang: Lang; origin: string; q: string | undefined; print: boolean };

/** Can a person be answered now? Old content that was kept because the new is faulty is still an answer, and said. */
export type Readiness = {
  ready: boolean;
  store: 'ok' | 'failing';
  /** Why the store fails. */
  why?: string;
  content: { version: string; fault?: string };
};

export type HttpParts = {
  mounts: readonly Mount[];
  pages: Readonly<Record<string, (request: PageRequest) => string>>;
  assets: Readonly<Record<string, Asset>>;
  /** iCalendar files by path. */
  calendars?: Readonly<Record<string, (request: CalendarRequest) => Promise<string>>>;
  /** Takes a search from the budget of a client's address; the seconds to wait when it is used up, else 0. */
  searchLimit?: (address: string) => Promise<number>;
  readiness: () => Promise<Readiness>;
  /** The first is the default. */
  languages: readonly Lang[];
  publicUrl: string | undefined;
  trustProxy: false | number | string[];
  /** Told of each request that was answered: its route's pattern, never the address asked for. */
  onRequest: (line: { method: string; route: string; status: number; ms: number }) => void;
  onError: (error: unknown) => void;
};

/** The web server's routes: the adapters' doors, pages, assets and health. Listens nowhere yet. */
export function createHttp(parts: HttpParts): RequestListener {
  const app = createPages(parts);
  const trust: Trust = app.get('trust proxy fn');
  const mounts = new Map(parts.mounts.map((mount) => [mount.path, mount]));

  // A mount is answered before Express: routing there costs more than a turn of the bot.
  return (request, response) => {
    const url = request.url ?? '';
    const mount = url.length <= MAX_URL_LENGTH ? mounts.get(url.split('?', 1)[0]!) : undefined;
    if (!mount) return void app(request, response);
    report(parts.onRequest, request, response, () => mount.path);
    if (!mount.machines) securityHeaders(response);
    mount.handle(mount.machines ? request : asked(request, trust), response).catch((error: unknown) => {
      parts.onError(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'Content-Type': 'application/json' }).end('{"error":{"code":"500"}}');
    });
  };
}

function asked(request: Asked, trust: Trust): Asked {
  const { ip, host } = clientOf(request, trust);
  request.ip = ip;
  request.host = host;
  return request;
}

function createPages(parts: HttpParts): Express {
  const app = express();
  app.set('trust proxy', parts.trustProxy);
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.disable('x-powered-by');

  app.use((request, response, next) => {
    report(parts.onRequest, request, response, () => String(request.route?.path ?? 'unknown'));
    securityHeaders(response);
    next();
  });
  app.use(refuseLongUrl);
  const placeOf = createPlace(parts.publicUrl);
  for (const [path, page] of Object.entries(parts.pages)) get(app, path, servePage(page, parts, placeOf));
  for (const [path, calendar] of Object.entries(parts.calendars ?? {}))
    get(app, path, serveCalendar(calendar, parts.languages, placeOf));
  for (const [path, asset] of Object.entries(parts.assets)) get(app, path, serveAsset(asset));
  get(app, '/healthz', (_request, response) => void sendState(response, 200, { up: true }));
  get(app, '/readyz', async (_request, response) => {
    const state = await parts.readiness();
    sendState(response, state.ready ? 200 : 503, state);
  });
  app.use(notFound, lastResort(parts.onError));
  return app;
}

function get(app: Express, path: string, handler: RequestHandler): void {
  app.route(path).get(handler).all(onlyMethods('GET, HEAD'));
}

function sendState(response: Response, status: number, body: unknown): void {
  response.status(status).set('Cache-Control', 'no-store').json(body);
}

function servePage(
  page: (request: PageRequest) => string,
  { languages, searchLimit }: HttpParts,
  placeOf: Place,
): RequestHandler {
  return async (request, response) => {
    const origin = placeOf(request);
    if (origin === undefined) return sendError(request, response, 400);
    const lang = languages.find((known) => known === one(request, 'lang')) ?? languages[0]!;
    const q = one(request, 'q')?.slice(0, 500);
    // Reading is cheap; a search costs as much as a turn of the bot.
    const wait = q?.trim() && searchLimit ? await searchLimit(request.ip ?? '') : 0;
    if (wait > 0) return sendError(request, response.set('Retry-After', String(wait)), 429);
    const html = page({ lang, origin, q, print: one(request, 'print') !== undefined });
    response.set('Cache-Control', 'private, no-cache').type('html').send(html);
  };
}

/** A query parameter, the first if it is repeated. */
function one(request: Request, name: string): string | undefined {
  const value: unknown = request.query[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : undefined;
}

function report(
  onRequest: HttpParts['onRequest'],
  request: IncomingMessage,
  response: ServerResponse,
  route: () => string,
): void {
  const start = performance.now();
  response.once('finish', () => {
    const ms = Math.round((performance.now() - start) * 100) / 100;
    onRequest({ method: request.method ?? '', route: route(), status: response.statusCode, ms });
  });
}
