import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.js';
import { accountOf, accounts } from '../support/account-of.js';
import type { Capability } from '../support/capabilities.js';
import { desiredState } from '../support/desired.js';
import { forgetting, leftOut } from '../support/forgetting.js';
import type { MemoryArize } from '../support/memory-arize.js';
import { planOf } from '../support/reconcile.js';
import { safetyRuns, timeout } from '../support/runs.js';
import { seenBy } from '../support/seen-by.js';
import { specs } from '../support/specs.js';
import { withoutApproval } from '../support/without-approval.js';

/* The same as in no-loss, where not everything is seen. */

const lostBy = withoutApproval('no loss without approval, not all seen');
const rosters = fc.constantFrom('without organization roles' as const, undefined);
const withRoster = (roster: 'full' | 'without organization roles' | undefined) =>
  roster === undefined ? {} : { roster };

it(
  'nobody can do less than before, where members are known from what the files said',
  async () => {
    await fc.assert(
      fc.asyncProperty(accounts(), specs({ renames: true }), fc.nat(), rosters, async (live, files, cut, roster) => {
        const arize = accountOf({ ...live, alsoBound: [] }, withRoster(roster));
        const previous = { ref: 'HEAD~1', state: desiredState(live.spec), removed: new Set<string>() };
        const plan = await planOf(desiredState(files), arize, { previous });
        expect(await lostBy(plan, arize, cut)).toEqual([]);
      }),
      { numRuns: safetyRuns },
    );
  },
  timeout,
);

/** Of what was lost that of which the plan did not say that it may be. */
function unsaid({ steps, warnings }: Plan, lost: readonly Capability[]): readonly Capability[] {
  const asserted = steps.filter(({ action, destructive }) => action === 'assert' && !destructive);
  const said = new Set(warnings.map(({ address }) => address as string));
  return lost.filter(
    ({ user, place }) =>
      !asserted.some(({ address }) => {
        const at = address.slice(0, address.lastIndexOf('/member/'));
        return address.endsWith(`/member/${user}`) && said.has(at) && `${place}/`.startsWith(`${at}/`);
      }),
  );
}

it(
  'nobody can but for whom the plan says so, whoever plans and whatever the answers leave out',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        accounts(),
        specs(),
        fc.nat(),
        fc.constantFrom('full', 'without organization roles', undefined),
        fc.option(fc.nat()),
        fc.option(leftOut),
        async (live, files, cut, roster, pick, isLeftOut) => {
          // Without their lists a member can do what who may only read can; random lists may say otherwise.
          const predefined = isLeftOut === null ? live.predefined : null;
          const arize = accountOf({ ...live, predefined }, withRoster(roster));
          const seen = pick === null ? arize : lesserLogin(arize, pick);
          const plan = await planOf(desiredState(files), isLeftOut === null ? seen : forgetting(seen, isLeftOut));
          expect(unsaid(plan, await lostBy(plan, arize, cut))).toEqual([]);
        },
      ),
      { numRuns: safetyRuns },
    );
  },
  timeout,
);

/** One of the people, or a service key. */
function lesserLogin(arize: MemoryArize, pick: number) {
  const people = [...arize.memory.users.keys()].filter((id) => id !== 'User:login');
  return seenBy(arize, [...people, undefined][pick % (people.length + 1)], arize.members !== undefined);
}
