import * as AdaptiveCards from 'adaptivecards';
import { describe, expect, it } from 'vitest';
import { labels } from '../../src/answer/labels.ts';
import { dateAt } from '../../src/content/dates.ts';
import { knowledgeOf } from '../../src/knowledge.ts';
import { plainText } from '../../src/render/console.ts';
import { TEAMS_WORDS } from '../../src/render/teams/shapes.ts';
import { literal } from '../../src/render/teams/table.ts';
import { renderTeams } from '../../src/render/teams.ts';
import type { Block, Inline, Reply } from '../../src/types.ts';
import { toyModel } from '../understand/toy.ts';

const NOW = Date.parse('2026-10-01T09:00:00+02:00');
const { content, answer } = knowledgeOf('content', toyModel(), dateAt(NOW));
const EXTRAS = { words: { open: 'Open' }, privateUrl: 'https://teams.example/chat', postsWords: true };
const MAX_BYTES = 80_000;

const replyOf = (blocks: Block[], more: Partial<Reply> = {}): Reply => ({
  kind: 'answer',
  intents: [],
  confidence: 1,
  lang: 'fr',
  blocks,
  choices: [],
  version: '0123456789ab',
  ...more,
});
const text = (value: string): Inline => ({ type: 'text', value });
const paragraph = (...children: Inline[]): Block => ({ type: 'paragraph', children });
const cardOf = (blocks: Block[], more: Partial<Reply> = {}) => renderTeams(replyOf(blocks, more), EXTRAS).card;

/** What the library that Teams' own clients are built on finds wrong with a card. */
function faultsOf({ lang, ...card }: Record<string, unknown>): string[] {
  // Left out: the library checks it with a pattern that remembers where it was, and so refuses every second card.
  if (lang !== undefined) expect(lang).toMatch(/^[a-z]{2,3}$/);
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
  const parsed = new AdaptiveCards.AdaptiveCard();
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  const failures = parsed.validateProperties().validationEvents.map(({ message }) => message);
  return [...events, ...failures];
}

/** Every answer of `content/`, in every language, for each semester, and the grades of some scores. */
const answers = content.langs.flatMap((lang) =>
  [...content.entries.keys()].flatMap((intent) =>
    [{}, { semester: 1 as const }, { semester: 2 as const }, { numbers: [{ value: 452, unit: 'pix' as const }] }].map((slots) => {
      const understood = { kind: 'sure' as const, intents: [intent], slots, confidence: 1, lang };
      return { name: `${intent} ${lang} ${JSON.stringify(slots)}`, reply: answer(understood, { intents: [] }, NOW).reply };
    }),
  ),
);

/** What may not be lost on the way: numbers, codes, dates in words, addresses. */
const factsIn = (said: string): string[] => said.match(/[\p{L}\p{N}@:/._-]*\p{N}[\p{L}\p{N}@:/._-]*|[\w.-]+@[\w.-]+\w/gu) ?? [];

function linksIn(blocks: readonly Block[]): string[] {
  const links: string[] = [];
  const walk = (nodes: readonly Inline[]): void => {
    for (const node of nodes) {
      if (node.type === 'link') links.push(node.url);
      if ('children' in node) walk(node.children);
    }
  };
  for (const block of blocks) {
    if (block.type === 'paragraph') walk(block.children);
    if (block.type === 'list') block.items.forEach(walk);
  }
  return links;
}

describe('all answers as cards', () => {
  it('are many', () => {
    expect(answers.length).toBeGreaterThan(200);
  });

  it('are valid Adaptive Cards 1.5, small enough, with a text for the notification', () => {
    for (const { name, reply } of answers) {
      const { card, summary } = renderTeams(reply, EXTRAS);
      expect(faultsOf(card), name).toEqual([]);
      expect(Buffer.byteLength(JSON.stringify(card)), name).toBeLessThan(MAX_BYTES);
      expect(summary.length, name).toBeGreaterThan(10);
      expect(summary.length, name).toBeLessThanOrEqual(252);
    }
  });

  it('hold every number, code, date, link and choice of the reply', () => {
    for (const { name, reply } of answers) {
      const { card } = renderTeams(reply, EXTRAS);
      const json = JSON.stringify(card);
      for (const fact of factsIn(plainText(reply))) expect(json, name).toContain(JSON.stringify(fact).slice(1, -1));
      for (const url of linksIn(reply.blocks))
        expect(json, name).toContain(`{"type":"Action.OpenUrl","url":${JSON.stringify(url)}}`);
      const submits = (card.actions ?? []).flatMap((action) => (action.type === 'Action.Submit' ? [action.data.choice] : []));
      expect(submits, name).toEqual(reply.choices.map(({ id }) => id));
    }
  });

  it('leave colours to the theme', () => {
    for (const { name, reply } of answers)
      expect(JSON.stringify(renderTeams(reply, EXTRAS).card), name).not.toMatch(/#[\da-f]{3,8}\b|"color"/i);
  });
});

describe('a card', () => {
  it('shows the library what it holds', () => {
    expect(faultsOf({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Input.Text' }] })).not.toEqual([]);
    expect(faultsOf({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Nonsense' }] })).not.toEqual([]);
  });

  it('takes no text for markup, and no address but http(s) and mail for a link', () => {
    const card = cardOf([
      paragraph(text('**2*2** [x](https://evil.example) <at>all</at>'), {
        type: 'link',
        url: 'javascript:alert(1)',
        children: [text('ici')],
      }),
    ]);
    expect(card.body).toEqual([
      {
        type: 'RichTextBlock',
        inlines: [
          { type: 'TextRun', text: '**2*2** [x](https://evil.example) <at>all</at>' },
          { type: 'TextRun', text: 'ici' },
        ],
      },
    ]);
  });

  it('puts a caution first in a box of its own, and a note small at the end', () => {
    const card = cardOf([
      { type: 'paragraph', tone: 'caution', children: [text('vieux')] },
      { type: 'paragraph', tone: 'note', children: [text('confirmé')] },
    ]);
    expect(card.body).toMatchObject([
      { type: 'Container', style: 'warning', items: [{ inlines: [{ text: 'vieux' }] }] },
      { type: 'RichTextBlock', inlines: [{ text: 'confirmé', isSubtle: true, size: 'Small' }] },
    ]);
  });

  it('numbers an ordered list, and breaks lines into lines', () => {
    const card = cardOf([{ type: 'list', ordered: true, items: [[text('un'), { type: 'break' }, text('bis')], [text('deux')]] }]);
    expect(card.body).toMatchObject([
      { inlines: [{ text: '1. ' }, { text: 'un' }] },
      { inlines: [{ text: 'bis' }], spacing: 'None' },
      { inlines: [{ text: '2. ' }, { text: 'deux' }], spacing: 'Small' },
    ]);
  });

  it('has a table, and the same in facts for clients that know none', () => {
    const card = cardOf([{ type: 'table', caption: 'Notes', head: ['Pix', 'Note'], rows: [['410 *', '10/20']] }]);
    const [, table] = card.body;
    expect(table).toMatchObject({
      type: 'Table',
      firstRowAsHeader: true,
      rows: [{ type: 'TableRow' }, { type: 'TableRow' }],
      fallback: { items: [{ type: 'FactSet', facts: [{ title: 'Pix' }, { title: '410 \\*', value: '10/20' }] }] },
    });
    expect(faultsOf(card)).toEqual([]);
    const wide = cardOf([{ type: 'table', caption: 'Notes', head: ['a', 'b', 'c'], rows: [['1', '2', '3']] }]);
    expect(JSON.stringify(wide.body[1])).toContain('a: 1 · b: 2 · c: 3');
    expect(faultsOf(wide)).toEqual([]);
  });

  it('says under a pressed choice what the choice says, for the person and for the bot', () => {
    const card = cardOf([], { choices: [{ id: 'exam.when', label: 'Quand ?', says: "Quand a lieu l'examen ?" }] });
    expect(card.actions).toEqual([
      {
        type: 'Action.Submit',
        title: 'Quand ?',
        data: {
          choice: 'exam.when',
          lang: 'fr',
          says: "Quand a lieu l'examen ?",
          msteams: {
            type: 'messageBack',
            displayText: "Quand a lieu l'examen ?",
            text: "Quand a lieu l'examen ?",
            value: '{"choice":"exam.when","lang":"fr"}',
          },
        },
      },
    ]);
  });

  it('asks a client that would break on it for no words', () => {
    const reply = replyOf([], { choices: [{ id: 'exam.when', label: 'Quand ?', says: 'Quand ?' }] });
    const { actions } = renderTeams(reply, { ...EXTRAS, postsWords: false }).card;
    expect(actions).toEqual([
      { type: 'Action.Submit', title: 'Quand ?', data: { choice: 'exam.when', lang: 'fr', says: 'Quand ?' } },
    ]);
  });

  it('leads to the personal conversation where the reply goes on there, if its address is known', () => {
    expect(cardOf([], { goesOn: 'private' }).actions).toEqual([
      { type: 'Action.OpenUrl', title: 'Open', url: 'https://teams.example/chat' },
    ]);
    expect(renderTeams(replyOf([], { goesOn: 'private' }), { ...EXTRAS, privateUrl: undefined }).card).not.toHaveProperty(
      'actions',
    );
  });

  it('tells in the notification the answer too, behind a caution', () => {
    const caution: Block = { type: 'paragraph', tone: 'caution', children: [text('Barème de 2023-2024.')] };
    const { summary } = renderTeams(replyOf([caution, paragraph(text('452 pix : 11,5/20.')), paragraph(text('Plus.'))]), EXTRAS);
    expect(summary).toBe('Barème de 2023-2024. 452 pix : 11,5/20.');
  });

  it('cuts a long summary behind a word', () => {
    const { summary } = renderTeams(replyOf([paragraph(text('mot '.repeat(200)))]), EXTRAS);
    expect(summary).toMatch(/^(mot )+…$/);
    expect(summary.length).toBeLessThanOrEqual(252);
  });
});

describe('the words of the buttons', () => {
  it.each(['fr', 'en'])('stand in content/ in %s', (lang) => {
    for (const word of Object.values(labels(content, 'teams', TEAMS_WORDS, lang))) expect(word).toMatch(/^\p{Lu}[\p{L} ]+$/u);
  });

  it('in facts are no markup', () => {
    expect(literal('1. a_b *c* [d](e)')).toBe('1. a\\_b \\*c\\* \\[d\\]\\(e\\)');
  });
});
