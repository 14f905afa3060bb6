import { randomBytes } from 'node:crypto';
import { type Asked, conversations } from './questions.ts';

/** One POST of /api/chat. */
export type Post = { method: 'POST'; headers: Record<string, string>; body: string };

/** A question asked alone is followed by others of the same person. */
const TOGETHER = 3;
/** Every so many messages one is a pressed choice. */
const PRESSED = 6;
const CHOICES = ['exam.when', 'exam.where', 'profile.deadline;semester=1', 'grade.scale', 'training.workshops', 'contact.who'];

let talks: Asked[][] | undefined;

/** Messages as the widget sends them, `count` of them: new sessions and message ids at each call, conversations in an order of its own. */
export function posts(count: number, seed: number): Post[] {
  talks ??= talksOf();
  const order = shuffled(talks, seed);
  const result: Post[] = [];
  for (let t = 0; result.length < count; t++) {
    const session = randomBytes(32).toString('base64url');
    for (const { text, lang } of order[t % order.length] ?? []) {
      const choice = CHOICES[(result.length / PRESSED) % CHOICES.length];
      const said = choice === undefined ? { text } : { choice };
      result.push({
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-pix-session': session },
        body: JSON.stringify({ id: randomBytes(12).toString('base64url'), ...said, lang }),
      });
    }
  }
  return result.slice(0, count);
}

function talksOf(): Asked[][] {
  const all = conversations();
  const singles = all.filter((turns) => turns.length === 1).flat();
  const together = Array.from({ length: Math.ceil(singles.length / TOGETHER) }, (_, i) =>
    singles.slice(i * TOGETHER, (i + 1) * TOGETHER),
  );
  return [...all.filter((turns) => turns.length > 1), ...together];
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed + 1;
  const next = () => {
    state = Math.imul(state, 48271) % 0x7fffffff;
    return Math.abs(state) / 0x7fffffff;
  };
  return list
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
