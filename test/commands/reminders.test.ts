import { expect, it } from 'vitest';
import { reminders } from '../../src/commands/reminders/command.ts';
import type { Place } from '../../src/store/database.ts';
import { ana, EXAM, live, rig, S2 } from '../remind/rig.ts';
import { onEach } from '../store/databases.ts';
import { run } from './harness.ts';

const DAYS = { 'profile.s2': '03-15', 'exam.start': '2027-03-29' };

const where = (place: Place): Record<string, string> =>
  'url' in place ? { STORE_URL: place.url } : { DATA_DIR: place.sqlite.replace('/pix.sqlite', '') };

/** Three persons who follow one date, one of them blocked, and one who follows two. */
async function aWeek(place: Place) {
  const r = await rig(place, '2027-02-28T10:00+01:00', DAYS);
  for (const person of ['ana', 'bob', 'eve']) {
    await r.meet(person);
    await r.reminders.follow({ ...ana, person }, [S2]);
  }
  await r.reminders.follow(ana, [EXAM], [7, 1]);
  r.state.outcome = () => (r.arrived.at(-1)?.person === 'bob' ? { outcome: 'gone', why: 'blocked' } : { outcome: 'sent' });
  await live(r, 3);
  return r;
}

onEach('npm run reminders', ({ fresh }) => {
  it('tells per date how many stand where, and the share of all', async () => {
    const place = await fresh();
    await aWeek(place);
    const { code, out } = await run(reminders, [], '', where(place));
    expect(code).toBe(0);
    const [head, exam, s2] = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/\s{2,}/));
    expect(head).toEqual('date year all planned leaving sent ambiguous gone skipped missed failed cancelled'.split(' '));
    expect(exam).toEqual('exam.start 2026-2027 2 2_(100_%) 0 0 0 0 0 0 0 0'.split(' ').map((cell) => cell.replaceAll('_', ' ')));
    expect(s2).toEqual(
      'profile.s2 2026-2027 9 4_(44_%) 0 2_(22_%) 0 3_(33_%) 0 0 0 0'.split(' ').map((cell) => cell.replaceAll('_', ' ')),
    );
  });

  it('says the same as JSON, whose shares add up', async () => {
    const place = await fresh();
    await aWeek(place);
    const { out } = await run(reminders, ['--json'], '', where(place));
    const [, s2] = JSON.parse(out);
    expect(s2).toMatchObject({
      date: 'profile.s2',
      year: '2026-2027',
      total: 9,
      states: { sent: { count: 2 }, gone: { count: 3 } },
    });
    const shares = Object.values<{ share: number }>(s2.states).reduce((sum, { share }) => sum + share, 0);
    expect(shares).toBeCloseTo(1);
  });

  it('shows with --dry-run what goes out and when, and of whom it says nothing', async () => {
    const place = await fresh();
    await aWeek(place);
    const { code, out } = await run(reminders, ['--dry-run', '--now', '2027-03-05T10:00'], '', where(place));
    expect(code).toBe(0);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/\s{2,}/)),
    ).toEqual([
      ['when (Strasbourg)', 'channel', 'date', 'year', 'what', 'day', 'persons'],
      ['2027-03-08T09:00+01:00', 'teams', 'profile.s2', '2026-2027', '7 days before', '2027-03-15', '2'],
      ['2027-03-14T09:00+01:00', 'teams', 'profile.s2', '2026-2027', '1 day before', '2027-03-15', '2'],
      ['2027-03-22T09:00+01:00', 'teams', 'exam.start', '2026-2027', '7 days before', '2027-03-29', '1'],
      ['2027-03-28T09:00+02:00', 'teams', 'exam.start', '2026-2027', '1 day before', '2027-03-29', '1'],
    ]);
    expect(out).not.toMatch(/ana|eve/);
  });

  it('shows what would go at once after a stop: the nearest lead time, and nothing that is past', async () => {
    const place = await fresh();
    await aWeek(place);
    const dry = async (now: string) =>
      JSON.parse((await run(reminders, ['--dry-run', '--json', '--now', now], '', where(place))).out);
    const [first, ...later] = await dry('2027-03-14T12:00');
    expect(first).toMatchObject({ at: '2027-03-14T12:00+01:00', date: 'profile.s2', lead: 1, persons: 2 });
    expect(later).toMatchObject([{ date: 'exam.start' }, { date: 'exam.start' }]);
    expect(await dry('2027-03-16T00:00')).toMatchObject([{ date: 'exam.start' }, { date: 'exam.start' }]);
    expect(await dry('2027-03-30T00:00')).toEqual([]);
  });

  it('says so when there is nothing, and refuses what it does not know', async () => {
    const place = await fresh();
    expect((await run(reminders, [], '', where(place))).out).toBe('No reminder has been planned yet.\n');
    expect((await run(reminders, ['--dry-run'], '', where(place))).out).toBe('Nothing is planned.\n');
    expect((await run(reminders, ['--now', '2027-03-20'], '', where(place))).code).toBe(2);
    expect((await run(reminders, ['--dry-run', '--now', 'soon'], '', where(place))).code).toBe(2);
    expect((await run(reminders, ['all'], '', where(place))).code).toBe(2);
  });
});
