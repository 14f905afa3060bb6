import { z } from 'zod';
import type { Clock } from '../../types.ts';

/** Gives the bot's token for the platform. */
export type Token = { get: () => Promise<string>; forget: () => void };

export type TokenParts = { url: string; clientId: string; secret: string; scope: string; timeoutMs: number; clock: Clock };

/** A token is renewed so long before it ends that a request in hand does not outlive it. */
const EARLY_MS = 300_000;

const answer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/**
 * The OAuth 2 client credentials grant (RFC 6749, 4.4), kept until shortly before it ends; several who ask at once wait
 * for one request. Throws an Error without the secret in it.
 */
export function createToken({ url, clientId, secret, scope, timeoutMs, clock }: TokenParts): Token {
  let kept: { value: string; until: number } | undefined;
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret, scope });
    const response = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    if (!response.ok) throw new Error(`no token from ${new URL(url).host}: HTTP ${response.status}`);
    const { access_token, expires_in } = answer.parse(await response.json());
    kept = { value: access_token, until: clock() + expires_in * 1000 - EARLY_MS };
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
