import { join } from 'node:path';
import { modelOf } from '../../knowledge.ts';
import { readOptions } from '../options.ts';
import { foldersOf, type Io } from '../run.ts';

const USAGE = 'usage: npm run learn';

/** Learns how people ask, into the data folder, so that the first start finds it done. */
export async function learn({ args, env, stderr }: Io): Promise<number> {
  readOptions(args, {}, USAGE);
  const { intents, data } = foldersOf({}, env);
  const start = performance.now();
  modelOf({ intents, cache: join(data, 'models') });
  stderr.write(`how people ask: learnt, or found learnt before, in ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  return 0;
}
