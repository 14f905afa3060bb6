import ICAL from 'ical.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NEEDS } from '../../src/answer.ts';
import { type Content, loadContent } from '../../src/content.ts';
import { PROGRAM_FACTS } from '../../src/knowledge.ts';
import { createFeed } from '../../src/remind/feed.ts';
import { createStore } from '../../src/store.ts';
import type { Store } from '../../src/types.ts';

const loaded = loadContent('content', PROGRAM_FACTS, NEEDS, '2026-11-24');
const ORIGIN = 'https://pix.example.fr';

let store: Store;
let asked: number;
let content: Content;
let now: number;

beforeEach(async () => {
  now = Date.parse('2026-11-24T10:00:00+01:00');
  content = loaded;
  asked = 0;
  store = await createStore({ sqlite: ':memory:' }, () => now);
});
afterEach(() => store.close());

const feed = () =>
  createFeed({
    content: () => content,
    store: {
      sequences: (...given) => {
        asked++;
        return store.sequences(...given);
      },
    },
    clock: () => now,
  });

const events = (text: string): ICAL.Event[] =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));

/** The content in which the deadline of the second semester is another. */
const moved = (every: string): Content => {
  const s2 = loaded.calendar['profile.s2'];
  if (!s2) throw new Error('content/calendar.yaml has no profile.s2');
  return { ...loaded, version: every, calendar: { ...loaded.calendar, 'profile.s2': { ...s2, every } } };
};

describe('the feed of the real content', () => {
  it.each(['fr', 'en'])('speaks plain sentences in %s, every name filled in', async (lang) => {
    const text = await feed()({ lang, semester: undefined, origin: ORIGIN });
    expect(events(text).length).toBeGreaterThan(3);
    for (const event of events(text)) {
      expect(event.summary).toMatch(/^[A-Z]/);
      expect(`${event.summary} ${event.description}`).not.toMatch(/[{}*]|undefined/);
      expect(event.description).toContain(`${ORIGIN}/faq?lang=${lang}#`);
    }
  });

  it('names its semester', async () => {
    expect(await feed()({ lang: 'en', semester: 2, origin: ORIGIN })).toContain('X-WR-CALNAME:Pix dates\\, semester 2');
  });

  it('is made once for a content, a day and an address', async () => {
    const give = feed();
    const first = await give({ lang: 'fr', semester: 1, origin: ORIGIN });
    expect(await give({ lang: 'fr', semester: 1, origin: ORIGIN })).toBe(first);
    await give({ lang: 'en', semester: undefined, origin: ORIGIN });
    expect(await give({ lang: 'fr', semester: 1, origin: 'https://other.example' })).not.toBe(first);
    expect(asked).toBe(1);
    now += 24 * 3_600_000;
    await give({ lang: 'fr', semester: 1, origin: ORIGIN });
    expect(asked).toBe(2);
  });

  it('tells of a date that moved by the same id and a higher number, and of one that went', async () => {
    const give = feed();
    const ask = async () =>
      events(await give({ lang: 'fr', semester: 2, origin: ORIGIN }))
        .filter(({ uid }) => uid === 'profile.s2-2026-2027@pix-assistant')
        .map(({ startDate, sequence, component }) => `${startDate} ${sequence} ${component.getFirstPropertyValue('status')}`);
    const [before] = await ask();
    expect(before).toMatch(/^2027-03-15 0 /);
    content = moved('03-22');
    expect((await ask())[0]).toMatch(/^2027-03-22 1 /);
    const { 'profile.s2': _, ...rest } = loaded.calendar;
    content = { ...loaded, version: 'without', calendar: rest };
    expect(await ask()).toEqual(['2027-03-22 2 CANCELLED']);
  });

  it('fails while the store does not answer, and not for longer', async () => {
    let broken = true;
    const give = createFeed({
      content: () => content,
      store: { sequences: async (...given) => (broken ? Promise.reject(new Error('down')) : store.sequences(...given)) },
      clock: () => now,
    });
    await expect(give({ lang: 'fr', semester: 1, origin: ORIGIN })).rejects.toThrow('down');
    broken = false;
    expect(await give({ lang: 'fr', semester: 1, origin: ORIGIN })).toContain('BEGIN:VCALENDAR');
  });
});
