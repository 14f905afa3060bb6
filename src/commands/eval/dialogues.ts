import { plainText } from '../../render/console.ts';
import type { Reply, Turn } from '../../types.ts';
import type { Dialogue } from './labelled.ts';

/** A turn that did not hold, and why. */
export type Miss = { dialogue: string; turn: number; user: string; why: string; reply: string };

/** Plays every conversation through the bot; returns what did not hold. An intent holds when one of the listed ones is answered (or refused, for "none"). */
export async function playDialogues(dialogues: readonly Dialogue[], bot: Turn, now: number): Promise<Miss[]> {
  const misses: Miss[] = [];
  for (const [d, dialogue] of dialogues.entries()) {
    for (const [t, turn] of dialogue.turns.entries()) {
      const person = `dialogue-${d}`;
      const reply = await bot({
        id: `${d}-${t}`,
        channel: 'eval',
        person,
        conversation: person,
        private: true,
        text: turn.user,
        at: now,
      });
      const text = plainText(reply);
      for (const why of faultsOf(reply, text, turn))
        misses.push({ dialogue: dialogue.name, turn: t + 1, user: turn.user, why, reply: text });
    }
  }
  return misses;
}

function faultsOf(reply: Reply, text: string, { intents, must, mustNot }: Dialogue['turns'][number]): string[] {
  const faults: string[] = [];
  const answered = reply.kind === 'none' ? ['none'] : reply.kind === 'answer' ? reply.intents : [];
  if (!answered.some((intent) => intents.includes(intent)))
    faults.push(`${reply.kind} ${reply.intents.join(', ')} instead of ${intents.join(' or ')}`);
  for (const pattern of must) if (!new RegExp(pattern, 'i').test(text)) faults.push(`lacks /${pattern}/`);
  for (const pattern of mustNot) if (new RegExp(pattern, 'i').test(text)) faults.push(`holds /${pattern}/`);
  return faults;
}
