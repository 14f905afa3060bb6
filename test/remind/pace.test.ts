import { describe, expect, it } from 'vitest';
import { createPace, type Rates } from '../../src/remind/deliver/pace.ts';

/** When messages to these conversations go, all asked for at the same moment; ms from then, on a clock of the test's own. */
async function times(rates: Rates, conversations: string[]): Promise<number[]> {
  let now = 0;
  const sleeping: { until: number; wake: () => void }[] = [];
  const pause = (ms: number) => new Promise<void>((wake) => void sleeping.push({ until: now + ms, wake }));
  const turn = createPace(rates, () => now, pause);
  const { signal } = new AbortController();
  const gone = conversations.map((conversation) => turn(conversation, signal).then(() => now));
  for (;;) {
    await new Promise(setImmediate);
    const [first] = sleeping.sort((a, b) => a.until - b.until).splice(0, 1);
    if (!first) return Promise.all(gone);
    now = first.until;
    first.wake();
  }
}

describe('the pace', () => {
  it('spaces all messages of a channel evenly', async () => {
    expect(await times({ all: 20 }, ['a', 'b', 'c', 'a'])).toEqual([0, 50, 100, 150]);
  });

  it('lets one conversation have one a second, and holds up no other for it', async () => {
    expect(await times({ all: 20, conversation: 1 }, ['a', 'a', 'b', 'a', 'c'])).toEqual([0, 1_000, 50, 2_000, 100]);
  });

  it('waits for nothing without a rate', async () => {
    expect(await times({}, ['a', 'a', 'b'])).toEqual([0, 0, 0]);
  });

  it('keeps nobody who is told to stop', async () => {
    const stop = new AbortController();
    const turn = createPace(
      { conversation: 1 },
      () => 0,
      async () => stop.abort(),
    );
    await turn('a', stop.signal);
    await turn('a', stop.signal);
    expect(stop.signal.aborted).toBe(true);
  });
});
