import { describe, expect, it } from 'vitest';
import { hostPage } from '../../src/pages/host.ts';

const page = (lang: string, origin = 'https://pix.example.org'): string => hostPage({ lang, origin });

describe('the page at /', () => {
  it('speaks the language asked for, and French otherwise', () => {
    expect(page('en')).toContain('<html lang="en">');
    expect(page('de')).toContain('<html lang="fr">');
  });

  it('shows the one line that puts the chat on another page', () => {
    expect(page('fr')).toContain('&lt;script src=&quot;https://pix.example.org/widget.js&quot; defer&gt;&lt;/script&gt;');
  });

  it('has nothing inline that a strict CSP forbids', () => {
    const html = page('fr');
    expect(html).not.toMatch(/\sstyle=|<style|\son\w+=|<script(?! src="\/widget\.js" defer><\/script>)/);
  });

  it('lets nothing in an address become markup', () => {
    expect(page('fr', 'https://x"><img src=y>')).not.toContain('<img');
  });
});
