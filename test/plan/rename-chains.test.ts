import { describe, expect, it } from 'vitest';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, lines, planOf } from '../support/reconcile.js';

/* A name that something else has now: each gets its own once that has let go of it. */

const reader = { permissions: ['PROJECT_READ'] };
const before: Spec = {
  roles: { A: { ...reader, description: 'one' }, B: { ...reader, description: 'two' } },
  organizations: {
    A: {
      description: 'one',
      spaces: {
        s: { description: 'one', projects: { p: { create: true }, q: { create: true, restricted: true } } },
        t: { description: 'two' },
      },
    },
    B: { description: 'two' },
  },
};
const after: Spec = {
  roles: {
    B: { ...reader, description: 'one', renamedFrom: 'A' },
    C: { ...reader, description: 'two', renamedFrom: 'B' },
  },
  organizations: {
    B: {
      description: 'one',
      renamedFrom: 'A',
      spaces: {
        t: {
          description: 'one',
          renamedFrom: 's',
          projects: { q: { renamedFrom: 'p' }, r: { renamedFrom: 'q', restricted: true } },
        },
        u: { description: 'two', renamedFrom: 't' },
      },
    },
    C: { description: 'two', renamedFrom: 'B' },
  },
};

async function account() {
  const arize = memoryArize();
  await carryOut(await planOf(desiredState(before), arize), arize);
  return arize;
}

describe('a chain of renames', () => {
  it('is done in one run, the last link first, and is without effect afterwards', async () => {
    const arize = await account();
    const plan = await planOf(desiredState(after), arize);
    expect(lines(plan)).toEqual([
      ' rename organization organization/C',
      ' rename organization organization/B',
      ' rename space organization/B/space/u',
      ' rename space organization/B/space/t',
      ' rename project organization/B/space/t/project/r',
      ' rename project organization/B/space/t/project/q',
      ' rename role role/C',
      ' rename role role/B',
    ]);
    const { report } = await carryOut(plan, arize, { concurrency: 8 });
    expect(report.outcomes.map(({ outcome }) => outcome)).toEqual(plan.steps.map(() => 'done'));
    expect(lines(await planOf(desiredState(after), arize))).toEqual([]);
    expect([...arize.memory.organizations.values()].map(({ name, description }) => [name, description])).toEqual([
      ['B', 'one'],
      ['C', 'two'],
    ]);
  });

  it('can break off after any step, and the next run finishes it', async () => {
    const { steps } = await planOf(desiredState(after), await account());
    for (let cut = 0; cut <= steps.length; cut++) {
      const arize = await account();
      const plan = await planOf(desiredState(after), arize);
      await carryOut({ ...plan, steps: plan.steps.slice(0, cut) }, arize, { concurrency: 1 });
      const rest = await planOf(desiredState(after), arize);
      expect(rest.steps).toHaveLength(steps.length - cut);
      await carryOut(rest, arize);
      expect(lines(await planOf(desiredState(after), arize))).toEqual([]);
      expect([...arize.memory.roles.values()].map(({ name, description }) => [name, description])).toEqual([
        ['B', 'one'],
        ['C', 'two'],
      ]);
    }
  });
});
