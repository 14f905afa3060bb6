import { describe, expect, it } from 'vitest';
import { shortened } from '../../src/render/slack/buttons.ts';
import { renderHome } from '../../src/render/slack/home.ts';
import { SLACK_WORDS, type SlackWords } from '../../src/render/slack/shapes.ts';
import { splitElements, splitText } from '../../src/render/slack/split.ts';
import { renderSlack, withPressed } from '../../src/render/slack.ts';
import type { Block, Inline, Reply } from '../../src/types.ts';
import { homeView, messageBlocks, textsOf } from '../adapters/slack/fake/blocks.ts';

const words = Object.fromEntries(SLACK_WORDS.map((name) => [name, name])) as SlackWords;
const text = (value: string): Inline => ({ type: 'text', value });
const paragraph = (...children: Inline[]): Block => ({ type: 'paragraph', children });
const replyOf = (blocks: Block[], more: Partial<Reply> = {}): Reply => ({
  kind: 'answer',
  intents: ['exam.where'],
  confidence: 1,
  lang: 'fr',
  blocks,
  choices: [],
  version: '0123456789ab',
  ...more,
});
const render = (reply: Reply, more = {}) => {
  const messages = renderSlack(reply, { id: 'i1', words, privateUrl: 'https://slack.com/app_redirect?app=A&team=T', ...more });
  for (const { blocks } of messages) messageBlocks.parse(blocks);
  return messages;
};
const sentence = (n: number) => `Phrase ${n}, assez longue pour compter ici.`;
const many = (count: number) => Array.from({ length: count }, (_, i) => sentence(i + 1)).join(' ');

describe('a reply on Slack', () => {
  it('is rich text: bold, emphasis, code, links, lists, tables, small print', () => {
    const [message] = render(
      replyOf([
        { type: 'paragraph', tone: 'caution', children: [text('Ancien.')] },
        paragraph(text('Le '), { type: 'strong', children: [text('15 mars')] }, text(' à '), {
          type: 'code',
          value: 'MJPECY213',
        }),
        paragraph({ type: 'strong', children: [{ type: 'link', url: 'https://pix.fr/a?b=1&c=2', children: [text('Pix')] }] }),
        { type: 'list', ordered: true, items: [[text('un')], [{ type: 'emphasis', children: [text('deux')] }]] },
        {
          type: 'table',
          caption: 'Barème',
          head: ['Score', 'Note'],
          rows: [
            ['410', '10'],
            ['1024', '20'],
          ],
        },
        { type: 'scale', alt: '452 pix → 11,5/20', min: 0, max: 1024, marks: [], points: [] },
        { type: 'paragraph', tone: 'note', children: [text('Confirmé en 2023-2024.')] },
      ]),
    );
    expect(message).toMatchSnapshot();
  });

  it('carries its choices as buttons with their ids, and the way to the personal conversation', () => {
    const choices = [{ id: 'exam.when', label: 'Quand ?', says: 'Quand a lieu l’examen ?' }];
    const [message] = render(replyOf([paragraph(text('a'))], { choices, goesOn: 'private' }), { share: 's1' });
    expect(message!.blocks.slice(1)).toEqual([
      {
        type: 'actions',
        block_id: 'open:i1',
        elements: [
          {
            type: 'button',
            action_id: 'open',
            text: { type: 'plain_text', text: 'open', emoji: false },
            url: 'https://slack.com/app_redirect?app=A&team=T',
          },
        ],
      },
      {
        type: 'actions',
        block_id: 'choices:i1',
        elements: [
          {
            type: 'button',
            action_id: 'choice:0:fr',
            text: { type: 'plain_text', text: 'Quand ?', emoji: false },
            value: 'exam.when',
          },
        ],
      },
    ]);
  });

  it('leaves nothing that a person wrote alive: no mention, link, emoji or markup', () => {
    const evil = '<!channel> <@U0BEN> <https://evil.example|pix.fr> *gras* _i_ ~s~ `c` :smile: www.evil.example &lt;!here&gt;';
    const [message] = render(
      replyOf([
        paragraph(text(evil)),
        { type: 'list', ordered: false, items: [[text(evil)]] },
        { type: 'table', caption: evil, head: [evil], rows: [[evil]] },
        { type: 'paragraph', tone: 'note', children: [text(evil)] },
        { type: 'scale', alt: evil, min: 0, max: 1, marks: [], points: [] },
      ]),
    );
    // Rich text and plain text are never parsed; what is parsed is the text for notifications.
    expect(textsOf(message!.blocks).filter((value) => value.includes(evil)).length).toBe(6);
    expect(JSON.stringify(message!.blocks)).not.toMatch(/"type":"(?:mrkdwn|user|broadcast|link|channel|usergroup)"|"emoji":true/);
    expect(message!.text).not.toMatch(/[<>]/);
    expect(message!.text).toContain('&lt;!channel&gt;');
    expect(message!.text).toContain('&amp;lt;!here&amp;gt;');
  });

  it('drops the address of a link that is neither of the web nor of mail, not its words', () => {
    const link: Inline = { type: 'link', url: 'javascript:alert(1)', children: [text('ici')] };
    expect(JSON.stringify(render(replyOf([paragraph(link)])))).not.toContain('javascript');
    expect(textsOf(render(replyOf([paragraph(link)]))).join()).toContain('ici');
  });

  it.each([1, 60, 100, 2_000])('of %i sentences is split between them, none cut, none lost', (count) => {
    const messages = render(replyOf([paragraph(text(many(count)))], { choices: [{ id: 'a', label: 'b', says: 'c' }] }));
    const said = messages.flatMap(({ blocks }) => textsOf(blocks.filter(({ type }) => type === 'rich_text'))).join('');
    expect(said).toBe(many(count));
    for (const { blocks } of messages)
      for (const block of blocks.filter(({ type }) => type === 'rich_text'))
        expect(textsOf(block).join('').trim()).toMatch(/^Phrase .* ici\.$/s);
    expect(messages.map(({ blocks }) => blocks.some(({ type }) => type === 'actions'))).toEqual([
      ...Array(messages.length - 1).fill(false),
      true,
    ]);
  });

  it('of many short paragraphs is two messages: no more than 50 blocks in one', () => {
    const messages = render(replyOf(Array.from({ length: 60 }, (_, i) => paragraph(text(sentence(i))))));
    expect(messages.map(({ blocks }) => blocks.length)).toEqual([50, 10]);
  });

  it('reads a choice aloud that is too long for its button', () => {
    const label = `Où puis-je ${'vraiment '.repeat(12)}passer la certification ?`;
    const [message] = render(replyOf([paragraph(text('a'))], { choices: [{ id: 'exam.where', label, says: label }] }));
    expect(message!.text).toBe(`a\n${label}`);
  });

  it('of many paragraphs, items and rows stays within the limits of every message', () => {
    const blocks: Block[] = [
      ...Array.from({ length: 120 }, (_, i) => paragraph(text(`Numéro ${i}.`))),
      { type: 'list', ordered: true, items: Array.from({ length: 300 }, (_, i) => [text(sentence(i))]) },
      {
        type: 'table',
        caption: 'Barème',
        head: ['Score', 'Note'],
        rows: Array.from({ length: 500 }, (_, i) => [`${i}`, `${i / 50}`]),
      },
    ];
    const messages = render(replyOf(blocks));
    const all = textsOf(messages.map((message) => message.blocks)).join('\n');
    for (const part of ['Numéro 119.', sentence(299), '499    9.98']) expect(all).toContain(part);
    const offsets = JSON.stringify(messages).match(/"offset":\d+/g) ?? [];
    expect(offsets.length).toBeGreaterThan(1);
  });

  it('cuts one endless sentence between words, and one endless word where it must', () => {
    expect(splitText('mot '.repeat(2_000), 300).every((piece) => piece.length <= 300 && /^(mot )*mot$/.test(piece))).toBe(true);
    expect(splitText('x'.repeat(1_000), 300).map(({ length }) => length)).toEqual([300, 300, 300, 100]);
  });

  it('keeps a sentence whole that changes its style, and a link in it', () => {
    const bold = { type: 'text', text: 'le 15 mars', style: { bold: true } } as const;
    const link = { type: 'link', url: 'https://pix.fr', text: 'Pix' } as const;
    const elements = [
      { type: 'text', text: 'Un. Deux avant ' } as const,
      bold,
      { type: 'text', text: ' sur ' } as const,
      link,
      { type: 'text', text: '. Fin.' } as const,
    ];
    expect(splitElements(elements, 45)).toEqual([
      [{ type: 'text', text: 'Un. ' }],
      [{ type: 'text', text: 'Deux avant ' }, bold, { type: 'text', text: ' sur ' }, link, { type: 'text', text: '. ' }],
      [{ type: 'text', text: 'Fin.' }],
    ]);
  });

  it('shows a label that no button holds in full above its button', () => {
    const label = `${'Une question vraiment très longue '.repeat(4).trim()} ?`;
    const [message] = render(replyOf([paragraph(text('a'))], { choices: [{ id: 'a', label, says: label }] }));
    expect(textsOf(message!.blocks)).toContain(label);
    expect(shortened(label)).toBe('Une question vraiment très longue Une question vraiment très longue Une…');
  });
});

describe('a message whose choice was pressed', () => {
  it('has lost its buttons, shows the choice and keeps the rest as Slack gave it', () => {
    const kept = [
      { type: 'rich_text', block_id: 'x1', elements: [], unknown: 1 },
      { type: 'actions', block_id: 'open:i1' },
    ];
    const shown = withPressed(
      [...kept, { type: 'actions', block_id: 'choices:i1' }, { type: 'actions', block_id: 'share:i1' }],
      'Quand ?',
    );
    expect(shown).toEqual([...kept, { type: 'context', elements: [{ type: 'plain_text', text: '✓ Quand ?', emoji: false }] }]);
  });
});

describe('the home tab', () => {
  it('is a view that Slack takes, also of long answers', () => {
    const long = replyOf([paragraph(text(many(3_000)))], { choices: [{ id: 'a', label: 'b', says: 'c' }] });
    const languages = [{ lang: 'en', label: 'English' }];
    const view = renderHome({ lang: 'fr', words, languages, answer: { reply: long, pressed: 'x' }, topics: long, dates: long });
    expect(homeView.safeParse(view).error).toBeUndefined();
    expect(view.private_metadata).toBe('fr');
  });
});
