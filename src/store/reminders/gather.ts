/**
 * What is asked in the same round of the event loop, and by `keyOf` is alike, is done by one `work`: a statement for many messages
 * costs little more than for one. Each gets its own answer, in the order asked; where `work` fails, all of them fail.
 */
export function gathered<A, R>(keyOf: (asked: A) => string, work: (asked: A[]) => Promise<R[]>): (asked: A) => Promise<R> {
  type Ask = { asked: A; done: (answer: R) => void; failed: (error: unknown) => void };
  const waiting = new Map<string, Ask[]>();

  const answer = async (asks: Ask[]): Promise<void> => {
    try {
      const answers = await work(asks.map(({ asked }) => asked));
      asks.forEach(({ done }, i) => {
        done(answers[i] as R);
      });
    } catch (error) {
      for (const { failed } of asks) failed(error);
    }
  };
  const round = (): void => {
    const groups = [...waiting.values()];
    waiting.clear();
    for (const asks of groups) void answer(asks);
  };

  return (asked) =>
    new Promise<R>((done, failed) => {
      if (waiting.size === 0) setImmediate(round);
      const key = keyOf(asked);
      const group = waiting.get(key);
      if (group) group.push({ asked, done, failed });
      else waiting.set(key, [{ asked, done, failed }]);
    });
}
