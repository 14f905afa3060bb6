import type { Block, Inline } from '../types.ts';
import { h } from './dom.ts';
import { scaleFigure } from './scale.ts';

/** Renders an answer. `newTab` is said to a screen reader after each link that leaves the page. */
export function renderBlocks(blocks: Block[], newTab: string): Node[] {
  const inlines = (nodes: Inline[]): Node[] => nodes.map(inline);

  function inline(node: Inline): Node {
    switch (node.type) {
      case 'strong':
        return h('strong', {}, ...inlines(node.children));
      case 'emphasis':
        return h('em', {}, ...inlines(node.children));
      case 'link':
        return link(node.url, inlines(node.children));
      case 'code':
        return h('code', {}, node.value);
      case 'break':
        return h('br');
      default:
        return document.createTextNode(node.value);
    }
  }

  function link(url: string, words: Node[]): Node {
    if (/^mailto:/i.test(url)) return h('a', { href: url }, ...words);
    if (!/^https?:\/\//i.test(url)) return h('span', {}, ...words);
    return h('a', { href: url, target: '_blank', rel: 'noopener' }, ...words, h('span', { class: 'vh' }, newTab));
  }

  function block(node: Block): Node | undefined {
    switch (node.type) {
      case 'paragraph':
        return h('p', { class: node.tone }, ...inlines(node.children));
      case 'list':
        return h(node.ordered ? 'ol' : 'ul', {}, ...node.items.map((item) => h('li', {}, ...inlines(item))));
      case 'table':
        return table(node.caption, node.head, node.rows);
      case 'scale':
        return scaleFigure(node);
      default:
        // A newer server may send what this copy of the widget does not know: the rest is still worth showing.
        return undefined;
    }
  }

  return blocks.map(block).filter((node): node is Node => node !== undefined);
}

/** A table that scrolls sideways on its own, by keyboard too, where it is too wide for the bubble. */
function table(caption: string, head: string[], rows: string[][]): Node {
  return h(
    'div',
    { class: 'sideways', role: 'group', tabindex: 0, 'aria-label': caption },
    h(
      'table',
      {},
      h('caption', {}, caption),
      h('thead', {}, h('tr', {}, ...head.map((cell) => h('th', { scope: 'col' }, cell)))),
      h('tbody', {}, ...rows.map((row) => h('tr', {}, ...row.map((cell) => h('td', {}, cell))))),
    ),
  );
}
