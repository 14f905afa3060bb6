import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import JSZip from 'jszip';
import { readOptions, UsageError } from '../options.ts';
import type { Io } from '../run.ts';
import { manifestFor } from './manifest.ts';

const USAGE = 'usage: npm run package:teams -- --app-id GUID --host pix.example.fr [--out pix-teams.zip]';
const OPTIONS = { 'app-id': { type: 'string' }, host: { type: 'string' }, out: { type: 'string' } } as const;
const OUT = 'pix-teams.zip';

/** What goes into the zip beside the manifest. */
const PARTS = ['color.png', 'outline.png', 'en.json'];
const PARTS_FOLDER = 'src/adapters/teams/app';

/** Writes the zip that Teams administrators upload. */
export async function packageTeams({ args, stderr }: Io): Promise<number> {
  const { values, positionals } = readOptions(args, OPTIONS, USAGE);
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is no option\n${USAGE}`);
  const { 'app-id': appId, host, out = OUT } = values;
  const faults = [...faultsOfId(appId), ...faultsOfHost(host)];
  if (appId === undefined || host === undefined || faults.length > 0) throw new UsageError([...faults, USAGE].join('\n'));
  const zip = new JSZip();
  zip.file('manifest.json', manifestFor(readFileSync('manifest.json', 'utf8'), appId.toLowerCase(), host.toLowerCase()));
  for (const name of PARTS) zip.file(name, readFileSync(join(PARTS_FOLDER, name)));
  writeFileSync(out, await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' }));
  stderr.write(`${out}: upload it in the Teams admin centre (Teams apps, Manage apps, Upload new app)\n`);
  return 0;
}

function faultsOfId(id: string | undefined): string[] {
  if (id === undefined) return ['--app-id is missing: give the "Application (client) ID" of the bot'];
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id) ? [] : [`--app-id: "${id}" is no GUID`];
}

function faultsOfHost(host: string | undefined): string[] {
  if (host === undefined) return ['--host is missing: give the name under which the server is reached'];
  const isName = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/i.test(host) && host.length <= 253;
  return isName ? [] : [`--host: "${host}" is no name of a server: give it without https:// or a port, as pix.example.fr`];
}
