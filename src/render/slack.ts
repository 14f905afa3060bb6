import { onceEach } from '../once-each.ts';
import type { Block, Reply } from '../types.ts';
import { CHOICES, choiceBlocks, openBlock, SHARE, shareBlock } from './slack/buttons.ts';
import { MAX_BLOCKS, MAX_MESSAGE } from './slack/limits.ts';
import { richBlocks, small } from './slack/rich.ts';
import type { SlackBlock, SlackMessage, SlackWords } from './slack/shapes.ts';
import { fallback } from './slack/text.ts';

export type SlackExtras = {
  /** Tells this answer's buttons from those of every other answer. */
  id: string;
  words: SlackWords;
  /** Where the personal conversation is, for a reply that goes on there. */
  privateUrl: string;
  /** The name under which the answer can be shared with others. */
  share?: string;
  /** The choice that was pressed to get here, where the message with the buttons is replaced by this one. */
  pressed?: string;
  /** The answer stands in the channel now. */
  shared?: true;
};

/** A reply as one message, or more where Slack's limits ask for it; the buttons are on the last. Never empty. */
export function renderSlack(reply: Reply, { id, words, privateUrl, share, pressed, shared }: SlackExtras): SlackMessage[] {
  const said = bodyOf(reply.blocks);
  const whole = pressed === undefined ? said : [...small(pressedLine(pressed)), ...said];
  const body = whole.length > 0 ? whole : NOTHING;
  const open = reply.goesOn === 'private' ? [openBlock(words.open, privateUrl, id)] : [];
  const sharing = share !== undefined && reply.goesOn === undefined ? [shareBlock(words.share, share, id)] : [];
  const buttons = [...open, ...choiceBlocks(reply.choices, id, reply.lang), ...sharing];
  return packed(shared ? [...body, ...small(words.shared)] : body, buttons);
}

/** What a reply says; where it stands in the content, the same array each time. */
const bodyOf = onceEach((blocks: readonly Block[]): readonly SlackBlock[] => blocks.flatMap(richBlocks));

/** Slack refuses a message without a word. */
const NOTHING: readonly SlackBlock[] = small('…');

/** A block as it is sent. */
const jsonOf = onceEach((block: SlackBlock): string => JSON.stringify(block));

/** Blocks as the text that they become on the way to Slack. */
export const blocksInJson = (blocks: readonly SlackBlock[]): string => `[${blocks.map(jsonOf).join(',')}]`;

const sizeOf = onceEach((blocks: readonly SlackBlock[]): number =>
  blocks.reduce((size, block) => size + jsonOf(block).length + 1, 0),
);
const textOf = onceEach(fallback);

/** Blocks in messages that Slack takes; the last holds the buttons. */
function packed(blocks: readonly SlackBlock[], buttons: readonly SlackBlock[]): SlackMessage[] {
  const most = { blocks: MAX_BLOCKS - buttons.length, size: MAX_MESSAGE - blocksInJson(buttons).length };
  // Nearly all replies fit one message, and most bodies were measured before.
  if (blocks.length <= most.blocks && sizeOf(blocks) <= most.size && buttons.every(({ type }) => type === 'actions'))
    return [{ text: textOf(blocks), blocks: [...blocks, ...buttons] }];
  const messages: SlackBlock[][] = [[]];
  let size = 0;
  for (const block of blocks) {
    const more = jsonOf(block).length + 1;
    const last = messages.at(-1)!;
    const full = last.length > 0 && (last.length >= most.blocks || size + more > most.size);
    if (full) messages.push([block]);
    else last.push(block);
    size = full ? more : size + more;
  }
  messages.at(-1)?.push(...buttons);
  return messages.map((part) => ({ text: fallback(part), blocks: part }));
}

const pressedLine = (label: string): string => `✓ ${label}`;

/**
 * The blocks of a message in which a choice was pressed, as Slack hands them back: its buttons gone, the choice shown.
 * What else stands there stays, whatever it is.
 */
export function withPressed(blocks: readonly { type: string; block_id?: string }[], label: string): { type: string }[] {
  const gone = ({ type, block_id = '' }: { type: string; block_id?: string }) =>
    type === 'actions' && (block_id.startsWith(CHOICES) || block_id.startsWith(SHARE));
  return [...blocks.filter((block) => !gone(block)), ...small(pressedLine(label))];
}
