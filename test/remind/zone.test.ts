import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../folder.ts';

const program = join(folderOf({}), 'zone.mjs');
buildSync({ entryPoints: ['test/remind/zone.ts'], outfile: program, bundle: true, platform: 'node', format: 'esm' });

const saidIn = (TZ: string): { lines: string[]; nights: string[] } =>
  JSON.parse(execFileSync(process.execPath, [program], { env: { ...process.env, TZ }, encoding: 'utf8' }));

describe('a server in another zone', () => {
  it('plans the same instants as one in Strasbourg', () => {
    const here = saidIn('Europe/Paris');
    expect(here.lines).toContain('a.lead.1.2027-03-29 planned 2027-03-28T07:00:00.000Z 2027-03-29T22:00:00.000Z');
    expect(here.lines).toContain('a.lead.0.2028-02-29 planned 2028-02-29T08:00:00.000Z 2028-02-29T23:00:00.000Z');
    expect(new Set(here.nights.slice(0, 7))).toEqual(new Set(['2027-03-27T08:00:00.000Z']));
    for (const zone of ['Pacific/Auckland', 'America/Los_Angeles', 'UTC']) expect(saidIn(zone), zone).toEqual(here);
  });
});
