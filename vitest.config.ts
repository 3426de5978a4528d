import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // A call of the real ax takes seconds to start, and much more on a machine that does other things too.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default', './test/support/slowest.ts'],
    globalSetup: ['test/support/real-ax-setup.ts'],
  },
});
