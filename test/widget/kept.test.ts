import { describe, expect, it } from 'vitest';
import { createKept } from '../../src/widget/kept.ts';
import type { Due } from '../../src/widget/reminders.ts';

/** Storage as a browser gives it, in a map. */
function shelf() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
    values,
  };
}

const ID = 'a'.repeat(43);
const due: Due = { id: '1', reply: { lang: 'fr', blocks: [], choices: [] } };

describe('what the browser keeps over visits', () => {
  it('is nothing at first, the id once kept, nothing once forgotten', () => {
    const [browser, tab] = [shelf(), shelf()];
    const kept = createKept(
      () => browser,
      () => tab,
    );
    expect([kept.id(), kept.unread()]).toEqual([undefined, []]);
    expect([browser.values.size, tab.values.size]).toEqual([0, 0]);
    kept.keep(ID);
    expect(kept.id()).toBe(ID);
    expect([...browser.values]).toEqual([['pix-chat-id', ID]]);
    kept.forget();
    expect(kept.id()).toBeUndefined();
    expect(browser.values.size).toBe(0);
  });

  it('leaves nothing behind of reminders that are read', () => {
    const tab = shelf();
    const kept = createKept(shelf, () => tab);
    kept.setUnread([due]);
    expect(kept.unread()).toEqual([due]);
    kept.setUnread([]);
    expect(tab.values.size).toBe(0);
  });

  it.each(['', 'short', `${'a'.repeat(42)} `, 'a'.repeat(44), '<script>'])('takes no %j for an id', (found) => {
    const browser = shelf();
    browser.values.set('pix-chat-id', found);
    expect(createKept(() => browser, shelf).id()).toBeUndefined();
  });

  it.each(['', 'nonsense', 'null', '{}', '[null, 1, {"id": "1"}, {"id": 1, "reply": {"blocks": [], "choices": []}}]'])(
    'takes no %j for reminders',
    (found) => {
      const tab = shelf();
      tab.values.set('pix-chat-due', found);
      expect(createKept(shelf, () => tab).unread()).toEqual([]);
    },
  );

  it('does without a storage that is forbidden', () => {
    const forbidden = () => {
      throw new Error('forbidden');
    };
    const kept = createKept(forbidden, forbidden);
    expect([kept.id(), kept.unread()]).toEqual([undefined, []]);
    expect(() => {
      kept.keep(ID);
      kept.setUnread([due]);
      kept.forget();
    }).not.toThrow();
  });
});
