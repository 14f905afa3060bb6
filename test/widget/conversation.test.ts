import { describe, expect, it } from 'vitest';
import type { Outcome, Outgoing } from '../../src/widget/api.ts';
import { createConversation, type Item } from '../../src/widget/conversation.ts';

const answer = (words: string, session = 'token'): Outcome => ({
  ok: true,
  session,
  reply: { lang: 'fr', blocks: [{ type: 'paragraph', children: [{ type: 'text', value: words }] }], choices: [] },
});
const fault = (parts: Partial<Extract<Outcome, { ok: false }>>): Outcome => ({
  ok: false,
  fault: 'network',
  again: 0,
  strange: false,
  ...parts,
});

/** A conversation with a server that gives these outcomes in turn; `settled` resolves when no answer is awaited any more. */
function talk(outcomes: Outcome[], session?: string, items?: Item[]) {
  const sent: { message: Outgoing; session: string | undefined }[] = [];
  const seen: string[] = [];
  const waits: number[] = [];
  let settle = (): void => {};
  let settled = Promise.resolve();
  let ids = 0;
  const conversation = createConversation(
    {
      ask: async (message, token) => {
        sent.push({ message, session: token });
        return outcomes[sent.length - 1]!;
      },
      newId: () => `id-${++ids}`,
      wait: async (ms) => void waits.push(ms),
      lang: () => 'fr',
      watcher: {
        added: (item) => seen.push(item.by),
        failed: (item) => seen.push(`failed ${item.fault}`),
        waiting: (on) => {
          if (!on) return settle();
          settled = new Promise((done) => {
            settle = done;
          });
        },
        changed: () => {},
      },
    },
    session,
    items,
  );
  return { conversation, sent, seen, waits, settled: () => settled };
}

describe('a conversation', () => {
  it('keeps the session that the server gave', async () => {
    const { conversation, sent, settled } = talk([answer('un'), answer('deux')]);
    conversation.say('a');
    await settled();
    conversation.say('b', 'exam.when');
    await settled();
    expect(sent.map(({ session }) => session)).toEqual([undefined, 'token']);
    expect(sent[1]!.message).toEqual({ id: 'id-2', choice: 'exam.when', lang: 'fr' });
  });

  it('says nothing new while an answer is awaited', async () => {
    const { conversation, seen, settled } = talk([answer('un')]);
    expect(conversation.say('a')).toBe(true);
    expect(conversation.say('b')).toBe(false);
    await settled();
    expect(seen).toEqual(['me', 'bot']);
  });

  it('sends a failed message again under the same id', async () => {
    const { conversation, sent, seen, settled } = talk([fault({ fault: 'server' }), answer('un')]);
    conversation.say('a');
    await settled();
    const item = conversation.state.items[0]!;
    expect(item).toMatchObject({ state: 'failed', text: 'a' });
    if (item.by === 'me') conversation.retry(item);
    await settled();
    expect(sent.map(({ message }) => message.id)).toEqual(['id-1', 'id-1']);
    expect(seen).toEqual(['me', 'failed server', 'bot']);
  });

  it('drops a session that the server does not know, once', async () => {
    const { conversation, sent, settled } = talk([fault({ fault: 'server', strange: true }), answer('un', 'new')], 'old');
    conversation.say('a');
    await settled();
    expect(sent.map(({ session }) => session)).toEqual(['old', undefined]);
    expect(conversation.state.session).toBe('new');
  });

  it('gives up when the server refuses a fresh session too', async () => {
    const strange = fault({ fault: 'server', strange: true });
    const { conversation, sent, seen, settled } = talk([strange, strange, strange], 'old');
    conversation.say('a');
    await settled();
    expect(sent).toHaveLength(2);
    expect(seen).toEqual(['me', 'failed server']);
  });

  it('waits as long as a busy server asks, and not for ever', async () => {
    const busy = fault({ fault: 'busy', again: 1000 });
    const { conversation, seen, waits, settled } = talk([busy, busy, busy, busy, busy]);
    conversation.say('a');
    await settled();
    expect(waits).toEqual([1000, 1000, 1000]);
    expect(seen).toEqual(['me', 'failed busy']);
  });

  it('forgets everything when it starts again, an answer on its way too', async () => {
    const { conversation, seen, settled } = talk([answer('un')], 'token');
    conversation.say('a');
    conversation.reset();
    await settled();
    await Promise.resolve();
    expect(seen).toEqual(['me']);
    expect(conversation.state).toMatchObject({ session: undefined, items: [], busy: false });
  });
});
