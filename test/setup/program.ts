import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles a program of the tests beside the built assistant, where it finds the packages; its path, for `node`. */
export async function programOf(entry: string): Promise<string> {
  const outfile = `${ROOT}dist/test/${basename(entry, '.ts')}.js`;
  await build({
    entryPoints: [`${ROOT}${entry}`],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  return outfile;
}
