import { describe, expect, it } from 'vitest';
import { modelOf } from '../../src/knowledge.ts';
import { createUnderstand } from '../../src/understand.ts';

/** What the real phrasings make of messages with one question or two. */
const understand = createUnderstand(modelOf({ intents: 'intents', cache: 'data/models' }));
const answered = (text: string, lang = 'fr') => {
  const { kind, intents } = understand(text, { intents: [] }, lang);
  return [kind, ...intents.toSorted()];
};

describe('two questions in one message', () => {
  it.each([
    ['Où se passe la certification, et combien de temps dure-t-elle ?', 'fr', ['exam.duration', 'exam.where']],
    ['when is the exam and what score do I need for a 14', 'en', ['exam.when', 'grade.target']],
  ])('are both answered: %j', (text, lang, intents) => {
    expect(answered(text, lang)).toEqual(['sure', ...intents]);
  });
});

describe('a story around one question', () => {
  it.each([
    ["J'ai fini mes seize compétences hier soir. Quel est le code pour partager mon profil ?", 'fr', 'profile.share'],
    ['Je viens de Metz en train avec deux camarades. Dans quelle salle est l’examen ?', 'fr', 'exam.where'],
    ['I lost my password last week and my sister laughed at me. How do I reset it?', 'en', 'account.password'],
    ['I opened a second account by mistake. What now?', 'en', 'account.duplicate'],
  ])('gets one answer: %j', (text, lang, intent) => {
    expect(answered(text, lang)).toEqual(['sure', intent]);
  });
});
