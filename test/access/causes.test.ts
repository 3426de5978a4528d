import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, planOf, tryPlan } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';
import { seenBy } from '../support/seen-by.js';
import { specs } from '../support/specs.js';

/** Every index of a list, once each. */
function each(list: readonly unknown[]): readonly number[] {
  return [...list.keys()];
}

function inOrder(numbers: readonly (readonly number[])[]): readonly number[] {
  return numbers.flat().sort((a, b) => a - b);
}

const account: Spec = {
  users: { 'root@x.io': { role: 'admin' }, 'ann@x.io': {}, 'bob@x.io': {}, 'cy@x.io': {} },
  roles: { Reader: { permissions: ['PROJECT_READ'] }, Editor: { permissions: ['PROJECT_READ', 'DATASET_CREATE'] } },
  organizations: {
    Core: {
      members: { 'ann@x.io': 'member', 'bob@x.io': 'member', 'cy@x.io': 'member' },
      spaces: {
        a: { private: true, members: { 'ann@x.io': 'Reader', 'bob@x.io': 'Reader' }, projects: {} },
        b: { private: true, members: { 'ann@x.io': 'Reader' }, projects: {} },
      },
    },
  },
};

interface Open {
  users: Record<string, object | 'absent'>;
  roles: Record<string, { permissions: string[] }>;
  organizations: Record<
    string,
    { members: Record<string, string>; spaces: Record<string, { members: Record<string, string> }> }
  >;
}

const core = ({ organizations }: Open) => organizations['Core'] ?? { members: {}, spaces: {} };
const membersOf = (spec: Open, space: string) => core(spec).spaces[space]?.members ?? {};

/** The causes of a change to that account, with the addresses of their steps. */
async function causesFor(edit: (spec: Open) => void): Promise<readonly string[]> {
  const arize = memoryArize({ privateSpaces: true, roster: 'full' });
  await carryOut(await planOf(desiredState(account), arize), arize, { concurrency: 1 });
  const edited = structuredClone(account);
  edit(edited as Open);
  const { causes, steps } = await planOf(desiredState(edited), arize);
  return causes.map(
    ({ effect, message, steps: own }) =>
      `${effect}: ${message} <- ${own.map((index) => String(steps[index]?.address).split('/').slice(-1).join('/')).join(', ')}`,
  );
}

describe('a cause', () => {
  it('is nothing that is known to happen where a place is not seen', async () => {
    const arize = memoryArize({ privateSpaces: true, roster: 'full' });
    await carryOut(await planOf(desiredState(account), arize), arize, { concurrency: 1 });
    const cy = [...arize.memory.users.values()].find(({ email }) => email === 'cy@x.io')?.id;
    const files = desiredState({ organizations: { Core: { spaces: { b: {} } } } });
    const { causes, verdict, steps } = await planOf(files, seenBy(arize, cy, true));
    expect(steps.map(({ action, address }) => `${action} ${address}`)).toEqual(['assert organization/Core/space/b']);
    expect(causes.map(({ effect, message }) => `${effect}: ${message}`)).toEqual([
      "none: Core / b is made if it isn't there: nobody who can be seen gains access by that",
    ]);
    expect(verdict).toMatchObject({ gaining: 0 });
  });

  it('is the step that moves most, and not one that is covered by another', async () => {
    expect(
      await causesFor((spec) => {
        core(spec).members['ann@x.io'] = 'admin';
        membersOf(spec, 'a')['ann@x.io'] = 'Editor';
      }),
    ).toEqual(['escalates: ann@x.io becomes admin of Core (was member) <- ann@x.io']);
  });

  it('is the entry where somebody gets a role that changes in the same plan', async () => {
    expect(
      await causesFor((spec) => {
        spec.roles['Editor']?.permissions.push('DATASET_READ');
        membersOf(spec, 'b')['cy@x.io'] = 'Editor';
      }),
    ).toEqual([
      'escalates: the role "Editor", held by 1 person that can be seen, gains DATASET_READ <- Editor',
      'gains: cy@x.io joins Core / b as Editor <- cy@x.io, Editor',
    ]);
  });

  it('is the role for all who hold it, an administrator left out', async () => {
    expect(
      await causesFor((spec) => {
        spec.roles['Reader']?.permissions.push('DATASET_READ');
      }),
    ).toEqual([
      'escalates: ann@x.io and bob@x.io gain DATASET_READ on all 2 spaces of Core (role Reader changed) <- Reader',
    ]);
  });

  it('is one for the same people at several places, and for the same thing that happens to several people', async () => {
    expect(
      await causesFor((spec) => {
        for (const name of ['a', 'b']) membersOf(spec, name)['cy@x.io'] = 'Editor';
        spec.users['new1@x.io'] = {};
        spec.users['new2@x.io'] = {};
        spec.users['new3@x.io'] = {};
      }),
    ).toEqual([
      'gains: 3 people join the account as member <- new1@x.io, new2@x.io, new3@x.io',
      'gains: cy@x.io joins all 2 spaces of Core as Editor <- cy@x.io, cy@x.io',
    ]);
  });
});

describe('causes', () => {
  it(
    'hold every change of access and every escalation exactly once, whatever changes',
    async () => {
      await fc.assert(
        fc.asyncProperty(specs({ renames: true }), specs({ renames: true }), async (first, second) => {
          const arize = memoryArize({ privateSpaces: true, roster: 'full' });
          const begun = await tryPlan(desiredState(first), arize);
          fc.pre(begun.ok);
          await carryOut(begun.value.plan, arize);
          const planned = await tryPlan(desiredState(second), arize);
          fc.pre(planned.ok);
          const { plan } = planned.value;
          expect(inOrder(plan.causes.map(({ access }) => access))).toEqual(each(plan.access));
          expect(inOrder(plan.causes.map(({ escalations }) => escalations))).toEqual(each(plan.escalations));
          expect(plan.causes.reduce((sum, { changes }) => sum + changes, 0)).toBe(plan.access.length);
          for (const cause of plan.causes) {
            expect(cause.steps.length).toBeGreaterThan(0);
            expect(cause.steps.every((index) => plan.steps[index] !== undefined)).toBe(true);
            expect(cause.changes).toBe(cause.access.length);
            expect(cause.message).not.toBe('');
            if (cause.escalations.length > 0) expect(cause.effect).toBe('escalates');
          }
          expectBounded(plan);
        }),
        { numRuns: Math.ceil(runs / 5) },
      );
    },
    timeout,
  );
});

/** Nobody is counted who has no change of access. */
function expectBounded({ access, causes, verdict }: Plan) {
  const people = new Set(access.map(({ user }) => user)).size;
  if (verdict === undefined) return;
  for (const number of [verdict.joining, verdict.leaving, verdict.gaining, verdict.losing, verdict.admins])
    expect(number).toBeLessThanOrEqual(people);
  expect(verdict.joining + verdict.leaving).toBeLessThanOrEqual(people);
  for (const cause of causes) expect(cause.people).toBeLessThanOrEqual(people);
}
