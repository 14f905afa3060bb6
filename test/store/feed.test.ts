import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Place } from '../../src/store/database.ts';
import { createStore } from '../../src/store.ts';
import type { FeedEvent, Store } from '../../src/types.ts';
import { onEach } from './databases.ts';

const YEARS = ['2026-2027', '2027-2028'];
const s1: FeedEvent = { date: 'profile.s1', year: '2026-2027', semester: 1, day: '2026-11-15', status: 'confirmed' };
const s2: FeedEvent = { date: 'profile.s2', year: '2026-2027', semester: 2, day: '2027-03-15', status: 'tentative' };

onEach('what the calendar feed has published', ({ fresh }) => {
  let place: Place;
  let now: number;
  let open: Store[];

  async function store(): Promise<Store> {
    const opened = await createStore(place, () => now);
    open.push(opened);
    return opened;
  }
  const counted = async (from: Store, ...events: FeedEvent[]) =>
    (await from.sequences(events, YEARS)).map(
      ({ date, day, status, sequence, changedAt }) => `${date} ${day} ${status} ${sequence} at ${changedAt}`,
    );

  beforeEach(async () => {
    place = await fresh();
    now = 1_000;
    open = [];
  });
  afterEach(async () => {
    for (const opened of open) await opened.close();
  });

  it('begins at 0 and stays as long as nothing moves', async () => {
    const kept = await store();
    const first = await kept.sequences([s2, s1], YEARS);
    expect(first).toEqual([
      { ...s1, sequence: 0, changedAt: 1_000 },
      { ...s2, sequence: 0, changedAt: 1_000 },
    ]);
    now = 2_000;
    expect(await kept.sequences([s1, s2], YEARS)).toEqual(first);
  });

  it('counts a move, a confirmation, a cancellation and a return, each with its time', async () => {
    const kept = await store();
    await counted(kept, s1, s2);
    now = 2_000;
    const moved = { ...s2, day: '2027-03-22' };
    expect(await counted(kept, s1, moved)).toEqual([
      'profile.s1 2026-11-15 confirmed 0 at 1000',
      'profile.s2 2027-03-22 tentative 1 at 2000',
    ]);
    now = 3_000;
    expect((await counted(kept, s1, { ...moved, status: 'confirmed' }))[1]).toBe('profile.s2 2027-03-22 confirmed 2 at 3000');
    now = 4_000;
    expect((await counted(kept, s1))[1]).toBe('profile.s2 2027-03-22 cancelled 3 at 4000');
    now = 5_000;
    expect((await counted(kept, s1))[1]).toBe('profile.s2 2027-03-22 cancelled 3 at 4000');
    expect((await counted(kept, s1, moved))[1]).toBe('profile.s2 2027-03-22 tentative 4 at 5000');
  });

  it('counts once what two servers see at the same time, and both tell the same', async () => {
    const [one, other] = [await store(), await store()];
    await Promise.all([counted(one, s1, s2), counted(other, s1, s2)]);
    now = 2_000;
    const moved = { ...s1, day: '2026-11-20' };
    await Promise.all([counted(one, moved), counted(other, moved), counted(one, moved), counted(other, moved)]);
    const told = await counted(one, moved);
    expect(told).toEqual(['profile.s1 2026-11-20 confirmed 1 at 2000', 'profile.s2 2027-03-15 cancelled 1 at 2000']);
    expect(await counted(other, moved)).toEqual(told);
  });

  it('leaves the years alone that the feed no longer tells of', async () => {
    const kept = await store();
    await counted(kept, s1);
    expect(await kept.sequences([], ['2027-2028'])).toEqual([]);
    expect(await counted(kept, s1)).toEqual(['profile.s1 2026-11-15 confirmed 0 at 1000']);
  });

  it('survives a restart', async () => {
    const first = await createStore(place, () => now);
    await counted(first, s1);
    await first.close();
    now = 9_000;
    expect(await counted(await store(), s1)).toEqual(['profile.s1 2026-11-15 confirmed 0 at 1000']);
  });
});
