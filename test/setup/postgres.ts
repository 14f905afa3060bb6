import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A running PostgreSQL for the whole run, or why there is none on this machine. */
    postgres: { url: string } | { missing: string };
  }
}

/** Starts one PostgreSQL for all test files. Where none is made for this machine the tests skip, and say so; CI fails. */
export default async function postgres(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  try {
    const { startCluster } = await import('./cluster.ts');
    const { url, remove } = await startCluster();
    project.provide('postgres', { url });
    return remove;
  } catch (error) {
    const missing = error instanceof Error ? error.message : String(error);
    if (process.env.CI || !/Unsupported|Cannot find (package|module)/.test(missing)) throw error;
    process.stderr.write(`\nNo PostgreSQL for this machine: its tests are skipped (${missing.split('\n')[0]})\n`);
    project.provide('postgres', { missing });
    return undefined;
  }
}
