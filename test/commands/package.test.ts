import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { packageTeams } from '../../src/commands/package/command.ts';
import { manifestFor } from '../../src/commands/package/manifest.ts';
import { folderOf } from '../folder.ts';
import { content, run } from './harness.ts';

const APP_ID = '11111111-2222-4333-8444-555555555555';
const SCHEMAS = 'node_modules/@microsoft/app-manifest/build/json-schemas/teams';

/** The newest version of the manifest that the package ships: "v1.30". */
const newest = readdirSync(SCHEMAS)
  .filter((name) => /^v\d+\.\d+$/.test(name))
  .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  .at(-1) as string;
/** As it is shipped, but for a bracket that stands in some patterns without its backslash. */
const schema = (name: string): unknown =>
  JSON.parse(readFileSync(join(SCHEMAS, newest, `MicrosoftTeams.${name}.json`), 'utf8').replaceAll('\\\\b]', '\\\\b\\\\]'));

type Command = { title: string; description: string };
type Manifest = {
  $schema: string;
  id: string;
  manifestVersion: string;
  validDomains: string[];
  icons: { color: string; outline: string };
  developer: Record<string, string>;
  localizationInfo: { additionalLanguages: { file: string }[] };
  bots: { botId: string; scopes: string[]; commandLists: { commands: Command[] }[] }[];
};
const manifest: Manifest = JSON.parse(readFileSync('manifest.json', 'utf8'));
const english: Record<string, string> = JSON.parse(readFileSync('src/adapters/teams/app/en.json', 'utf8'));

async function faultsOf(data: unknown, name: string): Promise<string[]> {
  const { ManifestUtil } = await import('@microsoft/app-manifest');
  return ManifestUtil.validateManifestAgainstSchema(data as never, schema(name) as never);
}

/** The width and height that a PNG says of itself. */
const sizeOf = (png: Buffer): [number, number] => {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
};

describe('manifest.json', () => {
  it('is valid in the newest schema there is', async () => {
    expect(`v${manifest.manifestVersion}`).toBe(newest);
    expect(manifest.$schema).toContain(`/${newest}/`);
    expect(await faultsOf(manifest, 'schema')).toEqual([]);
    expect(await faultsOf(english, 'Localization.schema')).toEqual([]);
    expect(await faultsOf({ ...manifest, bots: [{ botId: 'pix' }] }, 'schema')).not.toEqual([]);
  });

  it('offers the bot in personal chats, teams and groups', () => {
    expect(manifest.bots[0]?.scopes).toEqual(['personal', 'team', 'groupChat']);
  });

  it('has commands that are questions of content/, in French and in English', () => {
    const titles = (lang: string) => [...content.entries.values()].map(({ title }) => title[lang]);
    const commands = manifest.bots[0]?.commandLists[0]?.commands ?? [];
    expect(commands.length).toBeGreaterThan(3);
    commands.forEach(({ title }, i) => {
      expect(title.length).toBeLessThanOrEqual(32);
      expect(titles('fr')).toContain(title);
      expect(titles('en')).toContain(english[`bots[0].commandLists[0].commands[${i}].title`]);
    });
  });
});

describe('package:teams', () => {
  it('writes the zip that Teams takes, for one bot and one server', async () => {
    const out = join(folderOf({}), 'pix.zip');
    const { code, err } = await run(packageTeams, ['--app-id', APP_ID.toUpperCase(), '--host', 'Pix.Unistra.fr', '--out', out]);
    expect(err).toContain(`${out}: upload it`);
    expect(code).toBe(0);
    const zip = await JSZip.loadAsync(readFileSync(out));
    expect(Object.keys(zip.files).sort()).toEqual(['color.png', 'en.json', 'manifest.json', 'outline.png']);
    const read = (name: string) => zip.file(name)?.async('nodebuffer') as Promise<Buffer>;
    const packed: Manifest = JSON.parse((await read('manifest.json')).toString());
    expect(packed).toMatchObject({ id: APP_ID, bots: [{ botId: APP_ID }], validDomains: ['pix.unistra.fr'] });
    for (const url of [packed.developer.websiteUrl, packed.developer.privacyUrl, packed.developer.termsOfUseUrl])
      expect(url).toMatch(/^https:\/\/pix\.unistra\.fr\//);
    expect(JSON.stringify(packed)).not.toMatch(/example|0000-0000/);
    expect(await faultsOf(packed, 'schema')).toEqual([]);
    expect(sizeOf(await read(packed.icons.color))).toEqual([192, 192]);
    expect(sizeOf(await read(packed.icons.outline))).toEqual([32, 32]);
    for (const { file } of packed.localizationInfo.additionalLanguages) expect(zip.file(file)).not.toBeNull();
  });

  it.each([
    [[], ['--app-id is missing', '--host is missing']],
    [['--app-id', APP_ID], ['--host is missing']],
    [['--app-id', 'pix', '--host', 'pix.example.org'], ['--app-id: "pix" is no GUID']],
    [['--app-id', APP_ID, '--host', 'https://pix.example.org'], ['--host: "https://pix.example.org" is no name']],
    [['--app-id', APP_ID, '--host', 'localhost'], ['--host: "localhost" is no name']],
    [['--app-id', APP_ID, '--host', 'pix.example.org:443'], ['--host: "pix.example.org:443" is no name']],
    [['--nonsense'], ['--nonsense']],
  ])('refuses %j with what is wrong, and writes nothing', async (args, faults) => {
    const out = join(folderOf({}), 'pix.zip');
    const { code, err } = await run(packageTeams, [...args, '--out', out]);
    expect(code).toBe(2);
    for (const fault of [...faults, 'usage: npm run package:teams']) expect(err).toContain(fault);
    expect(existsSync(out)).toBe(false);
  });

  it('says so where the manifest has no place for what it fills in', () => {
    expect(() => manifestFor('{}', APP_ID, 'pix.unistra.fr')).toThrow(/manifest\.json: .+ is not in it/);
  });
});
