import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Lang, Semester } from '../types.ts';
import { sendError } from './errors.ts';
import type { Place } from './place.ts';

/** A calendar file as it is asked for; `origin`: the address under which people reach this server. */
export type CalendarRequest = { lang: Lang; semester: Semester | undefined; origin: string };

/** Calendar programs ask every few hours, each on its own; a proxy in front may answer the crowd. Seconds. */
const FRESH_S = 900;
const SEMESTERS: Readonly<Record<string, Semester>> = { '1': 1, '2': 2 };

/**
 * Serves iCalendar files: `?semester=1|2` (left out: all dates) and `?lang=`, one of `languages` (left out: the first).
 * Other values are refused, so that nobody subscribes to what is not what they think. Any site may read it.
 */
export function serveCalendar(
  calendar: (request: CalendarRequest) => Promise<string>,
  languages: readonly Lang[],
  placeOf: Place,
): RequestHandler {
  return async (request, response) => {
    const origin = placeOf(request);
    if (origin === undefined) return sendError(request, response, 400);
    const { semester: given, lang = languages[0] } = request.query;
    const semester = typeof given === 'string' && Object.hasOwn(SEMESTERS, given) ? SEMESTERS[given] : undefined;
    const known = languages.find((one) => one === lang);
    if ((given !== undefined && semester === undefined) || known === undefined)
      return sendError(request, response, 400, {
        fr: `Donnez semester=1 ou semester=2 (ou rien, pour toutes les dates) et lang=${languages.join(' ou lang=')}.`,
        en: `Give semester=1 or semester=2 (or leave it out, for all dates) and lang=${languages.join(' or lang=')}.`,
      });
    const text = await calendar({ lang: known, semester, origin });
    response.set({
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': `inline; filename="pix${semester ? `-s${semester}` : ''}.ics"`,
      'Cache-Control': `public, max-age=${FRESH_S}`,
      ETag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 16)}"`,
      // Without PUBLIC_URL the links in it hold the host that was asked.
      Vary: 'Host',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Access-Control-Allow-Origin': '*',
    });
    if (request.fresh) response.status(304).end();
    else response.end(request.method === 'HEAD' ? undefined : text);
  };
}
