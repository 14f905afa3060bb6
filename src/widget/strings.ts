import type { Block, Inline } from '../types.ts';
import type { Fault } from './api.ts';

/** What the welcome and an answer have in common: what is shown in a bubble, and the buttons under it. */
export type Shown = {
  lang: string;
  blocks: Block[];
  choices: { id?: string; label: string; says: string }[];
  /** See Reply. */
  keeps?: boolean;
};

/** The words of the widget's own frame. The answers come from the server. */
export type Strings = {
  title: string;
  subtitle: string;
  teaser: string;
  launcher: string;
  close: string;
  again: string;
  language: string;
  log: string;
  me: string;
  bot: string;
  choices: string;
  input: string;
  placeholder: string;
  send: string;
  retry: string;
  edit: string;
  offline: string;
  nearLimit: string;
  atLimit: string;
  newTab: string;
  faq: string;
  privacy: string;
  accessibility: string;
  reminders: string;
  unread: (count: number) => string;
  read: string;
  dismiss: string;
  welcome: string[];
  starters: string[];
  faults: Record<Fault, string>;
};

const fr: Strings = {
  title: 'Assistant Pix',
  subtitle: 'Réponses vérifiées',
  teaser: 'Une question sur Pix\u00a0?',
  launcher: 'Une question sur Pix\u00a0? Assistant automatique',
  close: 'Fermer',
  again: 'Recommencer la conversation',
  language: 'Langue',
  log: 'Conversation',
  me: 'Vous\u00a0: ',
  bot: 'Assistant\u00a0: ',
  choices: 'Suggestions',
  input: 'Votre question',
  placeholder: 'Écrivez votre question…',
  send: 'Envoyer',
  retry: 'Réessayer',
  edit: 'Modifier',
  offline: 'Vous êtes hors ligne. Votre texte est gardé\u00a0; il partira quand la connexion reviendra.',
  nearLimit: 'Vous approchez de la limite de 2\u202f000 caractères.',
  atLimit: 'Limite de 2\u202f000 caractères atteinte\u00a0: la suite ne sera pas prise en compte.',
  newTab: ' (nouvel onglet)',
  faq: 'Toutes les réponses',
  privacy: 'Confidentialité',
  accessibility: 'Accessibilité',
  reminders: 'Rappel Pix',
  unread: (count) => (count > 1 ? `${count} rappels non lus` : '1 rappel non lu'),
  read: 'Ouvrir',
  dismiss: 'Masquer le rappel',
  welcome: [
    'Bonjour\u00a0! Posez-moi votre question sur la certification Pix à l’université\u00a0: compte, examen, note, dates…',
    'Je suis un assistant automatique, pas une personne, et je n’utilise pas d’IA\u00a0: mes réponses sont écrites et vérifiées par la cellule Pix.',
    'N’écrivez pas de données personnelles (nom, numéro étudiant, mot de passe).',
  ],
  starters: ['Comment récupérer mon compte du lycée\u00a0?', 'Quand a lieu l’examen\u00a0?', 'Ma note avec 452 pix'],
  faults: {
    network: 'Le message n’est pas parti\u00a0: la connexion ne répond pas. Votre texte est gardé.',
    busy: 'La réponse se fait attendre. Réessayez dans un instant.',
    rate: 'Vous avez envoyé beaucoup de messages. Attendez un peu, puis réessayez.',
    long: 'Ce message est trop long. Raccourcissez-le à l’essentiel.',
    refused: 'Ce message n’a pas pu être lu. Modifiez-le et renvoyez-le.',
    server: 'L’assistant a un souci passager. Votre texte est gardé\u00a0; réessayez.',
  },
};

const en: Strings = {
  title: 'Pix assistant',
  subtitle: 'Vetted answers',
  teaser: 'A question about Pix?',
  launcher: 'A question about Pix? Automatic assistant',
  close: 'Close',
  again: 'Start the conversation again',
  language: 'Language',
  log: 'Conversation',
  me: 'You: ',
  bot: 'Assistant: ',
  choices: 'Suggestions',
  input: 'Your question',
  placeholder: 'Type your question…',
  send: 'Send',
  retry: 'Try again',
  edit: 'Edit',
  offline: 'You are offline. Your text is kept; it will go when the connection is back.',
  nearLimit: 'You are close to the limit of 2,000 characters.',
  atLimit: 'Limit of 2,000 characters reached: anything further is left out.',
  newTab: ' (new tab)',
  faq: 'All answers',
  privacy: 'Privacy',
  accessibility: 'Accessibility',
  reminders: 'Pix reminder',
  unread: (count) => (count > 1 ? `${count} unread reminders` : '1 unread reminder'),
  read: 'Open',
  dismiss: 'Hide the reminder',
  welcome: [
    'Hello! Ask me your question about the Pix certification at the university: account, exam, grade, dates…',
    'I am an automatic assistant, not a person, and I use no AI: my answers are written and checked by the Pix team.',
    'Please do not write personal data (name, student number, password).',
  ],
  starters: ['How do I recover my high school account?', 'When is the exam?', 'My grade with 452 pix'],
  faults: {
    network: 'The message did not go: the connection does not respond. Your text is kept.',
    busy: 'The answer is taking a while. Try again in a moment.',
    rate: 'You have sent many messages. Wait a little, then try again.',
    long: 'This message is too long. Shorten it to what matters.',
    refused: 'This message could not be read. Edit it and send it again.',
    server: 'The assistant has a passing problem. Your text is kept; try again.',
  },
};

export const STRINGS = { fr, en };
export type UiLang = keyof typeof STRINGS;
export const UI_LANGS = Object.keys(STRINGS) as UiLang[];

/** The first of the wishes ("en-GB", "de", null …) that the widget speaks; French if none. */
export function pickLang(...wishes: (string | null | undefined)[]): UiLang {
  for (const wish of wishes) {
    const tag = (wish ?? '').slice(0, 2).toLowerCase();
    if (UI_LANGS.includes(tag as UiLang)) return tag as UiLang;
  }
  return 'fr';
}

/** The welcome: shown at the first opening, made here, not by the server. */
export function welcome(lang: UiLang): Shown {
  const text = (value: string): Inline[] => [{ type: 'text', value }];
  const [hello, nature, personal] = STRINGS[lang].welcome as [string, string, string];
  return {
    lang,
    blocks: [
      { type: 'paragraph', children: text(hello) },
      { type: 'paragraph', children: text(nature) },
      { type: 'paragraph', tone: 'note', children: text(personal) },
    ],
    choices: STRINGS[lang].starters.map((says) => ({ label: says, says })),
  };
}
