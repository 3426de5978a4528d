import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { accountOf, accounts } from '../support/account-of.js';
import { claimedBeyond } from '../support/claims.js';
import { desiredState } from '../support/desired.js';
import { forgetting, leftOut } from '../support/forgetting.js';
import { planOf, tryPlan } from '../support/reconcile.js';
import { safetyRuns, timeout } from '../support/runs.js';
import { specs } from '../support/specs.js';

/* A random account, random files, and answers that leave fields out: what they don't contain is not known to be different. */

let cases = 0;
afterAll(() => {
  process.stdout.write(`answers that leave fields out: ${String(cases)} cases\n`);
});

it(
  'bring no step that was not there with the whole answer, other than assertions',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        accounts({ apiKeys: true }),
        specs({ apiKeys: true }),
        leftOut,
        async (live, files, isLeftOut) => {
          const arize = accountOf(live, { roster: 'full' });
          const desired = desiredState(files);
          const whole = await planOf(desired, arize);
          const planned = await tryPlan(desired, forgetting(arize, isLeftOut));
          cases++;
          if (!planned.ok) throw new Error(JSON.stringify(planned.error));
          const beyond = claimedBeyond(planned.value.plan, whole);
          // Whose login it is may be left out: then that is nobody special.
          expect(beyond.filter((claim) => claim !== 'differs user/login@x.io')).toEqual([]);
        },
      ),
      { numRuns: safetyRuns },
    );
  },
  timeout,
);
