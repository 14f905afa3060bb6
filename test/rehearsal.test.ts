import { describe, expect, it } from 'vitest';
import { hostPage } from '../src/pages/host.ts';
import { clockOf, placeOfRehearsal } from '../src/rehearsal.ts';

describe('a rehearsal', () => {
  it('has a clock that runs on from the time given, meant in Strasbourg', () => {
    let real = 1_000_000;
    const { clock, rehearsal } = clockOf(['--now', '2027-03-01T08:59'], () => real);
    expect(rehearsal).toBe(true);
    expect(new Date(clock()).toISOString()).toBe('2027-03-01T07:59:00.000Z');
    real += 61_000;
    expect(new Date(clock()).toISOString()).toBe('2027-03-01T08:00:01.000Z');
  });

  it('is none without a time', () => {
    const clock = () => 5;
    expect(clockOf([], clock)).toEqual({ clock, rehearsal: false });
  });

  it('is refused for a time that is none, and for unknown options', () => {
    expect(() => clockOf(['--now', 'tomorrow'], Date.now)).toThrow('"tomorrow" is no time: give it as');
    expect(() => clockOf(['--now'], Date.now)).toThrow('usage:');
    expect(() => clockOf(['--later'], Date.now)).toThrow('usage:');
  });

  it('keeps its data apart from the real data', () => {
    expect(placeOfRehearsal({ sqlite: '/var/lib/pix/pix.sqlite' })).toEqual({ sqlite: '/var/lib/pix/rehearsal.sqlite' });
    const url = 'postgres://pix:secret@db/pix_rehearsal';
    expect(placeOfRehearsal({ url })).toEqual({ url });
    expect(() => placeOfRehearsal({ url: 'postgres://pix:secret@rehearsal/pix' })).toThrow(/the database "pix": name a database/);
    expect(() => placeOfRehearsal({ url: 'postgres://pix:secret@db/pix' })).toThrow(/^(?!.*secret)/);
  });

  it('is said on the page at /', () => {
    const page = { lang: 'en', origin: 'https://pix.example.org' };
    expect(hostPage({ ...page, rehearsal: 'Monday 1 March 2027 at 08:59' })).toContain('it says Monday 1 March 2027 at 08:59');
    expect(hostPage(page)).not.toContain('class="rehearsal"');
  });
});
