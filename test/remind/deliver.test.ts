import { expect, it } from 'vitest';
import type { Sender } from '../../src/remind/deliver/message.ts';
import type { SendOutcome } from '../../src/types.ts';
import { onEach } from '../store/databases.ts';
import { ana, at, EXAM, live, type Rig, rig, S2, states } from './rig.ts';

const DAYS = { 'profile.s2': '03-15', 'exam.start': '2027-03-16' };
const MONDAY = '2027-02-22T10:00+01:00';
const MINUTE = 60_000;

const whys = async (r: Rig) => {
  const rows = await r.raw().selectFrom('reminder').select(['state', 'why']).orderBy('due_at').execute();
  return rows.map(({ state, why }) => `${state}${why ? `: ${why}` : ''}`);
};

onEach('delivery', ({ fresh }) => {
  it('sends each reminder once, in its minute, and nothing after the date', async () => {
    const r = await rig(await fresh(), '2027-02-28T23:00+01:00', DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2]);
    await live(r, 20, 30 * MINUTE);
    expect(r.arrived.map((message) => new Date(message.at).toISOString())).toEqual([
      '2027-03-01T08:00:00.000Z',
      '2027-03-08T08:00:00.000Z',
      '2027-03-14T08:00:00.000Z',
    ]);
    expect(await states(r)).toEqual({ sent: 3 });
    expect(r.errors).toEqual([]);
  });

  it('merges what is due of one person into one message', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2], [7]);
    await r.reminders.follow(ana, [EXAM], [8]);
    await live(r, 25);
    expect(r.arrived.map(({ notices }) => notices.map(({ date }) => date))).toEqual([['profile.s2', 'exam.start']]);
  });

  it('says a day as the calendar has it, and whether the cell confirmed it', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2, EXAM], [7]);
    await live(r, 25);
    expect(r.arrived.flatMap(({ notices }) => notices)).toEqual([
      { ...S2, kind: 'lead', day: '2027-03-15', confirmed: false },
      { ...EXAM, kind: 'lead', day: '2027-03-16', confirmed: true },
    ]);
  });

  it('never sends again what may have arrived', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2], [7]);
    r.state.outcome = () => ({ outcome: 'ambiguous', why: 'silence' });
    await live(r, 25);
    expect(r.arrived).toHaveLength(1);
    expect(await whys(r)).toEqual(['ambiguous: silence']);
  });

  it('counts a sender that throws as may have arrived', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2], [7]);
    r.state.outcome = () => {
      throw new Error('no outcome');
    };
    await live(r, 25);
    expect(r.arrived).toHaveLength(1);
    expect(await states(r)).toEqual({ ambiguous: 1 });
    expect(r.errors).toHaveLength(1);
  });

  it('waits as long as it is told before it tries again', async () => {
    const r = await rig(await fresh(), '2027-03-08T08:59:59+01:00', DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2], [7]);
    const outcomes: SendOutcome[] = [{ outcome: 'retry', afterMs: 90_000 }, { outcome: 'sent' }];
    r.state.outcome = () => outcomes.shift()!;
    await live(r, 1 / 24, 10_000);
    expect(r.arrived.map((message) => message.at - r.arrived[0]!.at)).toEqual([0, 90_000]);
    expect(await states(r)).toEqual({ sent: 1 });
  });

  it('tries again later each time, and no longer when it is of no use', async () => {
    const r = await rig(await fresh(), '2027-03-15T08:59:59+01:00', DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2], [0]);
    r.state.outcome = () => ({ outcome: 'retry', afterMs: 0 });
    await live(r, 1, MINUTE);
    const gaps = r.arrived.slice(1).map((message, i) => message.at - r.arrived[i]!.at);
    expect(gaps.length).toBeGreaterThan(10);
    for (const [i, gap] of gaps.slice(1).entries()) expect(gap).toBeGreaterThanOrEqual(gaps[i]!);
    expect(r.arrived.at(-1)!.at).toBeLessThan(at('2027-03-16T00:00+01:00'));
    expect(await whys(r)).toEqual(['failed: no time to try again']);
  });

  it('gives up after thirty times', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2], [14]);
    r.state.outcome = () => ({ outcome: 'retry', afterMs: 0 });
    await live(r, 12, 20 * MINUTE);
    expect(r.arrived).toHaveLength(30);
    expect(await whys(r)).toEqual(['failed: tried too often']);
  });

  it('ends everything for a person who is gone, until they write again', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2]);
    await r.reminders.follow(ana, [EXAM], [20, 1]);
    r.state.outcome = () => ({ outcome: 'gone', why: 'blocked' });
    await live(r, 30);
    expect(r.arrived).toHaveLength(1);
    expect([...new Set(await whys(r))].sort()).toEqual(['gone: blocked']);
    expect(await r.reminders.followed('teams', 'ana')).toEqual([]);
    expect(await r.store.addressOf('teams', 'ana')).toBeUndefined();
    await r.meet('ana');
    expect(await r.store.addressOf('teams', 'ana')).toBeDefined();
  });

  it('waits for an address, until it is too late', async () => {
    const r = await rig(await fresh(), '2027-03-07T10:00+01:00', DAYS);
    await r.reminders.follow(ana, [S2], [7, 1]);
    await live(r, 2);
    expect(await states(r)).toEqual({ planned: 2 });
    await r.meet('ana');
    await live(r, 1);
    expect(r.arrived).toHaveLength(1);
    await r.reminders.follow({ ...ana, person: 'bob' }, [S2], [1]);
    await live(r, 7);
    expect(r.arrived).toHaveLength(2);
    expect(await states(r)).toEqual({ sent: 2, missed: 1 });
  });

  it('after a stop of days sends the nearest lead time only, and nothing that is past', async () => {
    const r = await rig(await fresh(), MONDAY, { ...DAYS, 'exam.start': '2027-03-08' });
    await r.meet('ana');
    await r.reminders.follow(ana, [S2], [14, 10, 7]);
    await r.reminders.follow(ana, [EXAM], [1]);
    r.time.now = at('2027-03-10T15:00+01:00');
    await r.delivery().tick();
    expect(r.arrived.map(({ notices }) => notices.map(({ date }) => date))).toEqual([['profile.s2']]);
    expect((await whys(r)).sort()).toEqual(['missed: a nearer one goes', 'missed: too late', 'sent', 'skipped']);
  });

  it('closes on other channels what is past, and leaves them alone otherwise', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    await r.reminders.follow({ ...ana, channel: 'web' }, [S2]);
    await live(r, 30, 6 * 60 * MINUTE);
    expect(await states(r)).toEqual({ planned: 3 });
    await r.reminders.replan();
    expect(await states(r)).toEqual({ missed: 3 });
  });

  it('never lets more than two reach a person in seven days, also when some come late', async () => {
    const r = await rig(await fresh(), '2027-03-01T10:00+01:00', { ...DAYS, 'exam.start': '2027-03-12' });
    await r.reminders.follow(ana, [EXAM], [7]);
    await r.reminders.follow(ana, [S2], [7, 1]);
    await live(r, 8);
    await r.meet('ana');
    await live(r, 1);
    expect(r.arrived).toHaveLength(1);
    await r.reminders.follow(ana, [EXAM], [1]);
    await live(r, 10);
    expect(r.arrived).toHaveLength(2);
  });

  it('waits with a day that the calendar no longer has, until it is planned anew', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2], [7]);
    r.time.now = at('2027-03-08T09:00+01:00');
    r.state.calendar = { ...r.state.calendar, 'profile.s2': { ...r.state.calendar['profile.s2']!, every: '03-16' } };
    await r.delivery().tick();
    expect(r.arrived).toEqual([]);
    await r.reminders.replan();
    await live(r, 1, MINUTE * 10);
    expect(r.arrived.map(({ notices }) => notices[0]?.day)).toEqual(['2027-03-16']);
  });

  it('does not send what was stopped at the last moment', async () => {
    const r = await rig(await fresh(), '2027-03-08T08:59+01:00', DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2], [7]);
    r.time.now += MINUTE;
    const lease = { worker: 'one', until: r.time.now + MINUTE };
    const [due] = await r.store.reminders.claim('teams', 10, lease);
    await r.reminders.unfollow('teams', 'ana', 'stopped');
    expect(await r.store.reminders.leave([due!.id], lease, r.time.now, r.time.now + MINUTE)).toBe(false);
    expect(await states(r)).toEqual({ cancelled: 1 });
  });
});

onEach('several servers', ({ fresh }) => {
  it('hand each reminder to one of them only', async () => {
    const place = await fresh();
    const one = await rig(place, '2027-03-08T08:59+01:00', DAYS);
    const two = await rig(place, '', DAYS, one.time);
    for (let i = 0; i < 60; i++) {
      await one.meet(`p${i}`);
      await one.reminders.follow({ ...ana, person: `p${i}` }, [S2, EXAM], [7, 8]);
    }
    one.time.now += 2 * MINUTE;
    const deliveries = [one.delivery('one'), two.delivery('two'), one.delivery('three'), two.delivery('four')];
    await Promise.all(deliveries.map((delivery) => delivery.tick()));
    const arrived = [...one.arrived, ...two.arrived];
    expect(arrived).toHaveLength(60);
    expect(new Set(arrived.map(({ person }) => person)).size).toBe(60);
    expect(await states(one)).toMatchObject({ sent: 120 });
  });

  it('repeat what a crash kept from leaving, once its lease is over', async () => {
    const place = await fresh();
    const r = await rig(place, '2027-03-08T08:59+01:00', DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2], [7]);
    r.time.now += MINUTE;
    await r.store.reminders.claim('teams', 10, { worker: 'crashed', until: r.time.now + 2 * MINUTE });
    await r.delivery().tick();
    expect(r.arrived).toEqual([]);
    await live(r, 1 / 24, MINUTE);
    expect(r.arrived).toHaveLength(1);
    expect(await states(r)).toEqual({ sent: 1 });
  });

  it('never repeat what a crash may have sent', async () => {
    const r = await rig(await fresh(), '2027-03-08T08:59+01:00', DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2], [7, 1]);
    r.time.now += MINUTE;
    const lease = { worker: 'crashed', until: r.time.now + MINUTE };
    const due = await r.store.reminders.claim('teams', 10, lease);
    expect(await r.store.reminders.leave([due[0]!.id], lease, r.time.now, r.time.now + 2 * MINUTE)).toBe(true);
    await live(r, 1, MINUTE);
    expect(r.arrived).toEqual([]);
    expect(await whys(r)).toEqual(['ambiguous: no answer was recorded', 'planned']);
    await live(r, 10);
    expect(await states(r)).toEqual({ ambiguous: 1, sent: 1 });
  });

  it('believe a late answer, but repeat nothing for it', async () => {
    const r = await rig(await fresh(), '2027-03-08T09:00+01:00', DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2], [6]);
    r.time.now = at('2027-03-09T09:00+01:00');
    let answer: (outcome: SendOutcome) => void = () => {};
    const slow: Sender = () => new Promise((done) => (answer = done));
    for (const [outcome, state] of [
      [{ outcome: 'retry', afterMs: 0 }, 'ambiguous'],
      [{ outcome: 'sent' }, 'sent'],
    ] as const) {
      await r.reminders.follow(ana, [S2], [state === 'sent' ? 4 : 6]);
      if (state === 'sent') r.time.now = at('2027-03-11T09:00+01:00');
      const delivery = r.delivery('slow', slow);
      const ticking = delivery.tick();
      while ((await states(r)).leaving === undefined) await new Promise((done) => setTimeout(done, 5));
      r.time.now += 3 * MINUTE;
      await r.delivery('other').tick();
      answer(outcome);
      await ticking;
      expect(r.arrived).toEqual([]);
      expect((await states(r))[state]).toBe(1);
    }
  });

  it('stop with what is on its way settled, and what has not left given back', async () => {
    const r = await rig(await fresh(), '2027-03-08T08:59+01:00', DAYS);
    for (const person of ['ana', 'bob', 'eve']) {
      await r.meet(person);
      await r.reminders.follow({ ...ana, person }, [S2], [7]);
    }
    r.time.now += MINUTE;
    let left = 0;
    const slow: Sender = async () => {
      left++;
      await new Promise((done) => setTimeout(done, 200));
      return { outcome: 'sent' };
    };
    // One a second: the second and third wait for their turn, for as long as nobody stops them.
    const delivery = r.delivery('one', slow, { all: 1 }, true);
    delivery.start();
    while (left === 0) await new Promise((done) => setTimeout(done, 5));
    await delivery.stop();
    expect(await states(r)).toEqual({ sent: 1, planned: 2 });
    await r.delivery('two').tick();
    expect(r.arrived).toHaveLength(2);
  });
});

onEach('reminders that are shown', ({ fresh }) => {
  it('are offered as one, again while nobody has seen them, and no more once they were', async () => {
    const r = await rig(await fresh(), '2027-03-08T08:00+01:00', DAYS);
    const web = { ...ana, channel: 'web' };
    await r.reminders.follow(web, [S2], [7]);
    await r.reminders.follow(web, [EXAM], [8]);
    expect(await r.offers.offer('web', 'ana', MINUTE)).toEqual([]);
    r.time.now = at('2027-03-09T10:00+01:00');
    const [offer, ...others] = await r.offers.offer('web', 'ana', MINUTE);
    expect(others).toEqual([]);
    expect(offer).toMatchObject({ lang: 'fr', notices: [{ date: 'profile.s2' }, { date: 'exam.start' }] });
    expect(await r.offers.offer('web', 'ana', MINUTE)).toEqual([]);
    expect(await r.offers.offer('web', 'bob', MINUTE)).toEqual([]);
    r.time.now += MINUTE;
    expect(await r.offers.offer('web', 'ana', MINUTE)).toEqual([offer]);
    await r.offers.shown('web', 'bob', [offer!.id]);
    await r.offers.shown('web', 'ana', ['nothing']);
    r.time.now += MINUTE;
    expect(await r.offers.offer('web', 'ana', MINUTE)).toEqual([offer]);
    r.time.now += 2 * MINUTE;
    await r.offers.shown('web', 'ana', [offer!.id]);
    await r.offers.shown('web', 'ana', [offer!.id]);
    r.time.now += MINUTE;
    expect(await r.offers.offer('web', 'ana', MINUTE)).toEqual([]);
    expect(await states(r)).toEqual({ sent: 2 });
  });
});
