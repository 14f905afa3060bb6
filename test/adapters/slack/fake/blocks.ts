import { z } from 'zod';

/** Block Kit as Slack's reference has it, for the blocks a bot of ours may send; whatever is not named is refused. */

const plainText = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(most), emoji: z.boolean().optional() });
const markdown = z.strictObject({
  type: z.literal('mrkdwn'),
  text: z.string().min(1).max(3000),
  verbatim: z.boolean().optional(),
});
const blockId = z.string().min(1).max(255).optional();
const style = z
  .strictObject({ bold: z.boolean().optional(), italic: z.boolean().optional(), code: z.boolean().optional() })
  .optional();

const richElement = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style }),
  z.strictObject({ type: z.literal('link'), url: z.string().min(1).max(3000), text: z.string().optional(), style }),
  z.strictObject({ type: z.literal('emoji'), name: z.string().regex(/^[a-z0-9_+-]+$/) }),
]);
const richSection = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(richElement).min(1) });
const richText = z
  .strictObject({
    type: z.literal('rich_text'),
    block_id: blockId,
    elements: z
      .array(
        z.discriminatedUnion('type', [
          richSection,
          z.strictObject({
            type: z.literal('rich_text_list'),
            style: z.enum(['bullet', 'ordered']),
            offset: z.number().int().optional(),
            elements: z.array(richSection).min(1),
          }),
          z.strictObject({ type: z.literal('rich_text_preformatted'), elements: z.array(richElement).min(1) }),
        ]),
      )
      .min(1),
  })
  .refine((block) => textsOf(block).join('').length <= 3000, 'more than 3000 characters');

const button = z
  .strictObject({
    type: z.literal('button'),
    action_id: z.string().min(1).max(255),
    text: plainText(75),
    value: z.string().min(1).max(2000).optional(),
    url: z.url().max(3000).optional(),
    style: z.enum(['primary', 'danger']).optional(),
  })
  .refine(({ value, url }) => (value === undefined) !== (url === undefined), 'neither a value nor an address');

const unique = (items: readonly (string | undefined)[]) => new Set(items.filter(Boolean)).size === items.filter(Boolean).length;

const actions = z
  .strictObject({ type: z.literal('actions'), block_id: blockId, elements: z.array(button).min(1).max(25) })
  .refine(({ elements }) => unique(elements.map(({ action_id }) => action_id)), 'the same action_id twice');

const shared = [
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({ type: z.literal('header'), block_id: blockId, text: plainText(150) }),
  z.strictObject({ type: z.literal('section'), block_id: blockId, text: z.union([plainText(3000), markdown]) }),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z
      .array(z.union([plainText(3000), markdown]))
      .min(1)
      .max(10),
  }),
] as const;

const input = z.strictObject({
  type: z.literal('input'),
  block_id: blockId,
  dispatch_action: z.boolean().optional(),
  label: plainText(2000),
  element: z.strictObject({
    type: z.literal('number_input'),
    action_id: z.string().min(1).max(255),
    is_decimal_allowed: z.boolean(),
    placeholder: plainText(150).optional(),
    dispatch_action_config: z
      .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])) })
      .optional(),
  }),
});

const ids = (blocks: readonly { block_id?: string }[]) => unique(blocks.map(({ block_id }) => block_id));
const fits = (blocks: unknown) => JSON.stringify(blocks).length <= 13_000;

/** The blocks of a message. */
export const messageBlocks = z
  .array(z.union([richText, actions, ...shared]))
  .min(1)
  .max(50)
  .refine(ids, 'the same block_id twice')
  .refine(fits, 'msg_blocks_too_long');

/** The home tab. */
export const homeView = z.strictObject({
  type: z.literal('home'),
  private_metadata: z.string().max(3000).optional(),
  blocks: z
    .array(z.union([richText, actions, input, ...shared]))
    .min(1)
    .max(100)
    .refine(ids, 'the same block_id twice'),
});

export type SentBlock = z.infer<typeof messageBlocks>[number];

/** Every "text" in a block, in order. */
export function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : textsOf(inner),
  );
}
