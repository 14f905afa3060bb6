import { defineConfig } from 'vitest/config';
import { reporters } from './test/setup/reporters.ts';

/** The unit tests: everything but the browser (`npm run test:e2e`) and the measurements (`npm run bench`). */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/bench/**'],
    globalSetup: ['./test/setup/build.ts', './test/setup/postgres.ts'],
    // Processes, because a native module is loaded; two, because that is what a small machine has.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    reporters: reporters(process.env.TEST_REPORT),
  },
});
