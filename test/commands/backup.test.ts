import { execFile, execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { backup } from '../../src/commands/backup/command.ts';
import { createStore } from '../../src/store.ts';
import type { Store } from '../../src/types.ts';
import { folderOf } from '../folder.ts';
import { run } from './harness.ts';

const open: Store[] = [];
const opened = async (folder: string) => {
  const store = await createStore({ sqlite: join(folder, 'pix.sqlite') }, () => 1_000);
  open.push(store);
  return store;
};
afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
});

const backedUp = (folder: string, ...args: string[]) => run(backup, args, '', { DATA_DIR: folder });

/** As `npm run backup` does it. */
const inAnotherProcess = (folder: string, file: string) =>
  promisify(execFile)(process.execPath, [join(process.cwd(), 'dist/backup.js'), file], {
    cwd: folder,
    env: { DATA_DIR: folder },
  });

describe('a backup', () => {
  it('is taken while the server writes, for its owner only, and restored as the README says', async () => {
    const [folder, restored] = [folderOf({}), folderOf({})];
    const store = await opened(folder);
    await store.remember('web', 'a', 'p', { intents: [], score: 410 });
    await store.keepAddress('a', 'p', true, { channel: 'teams', data: 'here' });
    const copy = join(folder, 'copy.sqlite');
    const copying = inAnotherProcess(folder, copy);
    let turns = 0;
    for (let done = false; !done; turns++) {
      await store.remember('web', `b${turns}`, 'p', { intents: [], score: turns });
      done = await Promise.race([copying.then(() => true), new Promise<false>((next) => setImmediate(next, false))]);
    }
    expect((await copying).stdout).toMatch(/copy\.sqlite: a whole copy of .*pix\.sqlite, \d+ bytes/);
    expect(turns).toBeGreaterThan(1);
    await store.remember('web', 'a', 'p', { intents: [], score: 999 });
    expect(statSync(copy).mode & 0o777).toBe(0o600);

    const later = await opened(restored);
    await later.remember('web', 'a', 'p', { intents: [], score: 1 });
    await later.close();
    open.pop();
    execFileSync('sh', ['-c', 'rm -f "$1"/pix.sqlite*; cp "$2" "$1/pix.sqlite"', 'sh', restored, copy]);
    const again = await opened(restored);
    expect(await again.recall('web', 'a')).toEqual({ intents: [], score: 410 });
    expect(await again.addressOf('teams', 'p')).toEqual({ channel: 'teams', data: 'here' });
    expect(await again.forget('web', 'p')).toMatchObject({ conversations: expect.any(Number) });
  });

  it('overwrites nothing', async () => {
    const folder = folderOf({ 'kept.txt': 'mine' });
    await opened(folder);
    const { code, err } = await backedUp(folder, join(folder, 'kept.txt'));
    expect(code).toBe(1);
    expect(err).toMatch(/kept\.txt exists: give another file/);
    expect(statSync(join(folder, 'kept.txt')).size).toBe(4);
  });

  it('of no database makes neither', async () => {
    const folder = folderOf({});
    const { code, err } = await backedUp(folder, join(folder, 'copy.sqlite'));
    expect(code).toBe(1);
    expect(err).toMatch(/there is no database at .*pix\.sqlite: is DATA_DIR right\?/);
    expect(existsSync(join(folder, 'copy.sqlite'))).toBe(false);
    expect(existsSync(join(folder, 'pix.sqlite'))).toBe(false);
  });

  it('of a damaged database leaves no copy, and says so', async () => {
    const folder = folderOf({ 'pix.sqlite': 'not a database at all '.repeat(500) });
    const { code, err } = await backedUp(folder, join(folder, 'copy.sqlite'));
    expect(code).toBe(1);
    expect(err).toMatch(/was not copied .*damaged.*SQLITE_NOTADB/);
    expect(existsSync(join(folder, 'copy.sqlite'))).toBe(false);
  });

  it('into a folder that is not there says so', async () => {
    const folder = folderOf({});
    await opened(folder);
    expect((await backedUp(folder, join(folder, 'none', 'copy'))).err).toMatch(/can't be made \(ENOENT\)/);
  });

  it('of a PostgreSQL is left to pg_dump; without a file, or with two, its use is said', async () => {
    const url = 'postgres://pix:secret@localhost/pix';
    const elsewhere = await run(backup, ['x'], '', { STORE_URL: url });
    expect(elsewhere.code).toBe(2);
    expect(elsewhere.err).toMatch(/pg_dump/);
    expect(elsewhere.err).not.toContain('secret');
    for (const args of [[], ['a', 'b'], ['--force']]) expect((await run(backup, args)).err).toMatch(/usage: npm run backup/);
  });
});
