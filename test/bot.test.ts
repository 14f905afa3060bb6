import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { phrase } from '../src/answer/phrase.ts';
import { createBot, type Knowledge, MAX_TEXT } from '../src/bot.ts';
import { dateAt } from '../src/content/dates.ts';
import { knowledgeOf } from '../src/knowledge.ts';
import { createReminders } from '../src/remind.ts';
import { plainText } from '../src/render/console.ts';
import { createStore, type WholeStore } from '../src/store.ts';
import type { Message, Reply, Turn } from '../src/types.ts';
import { train } from '../src/understand/model.ts';
import { PHRASINGS, STANDING, toyModel } from './understand/toy.ts';

const START = Date.parse('2026-10-01T09:00:00+02:00');
const HOUR = 3_600_000;

const content = knowledgeOf('content', toyModel(), dateAt(START)).content;
const INTENTS = [...new Set(STANDING.map(({ intent }) => intent))].filter((intent) => content.entries.has(intent));
/** The toy model, that has also met the words of the buttons. */
const titles = INTENTS.flatMap((intent) =>
  Object.entries(content.entries.get(intent)?.title ?? {}).map(([lang, text]) => ({ text, lang, intent })),
);
const KNOWLEDGE: Knowledge = knowledgeOf(
  'content',
  train({ ...PHRASINGS, examples: [...PHRASINGS.examples, ...titles] }),
  dateAt(START),
);

let now: number;
let store: WholeStore;
let knowledge: Knowledge;
let errors: { error: unknown; channel: string }[];
let bot: Turn;

beforeEach(async () => {
  now = START;
  errors = [];
  knowledge = KNOWLEDGE;
  store = await createStore({ sqlite: ':memory:' }, () => now);
  const turn = createBot({
    knowledge: () => knowledge,
    store,
    reminders: createReminders({ store, calendar: () => knowledge.content.calendar, clock: () => now }),
    rings: (channel) => channel !== 'web',
    clock: () => now,
    defaultLang: 'fr',
    onError: (error, channel) => errors.push({ error, channel }),
    onStoreError: (error) => errors.push({ error, channel: 'store' }),
  });
  // What a turn remembers is written behind its reply: here it is looked for in the store.
  bot = async (message) => {
    const reply = await turn(message);
    await store.ping();
    return reply;
  };
});

afterEach(async () => {
  await store.close();
  // A turn apologises only where a test says that it must.
  expect(errors).toEqual([]);
});

let id = 0;
const message = (said: Partial<Message>): Message => ({
  id: String(id++),
  channel: 'web',
  person: 'ada',
  conversation: 'one',
  private: true,
  at: now,
  ...said,
});
const say = (text: string, said: Partial<Message> = {}): Promise<Reply> => bot(message({ text, ...said }));
const press = (choice: string, said: Partial<Message> = {}): Promise<Reply> => bot(message({ choice, ...said }));
const recall = (conversation = 'one') => store.recall('web', conversation);
const phraseOf = (name: string, lang = 'fr') => phrase(content, name, lang, dateAt(now));
const takeErrors = () => errors.splice(0);

describe('a turn', () => {
  it('answers a question with the vetted words of its intent', async () => {
    const reply = await say("Où a lieu l'examen ?");
    expect(reply).toMatchObject({ kind: 'answer', intents: ['exam.where'], lang: 'fr', version: content.version });
    expect(plainText(reply)).toMatch(/Patio/i);
    expect(reply.choices.length).toBeGreaterThan(0);
  });

  it('answers in the language of the question', async () => {
    expect(await say('Where is the exam?')).toMatchObject({ intents: ['exam.where'], lang: 'en' });
    expect(await say("Quand a lieu l'examen ?")).toMatchObject({ intents: ['exam.when'], lang: 'fr' });
  });

  it('refuses what is none of its business, and says where to ask', async () => {
    const reply = await say('une recette de tarte aux pommes');
    expect(reply).toMatchObject({ kind: 'none', intents: [], blocks: phraseOf('none') });
    expect(reply.choices.map((choice) => choice.id)).toContain('contact.cell');
  });

  it.each([
    ['signs alone', '!!! ???', 'none.noise'],
    ['emoji alone', '😀🎉', 'none.noise'],
    ['a program', '<script>alert("pix exam")</script>', 'none.noise'],
    ['another language', 'wo ist die Prüfung bitte', 'none.language'],
    ['another script', 'где экзамен', 'none.language'],
  ])('says why it can not read %s', async (_, text, name) => {
    expect(await say(text)).toMatchObject({ kind: 'none', blocks: phraseOf(name) });
  });

  it('asks back when a number may mean two things', async () => {
    const reply = await say('452');
    expect(reply.kind).toBe('clarify');
    expect(reply.choices.map((choice) => choice.id)).toEqual(reply.intents);
    expect(reply.intents.length).toBeGreaterThanOrEqual(2);
  });

  it('takes what it knows anew for each turn', async () => {
    await say("Où a lieu l'examen ?");
    knowledge = {
      ...KNOWLEDGE,
      content: { ...content, version: 'ffffffffffff' },
      answer: (...given) => KNOWLEDGE.answer(...given),
    };
    expect((await say('')).version).toBe('ffffffffffff');
  });
});

describe('what it remembers', () => {
  it('is the topic: a follow-up is read behind it', async () => {
    await say("Où a lieu l'examen ?");
    expect((await say('et quand ?')).intents).toEqual(['exam.when']);
  });

  it('is the score: a change is made to it, a correction replaces it', async () => {
    await say('Quelle note pour mon score ?');
    expect(plainText(await say('452'))).toContain('11,5');
    expect(plainText(await say('euh non 532'))).toMatch(/532 pix/);
    expect(plainText(await say('et avec dix de plus ?'))).toMatch(/542 pix/);
    expect(await recall()).toMatchObject({ score: 542 });
  });

  it('is the semester', async () => {
    const first = await say('date limite du profil au S1');
    expect(plainText(first)).toMatch(/15 novembre/);
    expect(plainText(first)).not.toMatch(/15 mars/);
    expect(plainText(await say('et au S2 ?'))).toMatch(/15 mars/);
  });

  it('holds nothing that a person wrote', async () => {
    await say("Où a lieu l'examen, moi c'est Zinedine");
    await say('date limite du profil Zinedine');
    expect(JSON.stringify(await recall())).not.toMatch(/zinedine|date limite/i);
  });

  it('is of one conversation only', async () => {
    await say('Quelle note pour mon score ?');
    expect((await say('452', { conversation: 'two' })).kind).toBe('clarify');
    expect((await say('452')).intents).toEqual(['grade.compute']);
  });

  it('is gone the day after', async () => {
    await say('Quelle note pour mon score ?');
    now += 25 * HOUR;
    expect((await say('452')).kind).toBe('clarify');
  });

  it('outlasts a refusal', async () => {
    await say('Quelle note pour mon score ?');
    await say('une recette de tarte aux pommes');
    expect((await say('452')).intents).toEqual(['grade.compute']);
  });
});

describe('the language', () => {
  it('of the conversation is kept by a bare number', async () => {
    await say('Which grade for my score?');
    expect(await say('452')).toMatchObject({ intents: ['grade.compute'], lang: 'en' });
    expect(await say('500 pix')).toMatchObject({ lang: 'en' });
  });

  it('of the conversation is kept by a pressed choice, and by an empty message', async () => {
    await say('Where is the exam?');
    expect((await press('exam.when')).lang).toBe('en');
    expect(await say('')).toMatchObject({ lang: 'en', blocks: phraseOf('empty', 'en') });
  });

  it('is the one that the channel hints at, before anything was said', async () => {
    expect((await press('exam.where', { lang: 'en' })).lang).toBe('en');
    expect((await press('exam.where', { conversation: 'two' })).lang).toBe('fr');
    expect((await say('452', { lang: 'en', conversation: 'three' })).lang).toBe('en');
  });

  it('changes with the question, whatever the channel hints at', async () => {
    await say('Where is the exam?', { lang: 'en' });
    expect((await say("Quand a lieu l'examen ?", { lang: 'en' })).lang).toBe('fr');
    expect((await say('500 pix', { lang: 'en' })).lang).toBe('fr');
  });
});

describe('a pressed choice', () => {
  it.each(INTENTS.flatMap((intent) => ['fr', 'en'].map((lang) => [intent, lang] as const)))(
    'is answered as its words are: %s, %s',
    async (intent, lang) => {
      const words = content.entries.get(intent)?.title[lang] as string;
      const { confidence: _, ...said } = await say(words, { lang, conversation: 'said', person: 'said' });
      const { confidence: __, ...pressed } = await press(intent, { lang, conversation: 'pressed', person: 'pressed' });
      expect(pressed).toEqual(said);
      expect(pressed.kind).toBe('answer');
      expect(await recall('pressed')).toEqual(await recall('said'));
    },
  );

  it('may name its semester', async () => {
    const reply = plainText(await press('profile.deadline;semester=1'));
    expect(reply).toMatch(/15 novembre/);
    expect(reply).not.toMatch(/15 mars/);
    expect(await recall()).toMatchObject({ semester: 1, intents: ['profile.deadline'] });
  });

  it.each(['exam.gone', '', 'constructor', 'exam.when.x;semester=9', '<script>'])(
    'that does not exist is not understood: %j',
    async (choice) => {
      expect(await press(choice)).toMatchObject({ kind: 'none', intents: [], blocks: phraseOf('none') });
    },
  );

  it('goes before a text that comes with it', async () => {
    expect((await bot(message({ choice: 'exam.where', text: 'une recette' }))).intents).toEqual(['exam.where']);
  });
});

describe('where others read along', () => {
  const aloud = { private: false };

  it.each([
    ["j'ai eu 452 pix ça fait combien", 'fr'],
    ['I got 452 pix what grade is that', 'en'],
    ["j'ai quatre cent cinquante, ça fait combien ?", 'fr'],
    ['quatre cent cinquante', 'fr'],
    ['450', 'fr'],
    ['Pouvez-vous effacer mes données ?', 'fr'],
  ])('personal matters are not discussed: %j', async (text, lang) => {
    expect(await say(text, aloud)).toMatchObject({ kind: 'answer', intents: [], blocks: phraseOf('private', lang), choices: [] });
    expect(await recall()).toBeUndefined();
  });

  it('a score is not discussed either when it comes behind its question', async () => {
    await say('Quelle note pour mon score ?', aloud);
    expect((await say('452', aloud)).blocks).toEqual(phraseOf('private'));
    expect(await recall()).not.toHaveProperty('score');
  });

  it('nothing is deleted, neither for words nor for a pressed choice', async () => {
    await say("Où a lieu l'examen ?");
    await say('Pouvez-vous effacer mes données ?', aloud);
    await press('privacy.forget', aloud);
    expect(await recall()).toMatchObject({ intents: ['exam.where'] });
  });

  it('everything else is answered', async () => {
    expect((await say("Où a lieu l'examen ?", aloud)).intents).toEqual(['exam.where']);
    expect((await say('combien de pix pour avoir 12', aloud)).intents).toEqual(['grade.target']);
    expect((await say('Quelle note pour mon score ?', aloud)).intents).toEqual(['grade.compute']);
  });
});

describe('nothing said, or far too much,', () => {
  it.each([[''], ['   \n\t '], [undefined]])('is answered without being understood: %j', async (text) => {
    await say("Où a lieu l'examen ?");
    expect(await bot(message({ text }))).toMatchObject({ kind: 'none', intents: [], blocks: phraseOf('empty'), choices: [] });
    expect((await say('et quand ?')).intents).toEqual(['exam.when']);
  });

  it('is too long from one character over the limit on', async () => {
    const question = "Où a lieu l'examen ?";
    expect((await say(question.padEnd(MAX_TEXT + 1))).blocks).toEqual(phraseOf('tooLong'));
    expect((await say(question.padEnd(MAX_TEXT))).intents).toEqual(['exam.where']);
    expect((await say('é'.repeat(100_000))).blocks).toEqual(phraseOf('tooLong'));
  });
});

describe('an error in a turn', () => {
  const broken = new Error('broken');
  const throwing = () => {
    throw broken;
  };

  it.each<[string, () => void]>([
    ['understanding', () => (knowledge = { ...KNOWLEDGE, understand: throwing })],
    ['answering', () => (knowledge = { ...KNOWLEDGE, answer: throwing })],
  ])('of %s apologises, and leaves the next turn whole', async (_, breakIt) => {
    await say("Où a lieu l'examen ?");
    const before = await recall();
    breakIt();
    expect(await say('et quand ?')).toMatchObject({
      kind: 'error',
      intents: [],
      lang: 'fr',
      blocks: phraseOf('error'),
      choices: [],
    });
    expect(takeErrors()).toEqual([{ error: broken, channel: 'web' }]);
    expect(await recall()).toEqual(before);
    knowledge = KNOWLEDGE;
    expect((await say('et quand ?')).intents).toEqual(['exam.when']);
  });

  it('apologises in the language of the conversation', async () => {
    await say('Where is the exam?');
    knowledge = { ...KNOWLEDGE, understand: throwing };
    expect(await say('and when?')).toMatchObject({ lang: 'en', blocks: phraseOf('error', 'en') });
    expect(takeErrors()).toHaveLength(1);
  });

  const withoutStore = (method: 'recall' | 'remember' | 'forget') =>
    createBot({
      knowledge: () => KNOWLEDGE,
      store: { ...store, [method]: async () => throwing() },
      reminders: createReminders({ store, calendar: () => KNOWLEDGE.content.calendar, clock: () => now }),
      rings: () => true,
      clock: () => now,
      defaultLang: 'fr',
      onError: (error, channel) => errors.push({ error, channel }),
      onStoreError: (error) => errors.push({ error, channel: 'store' }),
    });

  it.each(['recall', 'remember'] as const)('of a store that can not %s is told, and the turn answered', async (method) => {
    const reply = await withoutStore(method)(message({ text: "Où a lieu l'examen ?" }));
    expect(reply).toMatchObject({ kind: 'answer', intents: ['exam.where'] });
    expect(takeErrors()).toEqual([{ error: broken, channel: 'store' }]);
  });

  it('of a store that can not forget apologises: nothing is said to be deleted that is not', async () => {
    const reply = await withoutStore('forget')(message({ text: 'Pouvez-vous effacer mes données ?' }));
    expect(reply).toMatchObject({ kind: 'error', blocks: phraseOf('error') });
    expect(takeErrors()).toEqual([{ error: broken, channel: 'web' }]);
  });

  it('is told without what the person wrote', async () => {
    knowledge = { ...KNOWLEDGE, understand: throwing };
    await say('mon secret');
    expect(JSON.stringify(takeErrors())).not.toContain('secret');
  });
});

describe('asked to forget,', () => {
  it('it deletes all that it kept about the person, and says what', async () => {
    await say('Quelle note pour mon score ?');
    const reply = await say('452');
    await say('Where is the exam?', { conversation: 'two' });
    await store.claim('web', 'm1', 1000);
    await store.settle('web', 'm1', 'ada', reply);
    const done = await say('Pouvez-vous effacer mes données ?');
    expect(done).toMatchObject({ kind: 'answer', intents: ['privacy.forget'] });
    expect(plainText(done)).toMatch(/Conversations effacées : 2\b/);
    expect(plainText(done)).toMatch(/Réponses effacées : 1\b/);
    expect(await recall()).toBeUndefined();
    expect(await recall('two')).toBeUndefined();
    expect((await say('452')).kind).toBe('clarify');
  });

  it('it does so for a pressed choice as well, and says when there was nothing', async () => {
    await say("Où a lieu l'examen ?");
    expect(plainText(await press('privacy.forget'))).toMatch(/Conversations effacées : 1\b/);
    expect(plainText(await press('privacy.forget'))).toMatch(/rien à effacer/);
  });

  it('it keeps what it knows of others', async () => {
    await say("Où a lieu l'examen ?", { person: 'bob', conversation: 'his' });
    await say("Où a lieu l'examen ?", { channel: 'teams' });
    await say('Pouvez-vous effacer mes données ?');
    expect(await recall('his')).toMatchObject({ intents: ['exam.where'] });
    expect(await store.recall('teams', 'one')).toMatchObject({ intents: ['exam.where'] });
  });
});

it('who goes on before the memory is written is remembered all the same, and forgetting takes that too', async () => {
  let letGo = () => {};
  const held = new Promise<void>((done) => {
    letGo = done;
  });
  const turn = createBot({
    knowledge: () => KNOWLEDGE,
    store: {
      ...store,
      remember: async (...kept) => {
        await held;
        await store.remember(...kept);
      },
    },
    reminders: createReminders({ store, calendar: () => KNOWLEDGE.content.calendar, clock: () => now }),
    rings: () => true,
    clock: () => now,
    defaultLang: 'fr',
    onError: (error, channel) => errors.push({ error, channel }),
    onStoreError: (error) => errors.push({ error, channel: 'store' }),
  });
  await turn(message({ text: "Où a lieu l'examen ?" }));
  expect((await turn(message({ text: 'et quand ?' }))).intents).toEqual(['exam.when']);
  const forgetting = turn(message({ choice: 'privacy.forget' }));
  letGo();
  await forgetting;
  await store.ping();
  expect(await store.recall('web', 'one')).toBeUndefined();
});
