import { hash, randomBytes } from 'node:crypto';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A browser's conversation: the token that only the browser keeps, and the id that the rest of the bot knows it by. */
export type Session = { token: string; person: string; fresh: boolean };

/**
 * The session of a request: a new one (256 random bits) without the header, undefined for a header that is no token.
 * Nothing is looked up: a well-formed token is its own session. The person is the token's SHA-256, so that neither the
 * database nor a log lets anybody speak as that person.
 */
export function sessionOf(header: string | string[] | undefined): Session | undefined {
  if (header === undefined) {
    const token = randomBytes(32).toString('base64url');
    return { token, person: personOf(token), fresh: true };
  }
  if (typeof header !== 'string' || !TOKEN.test(header)) return undefined;
  return { token: header, person: personOf(header), fresh: false };
}

const personOf = (token: string): string => hash('sha256', token, 'base64url');
