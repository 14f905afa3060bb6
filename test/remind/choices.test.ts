import { describe, expect, it } from 'vitest';
import { createBot } from '../../src/bot.ts';
import { dateAt } from '../../src/content/dates.ts';
import { knowledgeOf } from '../../src/knowledge.ts';
import { createReminders } from '../../src/remind.ts';
import { plainText } from '../../src/render/console.ts';
import { createStore } from '../../src/store.ts';
import { toyModel } from '../understand/toy.ts';

const NOW = Date.parse('2026-11-24T09:00:00+01:00');
const S2 = { date: 'profile.s2', year: '2026-2027' };
const knowledge = knowledgeOf('content', toyModel(), dateAt(NOW));

/** What is followed after some presses, and the last reply; every choice is as a button's value comes back: anybody's text. */
async function afterPressing(...choices: string[]) {
  const store = await createStore({ sqlite: ':memory:' }, () => NOW);
  const errors: unknown[] = [];
  const reminders = createReminders({ store, calendar: () => knowledge.content.calendar, clock: () => NOW });
  const turn = createBot({
    ...{ knowledge: () => knowledge, store, reminders, rings: () => true, clock: () => NOW, defaultLang: 'fr' },
    onError: (error) => errors.push(error),
    onStoreError: (error) => errors.push(error),
  });
  const who = { channel: 'slack', person: 'ada', conversation: 'c', private: true, at: NOW };
  let reply = await turn({ ...who, id: 'first', choice: 'reminder.list' });
  for (const [i, choice] of choices.entries()) reply = await turn({ ...who, id: String(i), choice });
  const followed = (await reminders.followed('slack', 'ada')).map(({ date, year }) => ({ date, year }));
  await store.close();
  expect(errors).toEqual([]);
  return { followed, reply, text: plainText(reply) };
}

describe('a pressed button of reminders', () => {
  it('names a date and its year', async () => {
    expect((await afterPressing('reminder.subscribe;date=profile.s2;year=2026-2027')).followed).toEqual([S2]);
  });

  it.each(['nope', '-', '', '2999-3000', '1900-1901', '2024-2025', '__proto__'])(
    'with the year "%s", which is none of now, means the next such date',
    async (year) => {
      const { followed, text } = await afterPressing(`reminder.subscribe;date=profile.s2;year=${year}`);
      expect(followed).toEqual([S2]);
      expect(text).toContain('lundi 15 mars 2027');
    },
  );

  it('of a date that is over this year means the next one, which is said', async () => {
    const { followed, text } = await afterPressing('reminder.subscribe;date=profile.s1;year=2026-2027');
    expect(followed).toEqual([{ date: 'profile.s1', year: '2027-2028' }]);
    expect(text).toContain('lundi 15 novembre 2027');
  });

  it.each(['date=nope;year=2026-2027', 'date=constructor;year=2026-2027', 'date=__proto__', 'topic=nope', 'topic=exam.where'])(
    'that names no date (%s) asks which, and follows nothing',
    async (settings) => {
      const { followed, reply } = await afterPressing(`reminder.subscribe;${settings}`);
      expect(followed).toEqual([]);
      expect(reply.blocks).not.toEqual([]);
      expect(reply.choices.length).toBeGreaterThan(1);
    },
  );

  it.each(['date=nope;year=2026-2027', 'done;date=nope;year=2026-2027', 'date=constructor', 'topic=nope'])(
    'that would end what no date is called (%s) ends nothing else',
    async (settings) => {
      const { followed, text } = await afterPressing('reminder.subscribe;date=profile.s2', `reminder.unsubscribe;${settings}`);
      expect(followed).toEqual([S2]);
      expect(text).not.toBe('');
    },
  );

  it('ends the reminders of the date that it names, whatever the year, and says so', async () => {
    const { followed, text } = await afterPressing(
      'reminder.subscribe;about=all',
      'reminder.unsubscribe;done;date=profile.s2;year=2026-2027',
    );
    expect(followed.length).toBeGreaterThan(0);
    expect(followed).not.toContainEqual(S2);
    expect(text).toContain('date limite du profil Pix, semestre 2');
  });
});
