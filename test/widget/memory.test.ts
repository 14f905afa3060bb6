import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/widget/conversation.ts';
import { createMemory } from '../../src/widget/memory.ts';

/** Storage as a browser gives it, in a map. */
function shelf() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    values,
  };
}

const mine = (n: number): Item => ({ by: 'me', id: `id-${n}`, text: `${n}`, state: 'sent' });

describe('the memory of the tab', () => {
  it('gives back what was kept', () => {
    const place = shelf();
    const memory = createMemory(() => place);
    const kept = { session: 'token', items: [{ by: 'welcome' } as const, mine(1)], open: true, lang: 'en', draft: 'et' };
    memory.write(kept);
    expect(memory.read()).toEqual(kept);
  });

  it('keeps the last fifty messages', () => {
    const place = shelf();
    const memory = createMemory(() => place);
    memory.write({ items: Array.from({ length: 80 }, (_, n) => mine(n)), open: false, draft: '' });
    const items = memory.read()!.items;
    expect(items).toHaveLength(50);
    expect(items[49]).toEqual(mine(79));
  });

  it.each(['', 'nonsense', 'null', '[]', '{"items":3}'])('has nothing to give when it finds %j', (found) => {
    const place = shelf();
    place.values.set('pix-chat', found);
    expect(createMemory(() => place).read()).toBeUndefined();
  });

  it('leaves out what is no message', () => {
    const place = shelf();
    place.values.set(
      'pix-chat',
      JSON.stringify({ items: [null, 1, { by: 'bot' }, { by: 'me' }, mine(1)], session: 5, draft: 7 }),
    );
    expect(createMemory(() => place).read()).toEqual({ items: [mine(1)], open: false, draft: '' });
  });

  it('does without a storage that is forbidden', () => {
    const memory = createMemory(() => {
      throw new Error('forbidden');
    });
    expect(memory.read()).toBeUndefined();
    expect(() => memory.write({ items: [], open: true, draft: '' })).not.toThrow();
  });
});
