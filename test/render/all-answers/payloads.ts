import { choiceLines, plainText } from '../../../src/render/console.ts';
import { SLACK_WORDS, type SlackWords } from '../../../src/render/slack/shapes.ts';
import { renderSlack } from '../../../src/render/slack.ts';
import { renderTeams } from '../../../src/render/teams.ts';
import { renderWeb } from '../../../src/render/web.ts';
import type { Reply } from '../../../src/types.ts';
import { messageBlocks } from '../../adapters/slack/fake/blocks.ts';
import { addressesIn } from './facts.ts';

/** What of an answer reaches people on one channel, read off what is sent there. `buttons`: what they say; see `unmarked`. */
export type Arrived = { text: string; links: string[]; buttons: string[]; spelled?: true };

/** The signs before the items of a list, where they are text. */
const MARKS = /^(?:[-•]|\d+\.) /gm;

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const strings = (values: readonly unknown[]): string[] => values.filter((value) => typeof value === 'string');

/** A payload as it leaves: what JSON does not carry is gone. */
const sent = (payload: unknown): unknown => JSON.parse(JSON.stringify(payload));

/** Every node of a tree in reading order, without the branches that are not shown where the rest is. */
function nodes(value: unknown, hidden: readonly string[] = []): Node[] {
  if (Array.isArray(value)) return value.flatMap((one) => nodes(one, hidden));
  if (!isNode(value)) return [];
  return [value, ...Object.entries(value).flatMap(([key, inner]) => (hidden.includes(key) ? [] : nodes(inner, hidden)))];
}

/** The words of a tree: pieces of one line side by side, lines below each other. `ends`: what ends a line. */
function words(value: unknown, hidden: readonly string[], ends: (node: Node) => boolean): string {
  if (Array.isArray(value)) return value.map((one) => words(one, hidden, ends)).join('');
  if (!isNode(value)) return '';
  const inner = Object.entries(value).map(([key, one]) => {
    if (hidden.includes(key)) return '';
    return ['text', 'value'].includes(key) && typeof one === 'string' ? one : words(one, hidden, ends);
  });
  return `${inner.join('')}${ends(value) ? '\n' : ''}`;
}

function onTeams(reply: Reply): Arrived {
  const card = sent(renderTeams(reply, { words: { open: 'x' }, privateUrl: undefined, postsWords: true }).card) as Node;
  const links = nodes(card.body, ['fallback']).filter(({ type }) => type === 'Action.OpenUrl');
  const ends = ({ type }: Node) => type === 'RichTextBlock' || type === 'TableCell';
  return {
    text: words(card.body, ['fallback', 'selectAction'], ends).replace(MARKS, ''),
    links: strings(links.map(({ url }) => url)),
    buttons: strings(nodes(card.actions, ['data']).map(({ title }) => title)),
  };
}

function onSlack(reply: Reply): Arrived {
  const labels = Object.fromEntries(SLACK_WORDS.map((name) => [name, name])) as SlackWords;
  const messages = renderSlack(reply, { id: 'x', words: labels, privateUrl: '' });
  const blocks = messages.flatMap((message) => messageBlocks.parse(sent(message.blocks)));
  const said = blocks.filter(({ type }) => type !== 'actions');
  const ends = ({ type }: Node) => /^(?:rich_text_section|rich_text_preformatted|context|header)$/.test(String(type));
  return {
    text: words(said, [], ends),
    links: strings(nodes(said).flatMap(({ type, url }) => (type === 'link' ? [url] : []))),
    buttons: blocks.flatMap((block) => (block.type === 'actions' ? block.elements.map(({ text }) => text.text) : [])),
  };
}

function onTheWeb(reply: Reply): Arrived {
  const { blocks, choices } = sent(renderWeb(reply)) as Reply;
  const lines = blocks.map((block) => {
    if (block.type === 'scale') return block.alt;
    if (block.type === 'table') return [block.caption, ...block.head, ...block.rows.flat()].join('\n');
    const ends = ({ type }: Node) => type === 'break';
    return block.type === 'list' ? block.items.map((item) => words(item, [], ends)).join('\n') : words(block.children, [], ends);
  });
  const links = nodes(blocks).flatMap(({ type, url }) => (type === 'link' ? [url] : []));
  return { text: lines.join('\n'), links: strings(links), buttons: choices.map(({ label }) => label) };
}

function inATerminal(reply: Reply): Arrived {
  const lines = plainText(reply);
  const buttons = choiceLines(reply.choices).split('\n').filter(Boolean);
  return {
    text: lines.replace(MARKS, ''),
    spelled: true,
    links: addressesIn(lines),
    buttons: buttons.map((line) => line.replace(/^ +\d+\. /, '')),
  };
}

export const CHANNELS: Readonly<Record<string, (reply: Reply) => Arrived>> = {
  teams: onTeams,
  slack: onSlack,
  web: onTheWeb,
  terminal: inATerminal,
};
