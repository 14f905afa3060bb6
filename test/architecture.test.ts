import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = 'src';

/** Every file of src/ with what it imports: files as paths below src/, packages by name. */
const imports = new Map(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => {
      const text = readFileSync(join(SRC, name), 'utf8');
      const found = [
        ...text.matchAll(/(?:^|\n)(?:import|export)\s[^;]*?from\s+'([^']+)'|import\('([^']+)'\)|\nimport '([^']+)'/g),
      ].map((m) => (m[1] ?? m[2] ?? m[3]) as string);
      return [name, found.map((to) => (to.startsWith('.') ? relative('.', join(dirname(name), to)) : to))] as const;
    }),
);

const from = (folder: RegExp) => [...imports].filter(([name]) => folder.test(name));

describe('the directions of imports', () => {
  it('are read from more than fifty files', () => {
    expect(imports.size).toBeGreaterThan(50);
    expect(imports.get('main.ts')).toContain('bot.ts');
  });

  it('leave the nouns alone: types.ts imports nothing', () => {
    expect(imports.get('types.ts')).toEqual([]);
  });

  it('never lead to main.ts', () => {
    for (const [name, found] of imports) expect(found, name).not.toContain('main.ts');
  });

  it('let a renderer know the nouns and its own parts only', () => {
    for (const [name, found] of from(/^render\//))
      for (const to of found) expect(to, name).toMatch(/^(types\.ts$|once-each\.ts$|render\/)/);
  });

  it('let an adapter know the nouns, its renderer, its own parts and packages only', () => {
    for (const [name, found] of from(/^adapters\//)) {
      const platform = (/^adapters\/([a-z]+)/.exec(name) as RegExpExecArray)[1];
      for (const to of found.filter((to) => to.endsWith('.ts')))
        expect(to, name).toMatch(
          new RegExp(`^(types\\.ts$|http\\.ts$|config\\.ts$|http/|render/${platform}|adapters/${platform})`),
        );
    }
  });

  it.each(['botbuilder', '@slack/bolt'])('name %s in one file at most, beside its adapter', (sdk) => {
    const named = [...imports].filter(([, found]) => found.some((to) => to === sdk || to.startsWith(`${sdk}/`)));
    expect(named.length).toBeLessThanOrEqual(1);
    for (const [name] of named) expect(name).toMatch(/^adapters\/[a-z]+\//);
  });

  it('load a platform SDK only where its channel is on: what the server begins with names none', () => {
    const seen = new Set<string>();
    const follow = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const text = readFileSync(join('dist', file), 'utf8');
      for (const [, to] of text.matchAll(/(?:^|\n)(?:import|export)\s*(?:[^;'"]*?from\s*)?["']([^"']+)["']/g)) {
        expect(to, file).not.toMatch(/^(botbuilder|botframework|@slack\/|@azure\/)/);
        if (to?.startsWith('./')) follow(to);
      }
    };
    follow('main.js');
    expect(seen.size).toBeGreaterThan(1);
  });

  it('keep SQL behind the store', () => {
    for (const [name, found] of imports)
      if (!/^store(\.ts|\/)/.test(name))
        for (const to of found) expect(to, name).not.toMatch(/^(kysely|libsql|pg$|store\/(?!retention|trouble|backup|here))/);
  });

  it('keep understanding free of content, store and platforms', () => {
    for (const [name, found] of from(/^understand/))
      for (const to of found) expect(to, name).not.toMatch(/^(content|answer|store|adapters|render|http|bot)/);
  });

  it('let only config.ts and main.ts see the environment', () => {
    for (const name of imports.keys())
      if (!/^(config|main|commands\/run)\.ts$/.test(name))
        expect(readFileSync(join(SRC, name), 'utf8'), name).not.toMatch(/process\.env/);
  });

  it('keep the clock of the machine out of logic', () => {
    for (const name of imports.keys())
      if (/^(understand|answer|content|render|bot|store)/.test(name))
        expect(readFileSync(join(SRC, name), 'utf8'), name).not.toMatch(/Date\.now\(|new Date\(\)|Temporal\.Now/);
  });

  it.each([
    ['@slack/bolt', 'adapters/slack/bolt.ts'],
    ['botbuilder', 'adapters/teams/sdk.ts'],
  ])('name %s in one file, which is loaded only when its channel is on', (sdk, file) => {
    expect([...imports].filter(([, found]) => found.some((to) => to.startsWith(sdk))).map(([name]) => name)).toEqual([file]);
    for (const [name] of [...imports].filter(([, found]) => found.includes(file))) {
      const text = readFileSync(join(SRC, name), 'utf8');
      const own = `'./${relative(dirname(name), file)}'`;
      // Types are gone at run time; what is loaded at once would be loaded always.
      expect(
        text.split('\n').filter((line) => line.includes(own)),
        name,
      ).toSatisfy((lines: string[]) => lines.every((line) => line.startsWith('import type ') || line.includes('await import(')));
    }
  });
});
