import { join } from 'node:path';
import { modelOf } from '../../knowledge.ts';
import { BUILT_MODELS } from '../../understand/load.ts';
import { readOptions } from '../options.ts';
import { foldersOf, type Io } from '../run.ts';

const USAGE = 'usage: npm run learn [-- --built]';

/** Learns how people ask, into the data folder or (--built) beside the built program, so that the first start finds it done. */
export async function learn({ args, env, stderr }: Io): Promise<number> {
  const { values } = readOptions(args, { built: { type: 'boolean' } }, USAGE);
  const { intents, data } = foldersOf({}, env);
  const start = performance.now();
  modelOf({ intents, cache: values.built ? BUILT_MODELS : join(data, 'models') });
  stderr.write(`how people ask: learnt, or found learnt before, in ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  return 0;
}
