/** The parts of Adaptive Cards 1.5 that are used here. Nothing in them names a colour: the card follows the theme. */

export type OpenUrl = { type: 'Action.OpenUrl'; title?: string; url: string };

/** What a pressed choice brings back, the language of its card with it, and the words that Teams posts for the person. */
export type SubmitData = {
  choice: string;
  lang: string;
  says: string;
  /** `value` is JSON in a string: Teams' own cards drop the action if it is an object. */
  msteams?: { type: 'messageBack'; displayText: string; text: string; value: string };
};

export type Submit = { type: 'Action.Submit'; title: string; data: SubmitData };

export type TextRun = {
  type: 'TextRun';
  text: string;
  weight?: 'Bolder';
  italic?: true;
  fontType?: 'Monospace';
  isSubtle?: true;
  size?: 'Small';
  selectAction?: OpenUrl;
};

/** Runs are plain text: unlike in a TextBlock, nothing in them is read as Markdown. */
export type RichText = { type: 'RichTextBlock'; inlines: TextRun[]; spacing?: Spacing };

type Spacing = 'None' | 'Small' | 'Medium';

export type Container = { type: 'Container'; style?: 'warning'; spacing?: Spacing; items: CardElement[] };

export type TableCell = { type: 'TableCell'; items: RichText[] };

export type Table = {
  type: 'Table';
  firstRowAsHeader: true;
  columns: { width: 1 }[];
  rows: { type: 'TableRow'; cells: TableCell[] }[];
  /** For clients that know no tables: the same rows as facts or lines. */
  fallback: Container;
};

export type FactSet = { type: 'FactSet'; facts: { title: string; value: string }[] };

export type CardElement = RichText | Container | Table | FactSet;

export type Card = {
  type: 'AdaptiveCard';
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  version: '1.5';
  lang: string;
  fallbackText: string;
  body: CardElement[];
  actions?: (Submit | OpenUrl)[];
};

/** One message for Teams. `summary`: what the notification says. */
export type TeamsMessage = { card: Card; summary: string };

/** The names of Teams' own words, as `content/phrases.yaml` has them behind "teams.". */
export const TEAMS_WORDS = ['open'] as const;

/** What Teams' own buttons say, in one language. */
export type TeamsWords = Readonly<Record<(typeof TEAMS_WORDS)[number], string>>;
