import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBot } from '../src/bot.ts';
import { dateAt } from '../src/content/dates.ts';
import { knowledgeOf, modelOf } from '../src/knowledge.ts';
import { act } from '../src/remind/act.ts';
import type { Wish } from '../src/remind/wish.ts';
import { createReminders } from '../src/remind.ts';
import { plainText } from '../src/render/console.ts';
import { createStore, type WholeStore } from '../src/store.ts';
import type { Message, Reply, Turn } from '../src/types.ts';

/** Whole conversations, on the phrasings and the content as they are. */
const FOLDERS = { content: 'content', intents: 'intents', cache: 'data/models' };
const model = modelOf(FOLDERS);
const knowledge = knowledgeOf(FOLDERS.content, model, '2026-10-01');
const OCTOBER = '2026-10-01T09:00+02:00';
const S1 = 'date limite du profil Pix, semestre 1';
const S2 = 'date limite du profil Pix, semestre 2';

let now: number;
let store: WholeStore;
let bot: Turn;

beforeEach(async () => {
  now = Date.parse(OCTOBER);
  store = await createStore({ sqlite: ':memory:' }, () => now);
  const fail = (error: unknown) => {
    throw error;
  };
  const clock = () => now;
  const reminders = createReminders({ store, calendar: () => knowledge.content.calendar, clock });
  const rings = (channel: string) => channel !== 'web';
  bot = createBot({
    knowledge: () => knowledge,
    store,
    reminders,
    rings,
    clock,
    defaultLang: 'fr',
    onError: fail,
    onStoreError: fail,
  });
});
afterEach(() => store.close());

let id = 0;
const message = (said: Partial<Message>): Message => ({
  ...{ id: String(id++), channel: 'teams', person: 'ada', conversation: 'one', private: true, at: now },
  ...said,
});
const say = async (text: string, said: Partial<Message> = {}) => plainText(await bot(message({ text, ...said })));
const press = (choice: string): Promise<Reply> => bot(message({ choice }));
/** The last reply of a conversation. */
async function talk(...turns: string[]): Promise<string> {
  let last = '';
  for (const text of turns) last = await say(text);
  return last;
}
const planned = async () => (await bot(message({ choice: 'reminder.list', conversation: 'other' }))).blocks;
const list = async () => plainText({ blocks: await planned() });
const words = (text: string) => text.split(/\s+/).length;

describe('to be reminded', () => {
  it('says the fact first, the days of the messages, and the other semester not', async () => {
    const text = await talk('rappelle-moi la date limite du profil au S2');
    expect(text).toMatch(/^Rappel prévu\. Date limite du profil Pix, semestre 2 : le lundi 15 mars 2027 \(date à confirmer\)\./);
    expect(text).toContain('le lundi 1er mars, le lundi 8 mars et le dimanche 14 mars, à 9 h');
    expect(text).not.toMatch(/semestre 1|novembre/);
    expect(words(text)).toBeLessThanOrEqual(90);
  });

  it.each([
    ['semestre 2', /semestre 2/],
    ['la première', /semestre 1/],
    ['le deuxième', /semestre 2/],
    ['les deux', /semestre 1, .*semestre 2, /],
    ['non merci', /je n'ajoute aucun rappel/],
  ])('understands "%s" where it has asked for the semester', async (answer, expected) => {
    expect(await talk('rappelle-moi la date limite du profil', answer)).toMatch(expected);
  });

  it.each([
    ['rappelle-moi', 'toutes'],
    ['rappelle-moi tout', 'mes rappels'],
    ['remind me', 'all of them'],
  ])('tells of all dates in short ("%s", "%s")', async (...turns) => {
    const text = await talk(...turns);
    for (const part of ['2026', '2027', '2026-2027', /ateliers|workshops/]) expect(text).toMatch(part);
    expect(words(text)).toBeLessThanOrEqual(100);
  });

  it('"oui" takes the date that was offered for one that is over', async () => {
    now = Date.parse('2026-11-16T09:00+01:00');
    expect(await talk('rappelle-moi la date limite du profil au S1')).toMatch(
      /c'est passé\. La prochaine fois : le lundi 15 novembre 2027/,
    );
    expect(await talk('oui')).toMatch(/^Rappel prévu\. .* le lundi 15 novembre 2027/);
  });

  it('on the eve plans the morning itself, and on the day after nine says that nothing will come', async () => {
    now = Date.parse('2026-11-14T10:00+01:00');
    expect(await talk('rappelle-moi la date limite du profil au S1')).toContain('Je vous écrirai le dimanche 15 novembre, à 9 h');
    now = Date.parse('2026-11-15T10:00+01:00');
    expect(await talk('oubliez-moi', 'rappelle-moi la date limite du profil au S1')).toContain(
      "Je n'enverrai donc pas de message",
    );
  });

  it('says that a date is left out where two other messages come first', async () => {
    await talk('rappelle-moi le profil du S2', 'trois jours avant et la veille');
    const entry = knowledge.content.calendar['exam.register'];
    expect(entry?.years).not.toHaveProperty('2026-2027');
    const calendar = { ...knowledge.content.calendar, 'exam.register': { ...entry!, years: { '2026-2027': '2027-03-19' } } };
    const reminders = createReminders({ store, calendar: () => calendar, clock: () => now });
    const [one] = await reminders.follow(
      { channel: 'teams', person: 'ada', lang: 'fr' },
      [{ date: 'exam.register', year: '2026-2027' }],
      [6],
    );
    expect(one).toMatchObject({ sends: [], skipped: [6] });
    const acted = { wish: { do: 'follow' as const, occasions: [] }, followed: [one!], ended: [] };
    const sure = { kind: 'sure' as const, intents: ['reminder.subscribe'], slots: { leads: [6] }, confidence: 1, lang: 'fr' };
    const text = plainText(knowledge.answer(sure, { intents: [] }, now, { acted, rings: true }).reply);
    expect(text).toContain('je laisse de côté 6 jours avant');
    expect(text).not.toContain('déjà passée');
  });

  it('says whose message makes way, planned before, for one that is nearer its date', async () => {
    const entry = knowledge.content.calendar['exam.register']!;
    const calendar = { ...knowledge.content.calendar, 'exam.register': { ...entry, years: { '2026-2027': '2027-03-19' } } };
    const reminders = createReminders({ store, calendar: () => calendar, clock: () => now });
    const ada = { channel: 'teams', person: 'ada', lang: 'fr' };
    await reminders.follow(ada, [{ date: 'exam.register', year: '2026-2027' }], [6]);
    const wish: Wish = { do: 'follow', occasions: [{ date: 'profile.s2', year: '2026-2027', confirmed: false }], leads: [3, 1] };
    const acted = await act(wish, ada, reminders);
    const sure = { kind: 'sure' as const, intents: ['reminder.subscribe'], slots: { leads: [3, 1] }, confidence: 1, lang: 'fr' };
    const text = plainText(knowledge.answer(sure, { intents: [] }, now, { acted, rings: true }).reply);
    expect(text).toContain("Ouverture des inscriptions à l'examen Pix : je laisse désormais de côté 6 jours avant, car");
    const again = await act(wish, ada, reminders);
    expect(plainText(knowledge.answer(sure, { intents: [] }, now, { acted: again, rings: true }).reply)).not.toContain(
      'désormais',
    );
  });

  it('is changed by a correction, which replaces, and by "aussi", which adds', async () => {
    await talk('rappelle-moi la date limite du profil au S2', 'non, le S1');
    expect(await list()).toMatch(/semestre 1/);
    expect(await list()).not.toMatch(/semestre 2/);
    expect(await talk('trois jours avant', 'et aussi la veille')).toContain('le jeudi 12 novembre et le samedi 14 novembre');
    expect(await talk('plutôt une semaine avant')).toContain('Je vous écrirai le dimanche 8 novembre, à 9 h');
  });

  it.each([
    ['rappelle-moi le profil du S1 et du S2', [S1, S2]],
    ["rappelle-moi le profil du S2 et l'inscription à l'examen", [S2, "ouverture des inscriptions à l'examen Pix"]],
    ["rappelle-moi le profil du S1, les ateliers et l'examen", [S1, 'ateliers thématiques Pix', 'début des examens Pix']],
  ])('takes every date of one message: "%s"', async (text, names) => {
    await say(text);
    for (const name of names) expect((await list()).toLowerCase()).toContain(name.toLowerCase());
  });

  it('takes what is clear of two, and asks for the semester of the other', async () => {
    const text = await talk('remind me of the profile deadline and of the registration');
    expect(text).toMatch(/^Reminder set\. Opening of registration for the Pix exam(?:.|\n)*Which one do you want as well\?/);
    expect(await talk('semester 2')).toMatch(/^Reminder set\. Deadline of the Pix profile, semester 2/);
    expect(await list()).toMatch(/semester 2(?:.|\n)*registration|semestre 2(?:.|\n)*inscriptions/);
  });

  it('keeps both semesters when the other is asked for as well', async () => {
    await talk('rappelle-moi la date limite du profil au S2', 'et pour le S1 ?', 'et pour le S1 ?');
    expect(await list()).toMatch(/semestre 1(?:.|\n)*semestre 2/);
  });

  it('reads the short forms that people write', async () => {
    expect(await talk('fo me rapeler lexam stp')).toMatch(/^Rappel prévu\. Début des examens/);
    expect(await talk('rapel moi tt')).toMatch(/^Rappels prévus : /);
  });

  it('is not asked for all dates by who forgets everything', async () => {
    expect(await talk("J'oublie toujours tout au dernier moment")).toBe('De quelle date voulez-vous un rappel ?');
  });

  it('takes the subject of the answer before, also after another semester', async () => {
    expect(await talk('rappelle-moi le profil S1', "c'est quand l'examen ?", 'rappelle-le moi')).toMatch(/Début des examens/);
  });

  it('takes a day or hours for the message, and refuses what is too early', async () => {
    expect(await talk('rappelle-moi le profil S1 deux heures avant')).toContain('Je vous écrirai le dimanche 15 novembre, à 9 h');
    expect(await talk('rappelle-moi dans une semaine la limite du S1')).toContain('Je vous écrirai le jeudi 8 octobre, à 9 h');
    expect(await talk("rappelle-moi l'examen 90 jours avant")).toContain('au plus 60 jours avant');
    expect(await talk('30 jours avant')).toMatch(/Début des examens Pix.* puis 30 jours avant/);
  });

  it.each([
    ['tu me préviens combien de temps avant ?', /^Je vous préviens 14 jours avant, 7 jours avant et la veille, à 9 h/],
    ['how long before do you warn me?', /^I remind you 14 days before, 7 days before and the day before, at 9:00/],
  ])('says the lead times to who asks for them, whatever is planned: "%s"', async (text, expected) => {
    expect(await say(text)).toMatch(expected);
    expect(await list()).toContain("Aucun rappel n'est prévu");
    await talk('rappelle-moi le profil du S2');
    expect(await say(text)).toMatch(expected);
    expect(await say(text)).toMatch(/lundi 1er mars|1 March/);
    expect(await list()).toMatch(/lundi 1er mars, le lundi 8 mars et le dimanche 14 mars/);
  });

  it('where others read along is left for the private conversation, and nothing is done', async () => {
    const reply = await bot(message({ text: 'rappelle-moi la date limite du profil au S2', private: false }));
    expect(reply.goesOn).toBe('private');
    expect(await list()).toContain("Aucun rappel n'est prévu");
  });

  it('on the web the calendar that rings comes first, and what the browser keeps is said', async () => {
    const reply = await bot(message({ channel: 'web', text: 'rappelle-moi la date limite du profil au S2' }));
    expect(plainText(reply)).toMatch(/^Le plus sûr : ajoutez(?:.|\n)*ce navigateur garde un identifiant/);
    expect(reply.keeps).toBe(true);
    expect(words(plainText(reply))).toBeLessThanOrEqual(90);
  });

  it('never answers with nothing, whatever a button says', async () => {
    for (const setting of ['topic=no.such', 'date=__proto__', 'date=profile.s1;year=9999-10000', 'about=all', ''])
      expect(plainText(await press(`reminder.subscribe;${setting}`))).not.toBe('');
    expect(await talk('rappelle-moi les ateliers du S1')).not.toBe('');
  });
});

describe('to stop', () => {
  it.each([
    ['supprime le rappel des ateliers', /^C'est arrêté\. Plus de rappel : ateliers/],
    ['désabonne-moi de tout', /^C'est arrêté(?:(?!Il reste).)*$/s],
    ['stop', /^C'est arrêté/],
    ['stop le S1', /^C'est arrêté\. Plus de rappel : date limite du profil Pix, semestre 1\.\n\nIl reste prévu : /],
  ])('"%s" after all dates were asked for', async (text, expected) => {
    expect(await talk('rappelle-moi toutes les dates', text)).toMatch(expected);
  });

  it('"arrête tout" stops also what was asked for earlier', async () => {
    expect(await talk('rappelle-moi le profil S1', 'rappelle-moi le profil S2', 'arrête tout')).toContain(`${S1} et ${S2}`);
    expect(await list()).toContain("Aucun rappel n'est prévu");
  });

  it.each([
    [`plus de rappel : ${S1}`, /^C'est arrêté\. Plus de rappel : date limite du profil Pix, semestre 1\./],
    ["c'est fait pour le S1", /^Bravo, c'est noté\. Plus de rappel : date limite du profil Pix, semestre 1\./],
    ['no more reminders: start of the Pix exams', /^Stopped\. No more reminders: start of the Pix exams\./],
  ])('"%s" names the date that ends, as the bot says that one may', async (text, expected) => {
    await talk('rappelle-moi toutes les dates', "où est l'examen ?");
    expect(await talk(text)).toMatch(expected);
  });

  it('names the one that goes, or stays, by its place in the list', async () => {
    await talk('rappelle-moi le profil S1', 'rappelle-moi le profil S2', "rappelle-moi l'examen", 'mes rappels');
    expect(await talk('supprime le deuxième')).toContain(`Plus de rappel : ${S2}.`);
    expect(await talk('mes rappels', 'garde le premier, vire le reste')).toContain(`Il reste prévu : ${S1}.`);
  });

  it('a question how to do it, or its button, ends nothing', async () => {
    await talk('rappelle-moi le profil S1');
    expect(await talk('comment je fais pour arrêter les rappels ensuite ?')).toContain('Dites-moi « plus de rappel »');
    const reply = await press('reminder.unsubscribe');
    expect(reply.choices.map(({ id }) => id)).toEqual(['reminder.unsubscribe;date=profile.s1;year=2026-2027']);
    expect(await list()).toContain('semestre 1');
    expect(plainText(await press(reply.choices[0]!.id))).toContain(`Plus de rappel : ${S1}.`);
  });

  it('"c\'est fait" ends the one that was spoken of, and asks which where there are several', async () => {
    await talk('rappelle-moi le profil S1', 'rappelle-moi le profil S2');
    expect(await talk("c'est fait")).toContain(`Plus de rappel : ${S2}.`);
    await talk('rappelle-moi le profil S2', "où est l'examen ?");
    expect(await talk("c'est fait")).toContain("Qu'est-ce qui est fait ?");
    expect(await talk('la première')).toContain(`Plus de rappel : ${S1}.`);
    expect(await list()).toContain('semestre 2');
  });

  it.each([
    ["j'ai fini mon profil du S2", `Plus de rappel : ${S2}.`],
    ["I've finished my profile for semester 2", 'No more reminders: deadline of the Pix profile, semester 2.'],
    ["ça y est, j'ai terminé mon profil", `Plus de rappel : ${S2}.`],
  ])('"%s" ends the reminder of who has one, and is the deadline to anybody else', async (text, expected) => {
    expect((await bot(message({ text, conversation: 'before' }))).intents).not.toContain('reminder.unsubscribe');
    await talk('rappelle-moi le profil du S2', "où est l'examen ?");
    expect(await say(text)).toContain(expected);
    expect(await list()).toContain("Aucun rappel n'est prévu");
  });

  it.each([
    "je n'ai pas fini mon profil du S2",
    "quand j'ai fini mon profil du S2, je fais quoi ?",
    "j'ai fini mon profil du S1",
  ])('"%s" ends nothing of the profile of semester 2', async (text) => {
    await talk('rappelle-moi le profil du S2');
    await say(text);
    expect(await list()).toContain('semestre 2');
  });

  it('"c\'est fait" with nothing planned is taken kindly', async () => {
    expect(await talk("c'est fait")).toMatch(/^Bravo !/);
  });
});

describe('what is kept', () => {
  it('is told, and deleted with the address, and then there is nothing', async () => {
    await store.keepAddress('one', 'ada', true, { channel: 'teams', data: 'x' });
    await talk('rappelle-moi le profil S1', 'rappelle-moi le profil S2');
    expect(await talk('quelles données avez-vous sur moi ?')).toContain(`rappels : ${S1}, ${S2}`);
    const text = await talk('oubliez-moi');
    expect(text).toContain('Rappels effacés : 2. Adresses de conversation effacées : 1.');
    expect(await store.addressOf('teams', 'ada')).toBeUndefined();
    expect(await list()).toContain("Aucun rappel n'est prévu");
  });

  it('is said to be nothing only where there was not even an address', async () => {
    expect(await talk('oubliez-moi')).toContain('Je ne gardais rien de vous');
    await store.keepAddress('one', 'ada', true, { channel: 'teams', data: 'x' });
    expect(await talk('oubliez-moi')).toContain('Adresses de conversation effacées : 1.');
  });
});

it('stays in English', async () => {
  const turns = ['remind me of the profile deadline', 'the first one', 'three days before', 'my reminders', 'stop'];
  for (const text of turns) expect((await bot(message({ text }))).lang).toBe('en');
  expect(dateAt(now)).toBe('2026-10-01');
});
