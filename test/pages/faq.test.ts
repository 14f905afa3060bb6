import { describe, expect, it } from 'vitest';
import { type FaqPageParts, faqPage } from '../../src/pages/faq.ts';
import type { Block } from '../../src/types.ts';

const says = (value: string): Block[] => [{ type: 'paragraph', children: [{ type: 'text', value }] }];
const where = { id: 'exam.where', title: 'Où a lieu l’examen ?', blocks: says('Au Patio.') };
const when = { id: 'exam.when', title: 'Quand a lieu l’examen ?', blocks: says('En avril.') };

const page = (parts: Partial<FaqPageParts> = {}): string =>
  faqPage({
    lang: 'fr',
    q: undefined,
    print: false,
    topics: [{ id: 'exam', title: 'L’examen', entries: [where, when] }],
    search: () => ({ near: [] }),
    ...parts,
  });

describe('the page of all answers', () => {
  it('lists every answer under its topic, each with an anchor', () => {
    const html = page();
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain('<h2 id="exam">L’examen</h2>');
    expect(html).toMatch(/<article class="entry" id="exam\.where">\s*<h3>Où a lieu l’examen \?/);
    expect(html).toContain('<p>Au Patio.</p>');
  });

  it('has one h1, headings in order, landmarks, a skip link and no inline style or script', () => {
    const html = page({ q: 'x', search: () => ({ reply: { blocks: says('a') }, near: [where] }) });
    const levels = [...html.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, i) => {
      expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
    expect(html).toMatch(/class="skip" href="#main"[\s\S]*<main id="main"/);
    expect(html).not.toMatch(/\sstyle=|<script|<style|\son\w+=/);
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of html.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
  });

  it('shows the answer to a question on top and links those near it', () => {
    const asked: string[][] = [];
    const html = page({
      q: ' c ou lexam ',
      search: (question, lang) => {
        asked.push([question, lang]);
        return { reply: { blocks: says('La réponse.') }, near: [when] };
      },
    });
    expect(asked).toEqual([['c ou lexam', 'fr']]);
    expect(html.indexOf('La réponse.')).toBeLessThan(html.indexOf('id="exam"'));
    expect(html).toContain('<a href="#exam.when">Quand a lieu');
    expect(html).toContain('value="c ou lexam"');
    expect(html).toContain('noindex');
  });

  it('says so when nothing fits', () => {
    expect(page({ q: 'pizza' })).toContain('Aucune réponse ne correspond');
  });

  it('does not search for nothing', () => {
    const search = () => {
      throw new Error('searched');
    };
    expect(page({ q: '  ', search })).toBe(page({ search }));
  });

  it('shows a hostile question as text', () => {
    const html = page({ q: '"><script>alert(1)</script>' });
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&quot;&gt;&lt;script&gt;');
  });

  it('keeps the question when the language is changed', () => {
    expect(page({ q: 'où & quand' })).toContain('/faq?lang=en&amp;q=o%C3%B9+%26+quand');
    expect(page({ lang: 'en' })).toContain('Search</button>');
  });

  it('to print has the answers without search box and navigation', () => {
    const html = page({ print: true });
    expect(html).toContain('<p>Au Patio.</p>');
    expect(html).not.toMatch(/<form|<nav/);
  });
});
