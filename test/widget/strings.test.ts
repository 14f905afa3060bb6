import { describe, expect, it } from 'vitest';
import { pickLang, UI_LANGS, welcome } from '../../src/widget/strings.ts';

describe('pickLang', () => {
  it('takes the first wish that the widget speaks', () => {
    expect(pickLang(undefined, null, '', 'de', 'EN-gb', 'fr')).toBe('en');
  });
  it('falls back to French', () => {
    expect(pickLang('de', 'toString')).toBe('fr');
  });
});

describe('welcome', () => {
  it.each(UI_LANGS)('has its words and three starters in %s', (lang) => {
    const { blocks, choices } = welcome(lang);
    expect(blocks).toHaveLength(3);
    expect(choices.map(({ id }) => id)).toEqual([undefined, undefined, undefined]);
  });
});
