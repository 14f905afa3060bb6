import { describe, expect, it } from 'vitest';
import { chosen } from '../../src/remind/cap.ts';
import type { Held, Row, Subscription } from '../../src/remind/ledger.ts';
import { planOf } from '../../src/remind/plan.ts';
import { endOf, leadTime, soon } from '../../src/remind/times.ts';

const at = (iso: string) => Date.parse(iso);
const YEAR = '2026-2027';

const subscription = (date: string, leads: number[], day: string): Subscription => ({
  id: date,
  date,
  year: YEAR,
  lang: 'fr',
  leads,
  day,
});
const row = (of: string, more: Partial<Row>): Row => ({
  id: `${of}.lead.${more.lead ?? 7}.${more.day ?? '2027-03-15'}`,
  subscription: of,
  date: of,
  year: YEAR,
  lang: 'fr',
  kind: 'lead',
  lead: 7,
  day: '2027-03-15',
  before: '',
  dueAt: at('2027-03-08T09:00+01:00'),
  untilAt: at('2027-03-16T00:00+01:00'),
  state: 'planned',
  attempts: 0,
  ...more,
});
const only = (held: Partial<Held>, days: Record<string, string>, now: string) =>
  planOf({ subscriptions: [], rows: [], ...held }, ({ date }) => days[date] ?? '', at(now)).map(
    ({ kind, lead, day, before, dueAt, state }) =>
      `${state} ${kind}${kind === 'lead' ? ` ${lead}` : ''} ${day}${before ? ` was ${before}` : ''} at ${new Date(dueAt).toISOString().slice(0, 16)}`,
  );

describe('the time of a lead', () => {
  it('is 9:00 in Strasbourg, in winter and in summer', () => {
    expect(leadTime('2027-03-15', 14)).toBe(at('2027-03-01T09:00+01:00'));
    expect(leadTime('2027-04-16', 7)).toBe(at('2027-04-09T09:00+02:00'));
  });

  it('is 9:00 also when the clocks change between it and the date, both ways', () => {
    expect(leadTime('2027-03-29', 1)).toBe(at('2027-03-28T09:00+02:00'));
    expect(leadTime('2027-03-29', 2)).toBe(at('2027-03-27T09:00+01:00'));
    expect(leadTime('2026-11-01', 7)).toBe(at('2026-10-25T09:00+01:00'));
    expect(leadTime('2026-11-01', 8)).toBe(at('2026-10-24T09:00+02:00'));
  });

  it('counts 29 February where there is one', () => {
    expect(leadTime('2028-03-07', 7)).toBe(at('2028-02-29T09:00+01:00'));
    expect(leadTime('2028-02-29', 0)).toBe(at('2028-02-29T09:00+01:00'));
    expect(leadTime('2027-03-07', 7)).toBe(at('2027-02-28T09:00+01:00'));
  });

  it('ends with the day of the date, which has 23 or 25 hours when the clocks change', () => {
    expect(endOf('2027-03-15')).toBe(at('2027-03-16T00:00+01:00'));
    expect(endOf('2027-03-28')).toBe(at('2027-03-29T00:00+02:00'));
    expect(endOf('2026-10-25')).toBe(at('2026-10-26T00:00+01:00'));
    expect(endOf('2028-02-29')).toBe(at('2028-03-01T00:00+01:00'));
  });
});

describe('what is told at once', () => {
  it('goes at once from 8:00 to 20:00 in Strasbourg, else at the next 9:00', () => {
    for (const time of ['2027-03-01T08:00+01:00', '2027-03-01T19:59+01:00', '2027-07-01T08:00+02:00'])
      expect(soon(at(time))).toBe(at(time));
    expect(soon(at('2027-03-01T07:59+01:00'))).toBe(at('2027-03-01T09:00+01:00'));
    expect(soon(at('2027-03-01T20:00+01:00'))).toBe(at('2027-03-02T09:00+01:00'));
    expect(soon(at('2027-03-27T23:30+01:00'))).toBe(at('2027-03-28T09:00+02:00'));
    expect(soon(at('2028-02-28T21:00+01:00'))).toBe(at('2028-02-29T09:00+01:00'));
  });
});

describe('the plan of a person', () => {
  it('has the lead times that are still to come', () => {
    const held = { subscriptions: [subscription('s2', [14, 7, 1], '2027-03-15')] };
    expect(only(held, { s2: '2027-03-15' }, '2027-03-01T09:00+01:00')).toEqual([
      'planned lead 7 2027-03-15 at 2027-03-08T08:00',
      'planned lead 1 2027-03-15 at 2027-03-14T08:00',
    ]);
  });

  it('has nothing about a day that is past, or that is not known', () => {
    const held = { subscriptions: [subscription('s2', [14, 7, 1], '2027-03-15'), subscription('exam', [7], '')] };
    expect(only(held, { s2: '2027-03-15' }, '2027-03-16T00:00+01:00')).toEqual([]);
  });

  it('keeps at most two messages in any seven days: those nearest their deadline', () => {
    const held = { subscriptions: [subscription('s2', [5, 3, 2, 1], '2027-03-15')] };
    expect(only(held, { s2: '2027-03-15' }, '2027-03-01T10:00+01:00')).toEqual([
      'skipped lead 5 2027-03-15 at 2027-03-10T08:00',
      'skipped lead 3 2027-03-15 at 2027-03-12T08:00',
      'planned lead 2 2027-03-15 at 2027-03-13T08:00',
      'planned lead 1 2027-03-15 at 2027-03-14T08:00',
    ]);
  });

  it('counts what goes on one morning once', () => {
    const held = {
      subscriptions: [
        subscription('a', [7, 1], '2027-03-15'),
        subscription('b', [7, 1], '2027-03-15'),
        subscription('c', [1], '2027-03-15'),
      ],
    };
    const plan = only(held, { a: '2027-03-15', b: '2027-03-15', c: '2027-03-15' }, '2027-03-01T10:00+01:00');
    expect(plan).toHaveLength(5);
    expect(plan.every((line) => line.startsWith('planned'))).toBe(true);
  });

  it('counts what has left within the seven days', () => {
    const subscriptions = [subscription('b', [3], '2027-03-12')];
    const left = (day: string, state: Row['state']) => row('gone', { id: day, leftAt: at(`${day}T09:00+01:00`), state });
    const plan = (rows: Row[]) => only({ subscriptions, rows }, { b: '2027-03-12' }, '2027-03-08T10:00+01:00')[0]?.slice(0, 7);
    expect(plan([left('2027-03-05', 'sent'), left('2027-03-08', 'ambiguous')])).toBe('skipped');
    expect(plan([left('2027-03-02', 'sent'), left('2027-03-08', 'sent')])).toBe('planned');
    expect(plan([left('2027-03-05', 'sent'), left('2027-03-05', 'sent')])).toBe('planned');
    expect(plan([left('2027-03-05', 'sent'), { ...left('2027-03-08', 'sent'), kind: 'moved' }])).toBe('planned');
  });

  it('tells of a date that is known at last, then its lead times', () => {
    const held = { subscriptions: [subscription('exam', [7], '')] };
    expect(only(held, { exam: '2027-04-16' }, '2027-03-10T11:00+01:00')).toEqual([
      'planned published 2027-04-16 at 2027-03-10T10:00',
      'planned lead 7 2027-04-16 at 2027-04-09T07:00',
    ]);
  });

  it('corrects only what the person was told', () => {
    const subscriptions = [subscription('s2', [7, 1], '2027-03-15')];
    const told = row('s2', { lead: 14, state: 'ambiguous', leftAt: at('2027-03-01T09:00+01:00') });
    const days = { s2: '2027-03-20' };
    const leads = ['planned lead 7 2027-03-20 at 2027-03-13T08:00', 'planned lead 1 2027-03-20 at 2027-03-19T08:00'];
    expect(only({ subscriptions, rows: [] }, days, '2027-03-02T12:00+01:00')).toEqual(leads);
    expect(only({ subscriptions, rows: [told] }, days, '2027-03-02T12:00+01:00')).toEqual([
      'planned moved 2027-03-20 was 2027-03-15 at 2027-03-02T11:00',
      ...leads,
    ]);
    const corrected = row('s2', {
      id: 'x',
      kind: 'moved',
      day: '2027-03-20',
      state: 'sent',
      leftAt: at('2027-03-02T12:00+01:00'),
    });
    expect(only({ subscriptions, rows: [told, corrected] }, days, '2027-03-02T13:00+01:00')).toEqual(leads);
  });

  it('corrects also in a week that is full', () => {
    const subscriptions = [subscription('s2', [7], '2027-03-15')];
    const left = (day: string) => row('s2', { id: day, state: 'sent', leftAt: at(`${day}T09:00+01:00`) });
    const plan = only(
      { subscriptions, rows: [left('2027-03-06'), left('2027-03-08')] },
      { s2: '2027-03-16' },
      '2027-03-08T12:00+01:00',
    );
    expect(plan).toEqual([
      'planned moved 2027-03-16 was 2027-03-15 at 2027-03-08T11:00',
      'skipped lead 7 2027-03-16 at 2027-03-09T08:00',
    ]);
  });

  it('tells at once of a date that came nearer than the lead times that were to come', () => {
    const subscriptions = [subscription('s2', [14, 7], '2027-03-15')];
    const rows = [row('s2', { lead: 14 }), row('s2', { lead: 7 })];
    expect(only({ subscriptions, rows }, { s2: '2027-03-01' }, '2027-02-26T12:00+01:00')).toEqual([
      'planned lead 7 2027-03-01 at 2027-02-26T11:00',
    ]);
  });

  it('says that a date is gone only to who was told of it, while it would still be to come', () => {
    const subscriptions = [subscription('s2', [7], '2027-03-15')];
    const told = row('s2', { lead: 14, state: 'sent', leftAt: at('2027-03-01T09:00+01:00') });
    expect(only({ subscriptions, rows: [] }, {}, '2027-03-02T12:00+01:00')).toEqual([]);
    expect(only({ subscriptions, rows: [told] }, {}, '2027-03-16T12:00+01:00')).toEqual([]);
    expect(only({ subscriptions, rows: [told] }, {}, '2027-03-02T12:00+01:00')).toEqual([
      'planned removed  was 2027-03-15 at 2027-03-02T11:00',
    ]);
  });
});

describe('the cap', () => {
  it('holds in any seven days, whatever is asked for', () => {
    // A small generator with a seed: the same cases each time.
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const day = (n: number) => at('2027-03-01T09:00+01:00') + n * 86_400_000 - (n > 27 ? 3_600_000 : 0);
    for (let round = 0; round < 200; round++) {
      const messages = Array.from({ length: 12 }, () => ({ at: day(random(40)), nearness: random(15) }));
      const left = [day(-random(7) - 1)];
      const days = [...[...chosen(messages, left)].map((message) => message.at), ...left].sort((a, b) => a - b);
      for (let i = 2; i < days.length; i++) expect(days[i]! - days[i - 2]!).toBeGreaterThan(6.5 * 86_400_000);
      // Nothing was left out without need: each that is missing has two others within its seven days.
      for (const message of messages.filter((m) => !days.includes(m.at)))
        expect(days.filter((other) => Math.abs(other - message.at) < 6.5 * 86_400_000).length).toBeGreaterThanOrEqual(2);
    }
  });
});
