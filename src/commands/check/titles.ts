import type { Content } from '../../content.ts';
import type { IntentId, Lang, Memory, Understanding } from '../../types.ts';
import type { Understand } from '../../understand.ts';
import type { Fault } from '../../yaml.ts';
import type { Places } from './places.ts';

/**
 * Titles that, asked back as a question, do not lead to what they offer. On its own a title is answered with its intent; typed
 * out after an answer that offers it, where much is read through what came before, that intent is answered or offered at least.
 */
export function titleFaults(content: Content, understand: Understand, files: Places): Fault[] {
  const faults: Fault[] = [];
  const ask = (intent: IntentId, lang: Lang, memory: Memory, holds: typeof isAnswered): string | undefined => {
    const title = content.entries.get(intent)?.title[lang];
    if (title === undefined) return undefined;
    const understood = understand(title, memory, lang);
    return holds(understood, intent, lang) ? undefined : `"${title}" is ${inWords(understood)} instead of ${intent} in "${lang}"`;
  };
  for (const [intent, entry] of content.entries) {
    const { fault } = files.at(`${entry.topic}.yaml`);
    for (const lang of content.langs) {
      const wrong = ask(intent, lang, { intents: [] }, isAnswered);
      if (wrong)
        faults.push(fault([intent, 'title', lang], `${wrong}: put the title another way, or add phrasings like it to intents/`));
      for (const [i, choice] of entry.choices.entries()) {
        const lost = ask(choice, lang, { intents: [intent], lang }, isAmong);
        if (lost)
          faults.push(
            fault(
              [intent, 'choices', i],
              `${lost} once "${intent}" was answered: add it to intents/follow-ups/, after: ${intent}, means: ${choice}`,
            ),
          );
      }
    }
  }
  return faults;
}

const isAmong = ({ intents, lang: spoken }: Understanding, intent: IntentId, lang: Lang) =>
  spoken === lang && intents.some((other) => other === intent);

const isAnswered = (understood: Understanding, intent: IntentId, lang: Lang) =>
  understood.kind === 'sure' && isAmong(understood, intent, lang);

function inWords({ kind, intents, lang }: Understanding): string {
  if (kind === 'none') return 'refused';
  return `${kind === 'sure' ? 'understood as' : 'answered with the choice between'} ${intents.join(', ')} in "${lang}"`;
}
