/** How long each kind of data is kept, in hours. Older rows are never read, and deleted by `expire()`. */

/** The topic, last score and target of a conversation. */
export const MEMORY_HOURS = 24;

/** A message id with its reply: long enough for every platform's second delivery. */
export const REPLY_HOURS = 24;

/** Whom a settled reminder was for: a year. What became of it is counted for longer, without the person. */
export const LEDGER_HOURS = 365 * 24;

/** Hours as milliseconds. */
export const hours = (count: number): number => count * 3_600_000;
