import { defineConfig } from 'vitest/config';

/** The tests of the pure part alone, with few random cases each: they run once for every mutant. */
export default defineConfig({
  test: {
    include: ['test/{plan,guard,simulation,model,diff,apply}/**/*.test.ts'],
    exclude: ['test/simulation/against-servers.test.ts'],
    env: { AX_GITOPS_RUNS: process.env['AX_GITOPS_RUNS'] ?? '15' },
    setupFiles: ['test/support/mutation-cases.ts'],
    testTimeout: 120_000,
    pool: 'forks',
  },
});
