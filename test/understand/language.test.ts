import { describe, expect, it } from 'vitest';
import { languageOf, learnLanguages, OTHER } from '../../src/understand/language.ts';
import { wordsOf } from '../../src/understand/words.ts';

const words = (text: string) => wordsOf(text, new Map());
const of = (lang: string, ...texts: string[]) => texts.map((text) => ({ words: words(text), lang }));

const EXAMPLES = [
  ...of(
    'fr',
    'où est la salle de l’examen',
    'quand est-ce que je passe la certification',
    'combien de points faut-il',
    'je ne trouve pas mon compte',
    'quel est le code',
  ),
  ...of(
    'en',
    'where is the exam room',
    'when do I take the certification',
    'how many points do I need',
    'I cannot find my account',
    'what is the code',
  ),
  ...of(
    OTHER,
    'wo ist die Prüfung',
    'dónde está el examen',
    'ich habe mein Konto verloren',
    'cuándo es la certificación',
    'wie viele Punkte brauche ich',
  ),
];
const languages = learnLanguages(EXAMPLES);
const langOf = (text: string) => languageOf(words(text), languages).lang;

describe('the language of a text', () => {
  it.each([
    ['où est la salle', 'fr'],
    ['ou est mon compte', 'fr'],
    ['combien de points', 'fr'],
    ['where is my account', 'en'],
    ['how many points', 'en'],
    ['what is it', 'en'],
    ['wo ist mein Konto', OTHER],
    ['dónde está mi examen', OTHER],
    ['где экзамен', OTHER],
    ['考试在哪里', OTHER],
    ['أين الامتحان', OTHER],
  ])('%j is %s', (text, lang) => {
    expect(langOf(text)).toBe(lang);
  });

  it.each(['', '?', '452', 'pix', 'PIX 452 ?', 'ok', '😀😀', '12/20'])('is not told by %j', (text) => {
    expect(langOf(text)).toBeUndefined();
  });

  it('is not told by "stop", however often one language has it', () => {
    const many = of('en', ...Array.from({ length: 9 }, (_, i) => `stop reminder ${i}`));
    const learnt = learnLanguages([...EXAMPLES, ...many]);
    expect(languageOf(words('Stop !'), learnt).lang).toBeUndefined();
    expect(languageOf(words('stop the reminder'), learnt).lang).toBe('en');
    expect(languageOf(words('stop, où est la salle'), learnt).lang).toBe('fr');
  });

  it('is not told by a word of each', () => {
    expect(langOf('quand when')).toBeUndefined();
  });

  it('is not another one for a single word of it: refusing a short question would cost more', () => {
    for (const text of ['Konto', 'esta', 'mon Konto', 'pix Punkte']) expect(langOf(text), text).not.toBe(OTHER);
  });

  it('is told by words never seen, from their letters', () => {
    expect(langOf('quelquefois, combinaisons, certificats')).toBe('fr');
  });

  it('of every example is its own, or not told', () => {
    for (const { words, lang } of EXAMPLES) expect([lang, undefined]).toContain(languageOf(words, languages).lang);
  });

  it('has a margin, the larger the clearer', () => {
    const short = languageOf(words('où est'), languages).margin;
    const long = languageOf(words('où est la salle de l’examen et combien de points faut-il'), languages).margin;
    expect(short).toBeGreaterThan(0);
    expect(long).toBeGreaterThan(short);
  });

  it('is unknown where no language, or only one, was learnt', () => {
    expect(languageOf(words('où est la salle'), learnLanguages([]))).toEqual({ margin: 0 });
    expect(languageOf(words('où est la salle'), learnLanguages(of('fr', 'où est la salle'))).lang).toBeUndefined();
  });
});

it('many examples of one language do not make a rare word its sign', () => {
  const uneven = learnLanguages([
    ...Array.from({ length: 50 }, () => of('fr', 'où est la salle de l’examen')).flat(),
    ...of('en', 'where is the room'),
  ]);
  expect(languageOf(words('zyzzyx'), uneven).lang).toBeUndefined();
  expect(languageOf(words('where is the room'), uneven).lang).toBe('en');
});

it('the order of the examples does not matter', () => {
  const reversed = learnLanguages([...EXAMPLES].reverse());
  for (const text of ['où est la salle', 'where is it', 'wo ist das', 'pix'])
    expect(languageOf(words(text), reversed).lang).toBe(langOf(text));
});
