import { gradeCompute, gradeScale, gradeTarget } from './answer/grade.ts';
import { choicesOf, fill, phrase } from './answer/phrase.ts';
import { privacyForget, privacyInfo } from './answer/privacy.ts';
import { remindButton } from './answer/reminder/choices.ts';
import { REMINDER_PHRASES, reminderList, reminderSubscribe, reminderUnsubscribe } from './answer/reminder.ts';
import type { Happened, Said, Skill } from './answer/skill.ts';
import { textAnswer } from './answer/text.ts';
import { dateAt } from './content/dates.ts';
import type { Content, Needs } from './content.ts';
import type { Block, Choice, IntentId, Lang, Memory, Reply, Slots, Understanding } from './types.ts';

/** The answers that code makes. */
export const SKILLS: Readonly<Record<IntentId, Skill>> = {
  'grade.compute': gradeCompute,
  'grade.target': gradeTarget,
  'grade.scale': gradeScale,
  'privacy.forget': privacyForget,
  'privacy.info': privacyInfo,
  'reminder.subscribe': reminderSubscribe,
  'reminder.list': reminderList,
  'reminder.unsubscribe': reminderUnsubscribe,
};

/** The languages that every answer stands in. */
export const LANGS: readonly Lang[] = ['fr', 'en'];

/** What the code asks of `content/`; the check holds them together. */
export const NEEDS: Needs = {
  langs: LANGS,
  texts: Object.fromEntries(Object.entries(SKILLS).map(([intent, skill]) => [intent, skill.texts])),
  phrases: [
    'none',
    'none.noise',
    'none.language',
    'clarify',
    'error',
    'tooLong',
    'empty',
    'files',
    'confirmed',
    'toConfirm',
    'private',
    'offered.code.yes',
    'offered.code.no',
    'offered.date.yes',
    'offered.date.no',
    'feed.title',
    'feed.title.semester',
    'feed.about',
    'feed.tentative',
    'feed.cancelled',
    'feed.removed',
    'feed.about.confirmed',
    'feed.about.tentative',
    'feed.about.cancelled',
    'feed.more',
    'feed.alarm',
    'feed.alarm.tomorrow',
    'chat.welcome',
    'chat.lang',
    'chat.unknown',
    'chat.bye',
    ...REMINDER_PHRASES,
    'slack.open',
    'slack.share',
    'slack.shared',
    'slack.home.score',
    'slack.home.example',
    'slack.home.topics',
    'slack.home.dates',
    'slack.language',
    'teams.open',
  ],
};

/** Offered with a refusal. */
const AFTER_NONE: readonly IntentId[] = ['contact.cell', 'bot.help'];
/** More buttons than this are no help. */
const MOST_CHOICES = 3;

export type Answer = (
  understanding: Understanding,
  memory: Memory,
  now: number,
  happened?: Happened,
) => { reply: Reply; memory: Memory };

type Standing = { blocks: Block[]; choices: Choice[] };

/** Understanding → reply, from vetted content alone. Pure but for caches of text answers, which hold for a day and a content. */
export function createAnswer(content: Content): Answer {
  const texts = textAnswer(content);
  const textOf = (intent: IntentId, slots: Slots, lang: Lang, today: string): Said => {
    const entry = content.entries.get(intent);
    return entry ? texts(intent, entry, slots, lang, today) : { blocks: phrase(content, 'none', lang, today) };
  };

  /** One reply of what is said of each intent: at most one note, at the end; the choices that are no answers again. */
  const together = (said: readonly Said[], intents: readonly IntentId[], slots: Slots, lang: Lang, today: string): Standing => {
    const blocks = said.flatMap((s) => s.blocks);
    const notes = blocks.filter((block) => block.type === 'paragraph' && block.tone === 'note');
    const choices = said.flatMap(
      (s, i) => s.choices ?? choicesOf(content.entries.get(intents[i] as string)?.choices ?? [], content, lang),
    );
    const fresh = choices.filter(
      (choice, i) => !intents.includes(choice.id) && choices.findIndex((c) => c.id === choice.id) === i,
    );
    // After an answer about dates of the year: to be reminded of them.
    const button = intents
      .filter((intent) => !SKILLS[intent])
      .map((intent) => remindButton(content, lang, today, intent, slots.semester))
      .find(Boolean);
    return {
      blocks: [...blocks.filter((block) => !notes.includes(block)), ...notes.slice(0, 1)],
      choices: [...(button ? [button] : []), ...fresh].slice(0, MOST_CHOICES),
    };
  };

  let day = '';
  const standings = new Map<string, Standing>();
  /** What stands in the content, and is said in the same words all day. */
  const standing = (intents: readonly IntentId[], slots: Slots, lang: Lang, today: string): Standing => {
    if (today !== day) {
      standings.clear();
      day = today;
    }
    const key = `${intents.join(' ')} ${lang} ${slots.semester ?? ''}`;
    let made = standings.get(key);
    if (!made) {
      const said = intents.map((intent) => textOf(intent, slots, lang, today));
      made = together(said, intents, slots, lang, today);
      standings.set(key, made);
    }
    return made;
  };

  return (understanding, memory, now, happened = {}) => {
    const { lang, slots, confidence } = understanding;
    const today = dateAt(now);
    const make = (kind: Reply['kind'], intents: IntentId[], blocks: Block[], choices: Choice[]): Reply => ({
      kind,
      intents,
      confidence,
      lang,
      blocks,
      choices,
      version: content.version,
    });
    if (understanding.kind === 'none') {
      return {
        reply: make(
          'none',
          [],
          phrase(content, understanding.why === undefined ? 'none' : `none.${understanding.why}`, lang, today),
          choicesOf(AFTER_NONE, content, lang),
        ),
        memory: { ...memory, lang, offered: undefined },
      };
    }
    if (understanding.kind === 'unsure') {
      const { intents } = understanding;
      return {
        reply: make('clarify', intents, phrase(content, 'clarify', lang, today), choicesOf(intents, content, lang)),
        memory: { ...memory, lang, offered: intents },
      };
    }
    const { intents } = understanding;
    let next: Memory = {
      ...memory,
      lang,
      intents,
      offered: undefined,
      asking: undefined,
      ...(slots.semester === undefined ? {} : { semester: slots.semester }),
    };
    const plain = slots.offered === undefined && !intents.some((intent) => SKILLS[intent]);
    if (plain) {
      const { blocks, choices } = standing(intents, slots, lang, today);
      return { reply: make('answer', intents, blocks, choices), memory: next };
    }
    const said = intents.map((intent): Said => {
      const entry = content.entries.get(intent);
      const skill = SKILLS[intent];
      if (!entry || !skill) return textOf(intent, slots, lang, today);
      const say = (name: string, values: Readonly<Record<string, string>> = {}) =>
        fill(content, entry.texts[name], lang, today, values);
      const answered = skill.answer({ intent, entry, slots, memory: next, lang, today, content, say, ...happened });
      next = { ...next, ...answered.remember };
      return answered;
    });
    const { blocks, choices } = together(said, intents, slots, lang, today);
    const reply = make('answer', intents, blocks, choices);
    const keeps = said.map((s) => s.keeps).find((k) => k !== undefined);
    return { reply: keeps === undefined ? reply : { ...reply, keeps }, memory: next };
  };
}
