import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardPlan } from '../../src/guard/index.js';
import { needsOf, readLive } from '../../src/live/index.js';
import { addressOf } from '../../src/model/address.js';
import { addressGlob } from '../../src/model/glob.js';
import type { Plan, Step } from '../../src/model/plan.js';
import type { DestructiveLimit, Policy } from '../../src/model/policy.js';
import { noPolicy } from '../../src/model/policy.js';
import type { Attributes } from '../../src/model/resource.js';
import { plan, step } from '../report/factory.js';
import { contentsOf, goneBetween } from '../support/contents.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { Entry } from '../support/live.js';
import { liveState, madePlan } from '../support/live.js';
import type { MemoryArize, MemoryOptions } from '../support/memory-arize.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, lines, planOf, tryPlan } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';
import { specs } from '../support/specs.js';

/** An account with so many people, the first few of them admins. */
async function accountOf(
  people: number,
  admins: number,
  options: Parameters<typeof memoryArize>[0] = {},
): Promise<MemoryArize> {
  const arize = memoryArize({ login: 'unknown', ...options });
  const users = Object.fromEntries(
    Array.from({ length: people }, (_, index) => [
      person(index),
      { name: 'N', role: index < admins ? 'admin' : 'member' },
    ]),
  );
  await carryOut(await planOf(desiredState({ users }), arize), arize);
  for (const user of arize.memory.users.values()) user.status = 'ACTIVE';
  return arize;
}

const person = (index: number) => `p${String(index)}@x.io`;

async function broken(
  arize: MemoryArize,
  spec: Spec,
  options: {
    readonly policy?: Partial<Policy>;
    readonly self?: string;
    readonly maxDestructive?: DestructiveLimit;
  } = {},
): Promise<readonly string[]> {
  const desired = desiredState({ ...spec, policy: { ...noPolicy, ...options.policy } });
  const plan = await planOf(desired, arize);
  const live = await readLive(arize, needsOf(desired));
  if (!live.ok) throw new Error(live.error.message);
  const violations = guardPlan({
    plan,
    live: {
      ...live.value,
      ...(options.self !== undefined && {
        visibility: {
          ...live.value.visibility,
          login: { user: addressOf.user(options.self), administers: 'account' as const },
        },
      }),
    },
    desired: desired.resources,
    policy: desired.policy,
    ...(options.maxDestructive !== undefined && { maxDestructive: options.maxDestructive }),
  });
  for (const { hint } of violations) expect(hint).not.toBe('');
  return violations.map(({ rule, message }) => `${rule}: ${message}`);
}

/** Declares so many of the people absent, from the end. */
function leaving(people: number, count: number): Spec {
  return {
    users: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [person(people - 1 - index), 'absent' as const]),
    ),
  };
}

describe('max_destructive', () => {
  it.each([
    ['10 of 100 by default', 100, 10, {}, []],
    [
      '11 of 100 by default',
      100,
      11,
      {},
      ['max_destructive: the plan has 11 destructive steps; max_destructive allows 10'],
    ],
    ['3 of 5: below the floor of shares', 5, 3, {}, []],
    [
      '4 of 19',
      19,
      4,
      {},
      [
        'max_destructive: 4 of 19 live objects of the kind user would be removed or lose something (21 %); max_destructive allows 20 %',
      ],
    ],
    ['4 of 20', 20, 4, {}, []],
    ['a count of its own, which takes the place of the share', 8, 6, { policy: { maxDestructive: { count: 6 } } }, []],
    [
      'a count of none',
      100,
      1,
      { policy: { maxDestructive: { count: 0 } } },
      ['max_destructive: the plan has 1 destructive steps; max_destructive allows 0'],
    ],
    [
      'a share of its own, which takes the place of the count',
      100,
      40,
      { policy: { maxDestructive: { percent: 40 } } },
      [],
    ],
    [
      'a flag, which takes the place of both',
      100,
      40,
      { policy: { maxDestructive: { count: 1 } }, maxDestructive: { count: 40 } },
      [],
    ],
  ] as const)('%s', async (_name, people, count, options, expected) => {
    expect(await broken(await accountOf(people, 3), leaving(people, count), options)).toEqual(expected);
  });

  it('stops an account from being wiped, however it is asked for', async () => {
    const arize = await accountOf(30, 3);
    expect((await broken(arize, leaving(30, 30))).map((line) => line.split(':')[0])).toEqual([
      'max_destructive',
      'max_destructive',
      'min_account_admins',
    ]);
  });
});

describe('min_account_admins', () => {
  const adminLeaves: Spec = { users: { [person(0)]: 'absent' } };
  it('lets go as long as two are left', async () => {
    expect(await broken(await accountOf(9, 3), adminLeaves)).toEqual([]);
    expect(await broken(await accountOf(9, 2), adminLeaves)).toEqual([
      'min_account_admins: the plan takes 1 of 2 active account admins away and leaves 1; min_account_admins asks for 2',
    ]);
    expect(await broken(await accountOf(9, 2), adminLeaves, { policy: { minAccountAdmins: 1 } })).toEqual([]);
  });

  it('never refuses a plan that takes none away', async () => {
    expect(await broken(await accountOf(9, 1), { users: { [person(5)]: 'absent' } })).toEqual([]);
  });

  it('does not count who has not signed in yet', async () => {
    const arize = await accountOf(9, 3);
    for (const user of arize.memory.users.values()) if (user.email === person(1)) user.status = 'INVITED';
    expect(await broken(arize, adminLeaves)).toHaveLength(1);
  });
});

describe('an answer that leaves out who is an admin', () => {
  const people = (...list: readonly (readonly [index: number, attributes: Attributes])[]): readonly Entry[] =>
    list.map(([index, attributes]) => ['user', { user: person(index) }, attributes]);
  const refusals = (entries: readonly Entry[]) => {
    const live = liveState(entries);
    const desired = desiredState({ users: { [person(0)]: 'absent' } });
    return guardPlan({ plan: madePlan(desired, live), live, desired: desired.resources, policy: noPolicy })
      .filter(({ rule }) => rule === 'min_account_admins')
      .map(({ message }) => message);
  };
  const admin = { role: 'admin', status: 'active' };

  it('makes of nobody one that is left, and of whoever goes one that is taken', () => {
    expect(refusals(people([0, { status: 'active' }], [1, { status: 'active' }], [2, admin]))).toEqual([
      'the plan takes 1 person away who may be an account admin (not all roles were read) and leaves 1; min_account_admins asks for 2',
    ]);
    expect(refusals(people([0, { role: 'admin' }], [1, admin]))).toHaveLength(1);
    expect(refusals(people([0, {}], [1, admin], [2, admin]))).toEqual([]);
    expect(refusals(people([0, { role: 'member' }], [1, {}]))).toEqual([]);
  });
});

describe('min_organization_admins', () => {
  const admins = (...people: readonly number[]) =>
    Object.fromEntries(people.map((index) => [person(index), 'admin'])) as Readonly<Record<string, string>>;
  const inO = (members: Readonly<Record<string, string>>): Spec => ({ organizations: { O: { members } } });
  const refusal = (taken: string, left: string, least: string, known = '') =>
    `min_organization_admins: the plan takes ${taken} active admins${known} of O away and leaves ${left}; min_organization_admins asks for ${least}`;

  async function organizationOf(spec: Spec, options: MemoryOptions = { roster: 'full' }): Promise<MemoryArize> {
    const arize = await accountOf(9, 3, options);
    await carryOut(await planOf(desiredState(spec), arize), arize);
    return arize;
  }

  it('lets go as long as one is left, and account admins are none', async () => {
    const arize = await organizationOf(inO(admins(5)));
    const refused = [refusal('1 of 1', '0', '1')];
    expect(await broken(arize, inO({ [person(5)]: 'read_only' }))).toEqual(refused);
    expect(await broken(arize, inO({ [person(5)]: 'absent' }))).toEqual(refused);
    expect(await broken(arize, { users: { [person(5)]: 'absent' } })).toEqual(refused);
    expect(await broken(arize, inO({ [person(5)]: 'member' }), { policy: { minOrganizationAdmins: 0 } })).toEqual([]);
    expect(await broken(await organizationOf(inO(admins(5, 6))), inO({ [person(5)]: 'member' }))).toEqual([]);
    expect(
      await broken(await organizationOf(inO(admins(5, 6))), inO({ [person(5)]: 'member' }), {
        policy: { minOrganizationAdmins: 2 },
      }),
    ).toEqual([refusal('1 of 2', '1', '2')]);
  });

  it('counts whoever becomes an admin in the same plan and can sign in, and lets the organization itself go', async () => {
    const arize = await organizationOf(inO({ ...admins(5), [person(6)]: 'member' }));
    expect(await broken(arize, inO({ [person(5)]: 'member', ...admins(6) }))).toEqual([]);
    expect(await broken(arize, inO({ [person(5)]: 'member', ...admins(7) }))).toEqual([]);
    for (const user of arize.memory.users.values()) if (user.email === person(6)) user.status = 'INVITED';
    expect(await broken(arize, inO({ [person(5)]: 'member', ...admins(6) }))).toEqual([refusal('1 of 1', '0', '1')]);
    expect(await broken(arize, { organizations: { O: 'absent' } })).toEqual([]);
  });

  it('never refuses a plan that takes none away', async () => {
    const arize = await organizationOf(inO({ [person(5)]: 'member' }));
    expect(await broken(arize, inO({ [person(5)]: 'read_only' }))).toEqual([]);
  });

  it('goes by what is known where members can not be read', async () => {
    const arize = await organizationOf(inO(admins(5)), {});
    expect(await broken(arize, inO({ [person(5)]: 'member' }))).toEqual([]);
    const previous = { ref: 'HEAD~1', state: desiredState(inO(admins(5))), removed: new Set<string>() };
    const tried = await tryPlan(desiredState(inO({ [person(5)]: 'member' })), arize, { previous });
    if (!tried.ok) throw new Error(JSON.stringify(tried.error));
    expect(tried.value.violations.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      refusal('1 of 1', '0', '1', ' that are known'),
    ]);
  });
});

describe('the login that applies', () => {
  it('is never deleted, nor taken out of an organization', async () => {
    const arize = await accountOf(9, 4);
    await carryOut(
      await planOf(desiredState({ organizations: { O: { members: { [person(0)]: 'admin' } } } }), arize),
      arize,
    );
    expect(await broken(arize, { users: { [person(0)]: 'absent' } }, { self: person(0) })).toEqual([
      'self: user/p0@x.io would be removed, but that is the login that applies the plan',
    ]);
    expect(await broken(arize, { users: { [person(0)]: 'absent' } }, { self: person(1) })).toEqual([]);
    expect(
      await broken(arize, { organizations: { O: { members: { [person(0)]: 'absent' } } } }, { self: person(0) }),
    ).toEqual(['self: organization/O/member/p0@x.io would be removed, but that is the login that applies the plan']);
  });

  it('is never an administrator no more, of an organization or of a space', async () => {
    const spec = (above: string, inside: string): Spec => ({
      roles: { Reader: { permissions: ['PROJECT_READ'] } },
      organizations: { O: { members: { [person(0)]: above }, spaces: { s: { members: { [person(0)]: inside } } } } },
    });
    const arize = await accountOf(9, 4, { roster: 'full' });
    await carryOut(await planOf(desiredState(spec('admin', 'admin')), arize), arize);
    const alone = { policy: { minOrganizationAdmins: 0 } };
    const noMore = (address: string) =>
      `self: ${address} would be without the role admin, but that is the login that applies the plan`;
    const above = noMore('organization/O/member/p0@x.io');
    const inside = noMore('organization/O/space/s/member/p0@x.io');
    expect(await broken(arize, spec('member', 'admin'), { ...alone, self: person(0) })).toEqual([above]);
    expect(await broken(arize, spec('admin', 'read_only'), { ...alone, self: person(0) })).toEqual([inside]);
    expect(await broken(arize, spec('admin', 'Reader'), { ...alone, self: person(0) })).toEqual([inside]);
    expect(await broken(arize, spec('admin', 'absent'), { ...alone, self: person(0) })).toEqual([inside]);
    expect(await broken(arize, spec('member', 'read_only'), { ...alone, self: person(1) })).toEqual([]);
    expect(await broken(arize, spec('admin', 'admin'), { ...alone, self: person(0) })).toEqual([]);
  });
});

describe('the rules, step by step', () => {
  const people = (count: number, attributes: Attributes = { role: 'member', status: 'active' }): Entry[] =>
    Array.from({ length: count }, (_, index) => ['user', { user: person(index) }, attributes]);
  const rules = (
    steps: readonly Step[],
    entries: readonly Entry[],
    { policy = {}, self }: { policy?: Partial<Policy>; self?: string } = {},
  ) =>
    guardPlan({
      plan: plan(steps),
      live: liveState(entries, self === undefined ? {} : { self: addressOf.user(self) }),
      desired: [],
      policy: { ...noPolicy, ...policy },
    }).map(({ rule, message }) => `${rule}: ${message}`);
  const deleted = (count: number, kind: 'user' | 'role' = 'user') =>
    Array.from({ length: count }, (_, index) => step(`${kind}/${person(index)}`, 'delete', { kind }));

  it('count what is destructive alone, and each kind by itself', () => {
    const updates = Array.from({ length: 30 }, (_, index) => step(`user/${person(index)}`, 'update'));
    expect(rules([...updates, ...deleted(2)], people(12))).toEqual([]);
    const roles: Entry[] = Array.from({ length: 20 }, (_, index) => ['role', { role: String(index) }]);
    expect(rules([...deleted(3), ...deleted(4, 'role')], [...people(10), ...roles])).toEqual([]);
    expect(rules([...deleted(4), ...deleted(4, 'role')], [...people(10), ...roles])).toEqual([
      'max_destructive: 4 of 10 live objects of the kind user would be removed or lose something (40 %); max_destructive allows 20 %',
    ]);
  });

  it('speak of no share of what nobody can list, nor of what the platform made itself', () => {
    expect(rules(deleted(4), [])).toEqual([]);
    const predefined: Entry[] = Array.from({ length: 10 }, (_, index) => [
      ...(['role', { role: `p${String(index)}` }, {}, { builtIn: true }] as const),
    ]);
    const own: Entry[] = Array.from({ length: 10 }, (_, index) => ['role', { role: String(index) }]);
    expect(rules(deleted(4, 'role'), [...own, ...predefined])).toEqual([
      expect.stringContaining('4 of 10 live objects'),
    ]);
  });

  it('let no empty file empty an account, small or with a limit of its own', () => {
    const places: readonly Entry[] = [
      ['organization', { organization: 'A' }],
      ['organization', { organization: 'B' }],
      ['space', { organization: 'A', space: 's' }],
      ['space', { organization: 'A', space: 't' }],
      ['space', { organization: 'B', space: 'u' }],
    ];
    const inA = [addressOf.space('A', 's'), addressOf.space('A', 't')];
    const goes = (name: string, cause?: 'unmanaged', cascade: readonly Step['address'][] = []) =>
      step(`organization/${name}`, 'delete', { kind: 'organization', cascade, ...(cause && { cause }) });
    const spaces =
      'max_destructive: 2 of 3 live objects of the kind space are in no file and would be removed, which would nearly empty the account';
    const both = [goes('A', 'unmanaged', inA), goes('B', 'unmanaged')];
    const limit = { policy: { maxDestructive: { count: 100 } } };
    expect(rules(both, places, limit)).toEqual([
      'max_destructive: 2 of 2 live objects of the kind organization are in no file and would be removed, which would nearly empty the account',
      spaces,
    ]);
    expect(rules([goes('A', 'unmanaged', inA)], places)).toEqual([spaces]);
    // One alone, half, what is declared absent, and what the flag says is meant.
    expect(rules([goes('B', 'unmanaged')], places)).toEqual([]);
    expect(rules([goes('A', undefined, inA), goes('B')], places)).toEqual([]);
    const asked = { desired: [], policy: noPolicy, maxDestructive: { count: 2 } };
    expect(guardPlan({ plan: plan(both), live: liveState(places), ...asked })).toEqual([]);
  });

  it('ask for administrators who can sign in, and count those who go', () => {
    const admin = (index: number, status: string): Entry => [
      'user',
      { user: person(index) },
      { role: 'admin', status },
    ];
    const goes = [step(`user/${person(0)}`, 'delete')];
    expect(rules(goes, [admin(0, 'active'), admin(1, 'active'), admin(2, '')])).toEqual([]);
    for (const status of ['invited', 'expired'])
      expect(rules(goes, [admin(0, 'active'), admin(1, 'active'), admin(2, status)])).toEqual([
        'min_account_admins: the plan takes 1 of 2 active account admins away and leaves 1; min_account_admins asks for 2',
      ]);
    // What else happens to an administrator takes none away.
    const [first, second] = [admin(0, 'active'), admin(1, 'active')];
    expect(rules([step(`user/${person(0)}`, 'update')], [first, second])).toEqual([]);
    const member = step(`organization/O/member/${person(0)}`, 'delete', { kind: 'organization-member' });
    expect(rules([member], [first, second])).toEqual([]);
  });

  it('let the login that applies have more, and others have less', () => {
    const self = person(0);
    const own = (kind: Step['kind'], place: string, before: string | null, after: string | null, of = self) =>
      step(`${place}/member/${of}`, after === null ? 'delete' : before === null ? 'create' : 'update', {
        ...{ kind, destructive: after === null },
        ...{ before: before === null ? null : { role: before }, after: after === null ? null : { role: after } },
      });
    const broken = (...steps: readonly Step[]) => rules(steps, people(2), { self }).length;
    expect(broken(own('organization-member', 'organization/O', 'member', 'admin'))).toBe(0);
    expect(broken(own('organization-member', 'organization/O', null, 'member'))).toBe(0);
    expect(broken(own('organization-member', 'organization/O', 'member', 'read_only'))).toBe(0);
    expect(broken(own('organization-member', 'organization/O', 'admin', 'member'))).toBe(1);
    expect(broken(own('organization-member', 'organization/O', 'member', null))).toBe(1);
    expect(broken(own('space-member', 'organization/O/space/s', 'member', null))).toBe(1);
    expect(broken(own('space-member', 'organization/O/space/s', 'admin', null))).toBe(1);
    expect(broken(own('space-role-binding', 'organization/O/space/s', 'Reader', null))).toBe(1);
    expect(broken(own('space-member', 'organization/O/space/s', 'admin', null, person(1)))).toBe(0);
    expect(broken(own('space-member', 'organization/O/space/s', 'admin', null, `x${self}`))).toBe(0);
    expect(broken(step(`user/${self}`, 'update'), step(`user/${person(1)}`, 'delete'))).toBe(0);
    expect(broken(step(`user/${self}`, 'delete'))).toBe(1);
  });
});

describe('allowed_domains', () => {
  it('names everybody who is from elsewhere, declared or only a member', async () => {
    const arize = await accountOf(3, 3);
    const spec: Spec = {
      users: { 'eve@evil.io': { name: 'E' } },
      organizations: { O: { members: { [person(0)]: 'member', 'eve@evil.io': 'member' } } },
    };
    expect(await broken(arize, spec, { policy: { allowedDomains: ['y.io'] } })).toEqual([
      'allowed_domains: user/eve@evil.io, user/p0@x.io: allowed_domains has only y.io',
    ]);
    expect(await broken(arize, spec, { policy: { allowedDomains: ['x.io', 'evil.io'] } })).toEqual([]);
    // Offboarding somebody from elsewhere is no harm.
    expect(
      await broken(arize, { users: { 'eve@evil.io': 'absent' } }, { policy: { allowedDomains: ['x.io'] } }),
    ).toEqual([]);
  });
});

describe('protect', () => {
  it('is not left by a rename, in whose wake everything could go', async () => {
    const arize = memoryArize({ roster: 'full' });
    await carryOut(await planOf(desiredState({ organizations: { Prod: { spaces: { s: {} } } } }), arize), arize);
    const renamed = (...protect: readonly string[]) =>
      tryPlan(
        desiredState({
          organizations: { Old: { renamedFrom: 'Prod', spaces: { s: 'absent' } } },
          policy: { ...noPolicy, protect },
        }),
        arize,
      );
    for (const pattern of ['organization/Prod', 'organization/Prod/**', 'organization/Prod/space/s']) {
      const refused = await renamed(pattern);
      expect(JSON.stringify(refused)).toContain('rename-leaves-protection');
    }
    const covered = await renamed('organization/Prod/**', 'organization/Old/**');
    if (!covered.ok) throw new Error(JSON.stringify(covered.error));
    expect(lines(covered.value.plan)).toEqual([' rename organization organization/Old']);
    expect(covered.value.plan.blocked.map(({ address }) => address)).toEqual(['organization/Old/space/s']);
  });

  it('leaves nobody with both grants where one of them stays, in either direction', async () => {
    const account = (role: string): Spec => ({
      users: { 'ann@x.io': { name: 'A' } },
      roles: { Reader: { permissions: ['PROJECT_READ'] } },
      organizations: { Core: { members: { 'ann@x.io': 'member' }, spaces: { s: { members: { 'ann@x.io': role } } } } },
    });
    for (const [from, to] of [
      ['Reader', 'admin'],
      ['admin', 'Reader'],
    ] as const) {
      const arize = memoryArize({ roster: 'full' });
      await carryOut(await planOf(desiredState(account(from)), arize), arize);
      const policy = { ...noPolicy, protect: ['organization/Core/space/s/member/*'] };
      const plan = await planOf(desiredState({ ...account(to), policy }), arize);
      expect(lines(plan)).toEqual([]);
      expect(plan.blocked).toHaveLength(1);
    }
  });

  it('holds for memberships that nobody lists', async () => {
    const arize = memoryArize();
    const account: Spec = {
      users: { 'ann@x.io': { name: 'A' }, 'bob@x.io': { name: 'B' } },
      organizations: { Prod: { members: { 'ann@x.io': 'member' }, spaces: { s: {} } }, Test: {} },
    };
    await carryOut(await planOf(desiredState(account), arize), arize);
    const policy = { ...noPolicy, protect: ['organization/Prod/member/ann@x.io'] };
    const without = async (spec: Spec) => {
      const plan = await planOf(desiredState({ ...spec, policy }), arize);
      return [...lines(plan), ...plan.blocked.map(({ reason }) => reason.replace(/;.*/, ''))];
    };
    const blocked =
      'it may also remove organization/Prod/member/ann@x.io, which can\'t be seen and would be protected by `policy.protect`: "organization/Prod/member/ann@x.io"';
    expect(await without({ users: { 'ann@x.io': 'absent' } })).toEqual([blocked]);
    expect(await without({ organizations: { Prod: 'absent' } })).toEqual([blocked]);
    expect(await without({ users: { 'bob@x.io': 'absent' } })).toEqual(['!delete user user/bob@x.io']);
    expect(await without({ organizations: { Test: 'absent' } })).toEqual(['!delete organization organization/Test']);
  });

  it('blocks the removal of what is protected and of what would take it along, and nothing else', async () => {
    const arize = memoryArize();
    const account: Spec = {
      users: { 'ann@x.io': { name: 'A' }, 'bob@x.io': { name: 'B' } },
      roles: { R: { permissions: ['PROJECT_READ'] } },
      organizations: {
        Prod: { members: { 'bob@x.io': 'member' }, spaces: { s: { members: { 'bob@x.io': 'R' } } } },
        Test: {},
      },
    };
    await carryOut(await planOf(desiredState(account), arize), arize);
    const second: Spec = {
      users: { 'ann@x.io': 'absent', 'bob@x.io': 'absent' },
      organizations: { Prod: 'absent', Test: 'absent' },
      policy: { ...noPolicy, protect: ['user/ann@x.io', 'organization/Prod/**/member/*'] },
    };
    const plan = await planOf(desiredState(second), arize);
    expect(lines(plan)).toEqual(['!delete organization organization/Test']);
    expect(plan.blocked).toMatchObject([
      {
        address: 'organization/Prod',
        reason:
          'it would also remove organization/Prod/space/s/member/bob@x.io, which is protected by `policy.protect`: "organization/Prod/**/member/*"; remove that line first, in a change of its own',
      },
      {
        address: 'user/ann@x.io',
        reason: 'protected by `policy.protect`: "user/ann@x.io"; remove that line first, in a change of its own',
      },
      {
        address: 'user/bob@x.io',
        reason:
          'it would also remove organization/Prod/space/s/member/bob@x.io, which is protected by `policy.protect`: "organization/Prod/**/member/*"; remove that line first, in a change of its own',
      },
    ]);
  });

  it(
    'holds for whatever is protected in whatever account',
    async () => {
      const patterns = [
        'user/*',
        'role/R*',
        'organization/o1',
        'organization/o1/**',
        '**/member/ann@x.io',
        '**/project/p1',
        '**/restriction',
      ];
      await fc.assert(
        fc.asyncProperty(
          specs(),
          specs({ renames: true }),
          fc.subarray(patterns, { minLength: 1 }),
          fc.constantFrom<MemoryOptions['roster']>(undefined, 'full'),
          async (first, second, protect, roster) => {
            const arize = memoryArize({ privateSpaces: true, ...(roster !== undefined && { roster }) });
            await carryOut(await planOf(desiredState(first), arize), arize);
            const free = await planOf(desiredState(second), arize);
            const desired = desiredState({ ...second, policy: { ...noPolicy, protect } });
            const planned = await tryPlan(desired, arize);
            // A rename that leads out of the protection is refused as a whole.
            if (!planned.ok) {
              expect(JSON.stringify(planned.error)).toContain('rename-leaves-protection');
              return;
            }
            const { plan } = planned.value;
            const before = contentsOf(arize.memory);
            const { report } = await carryOut(plan, arize);
            expect(report.outcomes.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
            const globs = protect.map(addressGlob);
            const lost = goneBetween(before, contentsOf(arize.memory)).filter(({ address }) =>
              globs.some((matches) => matches(address)),
            );
            expect(lost.map(({ address }) => address)).toEqual([]);
            // Nothing but removals, and what stands in for them, is held back; the rest may run in another order.
            const held = new Set(plan.blocked.map(({ address }) => address));
            const besideWhatStays = plan.steps.filter(
              ({ kind, address }) =>
                (kind === 'space-role-binding' || (kind === 'space-member' && roster !== undefined)) &&
                held.has(address),
            );
            expect(besideWhatStays.map(({ address }) => address)).toEqual([]);
            const others = ({ steps, ...rest }: Plan) =>
              lines({ ...rest, steps: steps.filter((step) => !step.destructive && !held.has(step.address)) });
            expect([...others(plan)].sort()).toEqual([...others(free)].sort());
          },
        ),
        { numRuns: runs },
      );
    },
    timeout,
  );
});
