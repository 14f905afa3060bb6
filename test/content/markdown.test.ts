import { describe, expect, it } from 'vitest';
import { fillBlocks, linksOf, MarkdownError, parseMarkdown, placeholdersOf } from '../../src/content/markdown.ts';
import { plainText } from '../../src/render/console.ts';

const filled = (text: string, values: Record<string, string>) => fillBlocks(parseMarkdown(text), (name) => values[name] ?? '');

describe('the Markdown of answers', () => {
  it('is paragraphs and lists of text, bold, emphasis, code and links', () => {
    const blocks = parseMarkdown('A **b** *c* `d` [e](https://f.fr)\nnext\n\n- one\n- two\n\n1. first');
    expect(blocks.map(({ type }) => type)).toEqual(['paragraph', 'list', 'list']);
    expect(plainText({ blocks: [...blocks] })).toBe('A b c d e (https://f.fr) next\n\n- one\n- two\n\n1. first');
    expect(linksOf(blocks)).toEqual(['https://f.fr']);
  });

  it.each(['# a', '> a', '    a', '```\na\n```', '---', '<b>a</b>', 'a <i>b</i>', '![a](b.png)'])('is never %j', (text) => {
    expect(() => parseMarkdown(text)).toThrow(MarkdownError);
  });
});

describe('a placeholder', () => {
  it('is named once however often it is quoted', () => {
    expect(placeholdersOf('{a} [{b.c}](https://{a}) {not a name} {}')).toEqual(['a', 'b.c']);
  });

  it('is filled in text, code and links', () => {
    const blocks = filled('`{a}` **{a}** [{a}](https://x.fr/{a})', { a: 'v' });
    expect(plainText({ blocks })).toBe('v v v (https://x.fr/v)');
  });

  it('never becomes markup, whatever its value', () => {
    const value = '**x** [y](https://evil.example) {b} <b>';
    expect(filled('Said: {a}', { a: value, b: 'no' })).toEqual([
      { type: 'paragraph', children: [{ type: 'text', value: `Said: ${value}` }] },
    ]);
  });
});
