import { type Model, train } from '../../src/understand/model.ts';
import { NONE, type Phrasing, type Phrasings } from '../../src/understand/phrasings.ts';

/** A handful of ways to ask a handful of things: a model of it is learnt in a moment, and sure of its own examples. */
const ASKED: Record<string, Record<string, string[]>> = {
  'exam.where': {
    fr: [
      "Où a lieu l'examen ?",
      'dans quelle salle se passe la certification',
      "c'est où l'examen",
      "l'adresse de la salle d'examen",
      'je cherche la salle pix',
    ],
    en: [
      'Where is the exam?',
      'which room is the certification in',
      'how do I find the exam room',
      'the address of the exam room',
      "where's the pix room",
    ],
  },
  'exam.when': {
    fr: [
      "Quand a lieu l'examen ?",
      "c'est quand la certification",
      'quel jour je passe la certif',
      "la date de l'examen",
      'à quelle date est la certification',
    ],
    en: [
      'When is the exam?',
      'what day do I take the certification',
      'the date of the exam',
      'when do we sit the test',
      'on which date is the certification',
    ],
  },
  'grade.compute': {
    fr: [
      'Quelle note pour mon score ?',
      "j'ai eu 452 pix ça fait combien",
      'calcule ma note',
      'avec 500 points quelle est ma note sur 20',
      'ma note avec mon score de certification',
    ],
    en: [
      'Which grade for my score?',
      'I got 452 pix what grade is that',
      'work out my grade',
      'what mark out of 20 for 500 points',
      'my grade with my certification score',
    ],
  },
  'grade.target': {
    fr: [
      'Quel score pour une note ?',
      'combien de pix pour avoir 12',
      'il faut combien de points pour 15',
      'le score pour un 14 sur 20',
      'combien de points pour avoir la moyenne',
    ],
    en: [
      'Which score for a grade?',
      'how many pix do I need for a 12',
      'points needed for a 15',
      'the score for a 14 out of 20',
      'how many points to get half marks',
    ],
  },
  'profile.deadline': {
    fr: [
      'Jusqu’à quand faire le profil ?',
      'date limite du profil',
      'la deadline pour finir mon profil',
      'le profil doit être fini pour quand',
      'dernier délai pour le profil',
    ],
    en: [
      'Until when can I build the profile?',
      'deadline of the profile',
      'by when must my profile be finished',
      'last day for the profile',
      'profile due date',
    ],
  },
  'privacy.forget': {
    fr: [
      'Pouvez-vous effacer mes données ?',
      'supprime tout ce que tu sais de moi',
      'oublie mes données',
      'efface mes informations personnelles',
      'je veux que mes données soient supprimées',
    ],
    en: [
      'Can you delete my data?',
      'erase everything you know about me',
      'forget my data',
      'delete my personal information',
      'I want my data removed',
    ],
  },
  'smalltalk.greeting': {
    fr: ['Bonjour', 'salut', 'coucou toi', 'bonsoir', 'bonjour à tous'],
    en: ['Hello', 'hi there', 'hey', 'good morning', 'hello everyone'],
  },
};

const REFUSED: Record<string, Record<string, string[]>> = {
  weather: {
    fr: [
      'quel temps fait-il demain',
      'va-t-il pleuvoir à Strasbourg',
      'la météo de la semaine',
      'il fait froid dehors',
      'neige-t-il dans les Vosges',
    ],
    en: [
      'what is the weather tomorrow',
      'will it rain in Strasbourg',
      'the forecast of the week',
      'it is cold outside',
      'is it snowing in the hills',
    ],
  },
  food: {
    fr: [
      'une recette de tarte aux pommes',
      'que manger ce soir',
      'le menu du restaurant universitaire',
      'où acheter du pain',
      'combien coûte une pizza',
    ],
    en: [
      'a recipe for apple pie',
      'what shall I eat tonight',
      'the menu of the canteen',
      'where to buy bread',
      'how much is a pizza',
    ],
  },
  'language-other': {
    fr: [
      'wo ist die Prüfung bitte',
      'ich habe mein Passwort vergessen',
      'wie viele Punkte brauche ich',
      'dónde está el examen por favor',
      'cuándo es la prueba',
      'he olvidado mi contraseña',
    ],
  },
};

const FOLLOW_UPS: Phrasing[] = [
  ...['et quand ?', 'à quelle date ?', 'quel jour ?'].map((text) => ({
    text,
    lang: 'fr',
    intent: 'exam.when',
    before: 'exam.where',
  })),
  ...['and when?', 'on which date?', 'what day?'].map((text) => ({
    text,
    lang: 'en',
    intent: 'exam.when',
    before: 'exam.where',
  })),
];

function examplesOf(all: Record<string, Record<string, string[]>>, refused: boolean): Phrasing[] {
  return Object.entries(all).flatMap(([name, languages]) =>
    Object.entries(languages).flatMap(([lang, texts]) =>
      texts.map((text) => (refused ? { text, lang, intent: NONE, group: name } : { text, lang, intent: name })),
    ),
  );
}

export const STANDING: Phrasing[] = [...examplesOf(ASKED, false), ...examplesOf(REFUSED, true)];

export const PHRASINGS: Phrasings = {
  examples: [...STANDING, ...FOLLOW_UPS],
  abbreviations: { fr: { koi: 'quoi', cb: 'combien', c: 'c est' }, en: { wat: 'what' } },
  concepts: { place: ['salle', 'room', 'adresse', 'address'], date: ['quand', 'when', 'dat*', 'quel jour', 'which day'] },
  topics: { 'exam.where': { fr: 'la salle de l’examen', en: 'the room of the exam' } },
};

let learnt: Model | undefined;

/** The model of these phrasings, learnt once. */
export function toyModel(): Model {
  learnt ??= train(PHRASINGS);
  return learnt;
}
