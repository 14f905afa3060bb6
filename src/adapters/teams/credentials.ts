import { NO_TOKEN } from './outcome.ts';
import type { Token } from './token.ts';

type Signable = { headers: { set: (name: string, value: string) => void } };
type Credentials = { signRequest: <R extends Signable>(request: R) => Promise<R> };

/** Signs what the bot sends with its token; without an app id it is not signed, and neither is what comes in. */
export function ownCredentials(appId: string | undefined, token: Token | undefined) {
  const signRequest: Credentials['signRequest'] = async (request) => {
    if (token) request.headers.set('Authorization', `Bearer ${await token.get().catch(noToken)}`);
    return request;
  };
  return {
    isValidAppId: async (id: string) => id === appId,
    isAuthenticationDisabled: async () => appId === undefined,
    createCredentials: async () => ({ signRequest }),
  };
}

/** Says that nothing has left. */
function noToken(cause: unknown): never {
  throw Object.assign(new Error('no token', { cause }), { code: NO_TOKEN });
}
