import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { addressGlob } from '../../src/model/glob.js';
import { ok } from '../../src/model/result.js';
import type { Arize, Rosters } from '../../src/remote/port.js';
import { accountOf, accounts } from '../support/account-of.js';
import { claimedBeyond } from '../support/claims.js';
import { desiredState } from '../support/desired.js';
import type { MemoryArize } from '../support/memory-arize.js';
import { policies } from '../support/policies.js';
import { tryPlan } from '../support/reconcile.js';
import { safetyRuns, timeout } from '../support/runs.js';
import { specs } from '../support/specs.js';

/* A random account, random files, and places whose people are seen in part: some were looked for, and of the others nothing is known. */

let cases = 0;
afterAll(() => {
  process.stdout.write(`people who were not looked for: ${String(cases)} cases\n`);
});

/** What becomes of a place: read, not read at all, or read of the people of these numbers alone. */
const extents = fc.array(fc.oneof(fc.constant('read'), fc.constant('hidden'), fc.array(fc.nat({ max: 4 }))), {
  minLength: 1,
  maxLength: 6,
});

function hiding(arize: MemoryArize, places: readonly (string | readonly number[])[]): Arize {
  const people = [...arize.memory.users.values()];
  return {
    ...arize,
    async members(asked, signal) {
      const read = await arize.members?.(asked, signal);
      if (read?.ok !== true) throw new Error('nothing was read');
      return ok(inPart(read.value, people, places));
    },
  };
}

function inPart(
  { members }: Rosters,
  people: readonly { readonly id: string; readonly email: string }[],
  places: readonly (string | readonly number[])[],
): Rosters {
  const all = [...members].map(([id, found], index) => ({
    id,
    found,
    extent: places[index % places.length] ?? 'read',
  }));
  const looked = all.flatMap(({ id, found, extent }) => {
    if (typeof extent === 'string') return [];
    const named = extent.map((pick) => people[pick % people.length]).filter((one) => one !== undefined);
    return [{ id, named, found: found.filter(({ user }) => named.some((one) => one.id === user)) }];
  });
  return {
    members: new Map([
      ...all.flatMap(({ id, found, extent }) => (extent === 'read' ? [[id, found] as const] : [])),
      ...looked.map(({ id, found }) => [id, found] as const),
    ]),
    lookedFor: new Map(looked.map(({ id, named }) => [id, new Set(named.map(({ email }) => email))])),
  };
}

it(
  'bring nobody in, call nobody missing or unmanaged, take nobody out, and let nothing agree',
  async () => {
    await fc.assert(
      fc.asyncProperty(accounts(), specs(), fc.option(policies), extents, async (live, files, policy, places) => {
        const arize = accountOf(live, { roster: 'full' });
        const desired = desiredState({ ...files, ...(policy !== null && { policy }) });
        const whole = await tryPlan(desired, arize);
        const planned = await tryPlan(desired, hiding(arize, places));
        cases++;
        if (!planned.ok || !whole.ok) {
          expect(whole.ok, `only the plan of less fails: ${JSON.stringify(planned)}`).toBe(planned.ok);
          return;
        }
        const { plan } = planned.value;
        expect(claimedBeyond(plan, whole.value.plan)).toEqual([]);
        const said = new Set([...plan.steps, ...plan.blocked].map(({ address }) => address));
        const scopes = plan.unobserved.map(({ scope }) => addressGlob(scope));
        const silent = whole.value.plan.steps.filter(
          ({ address }) => !said.has(address) && !scopes.some((matches) => matches(address)),
        );
        expect(silent.map(({ action, address }) => `${action} ${address}`)).toEqual([]);
      }),
      { numRuns: safetyRuns },
    );
  },
  timeout,
);
