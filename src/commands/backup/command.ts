import { placeOf, readConfig } from '../../config.ts';
import { backUp } from '../../store/backup.ts';
import { readOptions, UsageError } from '../options.ts';
import type { Io } from '../run.ts';

const USAGE = 'usage: npm run backup -- FILE';
const ELSEWHERE =
  'STORE_URL names a PostgreSQL, which has a tool of its own for this: pg_dump --format=custom --file=FILE "$STORE_URL" ' +
  '(and pg_restore to bring it back)';

/** Copies the SQLite database into a new file, also while the server runs. */
export async function backup({ args, env, stdout }: Io): Promise<number> {
  const { positionals } = readOptions(args, {}, USAGE);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError(`give one file to write\n${USAGE}`);
  const place = placeOf(readConfig(env));
  if ('url' in place) throw new UsageError(ELSEWHERE);
  const bytes = backUp(place.sqlite, file);
  stdout.write(`${file}: a whole copy of ${place.sqlite}, ${bytes} bytes\n`);
  return 0;
}
