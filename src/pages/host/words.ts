/** The words of the page at `/`. They stand here and not in content/, because none is an answer of the assistant. */
export type HostWords = {
  title: string;
  brand: string;
  skip: string;
  /** Before the time that the clock says. */
  rehearsal: string;
  navigation: string;
  faq: string;
  other: { lang: string; label: string };
  heading: string;
  lead: string;
  searchLabel: string;
  searchExample: string;
  search: string;
  open: string;
  browse: string;
  topicsHeading: string;
  /** `id`: the topic in content/ that answers all of this, and its anchor on the page of all answers. */
  topics: { id: string; name: string; asks: string }[];
  promisesHeading: string;
  promises: { name: string; says: string }[];
  embedHeading: string;
  embedLine: string;
  embedAllowed: string;
  codeLabel: string;
  attributesHeading: string;
  attributeColumns: string[];
  attributes: { name: string; value: string; says: string }[];
  properties: string;
  cspHeading: string;
  csp: string;
  foot: string;
};

const fr: HostWords = {
  title: 'Assistant Pix – Université de Strasbourg',
  brand: 'Assistant Pix',
  skip: 'Aller au contenu',
  rehearsal: 'Répétition\u00a0: l’horloge de ce serveur n’est pas à l’heure, elle indique le',
  navigation: 'Navigation principale',
  faq: 'Toutes les réponses',
  other: { lang: 'en', label: 'English' },
  heading: 'Une question sur Pix\u00a0? Posez-la avec vos mots.',
  lead: 'L’assistant Pix répond aux questions sur la certification Pix à l’Université de Strasbourg, en français ou en anglais, à toute heure.',
  searchLabel: 'Chercher une réponse',
  searchExample: 'Où se passe l’examen\u00a0?',
  search: 'Chercher',
  open: 'Ouvrir l’assistant',
  browse: 'Parcourir toutes les réponses',
  topicsHeading: 'Ce qu’il sait dire',
  topics: [
    { id: 'account', name: 'Mon compte', asks: 'Le créer, récupérer celui du lycée, trouver son INE, mot de passe oublié.' },
    {
      id: 'profile',
      name: 'Mon profil',
      asks: 'Le construire, le partager avec l’université, repasser une compétence, la date limite.',
    },
    { id: 'training', name: 'Se préparer', asks: 'Les ateliers, l’entraînement en autonomie, le libre-service.' },
    { id: 'exam', name: 'L’examen', asks: 'Où, quand, combien de temps, l’inscription, le tiers-temps, ce qui le fait rater.' },
    { id: 'grade', name: 'Ma note', asks: 'Ce que vaut un score sur 20, et combien de pix il faut pour la note visée.' },
    { id: 'contact', name: 'Dates et contacts', asks: 'Les dates de l’année, ou les dernières connues, et à qui écrire.' },
  ],
  promisesHeading: 'Ce que vous pouvez en attendre',
  promises: [
    {
      name: 'Des réponses vérifiées',
      says: 'Chaque phrase a été écrite et relue par une personne, et dit l’année pour laquelle elle vaut. Aucune intelligence artificielle ne rédige.',
    },
    {
      name: 'De la franchise',
      says: 'S’il hésite, il demande\u00a0; s’il ne sait pas, il le dit et indique à qui écrire. C’est un programme, pas une personne.',
    },
    {
      name: 'De la discrétion',
      says: 'Pas de cookie, rien n’est gardé avant votre premier clic, et le texte de vos messages n’est pas enregistré sur le serveur. Sans JavaScript, toutes les réponses restent lisibles.',
    },
  ],
  embedHeading: 'Le mettre sur votre page',
  embedLine: 'Une ligne suffit, n’importe où dans la page\u00a0:',
  embedAllowed: 'L’adresse de votre site doit figurer parmi celles que ce serveur accepte (ALLOWED_ORIGINS).',
  codeLabel: 'Code à copier',
  attributesHeading: 'Réglages\u00a0: langue, côté, couleur, titre',
  attributeColumns: ['Attribut', 'Exemple', 'Effet'],
  attributes: [
    { name: 'data-lang', value: 'en', says: 'Langue de départ\u00a0; sinon celle de la page, puis celle du navigateur.' },
    { name: 'data-side', value: 'left', says: 'Place la bulle à gauche.' },
    {
      name: 'data-color',
      value: '#00664f',
      says: 'Couleur\u00a0; les teintes qui l’accompagnent gardent un contraste suffisant.',
    },
    { name: 'data-title', value: 'Pix à l’IUT', says: 'Titre de la fenêtre.' },
    { name: 'data-privacy-url', value: '/confidentialite', says: 'Lien vers la page sur les données personnelles.' },
    { name: 'data-accessibility-url', value: '/accessibilite', says: 'Lien vers la déclaration d’accessibilité.' },
  ],
  properties:
    'Ou par CSS\u00a0: --pix-color, --pix-font, --pix-radius, --pix-width, --pix-height, --pix-offset-x, --pix-offset-y, --pix-launcher-size, --pix-z-index. Un lien ou un bouton marqué data-pix-open ouvre l’assistant.',
  cspHeading: 'Sous une politique de sécurité (CSP) stricte',
  csp: 'Ni unsafe-inline ni unsafe-eval ne sont nécessaires. Ajoutez cette adresse aux deux directives\u00a0:',
  foot: 'Assistant de la cellule Pix de l’Université de Strasbourg.',
};

const en: HostWords = {
  title: 'Pix assistant – University of Strasbourg',
  brand: 'Pix assistant',
  skip: 'Skip to content',
  rehearsal: 'Rehearsal: the clock of this server is set to another time, it says',
  navigation: 'Main navigation',
  faq: 'All answers',
  other: { lang: 'fr', label: 'Français' },
  heading: 'A question about Pix? Ask it in your own words.',
  lead: 'The Pix assistant answers questions about the Pix certification at the University of Strasbourg, in French or English, at any hour.',
  searchLabel: 'Find an answer',
  searchExample: 'Where is the exam?',
  search: 'Search',
  open: 'Open the assistant',
  browse: 'Browse all answers',
  topicsHeading: 'What it can tell you',
  topics: [
    {
      id: 'account',
      name: 'My account',
      asks: 'Create it, get the one from high school back, find your INE, forgotten password.',
    },
    { id: 'profile', name: 'My profile', asks: 'Build it, share it with the university, retake a competence, the deadline.' },
    { id: 'training', name: 'Getting ready', asks: 'The workshops, training on your own, drop-in hours.' },
    { id: 'exam', name: 'The exam', asks: 'Where, when, how long, registration, extra time, what makes you fail it.' },
    { id: 'grade', name: 'My grade', asks: 'What a score is worth out of 20, and how many pix it takes for the grade you want.' },
    { id: 'contact', name: 'Dates and contacts', asks: 'The dates of the year, or the last ones known, and whom to write to.' },
  ],
  promisesHeading: 'What you can expect',
  promises: [
    {
      name: 'Vetted answers',
      says: 'Every sentence was written and reviewed by a person, and says for which year it holds. No artificial intelligence writes here.',
    },
    {
      name: 'Frankness',
      says: 'If it is not sure, it asks; if it does not know, it says so and tells you whom to write to. It is a program, not a person.',
    },
    {
      name: 'Discretion',
      says: 'No cookie, nothing stored before your first click, and the text of your messages is not stored on the server. Without JavaScript, all answers can still be read.',
    },
  ],
  embedHeading: 'Put it on your page',
  embedLine: 'One line is enough, anywhere in the page:',
  embedAllowed: 'The address of your site must be among those that this server accepts (ALLOWED_ORIGINS).',
  codeLabel: 'Code to copy',
  attributesHeading: 'Settings: language, side, colour, title',
  attributeColumns: ['Attribute', 'Example', 'Effect'],
  attributes: [
    { name: 'data-lang', value: 'en', says: 'First language; else that of the page, then that of the browser.' },
    { name: 'data-side', value: 'left', says: 'Puts the bubble on the left.' },
    { name: 'data-color', value: '#00664f', says: 'Colour; the tones that go with it keep enough contrast.' },
    { name: 'data-title', value: 'Pix at the IUT', says: 'Title of the window.' },
    { name: 'data-privacy-url', value: '/privacy', says: 'Link to the page about personal data.' },
    { name: 'data-accessibility-url', value: '/accessibility', says: 'Link to the accessibility statement.' },
  ],
  properties:
    'Or by CSS: --pix-color, --pix-font, --pix-radius, --pix-width, --pix-height, --pix-offset-x, --pix-offset-y, --pix-launcher-size, --pix-z-index. A link or button marked data-pix-open opens the assistant.',
  cspHeading: 'Under a strict content security policy (CSP)',
  csp: 'Neither unsafe-inline nor unsafe-eval is needed. Add this address to both directives:',
  foot: 'Assistant of the Pix team of the University of Strasbourg.',
};

export const HOST_WORDS = { fr, en };
