import { z } from 'zod';
import { homeView, messageBlocks } from './blocks.ts';

const flag = z.enum(['true', 'false']).optional();
const json = <S extends z.ZodType>(schema: S) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text);
      } catch {
        context.issues.push({ code: 'custom', message: 'no JSON', input: text });
        return z.NEVER;
      }
    })
    .pipe(schema);

const message = {
  channel: z.string().regex(/^[CDU]\w+$/),
  text: z.string().min(1).max(40_000),
  blocks: json(messageBlocks),
};
const ts = z.string().regex(/^\d+\.\d{6}$/);

/** The methods that the bot's scopes allow, and every field that it may send, as they come: form fields. */
export const METHODS = {
  'chat.postMessage': z.strictObject({ ...message, thread_ts: ts.optional(), unfurl_links: flag, unfurl_media: flag }),
  'chat.update': z.strictObject({ ...message, ts }),
  'views.publish': z.strictObject({ user_id: z.string().regex(/^U\w+$/), view: json(homeView) }),
  'apps.connections.open': z.strictObject({}),
} as const;

/** What is posted to the address of a command or a press. */
export const RESPONSE = z.strictObject({
  text: z.string().min(1).max(40_000),
  blocks: messageBlocks,
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
});

export type Method = keyof typeof METHODS;
