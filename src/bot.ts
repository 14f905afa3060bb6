import { phrase } from './answer/phrase.ts';
import type { Happened } from './answer/skill.ts';
import type { Answer } from './answer.ts';
import { dateAt } from './content/dates.ts';
import type { Content } from './content.ts';
import { act } from './remind/act.ts';
import { type Wish, wishOf } from './remind/wish.ts';
import type {
  Clock,
  Forgotten,
  IntentId,
  Lang,
  Memory,
  Message,
  Reminders,
  Reply,
  Slots,
  Store,
  Turn,
  Understanding,
} from './types.ts';
import type { Understand } from './understand.ts';

/** A text longer than this is not read: nobody writes a question that long. Characters. */
export const MAX_TEXT = 2000;

/** What a turn works with. Content and understanding come in pairs that fit each other, and may be replaced while running. */
export type Knowledge = { content: Content; understand: Understand; answer: Answer };

export type BotParts = {
  knowledge: () => Knowledge;
  store: Pick<Store, 'recall' | 'remember' | 'forget'>;
  reminders: Reminders;
  /** Can the bot speak first on this channel? */
  rings: (channel: string) => boolean;
  clock: Clock;
  /** The language where neither text, memory nor channel tells. */
  defaultLang: Lang;
  /** Told of an error in a turn; never of what the person wrote. */
  onError: (error: unknown, channel: string) => void;
  /** Told that a conversation could not be read or kept: the turn is answered without memory. */
  onStoreError: (error: unknown) => void;
};

/** What is not discussed where others read along. */
const PERSONAL = /^(?:reminder\.|privacy\.forget)/;
const EMPTY: Memory = { intents: [] };
const LIST: Wish = { do: 'list' };

/**
 * One turn: remember, understand, act, answer, remember. An error apologises, and leaves the next turn whole. A store that
 * fails costs the memory of the conversation, not the answer; only to forget and what is done about reminders need it.
 */
export function createBot({ knowledge, store, reminders, rings, clock, defaultLang, onError, onStoreError }: BotParts): Turn {
  const attempt = <T>(work: Promise<T>): Promise<T | undefined> =>
    work.catch((error: unknown) => {
      onStoreError(error);
      return undefined;
    });

  /**
   * Memories that are being written: nobody waits for that to be answered, and who goes on at once is remembered from here.
   * A process that dies meanwhile loses the topic of one turn.
   */
  const writing = new Map<string, { memory: Memory; done: Promise<unknown> }>();
  const remember = ({ channel, conversation, person }: Message, memory: Memory): void => {
    const key = `${channel} ${conversation}`;
    const done = attempt(store.remember(channel, conversation, person, memory)).finally(() => {
      if (writing.get(key)?.done === done) writing.delete(key);
    });
    writing.set(key, { memory, done });
  };
  const recall = async ({ channel, conversation }: Message): Promise<Memory> =>
    writing.get(`${channel} ${conversation}`)?.memory ?? (await attempt(store.recall(channel, conversation))) ?? EMPTY;
  const forget = async ({ channel, person }: Pick<Message, 'channel' | 'person'>): Promise<Forgotten> => {
    // What is still on its way into the store is to go as well.
    await Promise.all([...writing.values()].map(({ done }) => done));
    return store.forget(channel, person);
  };

  /** Does what was asked for, before it is answered. */
  const happenings = async (
    { kind, intents, slots, lang }: Understanding,
    memory: Memory,
    { channel, person, private: alone }: Message,
    content: Content,
    now: number,
  ): Promise<Happened> => {
    if (kind !== 'sure') return {};
    if (intents.includes('privacy.forget')) return { forgotten: await forget({ channel, person }) };
    const intent = intents.find((id) => id.startsWith('reminder.')) ?? intents.find((id) => id === 'privacy.info');
    if (intent === undefined || !alone) return {};
    const wish = intent === 'privacy.info' ? LIST : wishOf(intent, slots, memory, content.calendar, dateAt(now));
    return { acted: await act(wish, { channel, person, lang }, reminders), rings: rings(channel) };
  };

  /** "J'ai fini mon profil" ends the reminder of who has one; of anybody else it is what it was taken for. */
  const withDone = async (
    meant: Understanding,
    memory: Memory,
    message: Message,
    content: Content,
    now: number,
  ): Promise<Understanding> => {
    const { kind, slots, confidence, lang } = meant;
    if (kind === 'none' || !slots.finished || !message.private) return meant;
    const ends: Slots = { ...slots, done: true };
    const wish = wishOf('reminder.unsubscribe', ends, memory, content.calendar, dateAt(now));
    const followed = (await attempt(reminders.followed(message.channel, message.person))) ?? [];
    const isMeant = wish.do === 'stop' && followed.some(({ date }) => wish.dates?.some((other) => other.date === date));
    return isMeant ? { kind: 'sure', intents: ['reminder.unsubscribe'], slots: ends, confidence, lang } : meant;
  };

  return async (message) => {
    const now = clock();
    const { content, understand, answer } = knowledge();
    // A hint in a language that is not spoken is none.
    let lang = message.lang !== undefined && content.langs.includes(message.lang) ? message.lang : defaultLang;
    try {
      const memory = await recall(message);
      lang = memory.lang ?? lang;
      const own = ownWords(message, content, lang, now);
      if (own) return own;
      const understood =
        message.choice === undefined ? understand(message.text ?? '', memory, lang) : pressed(message.choice, lang, content);
      const understanding = await withDone(understood, memory, message, content, now);
      if (!message.private && isPersonal(understanding))
        return { ...say('answer', content, 'private', understanding.lang, now), goesOn: 'private' };
      const happened = await happenings(understanding, memory, message, content, now);
      const { reply, memory: next } = answer(understanding, memory, now, happened);
      if (!happened.forgotten) remember(message, next);
      return reply;
    } catch (error) {
      onError(error, message.channel);
      return say('error', content, 'error', lang, now);
    }
  };
}

/** What needs no understanding: nothing said, or far too much. */
function ownWords(message: Message, content: Content, lang: Lang, now: number): Reply | undefined {
  if (message.choice !== undefined) return undefined;
  const text = message.text ?? '';
  if (text.trim() === '') return say('none', content, message.files ? 'files' : 'empty', lang, now);
  return text.length > MAX_TEXT ? say('none', content, 'tooLong', lang, now) : undefined;
}

function isPersonal(understanding: Understanding): boolean {
  const { kind, intents, slots } = understanding;
  // A bare number is asked back about, but nothing is a score as much as that.
  if (kind === 'unsure') return intents[0] === 'grade.compute' && isScore(slots);
  return intents.some((intent) => PERSONAL.test(intent) || (intent === 'grade.compute' && slots.numbers !== undefined));
}

/** A number that is no grade. */
const isScore = ({ numbers = [] }: Slots): boolean => numbers.some(({ value, unit }) => unit === 'pix' || value > 20);

/** A pressed choice: "exam.when", or "profile.deadline;semester=1". One that no longer exists is not understood. */
function pressed(choice: string, lang: Lang, content: Content): Understanding {
  const [intent, ...settings] = choice.split(';') as [IntentId, ...string[]];
  if (!content.entries.has(intent)) return { kind: 'none', intents: [], slots: {}, confidence: 1, lang };
  const slots: Slots = {};
  if (settings.includes('semester=1')) slots.semester = 1;
  if (settings.includes('semester=2')) slots.semester = 2;
  if (settings.includes('about=all')) slots.about = 'all';
  if (settings.includes('done')) slots.done = true;
  for (const name of ['date', 'year', 'topic'] as const) {
    const value = settings.find((setting) => setting.startsWith(`${name}=`))?.slice(name.length + 1);
    if (value !== undefined) slots[name] = value;
  }
  // The title of the answer is a question, and ends nothing.
  if (intent === 'reminder.unsubscribe' && settings.length === 0) slots.wish = { how: true };
  return { kind: 'sure', intents: [intent], slots, confidence: 1, lang };
}

function say(kind: Reply['kind'], content: Content, name: string, lang: Lang, now: number): Reply {
  return {
    kind,
    intents: [],
    confidence: 1,
    lang,
    blocks: phrase(content, name, lang, dateAt(now)),
    choices: [],
    version: content.version,
  };
}
