import type { Skill } from './skill.ts';

/** Says what was deleted. The bot has deleted it before asking. */
export const privacyForget: Skill = {
  texts: ['done', 'nothing'],
  answer: ({ say, forgotten }) => {
    const { conversations, replies } = forgotten ?? { conversations: 0, replies: 0 };
    if (conversations + replies === 0) return { blocks: say('nothing') };
    return { blocks: say('done', { conversations: String(conversations), replies: String(replies) }) };
  },
};
