import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Address } from '../../src/model/address.js';
import { addressGlob } from '../../src/model/glob.js';
import type { Plan } from '../../src/model/plan.js';
import { accountOf, accounts } from '../support/account-of.js';
import { claimedBeyond } from '../support/claims.js';
import { desiredState } from '../support/desired.js';
import { policies } from '../support/policies.js';
import { tryPlan } from '../support/reconcile.js';
import { lesserRuns, timeout } from '../support/runs.js';
import { seenBy } from '../support/seen-by.js';
import { specs } from '../support/specs.js';

/* A random account, random files, and one of its people, or a service key, who plans. */

const counts = { cases: 0, silent: 0 };
afterAll(() => {
  process.stdout.write(
    `plans of lesser logins: ${String(counts.cases)} cases, ${String(counts.silent)} with something left open\n`,
  );
});

/** Steps of a plan for which another one has neither a step nor a reason why there is none; nobody removes themselves. */
function silentOf(whole: Plan, { steps, blocked, unobserved }: Plan, self: string): readonly string[] {
  const said = new Set([...steps, ...blocked].map(({ address }) => address));
  const scopes = unobserved.map(({ scope }) => addressGlob(scope));
  const isOpen = (address: Address) => placesOf(address).some((place) => scopes.some((matches) => matches(place)));
  const silent = whole.steps.filter(({ address }) => !said.has(address));
  if (silent.length > 0) counts.silent++;
  return silent
    .filter(({ address, action }) => !isOpen(address) && !(action === 'delete' && address.endsWith(`/${self}`)))
    .map(({ action, address }) => `${action} ${address}`);
}

/** An address and what it is in. */
function placesOf(address: Address): readonly Address[] {
  const segments = address.split('/');
  return segments.flatMap((_, index) => (index % 2 === 1 ? [segments.slice(0, index + 1).join('/') as Address] : []));
}

describe('the plan of a lesser login', () => {
  it(
    'never contradicts that of an administrator: it claims only what that does, and calls nothing equal that it does not see',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          accounts(),
          specs(),
          fc.option(policies),
          fc.nat(),
          fc.boolean(),
          async (live, files, policy, pick, hasRoster) => {
            const arize = accountOf(live, { roster: 'full' });
            const people = [...arize.memory.users.keys()].filter((id) => id !== 'User:login');
            const user = [...people, undefined][pick % (people.length + 1)];
            // The administrator is declared: nobody calls themselves unmanaged, and others would.
            const users = { ...files.users, 'login@x.io': { name: 'Login', role: 'admin' } };
            const desired = desiredState({ ...files, users, ...(policy !== null && { policy }) });
            const whole = await tryPlan(desired, arize);
            const planned = await tryPlan(desired, seenBy(arize, user, hasRoster));
            counts.cases++;
            if (!planned.ok || !whole.ok) {
              expect(whole.ok, `only the lesser login fails: ${JSON.stringify(planned)}`).toBe(planned.ok);
              return;
            }
            expect(claimedBeyond(planned.value.plan, whole.value.plan)).toEqual([]);
            const self = arize.memory.users.get(user ?? '')?.email ?? 'nobody';
            expect(silentOf(whole.value.plan, planned.value.plan, self)).toEqual([]);
          },
        ),
        { numRuns: lesserRuns },
      );
    },
    timeout,
  );
});
