import { z } from 'zod';
import type { Address, Message } from '../../types.ts';
import { addressKey, CHANNEL, opaque, withoutThread, writeAddress } from './address.ts';
import { choiceOf } from './pressed.ts';

/**
 * What an activity means for the bot. `install`: it came into the conversation. `removed`: it is no longer in it. `bot`: a
 * bot did something, which says of nobody where they can be reached.
 */
export type Meaning = 'message' | 'install' | 'removed' | 'bot' | 'other';

export type Incoming = {
  meaning: Meaning;
  /** The same for a repeat. */
  id: string;
  message: Omit<Message, 'id' | 'at'>;
  address: Address;
  addressKey: string;
};

const account = z.looseObject({ id: z.string().min(1), aadObjectId: z.string().optional(), role: z.string().optional() });
const mention = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  mentioned: z.looseObject({ id: z.string() }).optional(),
});

/** What is used of an activity; the rest is for the SDK. Fields that Teams leaves out or sets to null are the same here. */
const shape = z.looseObject({
  type: z.string().min(1),
  id: z.string().min(1),
  channelId: z.enum(['msteams', 'emulator']),
  serviceUrl: z.url({ protocol: /^https?$/ }),
  from: account,
  recipient: account,
  conversation: z.looseObject({
    id: z.string().min(1),
    conversationType: z.string().nullish(),
    tenantId: z.string().nullish(),
  }),
  text: z.string().nullish(),
  locale: z.string().nullish(),
  action: z.string().nullish(),
  value: z.unknown().optional(),
  entities: z.array(mention.catch({ type: 'unknown' })).nullish(),
  attachments: z.array(z.looseObject({ contentType: z.string().nullish() })).nullish(),
  membersAdded: z.array(z.looseObject({ id: z.string() })).nullish(),
  membersRemoved: z.array(z.looseObject({ id: z.string() })).nullish(),
});

/** An activity of the Bot Framework as this adapter reads it. */
export type Activity = z.infer<typeof shape>;

/** The activity in a body that was parsed, or which fields are at fault. */
export function readActivity(data: unknown): Activity | string[] {
  const parsed = shape.safeParse(data);
  if (parsed.success) return parsed.data;
  return [...new Set(parsed.error.issues.map(({ path }) => path.slice(0, 2).join('.') || 'body'))].slice(0, 5);
}

/** What an activity says, to whom and where. Pure; no name leaves it. */
export function readIncoming(activity: Activity): Incoming {
  const { conversation, from } = activity;
  const tenant = conversation.tenantId ?? '';
  const isPrivate = (conversation.conversationType ?? 'personal') === 'personal';
  const person = opaque(tenant, from.aadObjectId ?? from.id);
  return {
    meaning: meaningOf(activity, isPrivate),
    id: opaque(conversation.id, activity.id),
    message: {
      channel: CHANNEL,
      person,
      // Where others read along, each person has a conversation of their own.
      conversation: isPrivate ? addressKey(conversation.id) : opaque(conversation.id, person),
      private: isPrivate,
      lang: activity.locale?.split('-', 1)[0]?.toLowerCase() || undefined,
      ...said(activity),
    },
    address: addressOf(activity),
    addressKey: addressKey(conversation.id),
  };
}

const addressOf = ({ serviceUrl, channelId, recipient, conversation }: Activity): Address =>
  writeAddress({
    serviceUrl,
    channelId,
    bot: recipient.id,
    conversation: {
      id: withoutThread(conversation.id),
      conversationType: conversation.conversationType ?? undefined,
      tenantId: conversation.tenantId ?? undefined,
    },
  });

function meaningOf(activity: Activity, isPrivate: boolean): Meaning {
  const holdsBot = (members: { id: string }[] | null | undefined) =>
    members?.some(({ id }) => id === activity.recipient.id) ?? false;
  switch (activity.type) {
    case 'message':
      if (isBot(activity)) return 'bot';
      return isPrivate || choiceOf(activity.value) !== undefined || mentions(activity).length > 0 ? 'message' : 'other';
    case 'conversationUpdate':
      if (holdsBot(activity.membersRemoved)) return 'removed';
      return holdsBot(activity.membersAdded) ? 'install' : isBot(activity) ? 'bot' : 'other';
    case 'installationUpdate':
      if (activity.action?.startsWith('remove')) return 'removed';
      return activity.action === 'add' ? 'install' : 'other';
    default:
      return isBot(activity) ? 'bot' : 'other';
  }
}

/** The bot itself, or another bot ("28:…"): bots do not talk to each other. */
function isBot({ from, recipient, channelId }: Activity): boolean {
  return from.id === recipient.id || from.role === 'bot' || (channelId === 'msteams' && from.id.startsWith('28:'));
}

/** The places in the text where this bot is mentioned. */
function mentions({ entities, recipient }: Activity): string[] {
  return (entities ?? []).flatMap(({ type, text, mentioned }) =>
    type === 'mention' && mentioned?.id === recipient.id ? [text ?? ''] : [],
  );
}

/** What the person said: a pressed choice, else text without the mention of the bot, else that files came. */
function said(activity: Activity): Pick<Message, 'text' | 'choice' | 'files' | 'lang'> {
  const chosen = choiceOf(activity.value);
  if (chosen !== undefined) return chosen;
  const words = mentions(activity).reduce((text, place) => (place ? text.replaceAll(place, ' ') : text), activity.text ?? '');
  const text = words
    .replace(/<\/?at(?:\s[^>]*)?>/g, '')
    .replace(/&nbsp;/g, ' ')
    .trim();
  return { text, ...(text === '' && activity.type === 'message' && hasFiles(activity) && { files: true as const }) };
}

/** Teams adds the message itself as HTML, which is no file. */
function hasFiles({ attachments, value }: Activity): boolean {
  return (attachments ?? []).some(({ contentType }) => contentType !== 'text/html') || (value !== undefined && value !== null);
}
