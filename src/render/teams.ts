import { onceEach } from '../once-each.ts';
import type { Block, Choice, Lang, Reply } from '../types.ts';
import type { Card, CardElement, OpenUrl, RichText, Submit, TeamsMessage, TeamsWords } from './teams/shapes.ts';
import { renderTable } from './teams/table.ts';
import { plainOf, richText } from './teams/text.ts';

export type TeamsExtras = {
  words: TeamsWords;
  /** Where the personal conversation opens, undefined where no such address is known. */
  privateUrl: string | undefined;
  /** Teams posts the words of a pressed choice for the person; the Agents Playground's buttons break when asked to. */
  postsWords: boolean;
};

/** A notification shows about so many characters. */
const SUMMARY_LENGTH = 250;

/** A reply as an Adaptive Card 1.5, and what its notification says. Pure. */
export function renderTeams(reply: Reply, { words, privateUrl, postsWords }: TeamsExtras): TeamsMessage {
  const summary = summaryOf(reply.blocks);
  const actions = [
    ...reply.choices.map((choice) => submit(choice, reply.lang, postsWords)),
    ...(reply.goesOn === 'private' && privateUrl !== undefined ? [open(words.open, privateUrl)] : []),
  ];
  const card: Card = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: reply.lang,
    fallbackText: summary,
    body: reply.blocks.flatMap(renderBlock),
    ...(actions.length > 0 && { actions }),
  };
  return { card, summary };
}

const renderBlock = onceEach((block: Block): CardElement[] => {
  switch (block.type) {
    case 'paragraph': {
      if (block.tone === 'note') return richText(block.children, { isSubtle: true, size: 'Small' });
      const text = richText(block.children);
      return block.tone === 'caution' ? [{ type: 'Container', style: 'warning', items: text }] : text;
    }
    case 'list':
      return renderList(block);
    case 'table':
      return renderTable(block);
    case 'scale':
      return richText([{ type: 'text', value: block.alt }], { isSubtle: true, size: 'Small' });
  }
});

function renderList({ ordered, items }: Extract<Block, { type: 'list' }>): RichText[] {
  return items.flatMap((item, i) => {
    const mark = ordered ? `${i + 1}. ` : '• ';
    const [first, ...rest] = richText([{ type: 'text', value: mark }, ...item]);
    return first ? [{ ...first, ...(i > 0 && { spacing: 'Small' as const }) }, ...rest] : [];
  });
}

const submit = ({ id, label, says }: Choice, lang: Lang, postsWords: boolean): Submit => ({
  type: 'Action.Submit',
  title: label,
  data: {
    choice: id,
    lang,
    says,
    ...(postsWords && {
      msteams: { type: 'messageBack', displayText: says, text: says, value: JSON.stringify({ choice: id, lang }) },
    }),
  },
});

const open = (title: string, url: string): OpenUrl => ({ type: 'Action.OpenUrl', title, url });

/** The first paragraph, which holds the fact, behind the caution if there is one; a long one ends with a whole word. */
function summaryOf(blocks: readonly Block[]): string {
  const paragraphs = blocks.filter((block) => block.type === 'paragraph');
  const first = paragraphs.findIndex(({ tone }) => tone !== 'caution');
  const told = paragraphs.slice(0, first < 0 ? 1 : first + 1);
  const text = told
    .map(({ children }) => plainOf(children))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (text.length <= SUMMARY_LENGTH) return text || 'Pix';
  return `${text.slice(0, SUMMARY_LENGTH).replace(/\s\S*$/, '')} …`;
}
