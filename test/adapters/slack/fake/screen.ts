import { textsOf } from './blocks.ts';

/** A message as people see it. `ephemeral`: by one person alone. */
export type Shown = {
  channel: string;
  ts: string;
  thread_ts?: string;
  text: string;
  blocks: { type: string; block_id?: string; elements?: unknown[] }[];
  ephemeral: boolean;
};

export type Home = { private_metadata?: string; blocks: Shown['blocks'] };
export type Button = { action_id: string; value?: string; url?: string; text: { type: string; text: string } };
/** Words of a message as read on the screen. */
export const wordsOf = ({ blocks }: { blocks: unknown }): string => textsOf(blocks).join('\n');

/** The buttons of a message or view with the block that each is in. */
export const buttonsOf = ({ blocks }: { blocks: Shown['blocks'] }): (Button & { block_id: string })[] =>
  blocks.flatMap(({ type, block_id = '', elements = [] }) =>
    type === 'actions' ? (elements as Button[]).map((button) => ({ ...button, block_id })) : [],
  );
