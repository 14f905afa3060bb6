import { describe, expect, it } from 'vitest';
import { createAnswer } from '../../src/answer.ts';
import { createBot } from '../../src/bot.ts';
import { playDialogues } from '../../src/commands/eval/dialogues.ts';
import { readLabelled } from '../../src/commands/eval/labelled.ts';
import { withoutAccents, withTypos } from '../../src/commands/eval/noise.ts';
import { countBy, isInScope, judge } from '../../src/commands/eval/score.ts';
import { dateAt } from '../../src/content/dates.ts';
import { knowledgeOf, modelOf } from '../../src/knowledge.ts';
import { createReminders } from '../../src/remind.ts';
import { createStore } from '../../src/store.ts';
import { readPhrasings } from '../../src/understand/phrasings.ts';
import { level } from '../../src/understand/words.ts';

const NOW = Date.parse('2026-10-01T09:00+02:00');
const FOLDERS = { content: 'content', intents: 'intents', cache: 'data/models' };
const model = modelOf(FOLDERS);
const knowledge = knowledgeOf(FOLDERS.content, model, dateAt(NOW));
const understand = (text: string, hint: string) => knowledge.understand(text, { intents: [] }, hint);
const spoken = (file: string) =>
  readLabelled(`test/eval/${file}.jsonl`).questions.filter((q) => q.lang === 'fr' || q.lang === 'en');

/** Shares in percent of the questions that have an answer, and of those that have none. */
function figures(file: string, change?: (text: string) => string) {
  const counts = countBy(judge(spoken(file), understand, change), (j) => (isInScope(j) ? 'answer' : 'none'));
  const share = (kind: string, ...outcomes: ('right' | 'offered' | 'wrong')[]) => {
    const row = counts.get(kind);
    return row ? (100 * outcomes.reduce((sum, outcome) => sum + row[outcome], 0)) / row.all : Number.NaN;
  };
  return {
    right: share('answer', 'right'),
    rightOrOffered: share('answer', 'right', 'offered'),
    wrong: share('answer', 'wrong'),
    noneRefused: share('none', 'right'),
    noneAnswered: share('none', 'wrong'),
  };
}

describe.each(['questions', 'held-out', 'held-out-4', 'blind'])('of %s.jsonl', (file) => {
  const plain = figures(file);

  it('at least 90 % are answered right, 96 % right or offered, at most 2.5 % wrong', () => {
    expect(plain.right).toBeGreaterThanOrEqual(90);
    expect(plain.rightOrOffered).toBeGreaterThanOrEqual(96);
    expect(plain.wrong).toBeLessThanOrEqual(2.5);
  });

  it('at least 92 % of what has no answer is refused, at most 4 % answered as something else', () => {
    expect(plain.noneRefused).toBeGreaterThanOrEqual(92);
    expect(plain.noneAnswered).toBeLessThanOrEqual(4);
  });

  it('missing accents cost at most 1 point, a typo in every long word at most 5', () => {
    expect(figures(file, withoutAccents).right).toBeGreaterThanOrEqual(plain.right - 1);
    expect(figures(file, withTypos).right).toBeGreaterThanOrEqual(plain.right - 5);
  });
});

describe('of two.jsonl', () => {
  const outcomes = spoken('two').map(({ text, lang, intents, style }) => {
    const { kind, intents: found } = understand(text, lang);
    return {
      style,
      all: kind === 'sure' && intents.every((intent) => found.includes(intent)),
      more: found.length > intents.length,
    };
  });
  const share = (style: string, holds: (outcome: (typeof outcomes)[number]) => boolean) => {
    const rows = outcomes.filter((outcome) => outcome.style === style);
    return (100 * rows.filter(holds).length) / rows.length;
  };

  it('at least 75 % of two questions are both answered', () => {
    expect(share('two', ({ all }) => all)).toBeGreaterThanOrEqual(75);
  });

  it('at least 75 % of single ones beside a mention are answered, at most 40 % with something more', () => {
    expect(share('one', ({ all }) => all)).toBeGreaterThanOrEqual(75);
    expect(share('one', ({ all, more }) => all && more)).toBeLessThanOrEqual(40);
  });
});

describe('conversations', () => {
  it('hold, turn by turn', async () => {
    const store = await createStore({ sqlite: ':memory:' }, () => NOW);
    const bot = createBot({
      knowledge: () => ({ ...knowledge, answer: createAnswer(knowledge.content) }),
      store,
      reminders: createReminders({ store, calendar: () => knowledge.content.calendar, clock: () => NOW }),
      rings: () => true,
      clock: () => NOW,
      defaultLang: 'fr',
      onError: (error) => {
        throw error;
      },
      onStoreError: (error) => {
        throw error;
      },
    });
    const { dialogues } = readLabelled('test/eval/dialogues.jsonl');
    const misses = await playDialogues(dialogues, bot, NOW);
    await store.close();
    expect(misses).toEqual([]);
  });
});

describe('the examples', () => {
  /** The share of the words of both that stand in both. */
  const NEAR = 0.8;
  const words = (text: string) => new Set(level(text).match(/[a-z0-9]+/g) ?? []);

  it('hold no near-copy of a labelled question', () => {
    const { examples } = readPhrasings('intents');
    const asked = ['questions', 'held-out', 'held-out-2', 'held-out-3', 'held-out-4', 'blind', 'two'].flatMap((file) =>
      readLabelled(`test/eval/${file}.jsonl`).questions.map((q) => q.text),
    );
    const byWord = new Map<string, number[]>();
    const sets = examples.map(({ text }) => words(text));
    sets.forEach((set, i) => {
      for (const word of set) {
        const holding = byWord.get(word);
        if (holding) holding.push(i);
        else byWord.set(word, [i]);
      }
    });
    const copies: string[] = [];
    for (const text of asked) {
      const own = words(text);
      // Shorter messages ("merci", "aide") can't be said otherwise.
      if (own.size < 5) continue;
      // Whatever shares so many of the words shares one of its rarest.
      const rarest = [...own].sort((x, y) => (byWord.get(x)?.length ?? 0) - (byWord.get(y)?.length ?? 0));
      const spare = own.size - Math.ceil(NEAR * own.size);
      const near = new Set(rarest.slice(0, spare + 1).flatMap((word) => byWord.get(word) ?? []));
      for (const i of near) {
        const other = sets[i] as Set<string>;
        let shared = 0;
        for (const word of own) if (other.has(word)) shared++;
        if (shared / (own.size + other.size - shared) >= NEAR) copies.push(`${text} ~ ${examples[i]?.text}`);
      }
    }
    expect(copies).toEqual([]);
  });
});
