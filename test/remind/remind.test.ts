import { expect, it } from 'vitest';
import { onEach } from '../store/databases.ts';
import { ana, at, EXAM, live, rig, S1, S2, states } from './rig.ts';

const DAYS = { 'profile.s1': '11-15', 'profile.s2': '03-15', 'exam.start': '' };
const MONDAY = '2027-02-22T10:00+01:00';
const at9 = (day: string, offset = '+01:00') => at(`${day}T09:00${offset}`);

onEach('following dates', ({ fresh }) => {
  it('gives 14, 7 and 1 days before, at 9:00 in Strasbourg', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    expect(await r.reminders.follow(ana, [S2])).toEqual([
      {
        ...S2,
        day: '2027-03-15',
        confirmed: false,
        leads: [14, 7, 1],
        sends: [
          { at: at9('2027-03-01'), lead: 14 },
          { at: at9('2027-03-08'), lead: 7 },
          { at: at9('2027-03-14'), lead: 1 },
        ],
        skipped: [],
      },
    ]);
  });

  it('twice changes nothing', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    const first = await r.reminders.follow(ana, [S2], [7, 1]);
    expect(await r.reminders.follow(ana, [S2])).toEqual(first);
    expect(await r.reminders.follow(ana, [S2], [1, 7, 7])).toEqual(first);
    expect(await states(r)).toEqual({ planned: 2 });
  });

  it('again with other lead times replaces them, and the other way round', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    await r.reminders.follow(ana, [S2]);
    const [followed] = await r.reminders.follow(ana, [S2], [3, 0]);
    expect(followed?.leads).toEqual([3, 0]);
    expect(followed?.sends.map(({ lead }) => lead)).toEqual([3, 0]);
    expect((await r.reminders.follow(ana, [S2], [7, 3]))[0]?.sends.map(({ lead }) => lead)).toEqual([7, 3]);
    expect(await states(r)).toEqual({ planned: 2, cancelled: 3 });
  });

  it('says what is left out because two others reach the person that week', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    const [followed] = await r.reminders.follow(ana, [S2], [5, 3, 1]);
    expect(followed?.sends.map(({ lead }) => lead)).toEqual([3, 1]);
    expect(followed?.skipped).toEqual([5]);
    expect((await r.reminders.follow(ana, [S2], [5, 1]))[0]?.skipped).toEqual([]);
  });

  it('leaves alone a date that is past or that the calendar does not name', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    expect(await r.reminders.follow(ana, [S1, { date: 'nothing', year: '2026-2027' }])).toEqual([]);
    expect(await r.reminders.followed('teams', 'ana')).toEqual([]);
  });

  it('lists what is followed, the soonest first and the unknown last, of this person on this channel only', async () => {
    const r = await rig(await fresh(), '2026-10-01T10:00+02:00', DAYS);
    await r.reminders.follow(ana, [EXAM, S2]);
    await r.reminders.follow(ana, [S1]);
    const followed = await r.reminders.followed('teams', 'ana');
    expect(followed.map(({ date, day }) => [date, day])).toEqual([
      ['profile.s1', '2026-11-15'],
      ['profile.s2', '2027-03-15'],
      ['exam.start', undefined],
    ]);
    expect(await r.reminders.followed('slack', 'ana')).toEqual([]);
    expect(await r.reminders.followed('teams', 'bob')).toEqual([]);
  });

  it('ends for one date or for all, and gives what ended', async () => {
    const r = await rig(await fresh(), '2026-10-01T10:00+02:00', DAYS);
    await r.reminders.follow(ana, [S1, S2, EXAM]);
    expect((await r.reminders.unfollow('teams', 'ana', 'done', [S1])).map(({ date }) => date)).toEqual(['profile.s1']);
    expect((await r.reminders.followed('teams', 'ana')).map(({ date }) => date)).toEqual(['profile.s2', 'exam.start']);
    expect(await r.reminders.unfollow('teams', 'ana', 'stopped')).toHaveLength(2);
    expect(await r.reminders.followed('teams', 'ana')).toEqual([]);
    expect(await r.reminders.unfollow('teams', 'ana', 'stopped')).toEqual([]);
    expect(await states(r)).toEqual({ cancelled: 6 });
  });

  it('that ends gives its place in the week to what was left out', async () => {
    const r = await rig(await fresh(), MONDAY, { ...DAYS, 'exam.start': '2027-03-17' });
    await r.reminders.follow(ana, [S2], [2, 1]);
    expect((await r.reminders.follow(ana, [EXAM], [3]))[0]?.skipped).toEqual([]);
    expect((await r.reminders.follow(ana, [EXAM], [5]))[0]?.skipped).toEqual([5]);
    await r.reminders.unfollow('teams', 'ana', 'done', [S2]);
    const [exam] = await r.reminders.followed('teams', 'ana');
    expect(exam?.sends.map(({ lead }) => lead)).toEqual([5]);
  });

  it('by two servers at the same moment is one subscription, and two a week', async () => {
    const place = await fresh();
    const [one, two] = [await rig(place, MONDAY, DAYS), await rig(place, MONDAY, { ...DAYS, 'exam.start': '2027-03-16' })];
    two.state.calendar = { ...two.state.calendar };
    one.state.calendar = two.state.calendar;
    await Promise.all([
      one.reminders.follow(ana, [S2]),
      two.reminders.follow(ana, [S2]),
      one.reminders.follow(ana, [EXAM], [3, 1]),
      two.reminders.follow(ana, [S2]),
    ]);
    expect(await one.reminders.followed('teams', 'ana')).toHaveLength(2);
    const days = (await one.reminders.followed('teams', 'ana')).flatMap(({ sends }) => sends.map((send) => send.at));
    expect([...new Set(days)].filter((day) => day >= at9('2027-03-09'))).toHaveLength(2);
  });

  it('is forgotten with the person: planned ends, and the ledger no longer names them', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    r.meet('ana');
    await r.reminders.follow(ana, [S2, EXAM]);
    await live(r, 8);
    expect(r.arrived).toHaveLength(1);
    expect(await r.store.forget('teams', 'ana')).toMatchObject({ reminders: 2 });
    expect(await r.reminders.followed('teams', 'ana')).toEqual([]);
    expect(await states(r)).toEqual({ sent: 1, cancelled: 2 });
    const rows = await r.raw().selectFrom('reminder').select('person').execute();
    expect(rows.every(({ person }) => person === null)).toBe(true);
    expect(await r.store.forget('teams', 'ana')).toMatchObject({ reminders: 0 });
    await live(r, 20);
    expect(r.arrived).toHaveLength(1);
  });
});

onEach('a date that changes', ({ fresh }) => {
  it('takes what is planned with it', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    await r.reminders.follow(ana, [S2]);
    r.state.calendar = { ...r.state.calendar, 'profile.s2': { ...r.state.calendar['profile.s2']!, every: '03-22' } };
    await r.reminders.replan();
    await r.reminders.replan();
    const [followed] = await r.reminders.followed('teams', 'ana');
    expect(followed?.sends.map((send) => send.at)).toEqual([at9('2027-03-08'), at9('2027-03-15'), at9('2027-03-21')]);
    expect(await states(r)).toEqual({ planned: 3 });
  });

  it('is corrected once to who was told of the old day, then reminded of the new one', async () => {
    const place = await fresh();
    const r = await rig(place, MONDAY, DAYS);
    await r.meet('ana');
    await r.meet('bob');
    await r.reminders.follow(ana, [S2]);
    await r.reminders.follow({ ...ana, person: 'bob' }, [S2], [1]);
    await live(r, 8);
    expect(r.arrived.map(({ person }) => person)).toEqual(['ana']);
    const other = await rig(place, MONDAY, DAYS, r.time);
    const moved = { ...r.state.calendar, 'profile.s2': { ...r.state.calendar['profile.s2']!, every: '03-22' } };
    r.state.calendar = moved;
    other.state.calendar = moved;
    await Promise.all([r.reminders.replan(), other.reminders.replan(), r.reminders.replan()]);
    await live(r, 1);
    await r.reminders.replan();
    await live(r, 27);
    expect(r.arrived.filter(({ person }) => person === 'ana').map(({ notices }) => [notices[0]?.kind, notices[0]?.day])).toEqual([
      ['lead', '2027-03-15'],
      ['moved', '2027-03-22'],
      ['lead', '2027-03-22'],
      ['lead', '2027-03-22'],
      ['lead', '2027-03-22'],
    ]);
    expect(r.arrived.find(({ notices }) => notices[0]?.kind === 'moved')?.notices[0]?.before).toBe('2027-03-15');
    expect(r.arrived.filter(({ person }) => person === 'bob').map(({ notices }) => notices[0]?.day)).toEqual(['2027-03-22']);
  });

  it('and back before anything was said is no news', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2]);
    await live(r, 8);
    const before = r.state.calendar;
    r.state.calendar = { ...before, 'profile.s2': { ...before['profile.s2']!, every: '03-22' } };
    await r.reminders.replan();
    r.state.calendar = before;
    await r.reminders.replan();
    await live(r, 1);
    expect(r.arrived).toHaveLength(1);
    const [followed] = await r.reminders.followed('teams', 'ana');
    expect(followed?.sends.map(({ lead }) => lead)).toEqual([7, 1]);
  });

  it('to and fro and to again is corrected each time', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2], [14]);
    await live(r, 8);
    for (const every of ['03-22', '03-15', '03-22']) {
      r.state.calendar = { ...r.state.calendar, 'profile.s2': { ...r.state.calendar['profile.s2']!, every } };
      await r.reminders.replan();
      await live(r, 1);
    }
    expect(r.arrived.flatMap(({ notices }) => notices.map(({ day }) => day?.slice(5)))).toEqual([
      '03-15',
      '03-22',
      '03-15',
      '03-22',
    ]);
  });

  it('is told once when it becomes known, then by its lead times', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    await r.meet('ana');
    expect((await r.reminders.follow(ana, [EXAM], [7]))[0]).toMatchObject({ sends: [], skipped: [] });
    const known = {
      ...r.state.calendar,
      'exam.start': { ...r.state.calendar['exam.start']!, years: { '2026-2027': '2027-04-16' } },
    };
    r.state.calendar = known;
    await r.reminders.replan();
    await r.reminders.replan();
    await live(r, 60);
    expect(r.arrived.map((message) => [message.at >= at9('2027-04-09', '+02:00'), message.notices[0]?.kind])).toEqual([
      [false, 'published'],
      [true, 'lead'],
    ]);
  });

  it('that is removed ends what is planned, and is told once to who was told of it', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    await r.meet('ana');
    await r.meet('bob');
    await r.reminders.follow(ana, [S2]);
    await r.reminders.follow({ ...ana, person: 'bob' }, [S2], [1]);
    await live(r, 8);
    const { 'profile.s2': gone, ...rest } = r.state.calendar;
    r.state.calendar = rest;
    await r.reminders.replan();
    await r.reminders.replan();
    await live(r, 30);
    expect(r.arrived.map(({ person, notices }) => [person, notices[0]?.kind, notices[0]?.before])).toEqual([
      ['ana', 'lead', undefined],
      ['ana', 'removed', '2027-03-15'],
    ]);
    expect(await states(r)).toEqual({ sent: 2, cancelled: 3 });
    r.state.calendar = { ...rest, 'profile.s2': { ...gone!, every: '05-15' } };
    await r.reminders.replan();
    await live(r, 60);
    expect(r.arrived.slice(2).map(({ person, notices }) => [person, notices[0]?.kind])).toContainEqual(['ana', 'published']);
  });
});

onEach('old reminders', ({ fresh }) => {
  it('lose the person after a year, and subscriptions end with their academic year', async () => {
    const r = await rig(await fresh(), MONDAY, DAYS);
    await r.meet('ana');
    await r.reminders.follow(ana, [S2, EXAM]);
    await live(r, 30);
    const named = () => r.raw().selectFrom('reminder').select('id').where('person', 'is not', null).execute();
    r.time.now = at('2027-08-31T23:00+02:00');
    await r.store.expire();
    expect(await r.reminders.followed('teams', 'ana')).toHaveLength(2);
    r.time.now = at('2027-09-01T00:30+02:00');
    await r.store.expire();
    expect(await r.reminders.followed('teams', 'ana')).toHaveLength(0);
    r.time.now = at('2028-02-28T08:00+01:00');
    await r.store.expire();
    expect(await named()).toHaveLength(3);
    r.time.now = at('2028-03-14T10:30+01:00');
    await r.store.expire();
    expect(await named()).toHaveLength(0);
    expect(await states(r)).toEqual({ sent: 3 });
  });
});
