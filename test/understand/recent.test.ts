import { expect, it } from 'vitest';
import type { Memory, Understanding } from '../../src/types.ts';
import { keepingRecent } from '../../src/understand/recent.ts';

/** Answers each call with a number of its own. */
function counting() {
  let calls = 0;
  const understand = (): Understanding => ({ kind: 'none', intents: [], slots: {}, confidence: ++calls, lang: 'fr' });
  return keepingRecent(understand, 2);
}
const NEW: Memory = { intents: [] };

it('a message is read once in the same state of a conversation, and anew in another', () => {
  const understand = counting();
  expect(understand('c’est où ?', NEW, 'fr').confidence).toBe(1);
  expect(understand('c’est où ?', NEW, 'fr').confidence).toBe(1);
  expect(understand('c’est où ?', NEW, 'en').confidence).toBe(2);
  expect(understand('c’est où ?', { intents: ['exam.when'] }, 'fr').confidence).toBe(3);
});

it('what was asked longest ago is forgotten first', () => {
  const understand = counting();
  understand('a', NEW, 'fr');
  understand('b', NEW, 'fr');
  understand('a', NEW, 'fr');
  understand('c', NEW, 'fr');
  expect(understand('a', NEW, 'fr').confidence).toBe(1);
  expect(understand('b', NEW, 'fr').confidence).toBe(4);
});
