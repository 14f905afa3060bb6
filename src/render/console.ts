import type { Block, Choice, Inline, Reply } from '../types.ts';

/** Between paragraphs one line is left free. */
const GAP = '\n\n';

/** How what matters, and what matters less, stands out. */
export type Style = { strong: (text: string) => string; faint: (text: string) => string };

/** As it is: for pipes, files and machines. */
export const PLAIN: Style = { strong: (text) => text, faint: (text) => text };

/** Bold and dim on a terminal. */
export const ANSI: Style = { strong: (text) => `\u001b[1m${text}\u001b[22m`, faint: (text) => `\u001b[2m${text}\u001b[22m` };

/** A reply as text, without its choices: paragraphs, "- " lists, tables in columns; a link's address follows its text. */
export function plainText({ blocks }: Pick<Reply, 'blocks'>, style = PLAIN): string {
  return blocks
    .map((block) => blockText(block, style))
    .filter(Boolean)
    .join(GAP);
}

/** The choices as numbered lines. */
export function choiceLines(choices: readonly Choice[], style = PLAIN): string {
  return choices.map(({ label }, i) => `  ${style.faint(`${i + 1}.`)} ${label}`).join('\n');
}

function blockText(block: Block, style: Style): string {
  switch (block.type) {
    case 'paragraph':
      return block.tone === 'note' ? style.faint(inlineText(block.children, PLAIN)) : inlineText(block.children, style);
    case 'list':
      return block.items.map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${inlineText(item, style)}`).join('\n');
    case 'table': {
      const rows = [block.head, ...block.rows];
      const widths = block.head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
      const line = (row: readonly string[]) =>
        row
          .map((cell, column) => cell.padEnd(widths[column] as number))
          .join('  ')
          .trimEnd();
      return [block.caption, style.strong(line(block.head)), ...block.rows.map(line)].join('\n');
    }
    case 'scale':
      return block.alt;
  }
}

function inlineText(nodes: readonly Inline[], style: Style): string {
  return nodes
    .map((node): string => {
      if (node.type === 'break') return '\n';
      if ('value' in node) return node.value;
      const text = inlineText(node.children, style);
      if (node.type === 'strong') return style.strong(text);
      if (node.type !== 'link') return text;
      const address = node.url.replace(/^mailto:/, '');
      return inlineText(node.children, PLAIN) === address ? text : `${text} ${style.faint(`(${address})`)}`;
    })
    .join('');
}
