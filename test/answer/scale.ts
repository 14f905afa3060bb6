import { createAnswer, NEEDS } from '../../src/answer.ts';
import { type Content, loadContent, type Step } from '../../src/content.ts';
import { PROGRAM_FACTS } from '../../src/knowledge.ts';
import { plainText } from '../../src/render/console.ts';
import type { Memory, Reply, Slots } from '../../src/types.ts';

/** A day of the year whose scale is known: no caution stands before the answers. */
const DAY = '2024-02-29';

export const content: Content = loadContent('content', PROGRAM_FACTS, NEEDS, DAY);
export const steps = content.scales['2023-2024'] as readonly Step[];

const answer = createAnswer(content);

/** What a skill says to some slots, in French, and what it remembers. */
export function ask(
  intent: string,
  slots: Slots,
  memory: Memory = { intents: [] },
  lang = 'fr',
): { reply: Reply; text: string; memory: Memory } {
  const { reply, memory: next } = answer(
    { kind: 'sure', intents: [intent], slots, confidence: 1, lang },
    memory,
    Date.parse(`${DAY}T12:00Z`),
  );
  return { reply, text: plainText(reply), memory: next };
}

/** 11.5 as the French answers write it. */
export const written = (value: number) => String(value).replace('.', ',');

/** The grade out of 20 that `grade.compute` gives a score. */
export function gradeOf(score: number): number {
  const { text } = ask('grade.compute', { numbers: [{ value: score, unit: 'pix' }] });
  const found = /correspondent à ([\d,]+)\/20/.exec(text);
  return Number(found?.[1]?.replace(',', '.') ?? Number.NaN);
}

/** The score that `grade.target` asks for a grade. */
export function scoreFor(grade: number): number {
  const { text } = ask('grade.target', { numbers: [{ value: grade, unit: 'grade' }] });
  return Number(/(\d+) pix/.exec(text)?.[1] ?? Number.NaN);
}
