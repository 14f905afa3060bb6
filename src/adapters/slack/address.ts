import { z } from 'zod';
import type { Address } from '../../types.ts';

export const CHANNEL = 'slack';

/** Where the bot may write first. It holds Slack's ids, which it needs to post, and no name. */
export type SlackAddress = z.infer<typeof shape>;

const shape = z.object({ team: z.string(), channel: z.string(), conversation: z.string() });

export const writeAddress = (address: SlackAddress): Address => ({ channel: CHANNEL, data: JSON.stringify(address) });

/** Undefined for an address that this adapter did not make. */
export function readAddress({ channel, data }: Address): SlackAddress | undefined {
  if (channel !== CHANNEL) return undefined;
  try {
    return shape.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}
