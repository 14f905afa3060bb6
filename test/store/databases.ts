import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { Client } from 'pg';
import { afterAll, describe, inject } from 'vitest';
import type { Place } from '../../src/store/database.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Tables } from '../../src/store/tables.ts';
import { folderOf } from '../folder.ts';

/** A kind of database that a suite runs on. */
export type Kind = {
  name: 'SQLite' | 'PostgreSQL';
  /** A new, empty database; `purpose` is in the name of a PostgreSQL one. */
  fresh: (purpose?: string) => Promise<Place>;
};

const server = inject('postgres');

export const KINDS: readonly (Kind & { skip: boolean })[] = [
  { name: 'SQLite', skip: false, fresh: async () => ({ sqlite: join(folderOf({}), 'sub', 'pix.sqlite') }) },
  { name: 'PostgreSQL', skip: 'missing' in server, fresh: freshPostgres },
];

/** A suite, once on each kind of database; skipped, and shown as such, on one that this machine can't run. */
export function onEach(what: string, suite: (kind: Kind) => void): void {
  for (const kind of KINDS) describe.skipIf(kind.skip)(`${what} on ${kind.name}`, () => suite(kind));
}

/** The database as it is, beside the store: no schema is made. */
export const openRaw = (place: Place): Kysely<Tables> => ('url' in place ? openPostgres(place.url) : openSqlite(place.sqlite));

async function freshPostgres(purpose = 'test'): Promise<{ url: string }> {
  if ('missing' in server) throw new Error(server.missing);
  const name = `pix_${purpose}_${randomUUID().replaceAll('-', '')}`;
  await onServer(server.url, `create database ${name}`);
  const url = new URL(server.url);
  url.pathname = name;
  made.push(name);
  return { url: url.href };
}

const made: string[] = [];
afterAll(async () => {
  if ('missing' in server) return;
  for (const name of made) await onServer(server.url, `drop database ${name} with (force)`);
});

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
