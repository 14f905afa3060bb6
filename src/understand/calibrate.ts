import { CALIBRATION, type Calibration, createReader, createWeigh, type Evidence, likelihoodsOf } from './classify.ts';
import { createRandom } from './linear.ts';
import { train } from './model.ts';
import { NONE, type Phrasings } from './phrasings.ts';

/** Parts of the examples that are each understood by what was learnt from the others. */
const FOLDS = 4;
const TEMPERATURES = [0.08, 0.1, 0.13, 0.16, 0.2, 0.25, 0.3, 0.4];
/** Gradient steps of the logistic regression, their size, and how much large weights cost. */
const STEPS = 3000;
const STEP = 0.02;
const RIDGE = 0.3;

type Seen = { evidence: Evidence; gold: number; refused: boolean };

/**
 * Calibrates on a set of examples itself, by cross-validation: for sets other than `intents/`, whose own calibration comes
 * from held-out questions. Learns the set four times.
 */
export function calibrate(phrasings: Phrasings): Calibration {
  const random = createRandom(5);
  const folds = phrasings.examples.map(() => Math.floor(random() * FOLDS));
  const seen: Seen[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const model = train({ ...phrasings, examples: phrasings.examples.filter((_, i) => folds[i] !== fold) });
    const read = createReader(model);
    const { ids, weigh } = createWeigh(model);
    phrasings.examples.forEach(({ text, lang, intent }, i) => {
      if (folds[i] !== fold) return;
      const evidence = weigh(read(text, lang).words);
      seen.push({
        evidence: { ...evidence, margins: evidence.margins.slice(), shares: evidence.shares.slice() },
        gold: ids.indexOf(intent),
        refused: intent === NONE,
      });
    });
  }
  return { temperature: bestTemperature(seen), refusal: seen.some((s) => s.refused) ? fitRefusal(seen) : CALIBRATION.refusal };
}

function bestTemperature(seen: readonly Seen[]): number {
  const loss = (temperature: number) =>
    seen.reduce(
      (sum, { evidence, gold }) =>
        gold < 0 ? sum : sum - Math.log((likelihoodsOf(evidence, { ...CALIBRATION, temperature })[gold] as number) + 1e-9),
      0,
    );
  return TEMPERATURES.reduce((best, t) => (loss(t) < loss(best) ? t : best));
}

function fitRefusal(seen: readonly Seen[]): Calibration['refusal'] {
  const rows = seen.map(({ evidence: { intent, group, all, neighbours }, refused }) => ({
    x: [intent, Math.max(group, -3), all, neighbours, 1],
    y: refused ? 1 : 0,
  }));
  const w = [0, 0, 0, 0, 0];
  for (let step = 0; step < STEPS; step++) {
    const gradient = w.map((weight, k) => (k < 4 ? RIDGE * weight : 0));
    for (const { x, y } of rows) {
      const p = 1 / (1 + Math.exp(-x.reduce((sum, value, k) => sum + value * (w[k] as number), 0)));
      for (let k = 0; k < w.length; k++) gradient[k] = (gradient[k] as number) + (p - y) * (x[k] as number);
    }
    for (let k = 0; k < w.length; k++) w[k] = (w[k] as number) - (STEP * (gradient[k] as number) * 50) / rows.length;
  }
  const [intent, group, all, neighbours, bias] = w as [number, number, number, number, number];
  return { intent, group, all, neighbours, bias };
}
