import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createBehind } from '../src/behind.ts';

it('what nobody waits for is done a moment later, in order', async () => {
  const { later } = createBehind();
  const done: number[] = [];
  later(() => done.push(1));
  later(() => done.push(2));
  expect(done).toEqual([]);
  await delay(100);
  expect(done).toEqual([1, 2]);
  later(() => done.push(3));
  await delay(100);
  expect(done).toEqual([1, 2, 3]);
});

it('what fails keeps nothing else from being done', () => {
  const { later, now } = createBehind();
  const done: number[] = [];
  later(() => {
    throw new Error('first');
  });
  later(() => done.push(2));
  expect(now).toThrow('first');
  expect(done).toEqual([2]);
});

it('or at once where it must not be lost, and then not again', async () => {
  const { later, now } = createBehind();
  const done: number[] = [];
  later(() => done.push(1));
  now();
  now();
  await delay(100);
  expect(done).toEqual([1]);
});
