import { onceEach } from '../../once-each.ts';
import type { Block, Inline } from '../../types.ts';
import { MAX_TEXT } from './limits.ts';
import { plain, type RichElement, type RichPart, type RichSection, type SlackBlock, type Style } from './shapes.ts';
import { splitElements, splitText } from './split.ts';

const SAFE_LINK = /^(https?:\/\/|mailto:)/i;

/**
 * A block of a reply in Slack's form. Rich text, because nothing in it is markup: "<!channel>", "*" or an address that
 * a person wrote stay what they are, without a sign being changed.
 */
export const richBlocks = onceEach((block: Block): SlackBlock[] => {
  switch (block.type) {
    case 'paragraph':
      if (block.tone === 'note' && !block.children.some(isLink)) return small(block.children.map(plainOf).join(''));
      return paragraph(block.tone === 'caution' ? [CAUTION, ...elementsOf(block.children)] : elementsOf(block.children));
    case 'list':
      return list(block.ordered, block.items);
    case 'table':
      return table(block);
    case 'scale':
      return small(block.alt);
  }
});

const CAUTION: RichElement = { type: 'emoji', name: 'warning' };

const rich = (part: RichPart): SlackBlock => ({ type: 'rich_text', elements: [part] });
const section = (elements: RichElement[]): RichSection => ({ type: 'rich_text_section', elements });

const paragraph = (elements: readonly RichElement[]): SlackBlock[] =>
  elements.length === 0 ? [] : splitElements(spaced(elements)).map((piece) => rich(section(piece)));

/** Air between the sign of a caution and its text. */
const spaced = (elements: readonly RichElement[]): RichElement[] =>
  elements.flatMap((element): RichElement[] => (element.type === 'emoji' ? [element, { type: 'text', text: ' ' }] : [element]));

/** Small print: a context block's text is never parsed. */
export const small = (text: string): SlackBlock[] =>
  text.trim() === '' ? [] : splitText(text).map((piece) => ({ type: 'context', elements: [plain(piece)] }));

/** A list in as few blocks as its length allows; an ordered one goes on counting. */
function list(ordered: boolean, items: readonly Inline[][]): SlackBlock[] {
  const sections = items.map((item) => elementsOf(item)).filter((item) => item.length > 0);
  const blocks: RichElement[][][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const item of sections.flatMap((elements) => splitElements(elements))) {
    const more = JSON.stringify(item).length;
    if (length + more > MAX_TEXT) blocks.push([]);
    length = length + more > MAX_TEXT ? more : length + more;
    blocks.at(-1)?.push(item);
  }
  let offset = 0;
  return blocks.map((part) => {
    const counted = ordered && offset > 0 ? { offset } : {};
    offset += part.length;
    return rich({ type: 'rich_text_list', style: ordered ? 'ordered' : 'bullet', ...counted, elements: part.map(section) });
  });
}

/** A table in columns of one width, its head above every part. */
function table({ caption, head, rows }: Extract<Block, { type: 'table' }>): SlackBlock[] {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const parts: string[] = [];
  for (const row of rows.map(line)) {
    const last = parts.at(-1);
    if (last === undefined || last.length + row.length + 1 > MAX_TEXT) parts.push(`${line(head)}\n${row}`);
    else parts[parts.length - 1] = `${last}\n${row}`;
  }
  const preformatted = parts.map((text) => rich({ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }));
  return [...paragraph(caption === '' ? [] : [{ type: 'text', text: caption, style: { bold: true } }]), ...preformatted];
}

const elementsOf = (nodes: readonly Inline[], style: Style = {}): RichElement[] => nodes.flatMap((node) => elements(node, style));

function elements(node: Inline, style: Style): RichElement[] {
  switch (node.type) {
    case 'break':
      return [{ type: 'text', text: '\n' }];
    case 'text':
      return text(node.value, style);
    case 'code':
      return text(node.value, { ...style, code: true });
    case 'strong':
      return elementsOf(node.children, { ...style, bold: true });
    case 'emphasis':
      return elementsOf(node.children, { ...style, italic: true });
    case 'link':
      if (!SAFE_LINK.test(node.url)) return elementsOf(node.children, style);
      return [{ type: 'link', url: node.url, text: plainOf(node) || node.url, ...styled(linkStyle(node.children, style)) }];
  }
}

const styled = (style: Style): { style?: Style } => (Object.keys(style).length > 0 ? { style } : {});
const text = (value: string, style: Style): RichElement[] =>
  value === '' ? [] : [{ type: 'text', text: value, ...styled(style) }];

/** A link is one element: it is bold if all in it is. */
const linkStyle = (children: readonly Inline[], style: Style): Style =>
  children.length > 0 && children.every(({ type }) => type === 'strong') ? { ...style, bold: true } : style;

const isLink = (node: Inline): boolean => node.type === 'link' || ('children' in node && node.children.some(isLink));

function plainOf(node: Inline): string {
  if (node.type === 'break') return '\n';
  return 'value' in node ? node.value : node.children.map(plainOf).join('');
}
