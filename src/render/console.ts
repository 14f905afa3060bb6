import type { Block, Choice, Inline, Reply } from '../types.ts';

/** Between paragraphs one line is left free. */
const GAP = '\n\n';

/** A reply as plain text, without its choices: paragraphs, "- " lists, tables in columns; a link's address follows its text. */
export function plainText({ blocks }: Pick<Reply, 'blocks'>): string {
  return blocks.map(blockText).filter(Boolean).join(GAP);
}

/** The choices as numbered lines. */
export function choiceLines(choices: readonly Choice[]): string {
  return choices.map(({ label }, i) => `  ${i + 1}. ${label}`).join('\n');
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return inlineText(block.children);
    case 'list':
      return block.items.map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${inlineText(item)}`).join('\n');
    case 'table': {
      const rows = [block.head, ...block.rows];
      const widths = block.head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
      const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] as number)).join('  ').trimEnd();
      return [block.caption, line(block.head), ...block.rows.map(line)].join('\n');
    }
    case 'scale':
      return block.alt;
  }
}

function inlineText(nodes: readonly Inline[]): string {
  return nodes
    .map((node): string => {
      if (node.type === 'break') return '\n';
      if ('value' in node) return node.value;
      const text = inlineText(node.children);
      if (node.type !== 'link') return text;
      const address = node.url.replace(/^mailto:/, '');
      return text === address ? text : `${text} (${address})`;
    })
    .join('');
}
