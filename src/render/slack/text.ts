import { onceEach } from '../../once-each.ts';
import { MAX_TEXT } from './limits.ts';
import type { RichElement, RichPart, SlackBlock } from './shapes.ts';
import { splitText } from './split.ts';

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text as it may stand where Slack looks for mentions and links: its three control signs escaped. */
export const escapeSlack = (text: string): string => text.replace(/[&<>]/g, (sign) => SIGNS[sign]!);

/** What notifications and screen readers say of some blocks: their words, as many whole sentences as fit. */
export function fallback(blocks: readonly SlackBlock[]): string {
  const words = blocks.map(wordsOf).filter(Boolean).join('\n');
  // Escaping makes it longer, at worst fivefold; a text of nothing but "&" is nobody's answer, so that half is enough.
  return escapeSlack(splitText(words, MAX_TEXT / 2)[0] || '…');
}

const wordsOf = onceEach((block: SlackBlock): string => {
  switch (block.type) {
    case 'rich_text':
      return block.elements.map(partWords).join('\n');
    case 'context':
      return block.elements.map(({ text }) => text).join(' ');
    case 'header':
      return block.text.text;
    default:
      return '';
  }
});

function partWords(part: RichPart): string {
  if (part.type === 'rich_text_list') return part.elements.map((item) => `• ${elementWords(item.elements)}`).join('\n');
  return elementWords(part.elements);
}

const elementWords = (elements: readonly RichElement[]): string =>
  elements.map((element) => (element.type === 'emoji' ? '⚠' : element.text)).join('');
