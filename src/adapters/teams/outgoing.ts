import type { TeamsMessage } from '../../render/teams/shapes.ts';
import type { TeamsAddress } from './address.ts';

/** The typing sign, as an activity. */
export const TYPING = { type: 'typing' };

/** A message as an activity: a card, and the text for its notification. */
export const toActivity = ({ card, summary }: TeamsMessage) => ({
  type: 'message',
  summary,
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
});

/** An address as the SDK's reference of a conversation, which has names in it: here they are empty. */
export function referenceOf({ serviceUrl, channelId, bot, conversation }: TeamsAddress) {
  const { id, conversationType = 'personal', tenantId } = conversation;
  return {
    serviceUrl,
    channelId,
    bot: { id: bot, name: '' },
    conversation: { id, conversationType, tenantId, isGroup: conversationType !== 'personal', name: '' },
  };
}
