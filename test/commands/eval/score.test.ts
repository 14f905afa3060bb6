import { describe, expect, it } from 'vitest';
import { countBy, judge, outcomeOf } from '../../../src/commands/eval/score.ts';
import type { IntentId, Understanding } from '../../../src/types.ts';

const question = (...intents: IntentId[]) => ({ text: 'q', lang: 'fr', intents, style: 'all' });
const understood = (kind: 'sure' | 'unsure' | 'none', ...intents: IntentId[]) =>
  ({ kind, intents, slots: {}, confidence: 1, lang: 'fr' }) as Understanding;

describe('a question that has an answer', () => {
  it.each([
    ['right', understood('sure', 'a.a')],
    ['right', understood('sure', 'a.b')],
    ['right', understood('sure', 'x.x', 'a.a')],
    ['wrong', understood('sure', 'x.x')],
    ['wrong', understood('sure', 'x.x', 'y.y')],
    ['wrong', understood('sure', 'a.a', 'x.x', 'y.y')],
    ['offered', understood('unsure', 'x.x', 'a.b')],
    ['refused', understood('unsure', 'x.x', 'y.y')],
    ['refused', understood('none')],
  ] as const)('is %s', (outcome, given) => {
    expect(outcomeOf(question('a.a', 'a.b'), given)).toBe(outcome);
  });
});

describe('a question to refuse', () => {
  it.each([
    ['right', ['none'], understood('none')],
    ['offered', ['none'], understood('unsure', 'x.x')],
    ['wrong', ['none'], understood('sure', 'x.x')],
    ['right', ['none', 'a.a'], understood('sure', 'a.a')],
    ['right', ['a.a', 'none'], understood('none')],
  ] as const)('is %s', (outcome, gold, given) => {
    expect(outcomeOf(question(...gold), given)).toBe(outcome);
  });
});

it('counts outcomes by key, each question once', () => {
  const questions = [question('a.a'), question('a.a'), { ...question('none'), lang: 'en' }];
  const judged = judge(questions, (_, hint) => (hint === 'en' ? understood('none') : understood('sure', 'a.a')));
  expect(Object.fromEntries(countBy(judged, ({ question: { lang } }) => lang))).toEqual({
    fr: { right: 2, offered: 0, wrong: 0, refused: 0, all: 2 },
    en: { right: 1, offered: 0, wrong: 0, refused: 0, all: 1 },
  });
});

it('hands a changed text to the understanding, not the text itself', () => {
  const seen: string[] = [];
  judge(
    [question('a.a')],
    (text) => {
      seen.push(text);
      return understood('none');
    },
    (text) => `${text}!`,
  );
  expect(seen).toEqual(['q!']);
});
