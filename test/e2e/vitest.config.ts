import { defineConfig } from 'vitest/config';
import { reporters } from '../setup/reporters.ts';

/** The built server as a process of its own, driven over HTTP and in a real Chromium. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: './test/e2e/setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    // The files share nothing that one could spoil for another, and loading the browser's client takes a second each time.
    isolate: false,
    // Generous, because they only have to tell a slow machine from a hanging one.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    reporters: reporters(process.env.TEST_REPORT),
  },
});
