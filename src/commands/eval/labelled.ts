import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** One labelled question: every intent that a fair reader would accept; "none" for what must be refused. */
const question = z.object({
  text: z.string(),
  lang: z.string().default('fr'),
  intents: z.array(z.string()).min(1),
  style: z.string().default('all'),
});
/** One labelled conversation; `must` and `mustNot` are regular expressions on the reply's plain text, upper and lower case alike. */
const dialogue = z.object({
  name: z.string(),
  turns: z.array(
    z.object({
      user: z.string(),
      intents: z.array(z.string()),
      must: z.array(z.string()).default([]),
      mustNot: z.array(z.string()).default([]),
    }),
  ),
});

export type Question = z.output<typeof question>;
export type Dialogue = z.output<typeof dialogue>;

/** Reads a labelled JSONL file: questions, conversations, or both. Throws an Error naming file and line on the first bad one. */
export function readLabelled(path: string): { questions: Question[]; dialogues: Dialogue[] } {
  const questions: Question[] = [];
  const dialogues: Dialogue[] = [];
  readFileSync(path, 'utf8')
    .split('\n')
    .forEach((line, i) => {
      if (line.trim() === '') return;
      const where = `${path}:${i + 1}`;
      let json: unknown;
      try {
        json = JSON.parse(line);
      } catch (error) {
        throw new Error(`${where}: not valid JSON (${(error as Error).message}): one object a line, please`);
      }
      const isDialogue = typeof json === 'object' && json !== null && 'turns' in json;
      const parsed = (isDialogue ? dialogue : question).safeParse(json);
      if (!parsed.success)
        throw new Error(
          `${where}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
        );
      if (isDialogue) dialogues.push(parsed.data as Dialogue);
      else questions.push(parsed.data as Question);
    });
  return { questions, dialogues };
}
