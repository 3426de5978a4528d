import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { withoutDestructive } from '../../src/model/dependencies.js';
import type { Plan } from '../../src/model/plan.js';
import type { Capability } from '../support/capabilities.js';
import { capabilitiesIn, lostBetween } from '../support/capabilities.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { MemoryArize, MemoryOptions } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, planOf } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';
import { permissions, specs } from '../support/specs.js';

/*
 * Without an approval of the destructive steps nobody can do less than before: not after the whole rest of the plan, and
 * not after any part of it. What people can do is worked out from the account in memory, without the code under test.
 */

/** The predefined roles that Arize lists, with what they permit; some accounts list none. */
const predefined = fc.option(
  fc.record({
    'Space Member': fc.subarray(permissions, { minLength: 1 }),
    'Space Read-Only': fc.subarray(permissions, { minLength: 1 }),
  }),
);

interface Case {
  readonly first: Spec;
  readonly second: Spec;
  readonly listed: Readonly<Record<string, readonly string[]>> | null;
}

const cases = (renames: boolean) => fc.record<Case>({ first: specs(), second: specs({ renames }), listed: predefined });

async function accountOf({ first, listed }: Case, options: MemoryOptions): Promise<MemoryArize> {
  const arize = memoryArize({ privateSpaces: true, ...options });
  for (const [name, list] of Object.entries(listed ?? {})) {
    const id = `Role:${name}`;
    arize.memory.roles.set(id, { id, name, description: '', permissions: [...list], is_predefined: true });
  }
  await carryOut(await planOf(desiredState(first), arize), arize, { concurrency: 1 });
  for (const user of arize.memory.users.values()) user.status = 'ACTIVE';
  return arize;
}

/** How often a property had something to say: plans with steps left, and plans with steps withheld. */
const counts = { cases: 0, applied: 0, withheld: 0 };

async function lostWithout(approval: Plan, arize: MemoryArize, cut: number): Promise<readonly Capability[]> {
  const left = withoutDestructive(approval.steps);
  counts.cases++;
  if (left.length > 0) counts.applied++;
  if (left.length < approval.steps.length) counts.withheld++;
  const before = capabilitiesIn(arize.memory);
  const part = left.slice(0, left.length - (cut % (left.length + 1)));
  const { report } = await carryOut({ ...approval, steps: part }, arize, { destructive: false, concurrency: 1 });
  expect(report.outcomes.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
  const lost = lostBetween(before, capabilitiesIn(arize.memory));
  return lost;
}

describe('without an approval of what is destructive', () => {
  afterAll(() => {
    process.stdout.write(
      `no loss without approval: ${String(counts.cases)} cases, ${String(counts.applied)} with steps applied, ${String(counts.withheld)} with steps withheld\n`,
    );
  });

  it(
    'nobody can do less than before, whatever the account and the files, after any part of the plan',
    async () => {
      await fc.assert(
        fc.asyncProperty(cases(true), fc.nat(), async (made, cut) => {
          const arize = await accountOf(made, { roster: 'full' });
          const plan = await planOf(desiredState(made.second), arize);
          expect(await lostWithout(plan, arize, cut)).toEqual([]);
        }),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it(
    'nobody can, where members are known from what the files said before',
    async () => {
      await fc.assert(
        fc.asyncProperty(cases(true), fc.nat(), fc.boolean(), async (made, cut, isSeen) => {
          const arize = await accountOf(made, isSeen ? { roster: 'without organization roles' } : {});
          const previous = { ref: 'HEAD~1', state: desiredState(made.first), removed: new Set<string>() };
          const plan = await planOf(desiredState(made.second), arize, { previous });
          expect(await lostWithout(plan, arize, cut)).toEqual([]);
        }),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it(
    'where members can not be read, nobody can but for whom the plan says so',
    async () => {
      await fc.assert(
        fc.asyncProperty(cases(false), fc.nat(), fc.boolean(), async (made, cut, isSeen) => {
          const arize = await accountOf(made, isSeen ? { roster: 'without organization roles' } : {});
          const plan = await planOf(desiredState(made.second), arize);
          const lost = await lostWithout(plan, arize, cut);
          const asserted = plan.steps.filter(({ action, destructive }) => action === 'assert' && !destructive);
          const said = new Set(plan.warnings.map(({ address }) => address as string));
          const unsaid = lost.filter(
            ({ user, place }) =>
              !asserted.some(({ address }) => {
                const at = address.slice(0, address.lastIndexOf('/member/'));
                return address.endsWith(`/member/${user}`) && said.has(at) && `${place}/`.startsWith(`${at}/`);
              }),
          );
          expect(unsaid).toEqual([]);
        }),
        { numRuns: runs },
      );
    },
    timeout,
  );
});
