import { describe, expect, it } from 'vitest';
import { wishOf } from '../../src/remind/wish.ts';
import type { Memory, Slots } from '../../src/types.ts';
import { content } from '../commands/harness.ts';

const YEAR = '2026-2027';
const S1 = { date: 'profile.s1', year: YEAR };
const S2 = { date: 'profile.s2', year: YEAR };
const OCTOBER = '2026-10-01';
const AFTER_S1 = '2026-11-16';

const wish = (slots: Slots, today = OCTOBER, memory: Memory = { intents: [] }) =>
  wishOf('reminder.subscribe', slots, memory, content.calendar, today);
const stop = (slots: Slots, memory: Memory = { intents: [] }) =>
  wishOf('reminder.unsubscribe', slots, memory, content.calendar, OCTOBER);
/** What a wish is about: its dates with their years. */
const aboutOf = (asked: ReturnType<typeof wish>) =>
  'occasions' in asked ? asked.occasions.map(({ date, year }) => `${date} ${year}`) : [];

describe('a wish to be reminded', () => {
  it('of the profile asks for the semester while both are to come, and not when one is over', () => {
    expect(wish({ about: 'profile' })).toMatchObject({ do: 'which', bySemester: true });
    expect(wish({ about: 'profile' }, AFTER_S1)).toMatchObject({ do: 'follow', occasions: [S2] });
    expect(wish({ about: 'profile', wish: { both: true } })).toMatchObject({ do: 'follow', occasions: [S1, S2] });
  });

  it('holds on the day itself, and is over the day after, when the next year is named', () => {
    expect(wish({ about: 'profile', semester: 1 }, '2026-11-15')).toMatchObject({ do: 'follow', occasions: [S1] });
    expect(wish({ about: 'profile', semester: 1 }, AFTER_S1)).toMatchObject({
      do: 'over',
      occasions: [{ date: 'profile.s1', year: '2027-2028', day: '2027-11-15', over: '2026-11-15' }],
      instead: [S2],
    });
  });

  it('of several subjects takes each, and asks for the semester of that which has two', () => {
    const both: Slots = { wish: { each: [{ about: 'profile', semester: 2 }, { about: 'register' }] } };
    expect(aboutOf(wish(both))).toEqual(['profile.s2 2026-2027', 'exam.register 2026-2027']);
    const unclear: Slots = { about: 'register', wish: { each: [{ about: 'profile' }, { about: 'register' }] } };
    expect(wish(unclear)).toMatchObject({ do: 'follow', occasions: [{ date: 'exam.register' }], asks: [S1, S2] });
    expect(aboutOf(wish(unclear, AFTER_S1))).toEqual(['profile.s2 2026-2027', 'exam.register 2026-2027']);
    expect(aboutOf(wish({ wish: { ...unclear.wish, both: true } }))).toHaveLength(3);
  });

  it('never comes to nothing: a semester in which a subject has no date, a topic that does not exist', () => {
    expect(aboutOf(wish({ about: 'workshops', semester: 1 }))).toHaveLength(2);
    expect(wish({ topic: 'no.such' })).toMatchObject({ do: 'which' });
    expect(wishOf('reminder.subscribe', { about: 'exam' }, { intents: [] }, {}, OCTOBER)).toMatchObject({ do: 'which' });
  });

  it('names a date by its day of the year', () => {
    expect(wish({ wish: { on: { month: 3, day: 15 } } })).toMatchObject({ do: 'follow', occasions: [S2] });
  });

  it('takes a day for the message as a lead time, and refuses what is too early', () => {
    const s1: Slots = { about: 'profile', semester: 1 };
    expect(wish({ ...s1, wish: { on: { month: 11, day: 1 } } })).toMatchObject({ do: 'follow', leads: [14] });
    expect(wish({ ...s1, wish: { inDays: 10 } })).toMatchObject({ do: 'follow', leads: [35] });
    expect(wish({ about: 'profile', semester: 2, wish: { inDays: 1 } })).toMatchObject({ do: 'refuse', lead: 164 });
    expect(wish({ ...s1, wish: { on: { month: 11, day: 15 } } })).not.toHaveProperty('leads');
    expect(wish({ ...s1, leads: [90] })).toMatchObject({ do: 'refuse', lead: 90, occasions: [S1] });
  });

  it('in July and August is about the next academic year, where this one has published nothing', () => {
    expect(aboutOf(wish({ about: 'exam' }, '2027-06-30'))).toEqual(['exam.start 2026-2027']);
    expect(aboutOf(wish({ about: 'exam' }, '2027-07-01'))).toEqual(['exam.start 2027-2028']);
    const all = aboutOf(wish({ about: 'all' }, '2027-08-31'));
    expect(all).toHaveLength(6);
    expect(all.every((one) => one.endsWith(' 2027-2028'))).toBe(true);
  });

  it('from a button that is old or forged is about this year or the next, and a date that exists', () => {
    expect(wish({ date: 'profile.s1', year: '1999-2000' })).toMatchObject({ do: 'follow', occasions: [S1] });
    expect(wish({ date: 'profile.s1', year: '2400-2401' })).toMatchObject({ do: 'follow', occasions: [S1] });
    expect(wish({ date: 'profile.s1', year: 'x' })).toMatchObject({ do: 'follow', occasions: [S1] });
    expect(aboutOf(wish({ date: 'profile.s1', year: '2027-2028' }))).toEqual(['profile.s1 2027-2028']);
    for (const date of ['__proto__', 'constructor', 'no.such']) expect(wish({ date })).toMatchObject({ do: 'which' });
  });

  it('picks from the dates just named by their place', () => {
    const memory: Memory = { intents: ['reminder.subscribe'], dates: [S1, S2], asking: true };
    expect(wish({ wish: { rank: 2 } }, OCTOBER, memory)).toMatchObject({ do: 'follow', occasions: [S2] });
    expect(wish({ wish: { rank: -1 } }, OCTOBER, memory)).toMatchObject({ do: 'follow', occasions: [S2] });
  });

  it('replaces what was just planned, but not what was only offered', () => {
    const planned: Memory = { intents: ['reminder.subscribe'], dates: [S2] };
    const no: Slots = { about: 'profile', semester: 1, wish: { instead: true } };
    expect(wish(no, OCTOBER, planned)).toMatchObject({ do: 'follow', occasions: [S1], instead: [S2] });
    expect(wish(no, OCTOBER, { ...planned, asking: true })).not.toHaveProperty('instead');
  });
});

describe('a wish to stop', () => {
  it('is about the dates named, those just spoken of, or all', () => {
    expect(stop({ about: 'profile', semester: 1 })).toMatchObject({ do: 'stop', dates: [S1] });
    expect(stop({}, { intents: ['reminder.list'], dates: [S1, S2] })).toMatchObject({ do: 'stop', dates: [S1, S2] });
    expect(stop({ about: 'all' }, { intents: ['reminder.subscribe'], dates: [S2] })).toEqual({
      do: 'stop',
      why: 'stopped',
      all: true,
    });
    expect(stop({})).toEqual({ do: 'stop', why: 'stopped', all: false });
  });

  it('that asks how, or does not say which one stays, ends nothing', () => {
    expect(stop({ wish: { how: true } })).toEqual({ do: 'whichStop', why: 'stopped' });
    expect(stop({ wish: { rank: 1, keep: true } })).toEqual({ do: 'whichStop', why: 'stopped' });
  });
});
