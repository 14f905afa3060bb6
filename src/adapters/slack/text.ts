/**
 * What a person typed, from Slack's form: mentions are dropped (they name people), links become their label or address,
 * Slack's escapes are undone, spaces levelled.
 */
export function plainWords(text: string): string {
  return unescapeSlack(text.replace(/<([^<>]*)>/g, (_, inner: string) => spoken(inner)))
    .replace(/\s+/g, ' ')
    .trim();
}

function spoken(inner: string): string {
  const [target = '', label] = inner.split('|', 2);
  if (/^[@!]/.test(target)) return ' ';
  if (target.startsWith('#')) return label ? `#${label}` : ' ';
  return label ?? target.replace(/^(mailto|tel):/, '');
}

const SIGNS: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
const unescapeSlack = (text: string): string => text.replace(/&(?:lt|gt|amp);/g, (sign) => SIGNS[sign]!);
