import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { CalendarEntry } from '../../src/content/schema.ts';
import { feedEvents, feedYears } from '../../src/remind/events.ts';
import { type IcsParts, toIcs } from '../../src/remind/ics.ts';
import type { FeedState } from '../../src/types.ts';

const CHANGED = Date.parse('2026-10-02T10:20:30Z');
const CALENDAR: Record<string, CalendarEntry> = {
  'profile.s1': {
    name: { fr: 'date limite du profil Pix, semestre 1', en: 'deadline, semester 1' },
    semester: 1,
    kind: 'deadline',
    every: '11-15',
    confirmed: ['2026-2027'],
    intent: 'profile.deadline',
  },
  'profile.s2': {
    name: { fr: 'date limite du profil Pix ; à « l’Été », \\ semestre 2', en: 'deadline, semester 2' },
    semester: 2,
    kind: 'deadline',
    every: '03-15',
    intent: 'profile.deadline',
  },
  workshops: {
    name: { fr: 'ateliers thématiques Pix', en: 'thematic workshops' },
    kind: 'period',
    years: { '2026-2027': '2027-02-26/2027-04-12', '2023-2024': '2024-02-29' },
    intent: 'training.workshops',
  },
};

const published = (today: string): FeedState[] =>
  feedEvents(CALENDAR, feedYears(today)).map((event) => ({ ...event, sequence: 3, changedAt: CHANGED }));

const make = (parts: Partial<IcsParts> = {}): string =>
  toIcs({
    calendar: CALENDAR,
    events: published('2026-11-24'),
    lang: 'fr',
    semester: undefined,
    say: (phrase, values = {}) => `${phrase} ${Object.values(values).join(' | ')}`.trim(),
    pageOf: (intent) => `https://pix.example.fr/faq?lang=fr#${intent}`,
    ...parts,
  });

function read(text: string) {
  const root = new ICAL.Component(ICAL.parse(text));
  const events = root.getAllSubcomponents('vevent');
  const by = new Map(events.map((event) => [String(event.getFirstPropertyValue('uid')), new ICAL.Event(event)]));
  return { root, by, event: (uid: string) => by.get(uid) as ICAL.Event };
}

const S1 = 'profile.s1-2026-2027@pix-assistant';
const S2 = 'profile.s2-2026-2027@pix-assistant';
const value = (event: ICAL.Event, name: string): string => String(event.component.getFirstPropertyValue(name));

/** When the alarms ring, by a clock in Strasbourg. */
const ringing = (event: ICAL.Event): string[] =>
  event.component.getAllSubcomponents('valarm').map((alarm) => {
    const at = alarm.getFirstPropertyValue('trigger') as ICAL.Time;
    return Temporal.Instant.fromEpochMilliseconds(at.toJSDate().getTime())
      .toZonedDateTimeISO('Europe/Paris')
      .toPlainDateTime()
      .toString();
  });

describe('the calendar feed, read back by another library,', () => {
  it('has every date of the current and the next academic year that is known', () => {
    const { by } = read(make());
    expect([...by].map(([uid, event]) => `${uid} ${event.startDate} ${event.endDate}`)).toEqual([
      'profile.s1-2026-2027@pix-assistant 2026-11-15 2026-11-16',
      'profile.s2-2026-2027@pix-assistant 2027-03-15 2027-03-16',
      'workshops-2026-2027@pix-assistant 2027-02-26 2027-04-13',
      'profile.s1-2027-2028@pix-assistant 2027-11-15 2027-11-16',
      'profile.s2-2027-2028@pix-assistant 2028-03-15 2028-03-16',
    ]);
    for (const event of by.values()) expect(event.startDate.isDate).toBe(true);
  });

  it('moves on with the academic year, on 1 September', () => {
    expect(feedYears('2027-08-31')).toEqual(['2026-2027', '2027-2028']);
    expect(feedYears('2027-09-01')).toEqual(['2027-2028', '2028-2029']);
  });

  it('knows 29 February', () => {
    const { event } = read(make({ events: published('2024-01-10') }));
    const leap = event('workshops-2023-2024@pix-assistant');
    expect([String(leap.startDate), String(leap.endDate)]).toEqual(['2024-02-29', '2024-03-01']);
    expect(ringing(leap)).toEqual(['2024-02-15T09:00:00', '2024-02-22T09:00:00', '2024-02-28T09:00:00']);
  });

  it('keeps to one semester, and to the dates that belong to none', () => {
    const dates = (semester: 1 | 2) => [...new Set([...read(make({ semester })).by.keys()].map((uid) => uid.split('-')[0]))];
    expect(dates(1)).toEqual(['profile.s1', 'workshops']);
    expect(dates(2)).toEqual(['profile.s2', 'workshops']);
  });

  it('marks a yearly rule that is not confirmed, and only that', () => {
    const { event } = read(make());
    expect([value(event(S1), 'status'), event(S1).summary]).toEqual(['CONFIRMED', 'Date limite du profil Pix, semestre 1']);
    expect(value(event(S2), 'status')).toBe('TENTATIVE');
    expect(event(S2).summary).toMatch(/^feed\.tentative /);
    expect(event(S2).description).toMatch(/^feed\.about\.tentative .*lundi 15 mars 2027 \| 2026-2027/);
  });

  it('rings 14, 7 and 1 days before at 9:00 in Strasbourg, over the change of the clocks too', () => {
    const { event } = read(make());
    expect(ringing(event(S2))).toEqual(['2027-03-01T09:00:00', '2027-03-08T09:00:00', '2027-03-14T09:00:00']);
    const entry = { ...CALENDAR['profile.s1'], every: '11-01' } as CalendarEntry;
    const events = feedEvents({ late: entry }, ['2026-2027']).map((late) => ({ ...late, sequence: 0, changedAt: CHANGED }));
    const late = read(make({ calendar: { late: entry }, events })).event('late-2026-2027@pix-assistant');
    expect(ringing(late)).toEqual(['2026-10-18T09:00:00', '2026-10-25T09:00:00', '2026-10-31T09:00:00']);
    for (const line of make().match(/^TRIGGER.*$/gm) ?? []) expect(line).toMatch(/^TRIGGER;VALUE=DATE-TIME:\d{8}T\d{6}Z$/);
  });

  it('tells how often an event changed, and when last, in UTC', () => {
    const { event } = read(make());
    expect(event(S1).sequence).toBe(3);
    for (const name of ['dtstamp', 'last-modified']) expect(value(event(S1), name)).toBe('2026-10-02T10:20:30Z');
  });

  it('says that a date was cancelled, and does not ring for it', () => {
    const events = published('2026-11-24').map((event): FeedState => ({ ...event, status: 'cancelled' }));
    const known = read(make({ events })).event(S1);
    expect([value(known, 'status'), known.summary]).toEqual([
      'CANCELLED',
      'feed.cancelled Date limite du profil Pix, semestre 1',
    ]);
    expect(ringing(known)).toEqual([]);
    const gone = read(make({ events, calendar: {} })).event(S1);
    expect(gone.summary).toBe('feed.cancelled Feed.removed');
    expect(gone.component.getFirstPropertyValue('url')).toBeNull();
  });

  it('escapes commas, semicolons and backslashes, and keeps accents', () => {
    const { root, event } = read(make({ say: (phrase, { name = phrase } = {}) => `É, ${name}; \\n` }));
    expect(event(S2).summary).toBe('É, Date limite du profil Pix ; à « l’Été », \\ semestre 2; \\n');
    // Of a name that begins with X- the reader does not know that it is a text: it is given as it stands.
    expect(root.getFirstPropertyValue('x-wr-calname')).toBe('É\\, feed.title\\; \\\\n');
    expect(root.getFirstPropertyValue('x-wr-caldesc')).toBe('É\\, feed.about\\; \\\\n');
    expect(event(S2).description).toContain('\n\n');
  });

  it('folds its lines at 75 octets, none in the middle of a letter, and ends each in CRLF', () => {
    const text = make({ say: (_phrase, { name = 'ü' } = {}) => `${name}${'é'.repeat(200)}${'🎓'.repeat(60)}` });
    const lines = text.split('\r\n');
    expect(lines.pop()).toBe('');
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(read(text).event(S1).summary).toBe(`Date limite du profil Pix, semestre 1`);
    expect(read(text).event(S2).summary).toMatch(/é{200}(?:🎓){60}$/u);
  });

  it('links to the page that answers', () => {
    const url = 'https://pix.example.fr/faq?lang=fr#profile.deadline';
    expect(value(read(make()).event(S1), 'url')).toBe(url);
    expect(read(make()).event(S1).description).toContain(url);
  });

  it('asks to be read again twice a day, by the standard’s word and by the older one', () => {
    const { root } = read(make());
    expect(String(root.getFirstPropertyValue('refresh-interval'))).toBe('PT12H');
    expect(String(root.getFirstPropertyValue('x-published-ttl'))).toBe('PT12H');
  });

  it('holds the zone Europe/Paris, which tells the same hours as the machine does', () => {
    const { root } = read(make());
    const [component, ...others] = root.getAllSubcomponents('vtimezone');
    expect(others).toEqual([]);
    const zone = new ICAL.Timezone(component!);
    expect([zone.tzid, root.getFirstPropertyValue('x-wr-timezone')]).toEqual(['Europe/Paris', 'Europe/Paris']);
    for (let hours = 0; hours < 24 * 365 * 4; hours += 5) {
      const wall = Temporal.PlainDateTime.from('2026-01-01T00:30').add({ hours });
      const [early, late] = (['earlier', 'later'] as const).map(
        (disambiguation) => wall.toZonedDateTime('Europe/Paris', { disambiguation }).offsetNanoseconds / 1e9,
      );
      const time = ICAL.Time.fromDateTimeString(wall.toString({ smallestUnit: 'second' }));
      time.zone = zone;
      // In the hour that does not exist, and in the one that comes twice, either is right.
      expect([early, late], wall.toString()).toContain(time.utcOffset());
    }
  });
});
