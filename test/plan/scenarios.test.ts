import { kindNames } from '../../src/kinds/index.js';
import { describe, expect, it } from 'vitest';
import { select } from '../../src/desired/select.js';
import { addressOf } from '../../src/model/address.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { Entry } from '../support/live.js';
import { liveState, madePlan } from '../support/live.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, lines, planOf, tryPlan } from '../support/reconcile.js';

const base: Spec = {
  users: { 'ann@x.io': { name: 'Ann', role: 'admin' }, 'bob@x.io': { name: 'Bob' } },
  roles: { Reader: { description: 'reads', permissions: ['PROJECT_READ', 'DATASET_READ'] } },
  organizations: {
    Core: {
      description: 'the core',
      members: { 'ann@x.io': 'admin', 'bob@x.io': 'member' },
      spaces: {
        alpha: {
          members: { 'ann@x.io': 'admin', 'bob@x.io': 'Reader' },
          projects: { chat: { create: true, restricted: true, members: { 'bob@x.io': 'Reader' } } },
        },
      },
    },
  },
};

async function planAfter(first: Spec, second: Spec) {
  const arize = memoryArize();
  await carryOut(await planOf(desiredState(first), arize), arize);
  return planOf(desiredState(second), arize);
}

describe('plans', () => {
  it('builds an account from nothing, in an order in which each step finds what it needs', async () => {
    expect(lines(await planOf(desiredState(base), memoryArize()))).toEqual([
      ' create organization organization/Core',
      ' create space organization/Core/space/alpha',
      ' create project organization/Core/space/alpha/project/chat',
      ' create role role/Reader',
      ' create user user/ann@x.io',
      ' create organization-member organization/Core/member/ann@x.io',
      ' create space-member organization/Core/space/alpha/member/ann@x.io',
      ' create user user/bob@x.io',
      ' create organization-member organization/Core/member/bob@x.io',
      ' create space-role-binding organization/Core/space/alpha/member/bob@x.io',
      ' create project-role-binding organization/Core/space/alpha/project/chat/member/bob@x.io',
      ' create restriction organization/Core/space/alpha/project/chat/restriction',
    ]);
  });

  it('asserts what cannot be read, and says so once per scope', async () => {
    const plan = await planAfter(base, base);
    expect(lines(plan)).toEqual([
      ' assert organization-member organization/Core/member/ann@x.io',
      ' assert organization-member organization/Core/member/bob@x.io',
      ' assert space-member organization/Core/space/alpha/member/ann@x.io',
    ]);
    expect(plan.unobserved.map(({ scope }) => scope)).toEqual([
      'organization/Core/member/*',
      'organization/Core/space/alpha/member/*',
    ]);
  });

  it('keeps the description in an update that does not concern it', async () => {
    const arize = memoryArize();
    await carryOut(await planOf(desiredState(base), arize), arize);
    const second: Spec = { roles: { Reader: { permissions: ['PROJECT_READ', 'DATASET_READ', 'DATASET_CREATE'] } } };
    const plan = await planOf(desiredState(second), arize);
    expect(plan.steps.map(({ call, destructive, risk }) => ({ call, destructive, risk }))).toEqual([
      {
        call: {
          do: 'roles.update',
          role: { id: 'Role:2' },
          description: 'reads',
          permissions: ['DATASET_CREATE', 'DATASET_READ', 'PROJECT_READ'],
        },
        destructive: false,
        risk: ['escalates'],
      },
    ]);
  });

  it('flags a role that loses permissions as destructive, and one that also gains some as both', async () => {
    const plan = await planAfter(base, { roles: { Reader: { permissions: ['PROJECT_READ', 'ROLE_READ'] } } });
    expect(
      plan.steps.map(({ action, destructive, irreversible, risk, changes }) => ({
        action,
        destructive,
        irreversible,
        risk,
        changes,
      })),
    ).toEqual([
      {
        action: 'update',
        destructive: true,
        irreversible: false,
        risk: ['escalates', 'reduces'],
        changes: [
          { field: 'permissions', before: ['DATASET_READ', 'PROJECT_READ'], after: ['PROJECT_READ', 'ROLE_READ'] },
        ],
      },
    ]);
  });

  it('spells out everything that goes with an organization, once', async () => {
    const plan = await planAfter(base, { organizations: { Core: 'absent' } });
    expect(plan.steps).toHaveLength(1);
    expect(plan.steps[0]).toMatchObject({
      action: 'delete',
      destructive: true,
      irreversible: true,
      cascade: [
        'organization/Core/space/alpha',
        'organization/Core/space/alpha/member/bob@x.io',
        'organization/Core/space/alpha/project/chat',
        'organization/Core/space/alpha/project/chat/member/bob@x.io',
        'organization/Core/space/alpha/project/chat/restriction',
      ],
    });
  });

  it('does not delete twice what goes with its person, and deletes a role after its bindings', async () => {
    const plan = await planAfter(base, {
      users: { 'bob@x.io': 'absent' },
      roles: { Reader: 'absent' },
      organizations: {
        Core: { members: { 'bob@x.io': 'absent' }, spaces: { alpha: { members: { 'bob@x.io': 'absent' } } } },
      },
    });
    expect(lines(plan)).toEqual(['!delete user user/bob@x.io', '!delete role role/Reader']);
    expect(plan.steps[1]?.dependsOn).toEqual(['user/bob@x.io']);
    expect(plan.steps[0]?.cascade).toEqual([
      'organization/Core/space/alpha/member/bob@x.io',
      'organization/Core/space/alpha/project/chat/member/bob@x.io',
    ]);
  });

  it('blocks the deletion of a role that is still bound', async () => {
    const plan = await planAfter(base, { roles: { Reader: 'absent' } });
    expect(plan.steps).toEqual([]);
    expect(plan.blocked).toEqual([
      {
        address: 'role/Reader',
        reason:
          'the role is still bound, and Arize refuses to delete a bound role; give them another one first, or none: organization/Core/space/alpha/member/bob@x.io; organization/Core/space/alpha/project/chat/member/bob@x.io',
        source: { file: 'role/Reader', line: 1, column: 1 },
      },
    ]);
  });

  it('renames in place, with what is below it, and before anything that uses the new name', async () => {
    const renamed: Spec = {
      ...base,
      roles: { Viewer: { renamedFrom: 'Reader', permissions: ['DATASET_READ', 'PROJECT_READ'] } },
      organizations: {
        Center: {
          renamedFrom: 'Core',
          members: { 'ann@x.io': 'admin', 'bob@x.io': 'member' },
          spaces: { alpha: { members: { 'ann@x.io': 'admin', 'bob@x.io': 'Viewer' } }, beta: {} },
        },
      },
    };
    const arize = memoryArize();
    await carryOut(await planOf(desiredState(base), arize), arize);
    const plan = await planOf(desiredState(renamed), arize);
    expect(lines(plan).filter((line) => !line.startsWith(' assert'))).toEqual([
      ' rename organization organization/Center',
      ' rename role role/Viewer',
      ' create space organization/Center/space/beta',
    ]);
    await carryOut(plan, arize);
    const again = await planOf(desiredState(renamed), arize);
    expect(lines(again).filter((line) => !line.startsWith(' assert'))).toEqual([]);
  });

  it.each(kindNames)('may be about one kind alone: %s', async (kind) => {
    const arize = memoryArize({ roster: 'full' });
    const whole = desiredState({ ...base, apiKeys: { traces: { type: 'user' } } });
    await carryOut(await planOf(whole, arize), arize);
    const alone = select(whole, { only: [kind] });
    expect(alone.resources.length).toBeGreaterThan(0);
    expect(lines(await planOf(alone, arize))).toEqual([]);
  });

  it('refuses a rename where both names are live', async () => {
    const arize = memoryArize();
    await carryOut(await planOf(desiredState({ organizations: { A: {}, B: {} } }), arize), arize);
    const planned = await tryPlan(desiredState({ organizations: { B: { renamedFrom: 'A' } } }), arize);
    expect(planned).toMatchObject({
      ok: false,
      error: { type: 'files', diagnostics: [{ code: 'renamed-from-both-live' }] },
    });
  });

  it('blocks a change of the account role, and says what to do', async () => {
    const plan = await planAfter(base, { users: { 'bob@x.io': { role: 'admin' } } });
    expect(plan.steps).toEqual([]);
    expect(plan.blocked).toEqual([
      {
        address: 'user/bob@x.io',
        reason: 'role: the account role cannot be changed through ax; change it in the UI',
        source: { file: 'user/bob@x.io', line: 1, column: 1 },
      },
    ]);
  });

  it('invites anew whose invitation ran out, as the files have it today', async () => {
    const arize = memoryArize({ login: 'unknown' });
    await carryOut(
      await planOf(desiredState({ users: { 'bob@x.io': { name: 'Bob', role: 'member' } } }), arize),
      arize,
    );
    const bob = [...arize.memory.users.values()].find(({ email }) => email === 'bob@x.io');
    const wanted: Spec = { users: { 'bob@x.io': { name: 'Robert', role: 'admin', developer: true } } };
    // As long as the invitation is open the role can't be changed; a new one may have another.
    expect((await planOf(desiredState(wanted), arize)).blocked).toHaveLength(1);
    if (bob !== undefined) bob.status = 'EXPIRED';
    const plan = await planOf(desiredState(wanted), arize);
    expect(lines(plan)).toEqual([' create user user/bob@x.io', ' update user user/bob@x.io']);
    expect(plan.blocked).toEqual([]);
    expect(plan.steps[0]).toMatchObject({
      destructive: false,
      risk: ['escalates'],
      call: { do: 'users.create', email: 'bob@x.io', name: 'Robert', role: 'ADMIN', invite: 'EMAIL_LINK' },
    });
    const { report } = await carryOut(plan, arize);
    expect(report.outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    expect([...arize.memory.users.values()]).toMatchObject([
      { email: 'bob@x.io', name: 'Robert', role: 'ADMIN', status: 'INVITED', is_developer: true },
    ]);
    expect(lines(await planOf(desiredState(wanted), arize))).toEqual([]);
  });

  it('reports what is live and in no file only below maps that are there', async () => {
    const plan = await planAfter(base, { users: {}, organizations: { Core: { spaces: { alpha: { members: {} } } } } });
    expect(plan.steps).toEqual([]);
    expect(plan.unmanaged.map(({ address }) => address)).toEqual([
      'organization/Core/space/alpha/member/bob@x.io',
      'user/ann@x.io',
      'user/bob@x.io',
    ]);
  });

  it('says at plan time which names are neither declared nor live', async () => {
    const planned = await tryPlan(
      desiredState({
        organizations: { Core: { members: { 'eve@x.io': 'member' }, spaces: { alpha: { projects: { chta: {} } } } } },
      }),
      memoryArize(),
    );
    expect(
      planned.ok
        ? []
        : planned.error.type === 'files'
          ? planned.error.diagnostics.map(({ code, message }) => `${code}: ${message}`)
          : [],
    ).toEqual([
      'unknown-user: user "eve@x.io" is neither declared in the files nor live in the account.',
      'unknown-project: project "chta" is not live in space "alpha", and is not to be created.',
    ]);
  });
});

describe('where the members of a space are known', () => {
  const space = { organization: 'Core', space: 'alpha' };
  const bob = { ...space, user: 'bob@x.io' };

  it('replaces a predefined role by a custom one back to back, removal first', () => {
    const plan = planFor({ 'bob@x.io': 'Reader' }, [['space-member', bob, { role: 'member' }]]);
    expect(plan.map(({ action, kind, destructive, dependsOn }) => ({ action, kind, destructive, dependsOn }))).toEqual([
      { action: 'delete', kind: 'space-member', destructive: true, dependsOn: [] },
      {
        action: 'create',
        kind: 'space-role-binding',
        destructive: false,
        dependsOn: ['organization/Core/space/alpha/member/bob@x.io'],
      },
    ]);
  });

  it('creates the binding again where the removal takes it along', () => {
    const plan = planFor({ 'bob@x.io': 'Reader' }, [
      ['space-member', bob, { role: 'member' }],
      ['space-role-binding', bob, { role: 'Reader' }],
    ]);
    expect(plan.map(({ action, kind }) => `${action} ${kind}`)).toEqual([
      'delete space-member',
      'create space-role-binding',
    ]);
  });

  it('replaces a custom role by a predefined one without a gap', () => {
    const plan = planFor({ 'bob@x.io': 'member' }, [['space-role-binding', bob, { role: 'Reader' }]]);
    expect(plan.map(({ action, kind, dependsOn }) => `${action} ${kind} after ${dependsOn.join()}`)).toEqual([
      'create space-member after ',
      'delete space-role-binding after organization/Core/space/alpha/member/bob@x.io',
    ]);
  });

  it('updates a predefined role in place', () => {
    const plan = planFor({ 'bob@x.io': 'admin' }, [['space-member', bob, { role: 'member' }]]);
    expect(plan.map(({ action, kind, before, after }) => ({ action, kind, before, after }))).toEqual([
      { action: 'update', kind: 'space-member', before: { role: 'member' }, after: { role: 'admin' } },
    ]);
  });

  function planFor(members: Readonly<Record<string, string>>, grants: readonly Entry[]) {
    const entries: readonly Entry[] = [
      ['user', { user: 'bob@x.io' }, { role: 'member' }],
      ['role', { role: 'Reader' }, { permissions: ['PROJECT_READ'], description: '' }],
      ['organization', { organization: 'Core' }, { description: '' }],
      ['space', space, { description: '', private: false }],
      ...grants,
    ];
    const rosters = new Set([addressOf.organization('Core'), addressOf.space('Core', 'alpha')]);
    const desired = desiredState({ organizations: { Core: { spaces: { alpha: { members } } } } });
    return madePlan(desired, liveState(entries, { rosters }), { capabilities: { privateSpaces: false } }).steps;
  }
});
