import { createHash } from 'node:crypto';

const hash = (...parts: string[]): string => createHash('sha256').update(parts.join(':')).digest('base64url');

/** A person as the rest of the bot knows them: nothing leads back to Slack's ids but trying them all. */
export const personOf = (team: string, user: string): string => hash('person', team, user);

/** The personal conversation, the same for direct messages and the home tab: there is one for each person. */
export const privateConversation = (team: string, user: string): string => hash('private', team, user);

/** Of one person in one channel: two who talk to the bot there are kept apart. */
export const channelConversation = (team: string, channel: string, user: string): string => hash('channel', team, channel, user);

/** What the home tab shows by itself is no talk: it changes the topic of no conversation, and each language has its own. */
export const homeConversation = (team: string, user: string, lang: string): string => hash('home', team, user, lang);

/** A short name for the buttons of one answer. */
export const shortId = (id: string): string => hash('short', id).slice(0, 12);
