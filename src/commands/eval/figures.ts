import type { IntentId, Lang, Understanding } from '../../types.ts';
import { NONE } from '../../understand/phrasings.ts';
import type { Miss } from './dialogues.ts';
import type { Question } from './labelled.ts';
import { withoutAccents, withTypos } from './noise.ts';
import { type Counts, countBy, isInScope, type Judged, judge, noCounts } from './score.ts';

/** Counts of questions that have an answer, or of those to refuse: of the languages spoken here, and by language and style. */
export type Side = { all: Counts; langs: Record<Lang, Counts>; styles: Record<string, Counts> };

/** An intent answered instead of the right one, and how often. `gold`: what was right, "a|b" where both were. */
export type Confusion = { gold: string; answered: string; count: number };

/** What a labelled file came to. */
export type Figures = {
  file: string;
  /** Counted in `all`. */
  spoken: readonly Lang[];
  answerable: Side;
  none: Side;
  confusions: Confusion[];
  withoutAccents: { answerable: Counts; none: Counts };
  withTypos: { answerable: Counts; none: Counts };
  dialogues?: { all: number; misses: Miss[] };
};

/** Every question of a file judged: as it stands, without its accents, and with typos. */
export function measure(
  file: string,
  questions: readonly Question[],
  spoken: readonly Lang[],
  understand: (text: string, lang: Lang) => Understanding,
): Figures {
  const plain = judge(questions, understand);
  const totals = (change: (text: string) => string) => {
    const judged = judge(questions, understand, change);
    return { answerable: total(judged.filter(isInScope), spoken), none: total(judged.filter(isToRefuse), spoken) };
  };
  return {
    file,
    spoken,
    answerable: sideOf(plain.filter(isInScope), spoken),
    none: sideOf(plain.filter(isToRefuse), spoken),
    confusions: confusionsOf(plain),
    withoutAccents: totals(withoutAccents),
    withTypos: totals(withTypos),
  };
}

const isToRefuse = (judged: Judged) => !isInScope(judged);

function total(judged: readonly Judged[], spoken: readonly Lang[]): Counts {
  return countBy(judged, ({ question }) => (spoken.includes(question.lang) ? 'all' : 'other')).get('all') ?? noCounts();
}

function sideOf(judged: readonly Judged[], spoken: readonly Lang[]): Side {
  const inOrder = (keyOf: (j: Judged) => string) =>
    Object.fromEntries([...countBy(judged, keyOf)].sort(([a], [b]) => a.localeCompare(b)));
  return {
    all: total(judged, spoken),
    langs: inOrder(({ question }) => question.lang),
    styles: inOrder(({ question }) => question.style),
  };
}

/** What was answered wrongly, most frequent first. */
function confusionsOf(judged: readonly Judged[]): Confusion[] {
  const counts = new Map<string, Confusion>();
  for (const { question, understood, outcome } of judged) {
    if (outcome !== 'wrong') continue;
    const [gold, answered] = [joined(question.intents), joined(understood.intents)];
    const known = counts.get(`${gold} ${answered}`) ?? { gold, answered, count: 0 };
    known.count++;
    counts.set(`${gold} ${answered}`, known);
  }
  return [...counts.values()].sort(
    (a, b) => b.count - a.count || a.gold.localeCompare(b.gold) || a.answered.localeCompare(b.answered),
  );
}

const joined = (intents: readonly IntentId[]) => (intents.length === 0 ? NONE : intents.join('|'));
