import { expect, it } from 'vitest';
import { createKnown } from '../../src/store/known.ts';

it('knows what it was given, for as long as it is kept', () => {
  let now = 0;
  const known = createKnown(100, () => now, ['held']);
  known.add('early');
  for (now = 10; now < 100; now += 10) known.add(`key ${now}`);
  expect(['held', 'early', 'key 90', 'other'].map(known.mayHold)).toEqual([true, true, true, false]);
  now = 150;
  known.add('late');
  expect(['key 90', 'late', 'other'].map(known.mayHold)).toEqual([true, true, false]);
  now = 300;
  known.add('later');
  known.add('last');
  now = 450;
  known.add('again');
  expect(['early', 'key 90', 'later'].map(known.mayHold)).toEqual([false, false, true]);
});

it('beyond its room everything may be held, until what was left out is no longer kept', () => {
  let now = 0;
  const known = createKnown(100, () => now, [], 2);
  for (const key of ['a', 'b', 'c']) known.add(key);
  expect(known.mayHold('other')).toBe(true);
  now = 100;
  known.add('d');
  expect(['c', 'd', 'other'].map(known.mayHold)).toEqual([false, true, false]);
});
