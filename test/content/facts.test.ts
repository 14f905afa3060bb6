import { describe, expect, it } from 'vitest';
import { quote } from '../../src/content/facts.ts';
import { contentOf } from './folder.ts';

const { facts } = contentOf();
const on = (today: string, name: string, lang = 'fr') => quote(name, facts, today, lang);

describe('a fact of given years', () => {
  it('is current in its year, to the day', () => {
    expect(on('2025-09-01', 'code')).toEqual({ text: 'NEW', state: 'now', year: '2025-2026' });
    expect(on('2026-08-31', 'code')).toEqual({ text: 'NEW', state: 'now', year: '2025-2026' });
  });

  it('is past in every later year', () => {
    expect(on('2026-09-01', 'code')).toEqual({ text: 'NEW', state: 'past', year: '2025-2026' });
    expect(on('2031-01-01', 'code')).toMatchObject({ text: 'NEW', state: 'past' });
  });

  it('takes the newest earlier year where a year is missing', () => {
    expect(on('2025-08-31', 'code')).toEqual({ text: 'OLD', state: 'past', year: '2023-2024' });
  });

  it('is not current before its first year', () => {
    expect(on('2023-08-31', 'code')).toEqual({ text: 'OLD', state: 'past', year: '2023-2024' });
  });

  it('names its year', () => {
    expect(on('2026-10-01', 'code.year')?.text).toBe('2025-2026');
    expect(on('2026-10-01', 'year')?.text).toBe('2026-2027');
  });
});

describe('a standing fact', () => {
  it('stands in every year, with the year of its confirmation', () => {
    for (const today of ['2023-09-01', '2026-10-01', '2040-01-01'])
      expect(on(today, 'place')).toEqual({ text: 'à Strasbourg', state: 'now', confirmed: '2023-2024' });
    expect(on('2026-10-01', 'place', 'en')?.text).toBe('in Strasbourg');
  });

  it('has no year to name', () => {
    expect(on('2026-10-01', 'place.year')).toBeUndefined();
  });
});

describe('a yearly rule', () => {
  it('is projected on the current year, and marked until that year is confirmed', () => {
    expect(on('2023-10-01', 'deadline')?.text).toBe('mercredi 15 novembre 2023');
    expect(on('2026-10-01', 'deadline')?.text).toBe('dimanche 15 novembre 2026 (à confirmer)');
    expect(on('2026-10-01', 'deadline', 'en')?.text).toBe('Sunday 15 November 2026 (to be confirmed)');
  });

  it('holds on its day and has passed the day after, until 31 August', () => {
    expect(on('2026-11-15', 'deadline')?.state).toBe('now');
    expect(on('2026-11-16', 'deadline')?.state).toBe('passed');
    expect(on('2027-08-31', 'deadline')?.state).toBe('passed');
    expect(on('2027-09-01', 'deadline')).toMatchObject({ state: 'now', year: '2027-2028' });
  });

  it('names its next day: this one until it is over, then that of the next year', () => {
    expect(on('2026-11-15', 'deadline.next')?.text).toBe('dimanche 15 novembre 2026 (à confirmer)');
    expect(on('2026-11-16', 'deadline.next')?.text).toBe('lundi 15 novembre 2027 (à confirmer)');
    expect(on('2026-11-16', 'deadline.day')?.text).toBe('15 novembre');
  });
});

describe('a period', () => {
  it('is said with one year, holds to its last day, then has passed, then is past', () => {
    expect(on('2024-02-01', 'classes')).toEqual({
      text: 'du lundi 26 février au vendredi 12 avril 2024',
      state: 'now',
      year: '2023-2024',
    });
    expect(on('2024-04-12', 'classes', 'en')).toMatchObject({
      text: 'from Monday 26 February to Friday 12 April 2024',
      state: 'now',
    });
    expect(on('2024-04-13', 'classes')?.state).toBe('passed');
    expect(on('2024-09-01', 'classes')?.state).toBe('past');
  });

  it('says both years where it crosses one', () => {
    const { facts: crossing } = contentOf({
      'calendar.yaml':
        'deadline:\n  name: {fr: a, en: b}\n  kind: deadline\n  every: 11-15\n  intent: exam.when\nclasses:\n  name: {fr: a, en: b}\n  kind: period\n  years: {2023-2024: 2023-12-18/2024-01-12}\n  intent: exam.when\n',
    });
    expect(quote('classes', crossing, '2023-12-20', 'fr')?.text).toBe('du lundi 18 décembre 2023 au vendredi 12 janvier 2024');
  });
});

it('knows no other name', () => {
  for (const name of [
    '',
    '.',
    'nothing',
    'code.',
    'code.next',
    '.year',
    'place.day',
    'nothing.year',
    'toString',
    '__proto__',
    'constructor.year',
  ])
    expect(on('2026-10-01', name), name).toBeUndefined();
});
