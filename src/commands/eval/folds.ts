import { createRandom } from '../../understand/linear.ts';
import { train } from '../../understand/model.ts';
import { type Phrasing, readPhrasings } from '../../understand/phrasings.ts';
import { createUnderstand } from '../../understand.ts';
import { type Counts, isInScope, type Judged, judge, noCounts } from './score.ts';

/**
 * Cross-validation over the phrasings of a folder: each is understood by what was learnt from the other parts only. Those that
 * stand alone are counted; follow-ups are learnt, but would need their conversation to be asked. Learns `folds` times.
 */
export function crossValidate(intents: string, folds: number): { answerable: Counts; none: Counts } {
  const phrasings = readPhrasings(intents);
  const random = createRandom(11);
  const foldOf = new Map<Phrasing, number>(phrasings.examples.map((example) => [example, Math.floor(random() * folds)]));
  const counts = { answerable: noCounts(), none: noCounts() };
  const add = (judged: Judged) => {
    const row = isInScope(judged) ? counts.answerable : counts.none;
    row[judged.outcome]++;
    row.all++;
  };
  for (let fold = 0; fold < folds; fold++) {
    const understand = createUnderstand(
      train({ ...phrasings, examples: phrasings.examples.filter((e) => foldOf.get(e) !== fold) }),
    );
    const left = phrasings.examples.filter((e) => foldOf.get(e) === fold && e.before === undefined);
    const questions = left.map(({ text, lang, intent }) => ({ text, lang, intents: [intent], style: 'all' }));
    judge(questions, (text, lang) => understand(text, { intents: [] }, lang)).forEach(add);
  }
  return counts;
}

/** Two lines in words: what came of the questions with an answer, and of those to refuse. */
export function foldsReport({ answerable, none }: ReturnType<typeof crossValidate>, folds: number): string {
  const share = (n: number, { all }: Counts) => `${((100 * n) / all).toFixed(1)} %`;
  return [
    `${folds}-fold cross-validation over the phrasings`,
    `With an answer (${answerable.all}): right ${share(answerable.right, answerable)}, offered ${share(answerable.offered, answerable)}, wrong ${share(answerable.wrong, answerable)}, refused ${share(answerable.refused, answerable)}`,
    `To refuse (${none.all}): refused ${share(none.right, none)}, asked back ${share(none.offered, none)}, answered ${share(none.wrong, none)}`,
  ].join('\n');
}
