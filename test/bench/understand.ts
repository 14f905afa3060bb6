import { readFileSync } from 'node:fs';
import type { IntentId, Memory } from '../../src/types.ts';
import { readModel } from '../../src/understand/saved.ts';
import { createUnderstand } from '../../src/understand.ts';
import { conversations } from './questions.ts';
import { median, percentile } from './stats.ts';

/** A child program (node --expose-gc): reads a saved model and understands every question, one by one, several times over. */
export type Understood = {
  questions: number;
  medianMs: number;
  p99Ms: number;
  slowestMs: number;
  /** Of the questions that p99 is made from: how slow the one at p99 is at its usual (median) time. */
  usualP99Ms: number;
  readMs: number;
  modelMb: number;
  rssMb: number;
};

const WARM_UP = 3;
const ROUNDS = 15;
const MB = 2 ** 20;

const [file = ''] = process.argv.slice(2);
const held = () => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MB;
};

const asked = conversations().flat();
const empty = held();
const start = performance.now();
const model = readModel(readFileSync(file));
if (!model) throw new Error(`${file} can't be read back`);
const understand = createUnderstand(model);
const readMs = performance.now() - start;

const memoryOf = (before: IntentId[]): Memory => ({ intents: before });
for (let round = 0; round < WARM_UP; round++)
  for (const { text, lang, before } of asked) understand(text, memoryOf(before), lang);
const samples = new Float64Array(asked.length * ROUNDS);
for (let round = 0; round < ROUNDS; round++) {
  for (const [q, { text, lang, before }] of asked.entries()) {
    const memory = memoryOf(before);
    const from = performance.now();
    understand(text, memory, lang);
    samples[round * asked.length + q] = performance.now() - from;
  }
}
const usual = asked.map((_, q) =>
  median(Array.from({ length: ROUNDS }, (__, round) => samples[round * asked.length + q] as number)),
);
const understood: Understood = {
  questions: asked.length,
  medianMs: median(samples),
  p99Ms: percentile(samples, 0.99),
  slowestMs: percentile(samples, 1),
  usualP99Ms: percentile(usual, 0.99),
  readMs,
  modelMb: held() - empty,
  rssMb: process.memoryUsage.rss() / MB,
};
process.stdout.write(JSON.stringify(understood));
