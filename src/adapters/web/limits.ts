import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Rate } from '../../config.ts';

/** Takes one from the budget of a key; the seconds to wait when it is used up, else 0. */
export type Limit = (key: string) => Promise<number>;

/** A limit of several rates at once ("20 per 10 s and 200 per hour"), counted in this process. No rates: no limit. */
export function createLimit(rates: readonly Rate[]): Limit {
  const limiters = rates.map(({ count, seconds }) => new RateLimiterMemory({ points: count, duration: seconds, keyPrefix: '' }));
  return async (key) => {
    for (const limiter of limiters) {
      const wait = await waitOf(limiter, key);
      if (wait > 0) return wait;
    }
    return 0;
  };
}

async function waitOf(limiter: RateLimiterAbstract, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw refused;
  }
}

/** Whom an address stands for: an IPv6 household or phone has a whole /64 to draw addresses from. */
export function addressKey(given: string): string {
  // Some proxies write the port behind the address.
  const address = given.replace(/^\[([^\]]+)\](?::\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  if (!address.includes(':') || address.includes('.')) return address.slice(address.lastIndexOf(':') + 1);
  const [head = '', tail = ''] = address.split('::', 2);
  const first = head === '' ? [] : head.split(':');
  const last = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0') : [];
  return [...first, ...zeros, ...last].slice(0, 4).join(':');
}
