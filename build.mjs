// Bundles src/ into dist/ (the server, the commands, the learning thread, the widget), when something changed since last time.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const stamp = `${root}dist/.built`;

const files = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`).sort();

/** Changes whenever the engine does (as in src/understand/load.ts): saved models of another engine are not used. */
const engine = () => {
  const hash = createHash('sha256');
  const folder = `${root}src/understand/`;
  for (const name of readdirSync(folder).sort()) if (name.endsWith('.ts')) hash.update(readFileSync(folder + name));
  return hash.digest('hex');
};

const newest = Math.max(...[...files(`${root}src`), `${root}build.mjs`, `${root}package-lock.json`].filter((file) => existsSync(file)).map((file) => statSync(file).mtimeMs));
if (!existsSync(stamp) || statSync(stamp).mtimeMs < newest) {
  const { build, transform } = await import('esbuild');
  // Built aside and put in place at the end: two builds at once, or one that fails, leave a whole program.
  const aside = `${root}dist.${process.pid}`;
  mkdirSync(aside, { recursive: true });
  const entry = (name) => `${root}src/${name}.ts`;
  await Promise.all([
    build({
      entryPoints: [entry('main'), entry('understand/trainer'), ...['ask', 'backup', 'chat', 'check', 'eval', 'learn', 'package', 'reminders'].map((name) => entry(`commands/${name}`))].filter((file) => existsSync(file)),
      outdir: aside,
      entryNames: '[name]',
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: true,
      legalComments: 'none',
      external: ['libsql', 'libsql/promise', 'botbuilder', '@slack/bolt', 'undici', 'pg'],
      define: { __ENGINE__: JSON.stringify(engine()) },
      // Some packages in the bundle still say require().
      banner: { js: "import { createRequire as pixRequire } from 'node:module'; const require = pixRequire(import.meta.url);" },
      logLevel: 'warning',
    }),
    build({
      entryPoints: [entry('widget/main')],
      outfile: `${aside}/widget.js`,
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2020',
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'warning',
      plugins: [
        {
          // Styles become minified text: comments and spaces would otherwise travel to every visitor.
          name: 'css-as-text',
          setup: (plugin) =>
            plugin.onLoad({ filter: /\.css$/ }, async ({ path }) => ({
              contents: (await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true })).code.trim(),
              loader: 'text',
            })),
        },
      ],
    }),
  ]);
  copyFileSync(`${root}src/pages/site.css`, `${aside}/site.css`);
  // What was learnt stays: its name says for which phrasings and engine it holds.
  if (existsSync(`${root}dist/models`)) renameSync(`${root}dist/models`, `${aside}/models`);
  writeFileSync(`${aside}/.built`, '');
  const old = `${aside}.old`;
  if (existsSync(`${root}dist`)) renameSync(`${root}dist`, old);
  renameSync(aside, `${root}dist`);
  rmSync(old, { recursive: true, force: true });
}
