/** The words of the page at `/faq`. They stand here and not in content/, because none is an answer of the assistant. */
export type FaqWords = {
  title: string;
  brand: string;
  skip: string;
  navigation: string;
  home: string;
  other: { lang: string; label: string };
  lead: string;
  searchLabel: string;
  search: string;
  topics: string;
  answer: string;
  /** Above the answers nearest to a question, after an answer and without one. */
  near: string;
  nothing: string;
  /** Names the link to one answer, followed by the answer's title. */
  linkTo: string;
  print: string;
  foot: string;
};

export const FAQ_WORDS: Readonly<Record<'fr' | 'en', FaqWords>> = {
  fr: {
    title: 'Toutes les réponses sur la certification Pix',
    brand: 'Assistant Pix',
    skip: 'Aller au contenu',
    navigation: 'Navigation principale',
    home: 'Accueil',
    other: { lang: 'en', label: 'English' },
    lead: 'Tout ce que l’assistant sait dire, classé par sujet. Chaque réponse a été relue par une personne.',
    searchLabel: 'Chercher une réponse',
    search: 'Chercher',
    topics: 'Sujets',
    answer: 'Réponse à votre question',
    near: 'Réponses proches',
    nothing: 'Aucune réponse ne correspond à cette question. Essayez d’autres mots, ou parcourez les sujets ci-dessous.',
    linkTo: 'Lien vers',
    print: 'Version à imprimer',
    foot: 'Assistant de la cellule Pix de l’Université de Strasbourg.',
  },
  en: {
    title: 'All answers about the Pix certification',
    brand: 'Pix assistant',
    skip: 'Skip to content',
    navigation: 'Main navigation',
    home: 'Home',
    other: { lang: 'fr', label: 'Français' },
    lead: 'Everything the assistant can say, by topic. Each answer was reviewed by a person.',
    searchLabel: 'Find an answer',
    search: 'Search',
    topics: 'Topics',
    answer: 'Answer to your question',
    near: 'Related answers',
    nothing: 'No answer fits this question. Try other words, or look through the topics below.',
    linkTo: 'Link to',
    print: 'Version to print',
    foot: 'Assistant of the Pix team of the University of Strasbourg.',
  },
};
