/** What operators read of an error of the database, by its code (SQLite's, PostgreSQL's or the network's). */
const WHYS: readonly [RegExp, string][] = [
  [/^(SQLITE_FULL|SQLITE_IOERR.*|53100|ENOSPC)$/, 'the disk is full or fails'],
  [/^(SQLITE_(BUSY|LOCKED).*|55P03|57014)$/, 'the database is locked by another process, or too slow'],
  [/^(SQLITE_(READONLY|CANTOPEN|PERM).*|25006|42501|EACCES|EROFS)$/, 'the database may not be written'],
  [/^(SQLITE_(CORRUPT|NOTADB).*|XX00\d)$/, 'the database is damaged: restore a backup'],
  [/^(28\w{3}|3D000)$/, 'the database refuses the user, the password or the name'],
  [/^53300$/, 'the database has no connection left'],
  [/^(08\w{3}|57P\w{2}|E[A-Z_]+)$/, 'the database can not be reached'],
];

/** Why the database fails, in words without anything a person wrote; the code follows where there is one. */
export function troubleOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const why = code === undefined ? withoutCode(error) : WHYS.find(([codes]) => codes.test(code))?.[1];
  return `${why ?? 'the database fails'}${code === undefined ? '' : ` (${code})`}`;
}

/** The driver's own errors have words only. */
const withoutCode = (error: unknown): string | undefined =>
  error instanceof Error && /timeout|terminated|not queryable/i.test(error.message) ? 'the database does not answer' : undefined;
