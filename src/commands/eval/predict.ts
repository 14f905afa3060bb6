import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { type Calibration, createClassifier, createReader } from '../../understand/classify.ts';
import type { Model } from '../../understand/model.ts';
import { FIRST_LANG } from '../bot.ts';
import { linesOf, MAX_LINE, writeLine } from '../lines.ts';

const row = z.object({ text: z.string(), lang: z.string().optional() });

/**
 * Writes for every line, a JSON object with "text" or the plain text itself, the likeliest intent ("none" for a refusal) and
 * its probability: the bare ranking, without slots, thresholds or choices. False when a line could not be read.
 */
export async function predictLines(input: Readable, output: Writable, model: Model, calibration: Calibration): Promise<boolean> {
  const read = createReader(model);
  const classify = createClassifier(model, calibration);
  let whole = true;
  for await (const line of linesOf(input)) {
    const asked = line === undefined ? undefined : readText(line);
    if (!asked) whole = false;
    const top = asked && classify(read(asked.text, asked.lang ?? FIRST_LANG).words)[0];
    const said = top
      ? { intent: top.intent, confidence: Math.round(top.p * 10_000) / 10_000 }
      : { error: line === undefined ? `longer than ${MAX_LINE} characters` : 'lacks "text": write {"text": "…"}' };
    await writeLine(output, JSON.stringify(said));
  }
  return whole;
}

function readText(line: string): z.output<typeof row> | undefined {
  if (!line.trimStart().startsWith('{')) return { text: line };
  try {
    return row.safeParse(JSON.parse(line)).data;
  } catch {
    // A text that only looks like JSON is a text.
    return { text: line };
  }
}
