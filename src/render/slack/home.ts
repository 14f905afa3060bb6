import type { Lang, Reply } from '../../types.ts';
import { choiceBlocks, languageButton, SCORE, shortened } from './buttons.ts';
import { MAX_HEADER, MAX_HOME_BLOCKS } from './limits.ts';
import { richBlocks, small } from './rich.ts';
import { type HomeView, plain, type SlackBlock, type SlackWords } from './shapes.ts';

export type HomeParts = {
  lang: Lang;
  words: SlackWords;
  /** The other languages, each by its own name. */
  languages: readonly { lang: Lang; label: string }[];
  /** What was just asked here: the choice that was pressed, if one was, and the answer. */
  answer?: { pressed?: string; reply: Reply };
  topics: Reply;
  dates: Reply;
};

/** The home tab: the answer just asked for, a field for the score, the topics, the next deadlines, the other languages. */
export function renderHome({ lang, words, languages, answer, topics, dates }: HomeParts): HomeView {
  const blocks: SlackBlock[] = [
    ...(answer ? [...answerBlocks(answer.reply, answer.pressed), DIVIDER] : []),
    scoreField(words),
    header(words['home.topics']),
    ...replyBlocks(topics, 'topics'),
    header(words['home.dates']),
    ...replyBlocks(dates, 'dates'),
    ...(languages.length > 0 ? [languageBlock(languages)] : []),
  ];
  return { type: 'home', private_metadata: lang, blocks: blocks.slice(0, MAX_HOME_BLOCKS) };
}

const DIVIDER: SlackBlock = { type: 'divider' };
const header = (text: string): SlackBlock => ({ type: 'header', text: plain(shortened(text, MAX_HEADER)) });

const answerBlocks = (reply: Reply, pressed: string | undefined): SlackBlock[] => [
  ...(pressed === undefined ? [] : small(`✓ ${pressed}`)),
  ...replyBlocks(reply, 'answer'),
];

const replyBlocks = (reply: Reply, id: string): SlackBlock[] => [
  ...reply.blocks.flatMap(richBlocks),
  ...choiceBlocks(reply.choices, id, reply.lang),
];

const scoreField = (words: SlackWords): SlackBlock => ({
  type: 'input',
  block_id: SCORE,
  dispatch_action: true,
  label: plain(words['home.score']),
  element: {
    type: 'number_input',
    action_id: SCORE,
    is_decimal_allowed: true,
    placeholder: plain(words['home.example']),
    dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
  },
});

const languageBlock = (languages: HomeParts['languages']): SlackBlock => ({
  type: 'actions',
  block_id: 'languages',
  elements: languages.map(({ lang, label }) => languageButton(lang, label)),
});
