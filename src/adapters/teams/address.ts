import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Address } from '../../types.ts';

export const CHANNEL = 'teams';

/** Where the bot may write first: the ids that the Bot Framework needs to post, and no name. */
export type TeamsAddress = z.infer<typeof shape>;

const shape = z.object({
  serviceUrl: z.string(),
  channelId: z.string(),
  bot: z.string(),
  conversation: z.object({ id: z.string(), conversationType: z.string().optional(), tenantId: z.string().optional() }),
});

export const writeAddress = (address: TeamsAddress): Address => ({ channel: CHANNEL, data: JSON.stringify(address) });

/** Undefined for an address that this adapter did not make. */
export function readAddress({ channel, data }: Address): TeamsAddress | undefined {
  if (channel !== CHANNEL) return undefined;
  try {
    return shape.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}

/** A conversation without the thread: an address belongs to the whole of it. */
export const withoutThread = (conversationId: string): string => conversationId.replace(/;messageid=.*$/, '');

/** The key under which a conversation's address is kept. */
export const addressKey = (conversationId: string): string => opaque(withoutThread(conversationId));

/** An id that leads back to nobody without the original. */
export const opaque = (...parts: readonly string[]): string => hash('sha256', JSON.stringify(parts), 'base64url');
