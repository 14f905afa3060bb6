import { describe, expect, it } from 'vitest';
import { modelOf } from '../../src/knowledge.ts';
import type { Memory } from '../../src/types.ts';
import { createUnderstand } from '../../src/understand.ts';

/** What the real phrasings make of a message right behind an answer. */
const understand = createUnderstand(modelOf({ intents: 'intents', cache: 'data/models' }));
const behind = (text: string, intents: string[], more: Partial<Memory> = {}) =>
  understand(text, { intents, lang: 'fr', ...more }, 'fr');

describe('behind an answer', () => {
  it('the semester that is denied is not the one that is asked for', () => {
    expect(behind('Pardon, non pas le premier semestre, le second.', ['profile.deadline'], { semester: 1 })).toMatchObject({
      kind: 'sure',
      intents: ['profile.deadline'],
      slots: { semester: 2 },
    });
  });

  it('another semester behind a joining word asks for the same dates', () => {
    expect(behind('et pour ma sœur, qui est au second ?', ['profile.deadline'], { semester: 1 })).toMatchObject({
      kind: 'sure',
      intents: ['profile.deadline'],
      slots: { semester: 2 },
    });
  });

  it('the answer is given again in the language that is asked for', () => {
    expect(behind('Sorry, could you tell me the office hours in English?', ['contact.cell'])).toMatchObject({
      kind: 'sure',
      intents: ['contact.cell'],
      lang: 'en',
    });
  });

  it('a score that says so is one, also where grades were not spoken of', () => {
    expect(behind('ok bon alors mon score c’est 590', ['exam.where'])).toMatchObject({
      kind: 'sure',
      intents: ['grade.compute'],
      slots: { numbers: [{ value: 590 }] },
    });
  });

  it('the day that is offered with the place is answered as well', () => {
    expect(behind("l'exam c'est le 28 mars au bâtiment 1 c'est ça ?", []).intents.toSorted()).toEqual([
      'exam.when',
      'exam.where',
    ]);
  });
});

describe('deleting everything', () => {
  it.each([
    ['oubliez-moi', ['reminder.subscribe']],
    ['Effacez mes données svp', []],
    ['forget me', ['profile.deadline']],
    ['delete all my data, please', []],
  ])('is done when it is said as replies tell it: %j', (text, before) => {
    expect(behind(text, before)).toMatchObject({ kind: 'sure', intents: ['privacy.forget'] });
  });

  it.each(['supprime le deuxième', 'garde le premier, vire le reste', 'enlève-le', 'vire le dernier'])(
    'is not what %j means behind a list of reminders',
    (text) => {
      const understood = behind(text, ['reminder.list'], { dates: [{ date: 'profile.s1', year: '2026-2027' }] });
      expect(understood.kind === 'sure' && understood.intents.includes('privacy.forget')).toBe(false);
    },
  );
});

it('a program is noise, whatever it says', () => {
  expect(behind('<script>alert("rappel pix")</script>', [])).toMatchObject({ kind: 'none', why: 'noise' });
});
