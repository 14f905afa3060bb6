import { z } from 'zod';
import type { Message } from '../../types.ts';

const pressed = z.object({
  choice: z.string().regex(/^[\w.;=,:+-]{1,200}$/),
  // Of the card that it stands on, which may be weeks old.
  lang: z
    .string()
    .regex(/^[a-z]{2}$/)
    .optional()
    .catch(undefined),
});

/** A pressed choice; some clients bring what was pressed as JSON text. */
export function choiceOf(value: unknown): Pick<Message, 'choice' | 'lang'> | undefined {
  const found = pressed.safeParse(typeof value === 'string' ? parseJson(value) : value).data;
  return found && { choice: found.choice, ...(found.lang && { lang: found.lang }) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
