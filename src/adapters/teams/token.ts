import { z } from 'zod';
import type { Clock } from '../../types.ts';

/** Gives the bot's token for the platform. */
export type Token = { get: () => Promise<string>; forget: () => void };

/** A request for a token. */
export type Asking = { url: string; init: RequestInit };

/** A token is renewed so long before it ends that a request in hand does not outlive it. */
const EARLY_MS = 300_000;

/** Some services tell how long a token lasts, some when it ends (epoch seconds). */
const answer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional(),
  expires_on: z.coerce.number().positive().optional(),
});

/** The OAuth 2 client credentials grant (RFC 6749, 4.4). */
export function askWithSecret(url: string, clientId: string, secret: string, scope: string): Asking {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret, scope });
  return { url, init: { method: 'POST', body } };
}

/**
 * A managed identity of Azure, which the machine itself vouches for: of a virtual machine, or with `header` of an App
 * Service or container. Asked directly: the SDK would also try whatever other logins it finds on the machine.
 */
export function askAsIdentity(url: string, clientId: string, resource: string, header: string | undefined): Asking {
  const version = header === undefined ? '2018-02-01' : '2019-08-01';
  const query = new URLSearchParams({ 'api-version': version, resource, client_id: clientId });
  const headers: Record<string, string> = header === undefined ? { Metadata: 'true' } : { 'X-IDENTITY-HEADER': header };
  return { url: `${url}?${query}`, init: { headers } };
}

/**
 * A token, kept until shortly before it ends; several who ask at once wait for one request. Throws an Error without the
 * secret in it.
 */
export function createToken({ url, init }: Asking, timeoutMs: number, clock: Clock): Token {
  let kept: { value: string; until: number } | undefined;
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    if (!response.ok) throw new Error(`no token from ${new URL(url).host}: HTTP ${response.status}`);
    const { access_token, expires_in = 0, expires_on } = answer.parse(await response.json());
    const end = expires_on === undefined ? clock() + expires_in * 1000 : expires_on * 1000;
    kept = { value: access_token, until: end - EARLY_MS };
    return access_token;
  }

  return {
    get: () => {
      if (kept && clock() < kept.until) return Promise.resolve(kept.value);
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    forget: () => {
      kept = undefined;
    },
  };
}
