import { describe, expect, it } from 'vitest';
import {
  academicYearOf,
  dateAt,
  dayInWords,
  inWords,
  isAcademicYear,
  isDate,
  isMonthDay,
  nextAcademicYear,
  projectOn,
} from '../../src/content/dates.ts';

const DAY_MS = 86_400_000;

describe('an academic year', () => {
  it.each([
    ['2024-08-31', '2023-2024'],
    ['2024-09-01', '2024-2025'],
    ['2024-12-31', '2024-2025'],
    ['2025-01-01', '2024-2025'],
    ['2024-02-29', '2023-2024'],
    ['2025-08-31', '2024-2025'],
  ])('holds %s in %s', (date, year) => {
    expect(academicYearOf(date)).toBe(year);
  });

  it('changes once in every 365 or 366 days, on 1 September', () => {
    const changes: string[] = [];
    let year = '';
    for (let at = Date.UTC(2023, 0, 1); at < Date.UTC(2029, 0, 1); at += DAY_MS) {
      const date = new Date(at).toISOString().slice(0, 10);
      if (academicYearOf(date) !== year && year !== '') changes.push(date);
      year = academicYearOf(date);
    }
    expect(changes).toEqual([2023, 2024, 2025, 2026, 2027, 2028].map((y) => `${y}-09-01`));
  });

  it('is written with two years, the second following the first', () => {
    expect(['2023-2024', '1999-2000'].every(isAcademicYear)).toBe(true);
    expect(['2023-2025', '2024-2023', '2023', '2023/2024', '23-24', ' 2023-2024', ''].some(isAcademicYear)).toBe(false);
  });

  it('is followed by the next one, over a century too', () => {
    expect(nextAcademicYear('2026-2027')).toBe('2027-2028');
    expect(nextAcademicYear('2098-2099')).toBe('2099-2100');
  });

  it('takes a yearly rule into its first calendar year from September on, else into its second', () => {
    expect(['11-15', '09-01', '12-31', '01-01', '03-15', '08-31'].map((rule) => projectOn(rule, '2026-2027'))).toEqual([
      '2026-11-15',
      '2026-09-01',
      '2026-12-31',
      '2027-01-01',
      '2027-03-15',
      '2027-08-31',
    ]);
  });
});

describe('the date in Strasbourg', () => {
  it.each([
    ['2026-08-31T21:59:59Z', '2026-08-31'],
    ['2026-08-31T22:00:00Z', '2026-09-01'],
    ['2026-12-31T22:59:59Z', '2026-12-31'],
    ['2026-12-31T23:00:00Z', '2027-01-01'],
    ['2027-03-28T00:59:59Z', '2027-03-28'],
  ])('at %s is %s', (instant, date) => {
    expect(dateAt(Date.parse(instant))).toBe(date);
  });
});

describe('a date', () => {
  it('exists, or is refused', () => {
    expect(['2024-02-29', '2023-02-28', '2024-12-31'].every(isDate)).toBe(true);
    expect(
      ['2023-02-29', '2100-02-29', '2024-04-31', '2024-13-01', '2024-00-10', '2024-1-1', '15/03/2024', ''].some(isDate),
    ).toBe(false);
  });

  it('of every year leaves 29 February out', () => {
    expect(['11-15', '02-28', '12-31'].every(isMonthDay)).toBe(true);
    expect(['02-29', '02-30', '13-01', '00-01', '11-31', '1-1', '2024-11-15'].some(isMonthDay)).toBe(false);
  });

  it('is said in words, the first of a month as "1er" in French', () => {
    expect(inWords('2024-03-15', 'fr')).toBe('vendredi 15 mars 2024');
    expect(inWords('2024-03-15', 'en')).toBe('Friday 15 March 2024');
    expect(inWords('2024-03-01', 'fr')).toBe('vendredi 1er mars 2024');
    expect(inWords('2024-03-01', 'en')).toBe('Friday 1 March 2024');
    expect(inWords('2024-02-29', 'fr')).toBe('jeudi 29 février 2024');
    expect(['2024-03-11', '2024-03-21', '2024-03-31'].map((date) => dayInWords(date, 'fr'))).toEqual([
      '11 mars',
      '21 mars',
      '31 mars',
    ]);
    expect(dayInWords('2024-05-01', 'fr')).toBe('1er mai');
    expect(dayInWords('2024-05-01', 'en')).toBe('1 May');
  });
});
