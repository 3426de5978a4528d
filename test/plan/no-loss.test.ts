import fc from 'fast-check';
import { expect, it } from 'vitest';
import { accountOf, accounts } from '../support/account-of.js';
import { desiredState } from '../support/desired.js';
import { planOf } from '../support/reconcile.js';
import { safetyRuns, timeout } from '../support/runs.js';
import { specs } from '../support/specs.js';
import { withoutApproval } from '../support/without-approval.js';

/*
 * Without an approval of the destructive steps nobody can do less than before: not after the whole rest of the plan, and
 * not after any part of it. What people can do is worked out from the account in memory, without the code under test.
 */

const lostBy = withoutApproval('no loss without approval, all members seen');

it(
  'nobody can do less than before, whatever the account and the files, after any part of the plan',
  async () => {
    await fc.assert(
      fc.asyncProperty(accounts(), specs({ renames: true }), fc.nat(), async (live, files, cut) => {
        const arize = accountOf(live, { roster: 'full' });
        const plan = await planOf(desiredState(files), arize);
        expect(await lostBy(plan, arize, cut)).toEqual([]);
      }),
      { numRuns: safetyRuns },
    );
  },
  timeout,
);
