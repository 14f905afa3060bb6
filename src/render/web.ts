import type { Block, Inline, Reply } from '../types.ts';

const SAFE_LINK = /^(https?:\/\/|mailto:)/i;

/** True for an address that a page may link to: http, https or mail, never script or data. */
export const isSafeLink = (url: string): boolean => SAFE_LINK.test(url);

/** The reply as the widget gets it: the same tree, in which a link that is not http(s) or mail has become its text. */
export function renderWeb(reply: Reply): Reply {
  return { ...reply, blocks: reply.blocks.map(safeBlock) };
}

function safeBlock(block: Block): Block {
  switch (block.type) {
    case 'paragraph':
      return { ...block, children: safeInlines(block.children) };
    case 'list':
      return { ...block, items: block.items.map(safeInlines) };
    default:
      return block;
  }
}

function safeInlines(nodes: Inline[]): Inline[] {
  return nodes.flatMap((node) => {
    if (!('children' in node)) return [node];
    const children = safeInlines(node.children);
    return node.type === 'link' && !isSafeLink(node.url) ? children : [{ ...node, children }];
  });
}
