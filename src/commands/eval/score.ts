import type { IntentId, Lang, Understanding } from '../../types.ts';
import { NONE } from '../../understand/phrasings.ts';
import type { Question } from './labelled.ts';

/** What became of a question. `right`: a listed intent is answered (of two at most); `offered`: a listed one is among the choices. */
export type Outcome = 'right' | 'offered' | 'wrong' | 'refused';

/**
 * For a question that has an answer: right, offered, wrong (answered without a listed intent), refused (none, or only other
 * choices). For one that has none: `right` is a refusal, or an intent that is listed besides; `offered` only asks back.
 */
export function outcomeOf(question: Question, understood: Understanding): Outcome {
  const listed = (intents: readonly IntentId[]) => intents.some((intent) => question.intents.includes(intent));
  if (question.intents.includes(NONE)) {
    if (understood.kind === 'none' || (understood.kind === 'sure' && listed(understood.intents))) return 'right';
    return understood.kind === 'unsure' ? 'offered' : 'wrong';
  }
  if (understood.kind === 'none') return 'refused';
  if (understood.kind === 'unsure') return listed(understood.intents) ? 'offered' : 'refused';
  return understood.intents.length <= 2 && listed(understood.intents) ? 'right' : 'wrong';
}

export type Counts = Record<Outcome, number> & { all: number };

export const noCounts = (): Counts => ({ right: 0, offered: 0, wrong: 0, refused: 0, all: 0 });

export type Judged = { question: Question; understood: Understanding; outcome: Outcome };

/** Every question understood on its own, with the language of the file as the hint that a page gives. */
export function judge(
  questions: readonly Question[],
  understand: (text: string, hint: Lang) => Understanding,
  change: (text: string) => string = (text) => text,
): Judged[] {
  return questions.map((question) => {
    const understood = understand(change(question.text), question.lang);
    return { question, understood, outcome: outcomeOf(question, understood) };
  });
}

export function countBy(judged: readonly Judged[], keyOf: (j: Judged) => string): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const entry of judged) {
    const key = keyOf(entry);
    const row = counts.get(key) ?? noCounts();
    row[entry.outcome]++;
    row.all++;
    counts.set(key, row);
  }
  return counts;
}

/** Questions with an answer and those without, apart. */
export const isInScope = ({ question }: Judged) => !question.intents.includes(NONE);
