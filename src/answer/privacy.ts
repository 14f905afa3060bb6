import { textOf } from './phrase.ts';
import type { Ask, Skill } from './skill.ts';

const NOTHING = { conversations: 0, replies: 0, reminders: 0, addresses: 0 };
/** More dates than this are counted, not named. */
const MOST_NAMES = 3;

/** Says what was deleted. The bot has deleted it before asking. */
export const privacyForget: Skill = {
  texts: ['done', 'nothing'],
  answer: ({ say, forgotten = NOTHING }) => {
    const counts = Object.entries(forgotten);
    // The browser may still keep what the database no longer knows.
    if (counts.every(([, count]) => count === 0)) return { blocks: say('nothing'), keeps: false };
    return { blocks: say('done', Object.fromEntries(counts.map(([kind, count]) => [kind, String(count)]))), keeps: false };
  },
};

/** What is kept of everybody, and what is kept of the one who asks. */
export const privacyInfo: Skill = {
  texts: ['kept', 'reminders', 'yours', 'none', 'many', 'delete'],
  answer: (ask) => {
    const { say, acted, memory } = ask;
    const known = [memory.score, memory.target && `${memory.target}/20`, memory.semester && `S${memory.semester}`].filter(
      Boolean,
    );
    const none = textOf(say('none'));
    return {
      blocks: [
        ...say('kept'),
        ...say('reminders'),
        ...(acted ? say('yours', { reminders: namesOf(ask) || none, known: known.join(', ') || none }) : []),
        ...say('delete'),
      ],
    };
  },
};

/** The dates that the person is reminded of. */
function namesOf(ask: Ask): string {
  const { acted, content, lang } = ask;
  const names = (acted?.followed ?? []).map(({ date }) => content.calendar[date]?.name[lang] ?? date);
  return names.length > MOST_NAMES ? textOf(ask.say('many', { count: String(names.length) })) : names.join(', ');
}
