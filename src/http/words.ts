/** What a page that could not be given says, in both languages: who gets one has not always chosen a language. */
export type ErrorWords = { fr: string; en: string };

const SAID: Readonly<Record<number, ErrorWords>> = {
  400: { fr: 'La demande est mal formée.', en: 'The request is malformed.' },
  404: { fr: 'Il n’y a rien à cette adresse.', en: 'There is nothing at this address.' },
  405: { fr: 'Cette adresse n’accepte pas cette méthode.', en: 'This address does not take this method.' },
  414: { fr: 'L’adresse est trop longue.', en: 'The address is too long.' },
  429: {
    fr: 'Trop de recherches à la fois depuis votre réseau\u00a0: attendez un instant, puis rechargez la page.',
    en: 'Too many searches at once from your network: wait a moment, then load the page again.',
  },
  500: { fr: 'Le serveur a un souci\u00a0: réessayez plus tard.', en: 'The server failed: try again later.' },
};

const OTHER: ErrorWords = { fr: 'La demande ne peut pas recevoir de réponse.', en: 'The request can not be answered.' };

export const wordsFor = (status: number): ErrorWords => SAID[status] ?? OTHER;

/** The way on from an error page. */
export const WAY_ON: ErrorWords = { fr: 'Aller à l’assistant Pix', en: 'Go to the Pix assistant' };
