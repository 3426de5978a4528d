import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commands, disagreement } from '../support/differential.js';
import { memoryArize } from '../support/memory-arize.js';
import { runs, timeout } from '../support/runs.js';

it(
  'the model that proves plans agrees with the account in memory, call by call and in the end',
  async () => {
    await fc.assert(
      fc.asyncProperty(commands(25), async (wanted) => {
        expect(await disagreement(memoryArize(), 't-', wanted)).toBeUndefined();
      }),
      { numRuns: runs },
    );
  },
  timeout,
);
