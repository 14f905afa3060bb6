import { describe, expect, it } from 'vitest';
import { LANGS } from '../../src/answer.ts';
import { dateAt } from '../../src/content/dates.ts';
import { faqTopics } from '../../src/faq.ts';
import { knowledgeOf } from '../../src/knowledge.ts';
import { SLACK_WORDS, type SlackWords } from '../../src/render/slack/shapes.ts';
import { renderSlack } from '../../src/render/slack.ts';
import type { Inline, Reply } from '../../src/types.ts';
import { messageBlocks, textsOf } from '../adapters/slack/fake/blocks.ts';
import { toyModel } from '../understand/toy.ts';

const words = Object.fromEntries(SLACK_WORDS.map((name) => [name, name])) as SlackWords;
const NOW = Date.parse('2026-10-01T09:00:00+02:00');
const knowledge = knowledgeOf('content', toyModel(), dateAt(NOW));

const answers = LANGS.flatMap((lang) =>
  [...knowledge.content.entries.keys()].map((intent) => {
    const understanding = { kind: 'sure' as const, intents: [intent], slots: {}, confidence: 1, lang };
    return [`${intent} (${lang})`, knowledge.answer(understanding, { intents: [] }, NOW).reply] as const;
  }),
);

const texts = (nodes: readonly Inline[]): string[] =>
  nodes.flatMap((node) => ('value' in node ? [node.value] : 'children' in node ? texts(node.children) : []));
const links = (nodes: readonly Inline[]): string[] =>
  nodes.flatMap((node) => ('children' in node ? [...(node.type === 'link' ? [node.url] : []), ...links(node.children)] : []));
const inlines = ({ blocks }: Reply): Inline[] =>
  blocks.flatMap((block) => (block.type === 'paragraph' ? block.children : block.type === 'list' ? block.items.flat() : []));
const cells = ({ blocks }: Reply): string[] => blocks.flatMap((block) => (block.type === 'table' ? block.rows.flat() : []));

describe('every answer of the content on Slack', () => {
  it('is looked at in both languages', () => {
    expect(answers.length).toBeGreaterThan(60);
    expect(faqTopics(knowledge, 'fr', NOW).length).toBeGreaterThan(5);
  });

  it.each(answers)('%s is one message that Slack takes, with every word, number and link, and its choices', (_, reply) => {
    const [message, ...more] = renderSlack(reply, { id: 'x', words, privateUrl: '' });
    expect(more).toEqual([]);
    const blocks = messageBlocks.parse(message!.blocks);
    const said = textsOf(blocks).join('');
    for (const part of [...texts(inlines(reply)), ...cells(reply)]) expect(said).toContain(part);
    for (const url of links(inlines(reply))) expect(JSON.stringify(blocks)).toContain(JSON.stringify(url));
    const buttons = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    expect(buttons.map(({ value, text }) => [value, text.text])).toEqual(reply.choices.map(({ id, label }) => [id, label]));
    expect(message!.text.length).toBeGreaterThan(10);
  });
});
