import { writeFileSync } from 'node:fs';
import { train } from '../../src/understand/model.ts';
import { readPhrasings } from '../../src/understand/phrasings.ts';
import { saveModel } from '../../src/understand/saved.ts';
import { learnWithHelper } from '../../src/understand/trainer.ts';
import { widened } from './wider.ts';

/** A child program: learns the real phrasings with so many times the intents, as the assistant does, and saves the model. */
export type Learnt = { intents: number; examples: number; features: number; ms: number; peakMb: number };

const [times = '1', file = ''] = process.argv.slice(2);
const phrasings = widened(readPhrasings('intents'), Number(times));
const start = performance.now();
const model = train(phrasings, learnWithHelper(new URL('../trainer.js', import.meta.url)));
const ms = performance.now() - start;
writeFileSync(file, saveModel(model));
const learnt: Learnt = {
  intents: new Set(model.intents).size,
  examples: phrasings.examples.length,
  features: model.vocabulary.idf.length,
  ms,
  peakMb: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(JSON.stringify(learnt), () => process.exit(0));
