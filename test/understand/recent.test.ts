import { expect, it } from 'vitest';
import type { Memory, Understanding } from '../../src/types.ts';
import { createRecent, keepingRecent } from '../../src/understand/recent.ts';
import { createUnderstand } from '../../src/understand.ts';
import { toyModel } from './toy.ts';

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

it('a thing is made once for a key, and again when there was no more room for it', () => {
  const recent = createRecent<string>(1);
  let made = 0;
  const make = () => `${++made}`;
  expect([recent('a', make), recent('a', make), recent('b', make), recent('a', make)]).toEqual(['1', '1', '2', '3']);
});

it('wordings that are kept are understood as if they were not, in every conversation', () => {
  const model = toyModel();
  const plain = createUnderstand(model);
  const kept = createUnderstand(model, undefined, 5);
  const texts = ["c'est où l'examen", "c'est quand la certification", 'et où ?', "l'adresse de la salle, et quand ?", 'x'];
  for (let round = 0; round < 3; round++)
    for (const text of texts)
      for (const intents of [[], ['exam.when'], ['exam.where']])
        expect(kept(text, { intents }, 'fr')).toEqual(plain(text, { intents }, 'fr'));
});
