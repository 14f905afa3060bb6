import type { Choice, Lang } from '../../types.ts';
import { MAX_BUTTONS, MAX_LABEL } from './limits.ts';
import { small } from './rich.ts';
import { type Button, plain, type SlackBlock } from './shapes.ts';

/** How blocks and actions are told apart when they come back. */
export const CHOICES = 'choices:';
export const CHOICE = 'choice:';
export const SHARE = 'share';
export const OPEN = 'open';
export const LANGUAGE = 'language:';
export const SCORE = 'score';

/** Buttons for the choices of one message, which tell its language when they come back; a label too long for a button stands in full above, and its beginning on it. */
export function choiceBlocks(choices: readonly Choice[], id: string, lang: Lang): SlackBlock[] {
  if (choices.length === 0) return [];
  const elements = choices.slice(0, MAX_BUTTONS).map(
    (choice, i): Button => ({
      type: 'button',
      action_id: `${CHOICE}${i}:${lang}`,
      text: plain(shortened(choice.label)),
      value: choice.id,
    }),
  );
  const long = choices.filter(({ label }) => label.length > MAX_LABEL).flatMap(({ label }) => small(label));
  return [...long, { type: 'actions', block_id: `${CHOICES}${id}`, elements }];
}

/** A button that leads out of Slack's message, to the personal conversation. */
export const openBlock = (label: string, url: string, id: string): SlackBlock => ({
  type: 'actions',
  block_id: `${OPEN}:${id}`,
  elements: [{ type: 'button', action_id: OPEN, text: plain(shortened(label)), url }],
});

/** A button that shows everybody what so far one person sees; `value` names the answer. */
export const shareBlock = (label: string, value: string, id: string): SlackBlock => ({
  type: 'actions',
  block_id: `${SHARE}:${id}`,
  elements: [{ type: 'button', action_id: SHARE, text: plain(shortened(label)), value }],
});

export const languageButton = (lang: string, label: string): Button => ({
  type: 'button',
  action_id: `${LANGUAGE}${lang}`,
  text: plain(shortened(label)),
  value: lang,
});

/** The label, or its beginning up to a word's end. */
export function shortened(label: string, most = MAX_LABEL): string {
  if (label.length <= most) return label;
  const head = label.slice(0, most - 1);
  const end = head.lastIndexOf(' ');
  return `${(end > most / 2 ? head.slice(0, end) : head).trimEnd()}…`;
}
