/** The parts of Slack's Block Kit that are used here. */

export type Style = { bold?: true; italic?: true; code?: true };

export type RichElement =
  | { type: 'text'; text: string; style?: Style }
  | { type: 'link'; url: string; text: string; style?: Style }
  | { type: 'emoji'; name: string };

export type RichSection = { type: 'rich_text_section'; elements: RichElement[] };

export type RichPart =
  | RichSection
  | { type: 'rich_text_list'; style: 'bullet' | 'ordered'; offset?: number; elements: RichSection[] }
  | { type: 'rich_text_preformatted'; elements: RichElement[] };

export type PlainText = { type: 'plain_text'; text: string; emoji: false };

export type Button = { type: 'button'; action_id: string; text: PlainText; value?: string; url?: string };

export type NumberField = {
  type: 'number_input';
  action_id: string;
  is_decimal_allowed: true;
  placeholder: PlainText;
  dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] };
};

export type SlackBlock =
  | { type: 'rich_text'; block_id?: string; elements: RichPart[] }
  | { type: 'context'; block_id?: string; elements: PlainText[] }
  | { type: 'header'; text: PlainText }
  | { type: 'divider' }
  | { type: 'input'; block_id: string; dispatch_action: true; label: PlainText; element: NumberField }
  | { type: 'actions'; block_id: string; elements: Button[] };

/** One message: `text` is what notifications and screen readers say, with Slack's three control signs escaped. */
export type SlackMessage = { text: string; blocks: SlackBlock[] };

/** The home tab. `private_metadata` comes back with every press: the language of the page. */
export type HomeView = { type: 'home'; private_metadata: string; blocks: SlackBlock[] };

/** What Slack's buttons and headings say, in one language. */
export type SlackWords = Readonly<Record<(typeof SLACK_WORDS)[number], string>>;

/** The names of the words, as `content/phrases.yaml` has them behind "slack.". */
export const SLACK_WORDS = [
  'open',
  'share',
  'shared',
  'home.score',
  'home.example',
  'home.topics',
  'home.dates',
  'language',
] as const;

export const plain = (text: string): PlainText => ({ type: 'plain_text', text, emoji: false });
