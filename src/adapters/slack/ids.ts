import { hash } from 'node:crypto';

const opaque = (...parts: string[]): string => hash('sha256', parts.join(':'), 'base64url');

/** A person as the rest of the bot knows them: nothing leads back to Slack's ids but trying them all. */
export const personOf = (team: string, user: string): string => opaque('person', team, user);

/** The personal conversation, the same for direct messages and the home tab: there is one for each person. */
export const privateConversation = (team: string, user: string): string => opaque('private', team, user);

/** Of one person in one channel: two who talk to the bot there are kept apart. */
export const channelConversation = (team: string, channel: string, user: string): string =>
  opaque('channel', team, channel, user);

/** What the home tab shows by itself is no talk: it changes the topic of no conversation, and each language has its own. */
export const homeConversation = (team: string, user: string, lang: string): string => opaque('home', team, user, lang);

/** A short name for the buttons of one answer. */
export const shortId = (id: string): string => opaque('short', id).slice(0, 12);
