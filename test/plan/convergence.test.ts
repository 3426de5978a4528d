import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.js';
import { addressOf } from '../../src/model/address.js';
import { digestOf } from '../../src/plan/digest.js';
import type { Plan } from '../../src/model/plan.js';
import type { KindName } from '../../src/model/resource.js';
import { contentsOf, goneBetween, unexplained } from '../support/contents.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { MemoryArize, MemoryOptions } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, lines, planOf } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';
import { specs } from '../support/specs.js';

const rosters = fc.constantFrom<MemoryOptions['roster']>(undefined, 'full', 'without organization roles');

/** An account that the first files made, about to meet the second. */
async function accountOf(spec: Spec, roster?: MemoryOptions['roster']): Promise<MemoryArize> {
  const arize = memoryArize({ privateSpaces: true, ...(roster !== undefined && { roster }) });
  await carryOut(await planOf(desiredState(spec), arize), arize, { concurrency: 1 });
  return arize;
}

describe('a plan', () => {
  it(
    'is carried out without a refusal, whatever runs at once, and leaves nothing to do',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          specs({ apiKeys: true }),
          specs({ renames: true, apiKeys: true }),
          fc.integer({ min: 1, max: 8 }),
          rosters,
          async (first, second, concurrency, roster) => {
            const arize = await accountOf(first, roster);
            const plan = await planOf(desiredState(second), arize);
            const { report } = await carryOut(plan, arize, { concurrency });
            expect(
              report.outcomes
                .filter(({ outcome }) => outcome !== 'done')
                .map(({ step, reason }) => `${step.action} ${step.address}: ${reason ?? ''}`),
            ).toEqual([]);
            const again = await planOf(desiredState(second), arize);
            expect(changes(again)).toEqual([]);
            // Where all members can be read nothing is left to chance.
            if (roster === 'full') expect(lines(again)).toEqual([]);
          },
        ),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it(
    'can be cut off after any step and taken up again',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          specs({ apiKeys: true }),
          specs({ renames: true, apiKeys: true }),
          fc.nat(),
          rosters,
          async (first, second, cut, roster) => {
            const arize = await accountOf(first, roster);
            const plan = await planOf(desiredState(second), arize);
            const kept = plan.steps.slice(0, plan.steps.length === 0 ? 0 : cut % plan.steps.length);
            await carryOut({ ...plan, steps: kept }, arize, { concurrency: 1 });
            const { report } = await carryOut(await planOf(desiredState(second), arize), arize);
            expect(
              report.outcomes
                .filter(({ outcome }) => outcome !== 'done')
                .map(({ step, reason }) => `${step.action} ${step.address}: ${reason ?? ''}`),
            ).toEqual([]);
            expect(changes(await planOf(desiredState(second), arize))).toEqual([]);
          },
        ),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it(
    'takes nothing away that the files do not name, but for what a named removal takes along, and says all of it',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          specs({ apiKeys: true }),
          specs({ renames: true, apiKeys: true }),
          rosters,
          async (first, second, roster) => {
            const arize = await accountOf(first, roster);
            const desired = desiredState(second);
            const plan = await planOf(desired, arize);
            const before = contentsOf(arize.memory);
            await carryOut(plan, arize);
            const gone = goneBetween(before, contentsOf(arize.memory));
            // What can't be read can't be spelled out.
            const isSeen = (kind: KindName) => roster !== undefined || kinds[kind].isMembership !== true;
            expect(unexplained(gone, desired, plan, isSeen)).toEqual([]);
          },
        ),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it(
    'replaces a key only where the files want it to be good for something else',
    async () => {
      await fc.assert(
        fc.asyncProperty(specs({ apiKeys: true }), specs({ renames: true, apiKeys: true }), async (first, second) => {
          const arize = await accountOf(first);
          const { memory } = arize;
          const before = new Map(memory.keys);
          await carryOut(await planOf(desiredState(second), arize), arize);
          const names = new Map([...memory.organizations, ...memory.spaces].map(([id, { name }]) => [id, name]));
          for (const [id, { name, key_type, organizations }] of before) {
            if (memory.keys.has(id)) continue;
            const spaces = organizations.flatMap(({ organization, spaces: inside }) =>
              inside.map(({ space, role }): [string, string] => [
                addressOf.space(names.get(organization) ?? '', names.get(space) ?? ''),
                typeof role === 'string' ? role.toLowerCase() : '',
              ]),
            );
            const type = key_type === 'USER' ? 'user' : 'service';
            const former = { type, ...(type === 'service' && { spaces: Object.fromEntries(spaces) }) };
            expect(second.apiKeys?.[name]).not.toEqual(former);
          }
        }),
        // Few of the random accounts have a key that is replaced at all.
        { numRuns: Math.ceil(runs / 5) },
      );
    },
    timeout,
  );

  it(
    'does not depend on the order in the files',
    async () => {
      await fc.assert(
        fc.asyncProperty(specs({ apiKeys: true }), specs({ renames: true, apiKeys: true }), async (first, second) => {
          const arize = await accountOf(first);
          const one = await planOf(desiredState(second), arize);
          const other = await planOf(desiredState(reversed(second)), arize);
          expect(other).toEqual(one);
          expect(digestOf(other.steps)).toBe(digestOf(one.steps));
        }),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it(
    'depends only on steps that come before',
    async () => {
      await fc.assert(
        fc.asyncProperty(specs({ apiKeys: true }), specs({ renames: true, apiKeys: true }), async (first, second) => {
          const { steps } = await planOf(desiredState(second), await accountOf(first));
          const seen = new Set<string>();
          for (const { address, dependsOn } of steps) {
            expect(dependsOn.filter((needed) => !seen.has(needed))).toEqual([]);
            seen.add(address);
          }
        }),
        { numRuns: runs },
      );
    },
    timeout,
  );
});

/** What is left to do; what can't be read is only asserted, and what can't be done is blocked. */
function changes({ steps, ...plan }: Plan): readonly string[] {
  return lines({ ...plan, steps: steps.filter(({ action }) => action !== 'assert') });
}

function reversed<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return [...value].reverse().map((item: unknown) => reversed(item)) as T;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner as unknown)]),
  ) as T;
}
