import type { Inline } from '../../types.ts';
import type { RichText, TextRun } from './shapes.ts';

/** How a run looks, besides its text. */
export type Look = Omit<TextRun, 'type' | 'text'>;

const SAFE_LINK = /^(https?:\/\/|mailto:)/i;

/** Text as lines of runs: a break begins a new line, since a run's own line breaks are not shown everywhere. */
export function richText(nodes: readonly Inline[], look: Look = {}): RichText[] {
  return linesOf(nodes, look)
    .filter((runs) => runs.length > 0)
    .map((inlines, i): RichText => ({ type: 'RichTextBlock', inlines, ...(i > 0 && { spacing: 'None' }) }));
}

function linesOf(nodes: readonly Inline[], look: Look): TextRun[][] {
  const lines: TextRun[][] = [[]];
  const walk = (node: Inline, look: Look): void => {
    if (node.type === 'break') lines.push([]);
    else if ('value' in node)
      lines.at(-1)?.push(run(node.value, node.type === 'code' ? { ...look, fontType: 'Monospace' } : look));
    else for (const child of node.children) walk(child, { ...look, ...lookOf(node) });
  };
  for (const node of nodes) walk(node, look);
  return lines;
}

const run = (text: string, look: Look): TextRun => ({ type: 'TextRun', text, ...look });

function lookOf(node: Extract<Inline, { type: 'strong' | 'emphasis' | 'link' }>): Look {
  if (node.type === 'strong') return { weight: 'Bolder' };
  if (node.type === 'emphasis') return { italic: true };
  return SAFE_LINK.test(node.url) ? { selectAction: { type: 'Action.OpenUrl', url: node.url } } : {};
}

/** The words alone. */
export const plainOf = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) => {
      if (node.type === 'break') return ' ';
      return 'value' in node ? node.value : plainOf(node.children);
    })
    .join('');
