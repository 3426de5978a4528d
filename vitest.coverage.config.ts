import { defineConfig } from 'vitest/config';
import base, { projectsWithout } from './vitest.config.js';

/**
 * How much of the code the tests run that call it in their own process (`npm run coverage`). What `src/cli` and the action do
 * is tried by end-to-end tests, which start the built program, so neither they nor these are counted.
 */
export default defineConfig({
  test: {
    ...base.test,
    projects: projectsWithout(['test/e2e/**']),
    coverage: {
      enabled: true,
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}'],
      exclude: ['src/cli/**', 'src/action/**', 'src/**/*.gen.ts'],
      reporter: ['text-summary', 'html'],
      thresholds: {
        // A run that covers more raises the floor here; commit that.
        autoUpdate: (covered: number) => Math.floor(covered),
        lines: 89,
        branches: 81,
      },
    },
  },
});
