import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf } from '../../src/model/address.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { MemoryArize, MemoryOptions } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, lines, planOf } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';
import { specs } from '../support/specs.js';

/*
 * Somebody whose invitation ran out is invited anew. Arize does not say whether they keep their ID (contract §7), so
 * whatever hangs on it must come out right both ways, in one run.
 */

const servers = ['same ID', 'new ID', 'new ID beside'] as const;
const rosters = [undefined, 'full', 'without organization roles'] as const;

const ann = 'ann@x.io';
const spec: Spec = {
  users: { [ann]: { name: 'Ann', developer: true } },
  roles: { Reader: { permissions: ['PROJECT_READ'] }, Writer: { permissions: ['PROJECT_READ'] } },
  organizations: {
    Core: {
      members: { [ann]: 'member' },
      spaces: {
        alpha: { members: { [ann]: 'member' }, projects: { chat: { create: true, members: { [ann]: 'Reader' } } } },
        beta: { members: { [ann]: 'Reader' } },
      },
    },
  },
};

/** An account as the files have it, in which some invitations then ran out. */
async function accountOf(
  first: Spec,
  options: MemoryOptions,
  expired: readonly string[] = [ann],
): Promise<MemoryArize> {
  const arize = memoryArize({ privateSpaces: true, ...options });
  await carryOut(await planOf(desiredState(first), arize), arize);
  for (const user of arize.memory.users.values()) if (expired.includes(user.email)) user.status = 'EXPIRED';
  return arize;
}

const undone = ({ report }: Awaited<ReturnType<typeof carryOut>>) =>
  report.outcomes
    .filter(({ outcome }) => outcome !== 'done')
    .map(({ step, reason }) => `${step.action} ${step.address}: ${reason ?? ''}`);

const changes = (plan: Parameters<typeof lines>[0]) =>
  lines({ ...plan, steps: plan.steps.filter(({ action }) => action !== 'assert') });

/** What somebody has, by the names of places and roles. */
function grantsOf({ memory }: MemoryArize, email: string): readonly string[] {
  const id = [...memory.users.values()].find((user) => user.email === email && user.status !== 'EXPIRED')?.id ?? '';
  const names = new Map(
    [...memory.organizations, ...memory.spaces, ...memory.projects, ...memory.roles].map(([key, { name }]) => [
      key,
      name,
    ]),
  );
  return [
    ...[...memory.organizations.values(), ...memory.spaces.values()].flatMap(({ name, members }) =>
      members.has(id) ? [`${name}: ${members.get(id) ?? ''}`] : [],
    ),
    ...[...memory.bindings.values()].flatMap(({ user_id: user, resource_id: resource, role_id: role }) =>
      user === id ? [`${names.get(resource) ?? ''}: ${names.get(role) ?? ''}`] : [],
    ),
  ].sort();
}

describe.each(servers)('who is invited anew, where that means the %s', (reinvites) => {
  it.each(rosters)('has all that the files give them after one run (roster: %s)', async (roster) => {
    const arize = await accountOf(spec, { reinvites, ...(roster !== undefined && { roster }) });
    const plan = await planOf(desiredState(spec), arize);
    const person = addressOf.user(ann);
    expect(plan.steps.map(({ address }) => address)).toEqual(
      expect.arrayContaining([
        person,
        'organization/Core/member/ann@x.io',
        'organization/Core/space/alpha/member/ann@x.io',
        'organization/Core/space/alpha/project/chat/member/ann@x.io',
        'organization/Core/space/beta/member/ann@x.io',
      ]),
    );
    // Nothing is done under the ID that may have ended.
    const ids = plan.steps.flatMap(({ call }) => ('user' in call ? [call.user] : []));
    expect(new Set(ids.map((id) => JSON.stringify(id)))).toEqual(new Set([JSON.stringify({ of: person })]));
    const former = grantsOf(await accountOf(spec, {}, []), ann);
    expect(undone(await carryOut(plan, arize))).toEqual([]);
    expect(grantsOf(arize, ann)).toEqual(former);
    expect(changes(await planOf(desiredState(spec), arize))).toEqual([]);
  });

  it('gets another sort of role, or another custom role, in the same run', async () => {
    const arize = await accountOf(spec, { reinvites, roster: 'full' });
    const now: Spec = {
      ...spec,
      organizations: {
        Core: {
          members: { [ann]: 'admin' },
          spaces: {
            alpha: { members: { [ann]: 'Reader' }, projects: { chat: { create: true, members: { [ann]: 'Writer' } } } },
            beta: { members: { [ann]: 'member' } },
          },
        },
      },
    };
    expect(undone(await carryOut(await planOf(desiredState(now), arize), arize))).toEqual([]);
    expect(grantsOf(arize, ann)).toEqual(['Core: ADMIN', 'alpha: Reader', 'beta: MEMBER', 'chat: Writer']);
    expect(lines(await planOf(desiredState(now), arize))).toEqual([]);
  });

  it('keeps a built-in and a custom role in one space, which no file could say together', async () => {
    const arize = await accountOf(spec, { reinvites, roster: 'full' });
    const { memory } = arize;
    const [user] = [...memory.users.values()].filter(({ email }) => email === ann);
    const [alpha] = [...memory.spaces.values()].filter(({ name }) => name === 'alpha');
    const [reader] = [...memory.roles.values()].filter(({ name }) => name === 'Reader');
    const binding = { id: 'both', user_id: user?.id ?? '', role_id: reader?.id ?? '', resource_id: alpha?.id ?? '' };
    memory.bindings.set('both', { ...binding, resource_type: 'SPACE' });
    const now: Spec = { users: spec.users ?? {} };
    const plan = await planOf(desiredState(now), arize, { readsAll: true });
    expect(undone(await carryOut(plan, arize))).toEqual([]);
    expect(grantsOf(arize, ann)).toEqual([
      'Core: MEMBER',
      'alpha: MEMBER',
      'alpha: Reader',
      'beta: Reader',
      'chat: Reader',
    ]);
  });

  it('keeps what is in an organization that is called like the word for its members', async () => {
    const called: Spec = { ...spec, organizations: { member: spec.organizations?.['Core'] ?? {} } };
    const arize = await accountOf(called, { reinvites, roster: 'full' });
    const plan = await planOf(desiredState({ users: spec.users ?? {} }), arize, { readsAll: true });
    expect(undone(await carryOut(plan, arize))).toEqual([]);
    expect(grantsOf(arize, ann)).toEqual(grantsOf(await accountOf(called, {}, []), ann));
  });

  it('keeps what is in maps that the files leave out, on which the rest may stand', async () => {
    const arize = await accountOf(spec, { reinvites, roster: 'full' });
    const now: Spec = {
      users: spec.users ?? {},
      organizations: {
        Core: { spaces: { alpha: { members: { [ann]: 'member' }, projects: { chat: { create: true } } } } },
      },
    };
    const former = grantsOf(await accountOf(spec, {}, []), ann);
    const plan = await planOf(desiredState(now), arize);
    expect(undone(await carryOut(plan, arize))).toEqual([]);
    expect(grantsOf(arize, ann)).toEqual(former);
    expect(lines(await planOf(desiredState(now), arize))).toEqual([]);
  });
});

it(
  'any files on any account: one run, and nothing is left to do, whatever becomes of the IDs',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        specs({ apiKeys: true }),
        specs({ renames: true, apiKeys: true }),
        fc.subarray(['ann@x.io', 'bob@x.io', 'cy@x.io', 'labeller@x.io'], { minLength: 1 }),
        fc.constantFrom('same ID' as const, 'new ID' as const),
        fc.constantFrom(...rosters),
        fc.integer({ min: 1, max: 8 }),
        async (first, second, expired, reinvites, roster, concurrency) => {
          const arize = await accountOf(first, { reinvites, ...(roster !== undefined && { roster }) }, expired);
          const desired = desiredState(second);
          const plan = await planOf(desired, arize);
          expect(undone(await carryOut(plan, arize, { concurrency }))).toEqual([]);
          const again = await planOf(desired, arize);
          // A role that somebody held under the ID that ended is free now.
          const blocked = new Set(plan.blocked.map(({ address }) => address));
          const rest = { ...again, steps: again.steps.filter(({ address }) => !blocked.has(address)) };
          expect(changes(rest)).toEqual([]);
          if (roster === 'full') expect(lines(rest)).toEqual([]);
        },
      ),
      { numRuns: runs },
    );
  },
  timeout,
);
