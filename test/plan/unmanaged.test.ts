import { kindNames } from '../../src/kinds/index.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { select } from '../../src/desired/select.js';
import { addressOf } from '../../src/model/address.js';
import type { IdRef } from '../../src/model/call.js';
import type { Policy } from '../../src/model/policy.js';
import { noPolicy } from '../../src/model/policy.js';
import { contentsOf, goneBetween, unexplained } from '../support/contents.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { MemoryArize, MemoryOptions } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { policies } from '../support/policies.js';
import { carryOut, lines, planOf, tryPlan } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';
import { specs } from '../support/specs.js';

async function accountOf(spec: Spec, options: MemoryOptions = {}): Promise<MemoryArize> {
  const arize = memoryArize({ privateSpaces: true, roster: 'full', ...options });
  await carryOut(await planOf(desiredState(spec), arize), arize, { concurrency: 1 });
  return arize;
}

const removeAll: Policy = {
  ...noPolicy,
  unmanaged: Object.fromEntries(
    kindNames.map((kind) => [kind, { action: 'remove', source: { file: 'policy', path: [] } }]),
  ),
};

/** The entries that people would have in spaces that they can enter without one (contract §7 "Spaces", §8). */
function inheritedOnly({ memory }: MemoryArize): ReadonlySet<string> {
  const bindings = [...memory.bindings.values()];
  return new Set(
    [...memory.spaces.values()].flatMap((space) => {
      const organization = memory.organizations.get(space.organization);
      return [...memory.users.values()].flatMap(({ id, email, role }) => {
        const isBound = bindings.some(({ user_id, resource_id }) => user_id === id && resource_id === space.id);
        if (space.members.has(id) || isBound) return [];
        const above = organization?.members.get(id);
        const isIn = role === 'ADMIN' || above === 'ADMIN' || (above !== undefined && !space.is_private);
        return isIn ? [addressOf.spaceMember(organization?.name ?? '', space.name, email)] : [];
      });
    }),
  );
}

const people = fc.subarray(['ann@x.io', 'bob@x.io', 'cy@x.io']);

/** The same files without some people: in the map of all users, or in those of organizations. */
function without(spec: Spec, where: readonly ('users' | 'members')[], people: readonly string[]): Spec {
  const rest = <T>(map: Readonly<Record<string, T>> | undefined) =>
    Object.fromEntries(Object.entries(map ?? {}).filter(([email]) => !people.includes(email)));
  return {
    ...spec,
    ...(where.includes('users') && { users: rest(spec.users) }),
    ...(where.includes('members') && {
      organizations: Object.fromEntries(
        Object.entries(spec.organizations ?? {}).map(([name, value]) => [
          name,
          value === 'absent' ? value : { ...value, members: rest(value.members) },
        ]),
      ),
    }),
  };
}

function idOf(ref: IdRef): string {
  return 'id' in ref ? ref.id : '';
}

describe('what no file mentions', () => {
  it(
    'goes only where the policy says remove for its kind, or along with what does; and then nothing is left to do',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          specs({ apiKeys: true }),
          specs({ apiKeys: true }),
          policies,
          async (first, second, policy) => {
            const arize = await accountOf(first);
            const desired = desiredState({ ...second, policy });
            const tried = await tryPlan(desired, arize);
            // A removal may take along what the files keep; that is an error, and nothing is done.
            if (!tried.ok) {
              expect(tried.error).toMatchObject({ diagnostics: [{ code: 'cascade-takes-declared' }] });
              return;
            }
            const { plan } = tried.value;
            const before = contentsOf(arize.memory);
            const { report } = await carryOut(plan, arize);
            expect(report.outcomes.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
            const gone = goneBetween(before, contentsOf(arize.memory));
            expect(unexplained(gone, desired, plan, () => true)).toEqual([]);
            // What was blocked may be so no more, once what was in the way is gone.
            if (plan.blocked.length === 0) expect(lines(await planOf(desired, arize))).toEqual([]);
          },
        ),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it(
    'is never somebody who is in a place only by inheritance',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          specs({ apiKeys: true }),
          specs({ apiKeys: true }),
          fc.boolean(),
          async (first, second, tellsInheritedRoles) => {
            const arize = await accountOf(first, { tellsInheritedRoles });
            const tried = await tryPlan(desiredState({ ...second, policy: removeAll }), arize);
            if (!tried.ok) {
              expect(tried.error).toMatchObject({ diagnostics: [{ code: 'cascade-takes-declared' }] });
              return;
            }
            const { plan } = tried.value;
            const inherited = inheritedOnly(arize);
            const hit = plan.steps.flatMap(({ action, address, cascade }) => [
              ...(action === 'delete' ? [address] : []),
              ...cascade,
            ]);
            expect(hit.filter((address) => inherited.has(address))).toEqual([]);
            expect(plan.unmanaged.filter(({ address }) => inherited.has(address))).toEqual([]);
            // Nor is anybody taken out of a place that they are in by nothing at all.
            const { organizations, spaces } = arize.memory;
            for (const { call, address } of plan.steps) {
              if (call.do !== 'organizations.remove-user' && call.do !== 'spaces.remove-user') continue;
              const place =
                call.do === 'spaces.remove-user'
                  ? spaces.get(idOf(call.space))
                  : organizations.get(idOf(call.organization));
              expect(place?.members.has(idOf(call.user)), `${address} is a member by themselves`).toBe(true);
            }
          },
        ),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it(
    'takes along nothing that the files keep: it is said where they would, and nothing of that is a defect of ours',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          specs(),
          fc.subarray(['users', 'members'] as const),
          people,
          fc.option(fc.subarray([...kindNames], { minLength: 1 })),
          async (spec, where, whom, only) => {
            const arize = await accountOf(spec);
            const files = desiredState({ ...without(spec, where, whom), policy: removeAll });
            const desired = only === null ? files : select(files, { only });
            const tried = await tryPlan(desired, arize);
            if (!tried.ok) {
              expect(tried.error).toMatchObject({ type: 'files' });
              const codes = tried.error.type === 'files' ? tried.error.diagnostics.map(({ code }) => code) : [];
              expect(new Set(codes)).toEqual(new Set(['cascade-takes-declared']));
              return;
            }
            const before = contentsOf(arize.memory);
            await carryOut(tried.value.plan, arize);
            const kept = new Set(
              files.resources.flatMap(({ ensure, kind, address }) => (ensure === 'absent' ? [] : `${kind} ${address}`)),
            );
            const lost = goneBetween(before, contentsOf(arize.memory)).map(({ kind, address }) => `${kind} ${address}`);
            expect(lost.filter((one) => kept.has(one))).toEqual([]);
            expect(lines(await planOf(desired, arize))).toEqual([]);
          },
        ),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it('is never the login that applies, nor what it has', async () => {
    const arize = await accountOf({
      users: { 'ann@x.io': { name: 'A', role: 'admin' }, 'bob@x.io': { name: 'B' } },
      organizations: { o1: { members: { 'ann@x.io': 'admin', 'bob@x.io': 'member' } } },
    });
    const ann = [...arize.memory.users.values()].find(({ email }) => email === 'ann@x.io');
    arize.memory.users.delete('User:login');
    const login = {
      ...arize,
      list: (listing: Parameters<typeof arize.list>[0]) =>
        listing.list === 'api-keys'
          ? Promise.resolve({
              ok: true as const,
              value:
                listing.keyType === 'USER'
                  ? [{ id: 'k', name: 'k', key_type: 'USER', created_by_user_id: ann?.id }]
                  : [],
            })
          : arize.list(listing),
    };
    const remove = { action: 'remove' as const, source: { file: 'policy', path: [] } };
    const policy = { ...noPolicy, unmanaged: { user: remove, 'organization-member': remove } };
    const plan = await planOf(desiredState({ users: {}, organizations: { o1: { members: {} } }, policy }), login);
    expect(lines(plan)).toEqual(['!delete user user/bob@x.io']);
    expect(plan.steps[0]?.cascade).toEqual(['organization/o1/member/bob@x.io']);
    expect(plan.unmanaged.map(({ address }) => address)).toEqual(['organization/o1/member/ann@x.io']);
  });
});
