import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.js';

/** Tests that replace something of their process (its clock, its modules, its terminal) or look at its children. */
const isolated = [
  'test/apply/lock/**/*.test.ts',
  'test/remote/ax/**/*.test.ts',
  'test/remote/waits.test.ts',
  'test/report/ink/**/*.test.{ts,tsx}',
];

/** The tests, but those left out. Most run one after another in two processes: what they all import is read twice, not 200 times. */
export function projectsWithout(exclude: readonly string[] = []) {
  const shared = {
    // A call of the real ax takes seconds to start, and much more on a machine that does other things too.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks' as const,
  };
  const left = [...configDefaults.exclude, ...exclude];
  return [
    { test: { ...shared, name: 'alone', include: isolated, exclude: left } },
    {
      test: {
        ...shared,
        name: 'together',
        isolate: false,
        include: ['test/**/*.test.{ts,tsx}'],
        exclude: [...left, ...isolated],
      },
    },
  ];
}

export default defineConfig({
  test: {
    projects: projectsWithout(),
    // One more than the two cores of a usual machine: end-to-end tests wait for other processes much of the time.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './test/support/slowest.ts'],
    globalSetup: ['own-environment', 'temporary-folder', 'real-ax-setup'].map((name) => `test/support/${name}.ts`),
  },
});
