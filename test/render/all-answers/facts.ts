import { MONTHS } from './written.ts';

const MONTH = [...MONTHS.fr, ...MONTHS.en].join('|');
const DATE = `\\d{1,2}(?:er)? (?:${MONTH})(?: \\d{4})?`;
const TIME = '\\d{1,2} h(?: \\d{2})?|\\d{1,2}:\\d{2}';
const CODE = '[A-Z]{2,}\\d+|\\d{6,}[A-Z]+';
const NUMBER = '-?\\d+(?:[ .,/-]\\d+)*(?:e|er)?(?: ?%)?';
const ADDRESS = '(?:https?://|mailto:)[^\\s()]+|[\\w.+-]+@[\\w.-]*\\w';
const FACT = new RegExp(`${ADDRESS}|${DATE}|${TIME}|${CODE}|${NUMBER}`, 'g');

/** White space of all kinds made one kind, and line ends too. */
export const level = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Dates, times, codes, mail addresses and numbers of a text, sorted. Addresses of pages are looked at as links. */
export const factsIn = (text: string): string[] =>
  (level(text).match(FACT) ?? []).filter((fact) => !/^(?:https?|mailto):/.test(fact)).sort();

/** Addresses, each once, sorted; a mail address is one with its scheme or without. */
export const sortedLinks = (urls: readonly string[]): string[] =>
  [...new Set(urls.map((url) => url.replace(/^mailto:/, '')))].sort();

/** The addresses that stand in a text. */
export const addressesIn = (text: string): string[] => level(text).match(new RegExp(ADDRESS, 'g')) ?? [];

/**
 * Markdown without its marks, and the addresses it links to. `spelled`: an address stands behind its link's words, in
 * brackets, unless it is these words.
 */
export function unmarked(markdown: string): { text: string; spelled: string; links: string[] } {
  const links = [...markdown.matchAll(LINK)].map(([, , url]) => url!);
  const plain = (text: string) => text.replace(/[*`]+/g, '').replace(/^\s*(?:-|\d+\.) /gm, '');
  const inBrackets = markdown.replace(LINK, (_, words: string, url: string) => {
    const address = url.replace(/^mailto:/, '');
    return words.replace(/\*/g, '') === address ? words : `${words} (${address})`;
  });
  return { text: plain(markdown.replace(LINK, '$1')), spelled: plain(inBrackets), links };
}

const LINK = /\[([^[\]]+)\]\(([^()\s]+)\)/g;
