import { expect, it } from 'vitest';
import { schedule } from '../../src/apply/schedule.js';
import type { Step } from '../../src/model/plan.js';

const steps = Array.from({ length: 8 }, (_, index) => ({
  address: `user/u${String(index)}@example.com`,
  dependsOn: [],
  destructive: false,
})) as unknown as readonly Step[];

/** Runs the steps, two at once, and tells which were begun until all that was under way has ended. */
async function begunWith(defect: {
  readonly run?: (index: number) => void;
  readonly refuse?: (index: number) => void;
}): Promise<{ readonly said: unknown; readonly begun: readonly number[] }> {
  const begun: number[] = [];
  const said = await schedule(steps, {
    atOnce: () => 2,
    run: async (_step, index) => {
      begun.push(index);
      await new Promise((resolve) => setImmediate(resolve));
      defect.run?.(index);
      return true;
    },
    refuse: (_step, index) => {
      defect.refuse?.(index);
      return undefined;
    },
  }).catch((error: unknown) => error);
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  return { said, begun };
}

const defect = new Error('a defect');
const at = (wanted: number) => (index: number) => {
  if (index === wanted) throw defect;
};

it('runs all of them where there is none', async () => {
  expect(await begunWith({})).toEqual({ said: undefined, begun: [0, 1, 2, 3, 4, 5, 6, 7] });
});

it('begins nothing after a defect in what runs a step', async () => {
  expect(await begunWith({ run: at(0) })).toEqual({ said: defect, begun: [0, 1] });
});

it('ends with a defect in what is asked before a step, at the first and later', async () => {
  expect(await begunWith({ refuse: at(0) })).toEqual({ said: defect, begun: [] });
  expect(await begunWith({ refuse: at(4) })).toEqual({ said: defect, begun: [0, 1, 2, 3] });
});
