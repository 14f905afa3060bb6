import { describe, expect, it } from 'vitest';
import type { Memory, Understanding } from '../../src/types.ts';
import { answerOf, endOf, isDone, withWish } from '../../src/understand/reminders.ts';
import { readSlots } from '../../src/understand/slots.ts';

const MEMORY: Memory = { intents: ['reminder.subscribe'], asking: true };
const SURE: Understanding = { kind: 'sure', intents: ['reminder.unsubscribe'], slots: {}, confidence: 1, lang: 'fr' };

it.each(["c'est fait", "c'est bon, c'est fait !", "je l'ai fait", "j'ai fini", 'it is done', "c'est fait de mon côté, merci"])(
  '"%s" says that it is done',
  (text) => expect(readSlots(text).slots.done).toBe(true),
);

it.each(["c'est fait ?", "ce n'est pas fait", "c'est bien fait pour moi cette année"])('"%s" does not', (text) =>
  expect(readSlots(text).slots.done).toBeUndefined(),
);

describe('reading stays fast, however often a text repeats itself', () => {
  const units = [
    'c est ',
    'je l ai ',
    'j ai ',
    'c',
    's1 et ',
    'g ',
    'garde autre ',
    'oui',
    'non ',
    'le la les ',
    'supprime ',
    'merci ',
  ];
  it.each(units)('"%s"', (unit) => {
    const text = unit.repeat(2000 / unit.length);
    const start = performance.now();
    const reading = readSlots(text);
    isDone(text);
    endOf(text, reading.slots);
    answerOf(`${text}x`, { about: 'all' }, MEMORY);
    withWish(SURE, text, reading, MEMORY);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
