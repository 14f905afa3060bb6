import { describe, expect, it } from 'vitest';
import { clausesOf, sentencesOf, withoutDenied } from '../../src/understand/segments.ts';

describe('the sentences of a text', () => {
  it.each<[string, string[]]>([
    ["c'est où et quand ?", ["c'est où et quand ?"]],
    ['Bonjour à tous. Où est l’examen ? Merci bien.', ['Bonjour à tous.', 'Où est l’examen ?', 'Merci bien.']],
    ['Bonjour. Où est l’examen ? Merci.', ['Où est l’examen ?']],
    ['ligne une\nligne deux\n\n\nligne trois', ['ligne une', 'ligne deux', 'ligne trois']],
    ['wow… et alors quoi ; dis moi', ['et alors quoi ;', 'dis moi']],
    ['C’est 12.5 ou 13 sur pix.fr ?', ['C’est 12.5 ou 13 sur pix.fr ?']],
    ['Pix', []],
    ['', []],
    ['?! ... ;', []],
  ])('of %j are %j', (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  it('of a story with many of them are not taken apart', () => {
    const story = 'Où est-ce ? '.repeat(100);
    expect(sentencesOf(story)).toEqual([story]);
  });

  it('hold all words of the text, in order, but those that stand alone', () => {
    const text = 'Je suis en L2. Bonjour ! Où est la salle ? Et quand ? Merci\nAda Lovelace';
    expect(sentencesOf(text).join(' ')).toBe('Je suis en L2. Où est la salle ? Et quand ? Ada Lovelace');
  });
});

describe('the clauses of a sentence', () => {
  it.each<[string, string[]]>([
    ["c'est où et quand ?", ["c'est où", 'quand ?']],
    ['où, quand', ['où', 'quand']],
    ["where is it, and what's the code?", ['where is it', "what's the code?"]],
    ['la salle puis la date ainsi que le code', ['la salle', 'la date', 'le code']],
    ['410,5 pix ça fait combien', []],
    ['où est la salle', []],
    ['une étendue sans joint', []],
    ['a, b, c, d, e', []],
    ['', []],
  ])('of %j are %j', (sentence, clauses) => {
    expect(clausesOf(sentence)).toEqual(clauses);
  });
});

describe('what is denied', () => {
  it.each([
    ["Non, pas l'examen, les ateliers", 'les ateliers'],
    ["pas l'examen, les ateliers", 'les ateliers'],
    ['non pas l’examen mais les ateliers', 'les ateliers'],
    ["nan pas à l'examen, aux ateliers", 'aux ateliers'],
    ['non pas le bureau, le libre-service avec les moniteurs', 'le libre-service avec les moniteurs'],
    ["pardon, pas le bureau, la salle d'examen", "la salle d'examen"],
    ["Désolée, pas l'examen : les ateliers", 'les ateliers'],
    ['pas les ateliers, pas le compte : l’examen', 'l’examen'],
    ['pas un mail, plutôt une notification', 'une notification'],
    ['pas le s1, le s2', 'le s2'],
    ['je parle pas de l’examen mais des ateliers', 'des ateliers'],
    ['je ne parle pas de l’examen, je parle des ateliers', 'je parle des ateliers'],
    ['pas la page de pix.fr, celle de la fac', 'celle de la fac'],
    ['not the exam, the workshops', 'workshops'],
    ['no, not the exam but my profile', 'my profile'],
    ["I don't mean the exam, I mean the workshops", 'I mean the workshops'],
    ["no i don't mean that, where is it", 'where is it'],
    ['euh non 532', '532'],
    ['ah non, le S2', 'le S2'],
    ['mais non je demande où c’est', 'je demande où c’est'],
    ['No, where is it?', 'where is it?'],
    ['no I meant the workshops', 'I meant the workshops'],
    ['non plutôt l’examen', 'l’examen'],
    ['non c’est l’examen', 'l’examen'],
    ['non c’est pas ça', 'c’est pas ça'],
  ])('is cut off: %j leaves %j', (text, rest) => {
    expect(withoutDenied(text)).toBe(rest);
  });

  it.each([
    'où est l’examen ?',
    'Pas compris',
    'pas compris, c’est où ?',
    'pas encore',
    'pas de compte, je fais comment ?',
    'pas besoin de compte ?',
    'pas très bien à vrai dire',
    'pas le temps',
    'pas moi',
    'je parle pas français',
    'no idea where it is',
    'no worries',
    'no more notifications for me, thanks',
    'no profile, can I pass?',
    'not yet',
    'not well, to be honest',
    'Not sure where the exam is',
    'nothing arrived, not even in spam',
    'Notre secrétariat est fermé, où écrire ?',
    'passé le 15 novembre, est-il trop tard ?',
    'notif ouverture, merci',
    'nonante, ça fait combien',
    'normal, non ?',
    'il a dit non',
    '',
  ])('is nothing in %j', (text) => {
    expect(withoutDenied(text)).toBeUndefined();
  });

  it.each(['non', 'Nope.', 'no', 'ah non !!', 'mais non…'])('leaves nothing of %j', (text) => {
    expect(withoutDenied(text)).toBeUndefined();
  });
});

it('a text of 4000 characters is taken apart in a moment', () => {
  for (const piece of ['non ', 'pas ', 'ah ', 'not . ', 'pas le ', ', ', ' ', '. ', 'pas le x ,', '\n', 'et ']) {
    for (const text of [piece.repeat(Math.ceil(4000 / piece.length)), `pas le${piece.repeat(1000)}x`]) {
      const before = performance.now();
      withoutDenied(text);
      sentencesOf(text);
      clausesOf(text);
      expect(performance.now() - before, JSON.stringify(piece)).toBeLessThan(500);
    }
  }
});
