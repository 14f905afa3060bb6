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

  it.each(['ok, et au S2 qui contacter ?', 'et au S2 il y a un rattrapage ?'])(
    'a semester that only goes with something else asks for no date: %j',
    (text) => {
      const understood = behind(text, ['exam.when'], { semester: 1 });
      expect(understood.kind === 'sure' && understood.intents.includes('exam.when')).toBe(false);
    },
  );

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
    'supprime mes rappels',
    'supprimer mes rappels',
    'supprimez mes rappels svp',
    'efface tous mes rappels',
    'je veux supprimer mes rappels',
    'please delete my reminders',
    'I want to delete my reminders',
  ])('is not done where reminders are named alone: %j', (text) => {
    const { kind, intents } = understand(text, { intents: [] }, 'fr');
    expect([kind, intents]).not.toEqual(['sure', ['privacy.forget']]);
    expect(intents).toContain('reminder.unsubscribe');
  });

  it.each(['efface mes rappels et toutes mes données', 'efface tout, y compris mes rappels'])(
    'is done, or asked about, where reminders are named beside everything: %j',
    (text) => {
      expect(understand(text, { intents: [] }, 'fr').intents).toContain('privacy.forget');
    },
  );

  it.each([
    ['oubliez-moi', ['reminder.subscribe']],
    ['Effacez mes données svp', []],
    ['forget me', ['profile.deadline']],
    ['delete all my data, please', []],
  ])('is done when it is said as replies tell it: %j', (text, before) => {
    expect(behind(text, before)).toMatchObject({ kind: 'sure', intents: ['privacy.forget'] });
  });

  it.each([
    'ne supprime pas mes données',
    'ne supprimez pas mes données svp',
    "don't delete my data",
    'vous supprimez mes données quand ?',
    'est-ce que vous effacez mes données ?',
    'do you delete my data?',
    'when is my data deleted?',
    'how do I delete my data?',
    'Supprimer mes données ?',
    'delete my data?',
    'comment effacer mes données sur pix ?',
    "oublie-moi pour l'examen",
    'oublie-moi les ateliers',
    "oublie moi l'examen, c'est quand le profil ?",
    'efface mon profil pix et dis-moi comment recommencer',
  ])('is not done for %j', (text) => {
    const understood = behind(text, []);
    expect(understood.kind === 'sure' && understood.intents.includes('privacy.forget')).toBe(false);
  });

  it.each(['pouvez-vous effacer mes données ?', 'can you delete my data?', 'je veux que vous supprimiez toutes mes données'])(
    'is done for the polite request %j',
    (text) => {
      expect(behind(text, [])).toMatchObject({ kind: 'sure', intents: ['privacy.forget'] });
    },
  );

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

describe('what is said to be finished', () => {
  it.each(["j'ai fini mon profil du S2", "I've finished my profile for semester 2", 'je me suis inscrit à l’examen'])(
    'is, by %j',
    (text) => {
      expect(behind(text, []).slots.finished).toBe(true);
    },
  );

  it.each([
    'j’ai terminé 3 compétences de mon profil',
    "j'ai complété mon profil à moitié",
    'I finished half of my profile',
    'je viens de finir le profil du S1 à 30%',
    "j'ai partagé le profil de quelqu'un d'autre",
    'je suis inscrit en L1, c’est obligatoire',
    'je suis inscrite au S2',
  ])('is not, by %j', (text) => {
    expect(behind(text, []).slots.finished).toBeUndefined();
  });
});

it('a question beside a wish to be reminded is no date to be reminded of', () => {
  const { slots } = behind("rappelle-moi de m'inscrire et dis-moi quand est l'exam", []);
  expect(slots.wish?.each).toBeUndefined();
});
