/** Which other sites may use the assistant: all, or those listed ("https://www.unistra.fr"). */
export type AllowedOrigins = '*' | readonly string[];

/**
 * True when a page of `origin` may ask. `ownHost` is the host the request was made to: a page of the same server
 * always may. Without an Origin header it is no other site's page (a same-origin GET, a program).
 */
export function mayAsk(origin: string | undefined, ownHost: string | undefined, allowed: AllowedOrigins): boolean {
  return origin === undefined || allowed === '*' || allowed.includes(origin) || hostOf(origin) === (ownHost ?? '');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** The headers that let the page's script read the answer. */
export function corsHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return { Vary: 'Origin' };
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': 'X-Pix-Session, Retry-After',
  };
}

/** What a preflight is answered with. */
export const PREFLIGHT_HEADERS: Record<string, string> = {
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers': 'Content-Type, X-Pix-Session',
  'Access-Control-Max-Age': '86400',
};
