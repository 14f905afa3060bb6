import type { Readable, Writable } from 'node:stream';
import type { Clock, Lang, Store, Turn } from '../../types.ts';
import { type Line, linesOf, MAX_LINE, writeLine } from '../lines.ts';
import { type LineError, type ReplyLine, readLine, replyLine } from './line.ts';

export type BatchParts = {
  input: Readable;
  output: Writable;
  turn: Turn;
  store: Pick<Store, 'forget'>;
  clock: Clock;
  langs: readonly Lang[];
};

const CHANNEL = 'ask';

type Answered = ReplyLine | LineError | { turns: (ReplyLine | LineError)[] };

/** Answers every line of `input` on a line of `output`, in order, each a conversation of its own. False when a line failed. */
export async function answerBatch({ input, output, ...parts }: BatchParts): Promise<boolean> {
  let whole = true;
  let number = 0;
  for await (const line of linesOf(input)) {
    const answer = await answerLine(line, `line-${++number}`, parts);
    if (failed(answer)) whole = false;
    await writeLine(output, JSON.stringify(answer));
  }
  return whole;
}

async function answerLine(
  line: Line,
  person: string,
  { turn, store, clock, langs }: Omit<BatchParts, 'input' | 'output'>,
): Promise<Answered> {
  if (line === undefined) return { error: `longer than ${MAX_LINE} characters: shorten it` };
  const asked = readLine(line, langs);
  if ('error' in asked) return asked;
  const replies: (ReplyLine | LineError)[] = [];
  for (const [i, text] of asked.turns.entries())
    replies.push(
      replyLine(
        await turn({
          id: `${person}-${i}`,
          channel: CHANNEL,
          person,
          conversation: person,
          private: true,
          text,
          at: clock(),
          lang: asked.lang,
        }),
      ),
    );
  // The conversation is over: what it left behind would pile up over a long batch.
  await store.forget(CHANNEL, person);
  return asked.whole ? { turns: replies } : (replies[0] as ReplyLine | LineError);
}

function failed(answer: Answered): boolean {
  return 'error' in answer || ('turns' in answer && answer.turns.some((reply) => 'error' in reply));
}
