import { describe, expect, it } from 'vitest';
import { toRenew } from '../../src/content/renew.ts';
import { contentOf } from './folder.ts';

const { facts, scales } = contentOf();

describe('what is to be renewed', () => {
  const renewed = (today: string) => toRenew(facts, Object.keys(scales), today, 'fr');

  it('is nothing in a year that has everything', () => {
    expect(renewed('2024-01-01')).toEqual({ expired: [], unconfirmed: [] });
  });

  it('is what has no value for the year, with the YAML to write', () => {
    expect(renewed('2026-10-01').expired).toEqual([
      { file: 'facts.yaml', name: 'code', year: '2025-2026', value: 'NEW', add: '2026-2027: "…"' },
      {
        file: 'calendar.yaml',
        name: 'classes',
        year: '2023-2024',
        value: '2024-02-26/2024-04-12',
        add: '2026-2027: 2027-MM-DD/2027-MM-DD',
      },
      { file: 'grades.yaml', name: 'years', year: '2023-2024', value: '', add: '2026-2027: [[0, 0], …, […, 20]]' },
    ]);
  });

  it('is apart from what only waits to be confirmed', () => {
    expect(renewed('2026-10-01').unconfirmed.map(({ name, add }) => [name, add])).toEqual([
      ['place', 'confirmed: 2026-2027'],
      ['mail', 'confirmed: 2026-2027'],
      ['deadline', 'confirmed: [2023-2024, 2026-2027]'],
    ]);
  });
});
