import { createHash } from 'node:crypto';

/** A number from 0 to 1 that the text decides: the same for ever. */
export const random = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
