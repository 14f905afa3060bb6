import type { Skill } from './skill.ts';

/** Says what was deleted. The bot has deleted it before asking. */
export const privacyForget: Skill = {
  texts: ['done', 'nothing'],
  answer: ({ say, forgotten }) => {
    const { conversations, replies, reminders } = forgotten ?? { conversations: 0, replies: 0, reminders: 0 };
    // The browser may still keep what the database no longer knows.
    if (conversations + replies + reminders === 0) return { blocks: say('nothing'), keeps: false };
    const counts = { conversations: String(conversations), replies: String(replies), reminders: String(reminders) };
    return { blocks: say('done', counts), keeps: false };
  },
};

/** What is kept of everybody, and what is kept of the one who asks. */
export const privacyInfo: Skill = {
  texts: ['kept', 'reminders', 'yours', 'delete'],
  answer: ({ say, acted, memory, content, lang }) => {
    const followed = acted?.followed ?? [];
    const names = followed.map(({ date }) => content.calendar[date]?.name[lang] ?? date).join(', ');
    const known = [memory.score, memory.target && `${memory.target}/20`, memory.semester && `S${memory.semester}`].filter(
      Boolean,
    );
    return {
      blocks: [
        ...say('kept'),
        ...say('reminders'),
        ...(acted ? say('yours', { reminders: names || '–', known: known.join(', ') || '–' }) : []),
        ...say('delete'),
      ],
    };
  },
};
