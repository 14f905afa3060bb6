import type { Answer } from './answer.ts';
import { phrase } from './answer.ts';
import { dateAt } from './content/dates.ts';
import type { Content } from './content.ts';
import type { Clock, IntentId, Lang, Memory, Message, Reply, Slots, Store, Turn, Understanding } from './types.ts';
import type { Understand } from './understand.ts';

/** A text longer than this is not read: nobody writes a question that long. Characters. */
export const MAX_TEXT = 2000;

/** What a turn works with. Content and understanding come in pairs that fit each other, and may be replaced while running. */
export type Knowledge = { content: Content; understand: Understand; answer: Answer };

export type BotParts = {
  knowledge: () => Knowledge;
  store: Pick<Store, 'recall' | 'remember' | 'forget'>;
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

/**
 * One turn: remember, understand, answer, remember. An error apologises, and leaves the next turn whole. A store that
 * fails costs the memory of the conversation, not the answer; only to forget needs it.
 */
export function createBot({ knowledge, store, clock, defaultLang, onError, onStoreError }: BotParts): Turn {
  const attempt = <T>(work: Promise<T>): Promise<T | undefined> =>
    work.catch((error: unknown) => {
      onStoreError(error);
      return undefined;
    });

  return async (message) => {
    const now = clock();
    const { content, understand, answer } = knowledge();
    // A hint in a language that is not spoken is none.
    let lang = message.lang !== undefined && content.langs.includes(message.lang) ? message.lang : defaultLang;
    try {
      const memory = (await attempt(store.recall(message.channel, message.conversation))) ?? EMPTY;
      lang = memory.lang ?? lang;
      const own = ownWords(message, content, lang, now);
      if (own) return own;
      const understanding =
        message.choice === undefined ? understand(message.text ?? '', memory, lang) : pressed(message.choice, lang, content);
      if (!message.private && isPersonal(understanding))
        return { ...say('answer', content, 'private', understanding.lang, now), goesOn: 'private' };
      const forgets = understanding.kind === 'sure' && understanding.intents.includes('privacy.forget');
      const forgotten = forgets ? await store.forget(message.channel, message.person) : undefined;
      const { reply, memory: next } = answer(understanding, memory, now, forgotten);
      if (!forgets) await attempt(store.remember(message.channel, message.conversation, message.person, next));
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
  if (understanding.kind !== 'sure') return false;
  const { intents, slots } = understanding;
  return intents.some((intent) => PERSONAL.test(intent) || (intent === 'grade.compute' && slots.numbers !== undefined));
}

/** A pressed choice: "exam.when", or "profile.deadline;semester=1". One that no longer exists is not understood. */
function pressed(choice: string, lang: Lang, content: Content): Understanding {
  const [intent, ...settings] = choice.split(';') as [IntentId, ...string[]];
  if (!content.entries.has(intent)) return { kind: 'none', intents: [], slots: {}, confidence: 1, lang };
  const slots: Slots = {};
  if (settings.includes('semester=1')) slots.semester = 1;
  if (settings.includes('semester=2')) slots.semester = 2;
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
