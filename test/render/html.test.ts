import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/render/html.ts';
import { renderWeb } from '../../src/render/web.ts';
import type { Block, Inline, Reply } from '../../src/types.ts';

const paragraph = (...children: Inline[]): Block => ({ type: 'paragraph', children });
const text = (value: string): Inline => ({ type: 'text', value });
const link = (url: string): Inline => ({ type: 'link', url, children: [text('ici')] });
const HOSTILE = '<img src=x onerror="alert(\'1\')">&';
const UNSAFE = [
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,x',
  '//evil.example',
  '/faq',
  'vbscript:x',
  'file:///etc',
];

describe('blocks as HTML', () => {
  it('escape everything that is text', () => {
    const blocks: Block[] = [
      paragraph(text(HOSTILE), { type: 'code', value: HOSTILE }, { type: 'strong', children: [text(HOSTILE)] }),
      { type: 'list', ordered: true, items: [[{ type: 'emphasis', children: [text(HOSTILE)] }]] },
      { type: 'table', caption: HOSTILE, head: [HOSTILE], rows: [[HOSTILE]] },
      { type: 'scale', alt: HOSTILE, min: 0, max: 10, marks: [{ at: 5, label: HOSTILE }], points: [{ at: 7, label: HOSTILE }] },
    ];
    const html = renderHtml(blocks);
    expect(html).not.toContain('<img');
    expect(html).not.toContain('"alert');
    expect(html).not.toMatch(/\sstyle=|NaN|undefined/);
  });

  it('keep links to http(s) and mail, and make others their text', () => {
    expect(renderHtml([paragraph(link('https://pix.fr/?a=1&b="'))])).toBe(
      '<p><a href="https://pix.fr/?a=1&amp;b=&quot;" rel="noopener">ici</a></p>',
    );
    expect(renderHtml([paragraph(link('mailto:a@example.org'))])).toContain('href="mailto:');
    for (const url of UNSAFE) expect(renderHtml([paragraph(link(url))])).toBe('<p>ici</p>');
  });

  it('mark cautions, notes, lists, tables and breaks', () => {
    expect(renderHtml([{ type: 'paragraph', tone: 'caution', children: [text('a'), { type: 'break' }] }])).toBe(
      '<p class="caution">a<br></p>',
    );
    expect(renderHtml([{ type: 'list', ordered: false, items: [[text('a')], [text('b')]] }])).toBe(
      '<ul><li>a</li><li>b</li></ul>',
    );
    const table = renderHtml([{ type: 'table', caption: 'Barème', head: ['pix'], rows: [['410']] }]);
    expect(table).toContain(
      '<caption>Barème</caption><thead><tr><th scope="col">pix</th></tr></thead><tbody><tr><td>410</td></tr></tbody>',
    );
  });

  it('draw the scale with its words', () => {
    const html = renderHtml([
      {
        type: 'scale',
        alt: '452 pix donnent 11,5',
        min: 0,
        max: 1024,
        marks: [{ at: 410, label: '10' }],
        points: [{ at: 452, label: '11,5/20' }],
      },
    ]);
    expect(html).toContain('role="img" aria-label="452 pix donnent 11,5"');
    expect(html).toContain('452 pix → 11,5/20');
  });
});

describe('a reply for the widget', () => {
  const reply = (blocks: Block[]): Reply => ({
    kind: 'answer',
    intents: [],
    confidence: 1,
    lang: 'fr',
    blocks,
    choices: [],
    version: '',
  });

  it('is the same tree', () => {
    const given = reply([paragraph(text('a'), { type: 'strong', children: [link('https://pix.fr')] })]);
    expect(renderWeb(given)).toEqual(given);
  });

  it('has the text of a link that leads elsewhere than http(s) and mail', () => {
    for (const url of UNSAFE) {
      const nested: Block[] = [
        paragraph({ type: 'emphasis', children: [link(url)] }),
        { type: 'list', ordered: true, items: [[link(url)]] },
      ];
      expect(renderWeb(reply(nested)).blocks).toEqual([
        paragraph({ type: 'emphasis', children: [text('ici')] }),
        { type: 'list', ordered: true, items: [[text('ici')]] },
      ]);
    }
  });
});
