import { execFileSync } from 'node:child_process';

/** Some tests read what is shipped: dist/ is made first, by the Node that runs the tests. */
export default function build(): void {
  execFileSync(process.execPath, ['build.mjs'], { stdio: 'inherit' });
}
