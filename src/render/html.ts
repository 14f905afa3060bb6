import type { Block, Inline, ScalePicture } from '../types.ts';
import { BAR_HEIGHT, layScale, PILL_HEIGHT, WIDTH } from './scale-layout.ts';
import { isSafeLink } from './web.ts';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in HTML, also inside a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);

/** Blocks as HTML for a plain page: no script, no style attribute, everything escaped, links to http(s) and mail only. */
export const renderHtml = (blocks: readonly Block[]): string => blocks.map(blockHtml).join('\n');

function blockHtml(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return `<p${block.tone ? ` class="${block.tone}"` : ''}>${inlineHtml(block.children)}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${block.items.map((item) => `<li>${inlineHtml(item)}</li>`).join('')}</${tag}>`;
    }
    case 'table':
      return tableHtml(block);
    case 'scale':
      return scaleHtml(block);
  }
}

const inlineHtml = (nodes: readonly Inline[]): string => nodes.map(nodeHtml).join('');

function nodeHtml(node: Inline): string {
  switch (node.type) {
    case 'text':
      return escapeHtml(node.value);
    case 'code':
      return `<code>${escapeHtml(node.value)}</code>`;
    case 'break':
      return '<br>';
    case 'strong':
      return `<strong>${inlineHtml(node.children)}</strong>`;
    case 'emphasis':
      return `<em>${inlineHtml(node.children)}</em>`;
    case 'link':
      if (!isSafeLink(node.url)) return inlineHtml(node.children);
      return `<a href="${escapeHtml(node.url)}" rel="noopener">${inlineHtml(node.children)}</a>`;
  }
}

/** Long tables scroll in a region that the keyboard reaches. */
function tableHtml({ caption, head, rows }: Extract<Block, { type: 'table' }>): string {
  const heads = head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join('');
  const cells = (row: string[]) => row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('');
  return (
    `<div class="sideways" role="region" tabindex="0" aria-label="${escapeHtml(caption)}"><table>` +
    `<caption>${escapeHtml(caption)}</caption><thead><tr>${heads}</tr></thead>` +
    `<tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody></table></div>`
  );
}

/** Where scores stand on the scale, in the page's classes; the same is said in words under it. */
function scaleHtml(picture: ScalePicture): string {
  const { height, barY, bands, ticks, pins } = layScale(picture);
  const bottom = barY + BAR_HEIGHT;
  const middle = barY + BAR_HEIGHT / 2;
  const alt = escapeHtml(picture.alt);
  const parts = [
    ...bands.map(({ x, width, strength }) =>
      shape('rect', {
        class: 'band',
        x,
        y: barY,
        width: Math.max(width - 1.5, 0.5),
        height: BAR_HEIGHT,
        rx: 2,
        opacity: 0.16 + 0.6 * strength,
      }),
    ),
    ...ticks.flatMap(({ x, text }) => [
      shape('line', { class: 'tick', x1: x, x2: x, y1: bottom + 2, y2: bottom + (text ? 7 : 5) }),
      ...(text ? [label('grade', text.x, bottom + 19, text.label), label('pix', text.x, bottom + 32, text.at)] : []),
    ]),
    ...pins.map(({ x, pillX, pillY }) =>
      shape('path', { class: 'stem', d: `M${round(pillX)} ${pillY + PILL_HEIGHT}L${round(x)} ${middle}` }),
    ),
    ...pins.flatMap(({ x, pillX, pillY, pillWidth, text }) => [
      shape('circle', { class: 'pin', cx: x, cy: middle, r: 7 }),
      shape('rect', {
        class: 'pill',
        x: pillX - pillWidth / 2,
        y: pillY,
        width: pillWidth,
        height: PILL_HEIGHT,
        rx: PILL_HEIGHT / 2,
      }),
      label('says', pillX, pillY + 15, text),
    ]),
  ];
  return (
    `<figure><svg class="scale" viewBox="0 0 ${WIDTH} ${round(height)}" role="img" aria-label="${alt}">${parts.join('')}</svg>` +
    `<figcaption aria-hidden="true">${alt}</figcaption></figure>`
  );
}

const round = (value: number): number => Math.round(value * 100) / 100;

function shape(tag: string, attributes: Record<string, string | number>): string {
  const written = Object.entries(attributes).map(
    ([name, value]) => ` ${name}="${typeof value === 'number' ? round(value) : escapeHtml(value)}"`,
  );
  return `<${tag}${written.join('')}/>`;
}

const label = (name: string, x: number, y: number, text: string): string =>
  `<text class="${name}" x="${round(x)}" y="${round(y)}">${escapeHtml(text)}</text>`;
