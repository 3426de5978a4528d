import { describe, expect, it } from 'vitest';
import type { GuardInput } from '../../src/guard/index.js';
import { guardPlan } from '../../src/guard/index.js';
import { addressOf } from '../../src/model/address.js';
import type { Step } from '../../src/model/plan.js';
import type { Policy } from '../../src/model/policy.js';
import { noPolicy } from '../../src/model/policy.js';
import { plan, step } from '../report/factory.js';
import type { Entry, More } from '../support/live.js';
import { liveState, wanted } from '../support/live.js';

/* Right at the limits of the rules, with the whole of what they say. */

interface Case {
  readonly steps: readonly Step[];
  readonly entries: readonly Entry[];
  readonly policy?: Partial<Policy>;
  readonly more?: More;
}

function said({ steps, entries, policy = {}, more = {} }: Case, over: Partial<GuardInput> = {}) {
  const live = liveState(entries, more);
  return guardPlan({ plan: plan(steps), live, desired: [], policy: { ...noPolicy, ...policy }, ...over }).map(
    ({ rule, message, hint }) => `${rule}: ${message} | ${hint}`,
  );
}

const person = (index: number) => `p${String(index)}@x.io`;
const user = (index: number, attributes: Entry[2] = { role: 'member', status: 'active' }): Entry => [
  'user',
  { user: person(index) },
  attributes,
];
const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const leaves = (index: number, over: Partial<Step> = {}) => step(`user/${person(index)}`, 'delete', over);

describe('max_destructive', () => {
  it('says the number that would let the plan through, of all that is destructive', () => {
    const allowed = 'if they are all meant: --max-destructive 5, or `policy: { max_destructive: 5 }`';
    expect(said({ steps: many(5, (index) => leaves(index)), entries: many(24, (index) => user(index)) })).toEqual([
      `max_destructive: 5 of 24 live objects of the kind user would be removed or lose something (21 %); max_destructive allows 20 % | ${allowed}`,
    ]);
    const policy = { maxDestructive: { count: 4 } };
    expect(
      said({ steps: many(5, (index) => leaves(index)), entries: many(5, (index) => user(index)), policy }),
    ).toEqual([`max_destructive: the plan has 5 destructive steps; max_destructive allows 4 | ${allowed}`]);
    const half = { steps: many(5, (index) => leaves(index)), entries: many(10, (index) => user(index)) };
    expect(said({ ...half, policy: { maxDestructive: { percent: 50 } } })).toEqual([]);
    expect(said({ ...half, policy: { maxDestructive: { percent: 49 } } })).toEqual([
      `max_destructive: 5 of 10 live objects of the kind user would be removed or lose something (50 %); max_destructive allows 49 % | ${allowed}`,
    ]);
  });
});

describe('files that lost what they had', () => {
  const unmanaged = { cause: 'unmanaged' as const };
  const role = (index: number, more: Entry[3] = {}): Entry => ['role', { role: `r${String(index)}` }, {}, more];
  const goes = (index: number, over: Partial<Step> = unmanaged) =>
    step(`role/r${String(index)}`, 'delete', { kind: 'role', ...over });
  const emptied = (taken: number, of: number, destructive: number) => [
    `max_destructive: ${String(taken)} of ${String(of)} live objects of the kind role are in no file and would be removed, which would nearly empty the account | if they are all meant: --max-destructive ${String(destructive)}; no line in the files lets that through`,
  ];
  const noAccount = { policy: { maxDestructive: { count: 100 } } };
  it.each<readonly [string, readonly Step[], readonly Entry[], readonly string[]]>([
    ['take the only one', [goes(0)], [role(0)], []],
    ['take both', [goes(0), goes(1)], many(2, role), emptied(2, 2, 2)],
    ['take most', [goes(0), goes(1)], many(3, role), emptied(2, 3, 2)],
    ['take half', [goes(0), goes(1)], many(4, role), []],
    ['take what is declared absent', [goes(0, {}), goes(1, {})], many(2, role), []],
    ['take one, with one declared absent', [goes(0), goes(1, {})], many(2, role), []],
    [
      'take two, with others that change',
      [goes(0), goes(1), step('role/r2', 'update', { kind: 'role' })],
      many(3, role),
      emptied(2, 3, 2),
    ],
    ['take two, with one that goes otherwise', [goes(0), goes(1), goes(2, {})], many(3, role), emptied(2, 3, 3)],
    ['take none of those of the platform', [goes(0), goes(1)], [role(0, { builtIn: true }), role(1), role(2)], []],
    [
      'take what may be of the platform',
      [goes(0), goes(1)],
      [role(0, { builtIn: 'unknown' }), role(1), role(2)],
      emptied(2, 3, 2),
    ],
    ['take what is not there', [goes(7), goes(8)], [role(0)], []],
  ])('%s', (_title, steps, entries, expected) => {
    expect(said({ steps, entries, ...noAccount })).toEqual(expected);
    // What a flag allows is meant.
    expect(said({ steps, entries }, { maxDestructive: { count: steps.length } })).toEqual([]);
  });

  it('may take grants and restrictions, which go with what they are of', () => {
    const names = many(2, (index) => ({ organization: 'O', user: person(index) }));
    const steps = names.map(({ user: of }) =>
      step(`organization/O/member/${of}`, 'delete', { kind: 'organization-member', ...unmanaged }),
    );
    const entries = names.map((one): Entry => ['organization-member', one, { role: 'member' }]);
    expect(said({ steps, entries, ...noAccount })).toEqual([]);
  });
});

describe('allowed_domains', () => {
  const hint = 'take them out, or add the domain to `policy.allowed_domains`';
  const declared = (email: string, ensure: 'present' | 'absent' = 'present') =>
    wanted('user', { user: email }, { ensure });
  const policy = { ...noPolicy, allowedDomains: ['x.io', 'y.io'] };
  it('names everybody from elsewhere once, in order, and all that are allowed', () => {
    const desired = [
      ...['z@z.io', 'b@x.io.evil', 'a@x.io', 'c@y.io', 'z@z.io', '"a@x.io"@z.io'].map((one) => declared(one)),
      declared('gone@z.io', 'absent'),
      wanted('organization-member', { organization: 'O', user: 'm@z.io' }),
      wanted('role', { role: 'R' }),
    ];
    expect(said({ steps: [], entries: [] }, { desired, policy })).toEqual([
      `allowed_domains: user/"a@x.io"@z.io, user/b@x.io.evil, user/m@z.io, user/z@z.io: allowed_domains has only x.io, y.io | ${hint}`,
    ]);
    expect(said({ steps: [], entries: [] }, { desired, policy: noPolicy })).toEqual([]);
    expect(said({ steps: [], entries: [] }, { desired: [declared('a@x.io')], policy })).toEqual([]);
  });
});

describe('min_account_admins', () => {
  const admin = { role: 'admin', status: 'active' };
  const known = (taken: number, of: number, left: number) => [
    `min_account_admins: the plan takes ${String(taken)} of ${String(of)} active account admins away and leaves ${String(left)}; min_account_admins asks for 2 | keep one more admin, or lower it: \`policy: { min_account_admins: ${String(left)} }\``,
  ];
  const perhaps = (whom: string, left: number) => [
    `min_account_admins: the plan takes ${whom} (not all roles were read) and leaves ${String(left)}; min_account_admins asks for 2 | keep one more admin, or lower it: \`policy: { min_account_admins: ${String(left)} }\``,
  ];
  const one = '1 person away who may be an account admin';
  const two = '2 people away who may be account admins';
  it.each<readonly [string, readonly Entry[2][], readonly Entry[2][], readonly string[]]>([
    ['two are left', [admin], [admin, admin], []],
    ['one is left', [admin], [admin], known(1, 2, 1)],
    ['none is left', [admin, admin], [{ role: 'member', status: 'active' }], known(2, 2, 0)],
    ['one without a role goes', [{ status: 'active' }], [admin], perhaps(one, 1)],
    ['two without a status go', [{ role: 'admin' }, { role: 'admin' }], [admin], perhaps(two, 1)],
    ['a member without a status goes', [{ role: 'member' }], [admin], []],
    ['nobody knows who goes', [{}], [admin], perhaps(one, 1)],
    ['one goes who never signed in', [{ role: 'admin', status: 'invited' }], [admin], []],
    ['one goes who may never have been an admin, nor signed in', [{ status: 'invited' }], [admin], []],
    ['who is left has not signed in', [admin], [admin, { role: 'admin', status: 'invited' }], known(1, 2, 1)],
    ['of one who is left the role is not known', [admin], [admin, { status: 'active' }], perhaps(one, 1)],
    ['of one who is left the status is not known', [admin], [admin, { role: 'admin' }], perhaps(one, 1)],
  ])('%s', (_title, going, staying, expected) => {
    const entries = [...going, ...staying].map((attributes, index) => user(index, attributes));
    expect(said({ steps: going.map((_, index) => leaves(index)), entries })).toEqual(expected);
  });

  it('is no matter of what happens to others at the same address, or of whoever changes', () => {
    const entries = [user(0, admin), user(1, admin)];
    expect(said({ steps: [leaves(0, { kind: 'role' })], entries })).toEqual([]);
    expect(said({ steps: [step(`user/${person(0)}`, 'update')], entries })).toEqual([]);
  });
});

describe('min_organization_admins', () => {
  const active = { role: 'member', status: 'active' };
  const invited = { role: 'member', status: 'invited' };
  const at = (index: number, organization = 'O') => addressOf.organizationMember(organization, person(index));
  const entry = (index: number, role = 'admin', organization = 'O'): Entry => [
    'organization-member',
    { organization, user: person(index) },
    { role },
  ];
  const on = (index: number, action: Step['action'], role: string | null, over: Partial<Step> = {}) =>
    step(at(index), action, { kind: 'organization-member', after: role === null ? null : { role }, ...over });
  const refused = (taken: number, of: number, left: number, least: number, where = 'O', known = '') =>
    `min_organization_admins: the plan takes ${String(taken)} of ${String(of)} active admins${known} of ${where} away and leaves ${String(left)}; min_organization_admins asks for ${String(least)} | keep one more admin there, or lower it: \`policy: { min_organization_admins: ${String(left)} }\``;
  const two = { minOrganizationAdmins: 2 };
  const last = [refused(1, 1, 0, 1)];
  const people = [user(0, active), user(1, active), user(2, active), user(3, invited)];

  type Row = readonly [string, readonly Step[], readonly Entry[], readonly string[], Partial<Policy>?];
  const rows: readonly Row[] = [
    ['the last is lowered', [on(0, 'update', 'member')], [entry(0)], last],
    ['the last goes', [on(0, 'delete', null)], [entry(0)], last],
    ['the last is asserted to be none', [on(0, 'assert', null)], [entry(0)], last],
    ['the last is asserted lower', [on(0, 'assert', 'member')], [entry(0)], last],
    ['the last leaves the account', [leaves(0)], [entry(0)], last],
    ['the last goes with something', [step('user/other', 'delete', { cascade: [at(0)] })], [entry(0)], last],
    ['the last stays what they are', [on(0, 'assert', 'admin')], [entry(0)], []],
    ['a member goes', [on(1, 'delete', null)], [entry(0), entry(1, 'member')], []],
    ['a member goes where nobody is an admin', [on(1, 'delete', null)], [entry(1, 'member')], []],
    ['one is left, as many as asked for', [on(0, 'delete', null)], [entry(0), entry(1)], []],
    ['one is left of two asked for', [on(0, 'delete', null)], [entry(0), entry(1)], [refused(1, 2, 1, 2)], two],
    ['there were too few before', [on(1, 'delete', null)], [entry(0), entry(1, 'member')], [], two],
    ['one follows another', [on(0, 'delete', null), on(1, 'update', 'admin')], [entry(0), entry(1, 'member')], [], two],
    ['the last goes and a member stays', [on(0, 'delete', null)], [entry(0), entry(1, 'member')], last],
    [
      'one follows two',
      [on(0, 'delete', null), on(1, 'delete', null), on(2, 'update', 'admin')],
      ...([[entry(0), entry(1), entry(2, 'member')], [refused(1, 2, 1, 2)], two] as const),
    ],
    [
      'the last leaves the account, and the organization goes',
      [leaves(0), step('organization/O', 'delete', { kind: 'organization' })],
      ...([[entry(0)], []] as const),
    ],
    ['one joins for another', [on(0, 'delete', null), on(1, 'create', 'admin')], [entry(0)], []],
    ['one joins who never signed in', [on(0, 'delete', null), on(3, 'create', 'admin')], [entry(0)], last],
    ['one joins whom nobody knows', [on(0, 'delete', null), on(9, 'create', 'admin')], [entry(0)], last],
    ['one joins as a member', [on(0, 'delete', null), on(1, 'create', 'member')], [entry(0)], last],
    [
      'one is raised who is seen',
      [on(0, 'delete', null), on(1, 'update', 'admin')],
      [entry(0), entry(1, 'member')],
      [],
    ],
    ['one never signed in', [on(3, 'delete', null)], [entry(3)], []],
    ['one is left who never signed in', [on(0, 'delete', null)], [entry(0), entry(3)], last],
    ['an entry has nobody to it', [on(9, 'delete', null)], [entry(9)], []],
    [
      'the organization goes with its admins',
      [step('organization/O', 'delete', { kind: 'organization', cascade: [at(0)] })],
      ...([[entry(0)], []] as const),
    ],
    [
      'another organization goes',
      [step('organization/P', 'delete', { kind: 'organization', cascade: [at(0, 'P')] }), on(0, 'delete', null)],
      ...([[entry(0), entry(0, 'admin', 'P')], last] as const),
    ],
    ['a role is asserted at the place', [step(at(0), 'assert', { kind: 'space-role-binding' })], [entry(0)], []],
    ['a role goes with the place', [step(at(0), 'delete', { kind: 'project-role-binding' })], [entry(0)], []],
    ['a space is changed', [step(at(0), 'update', { kind: 'space', after: { role: 'member' } })], [entry(0)], []],
    ['a person is changed', [step(`user/${person(0)}`, 'update')], [entry(0)], []],
  ];

  it.each(rows.map((row) => ({ title: row[0], row })))(
    '$title',
    ({ row: [, steps, entries, expected, policy = {}] }) => {
      const more = { rosters: new Set([addressOf.organization('O')]) };
      const rules = said({ steps, entries: [...people, ...entries], policy, more });
      expect(rules.filter((rule) => rule.startsWith('min_'))).toEqual(expected);
    },
  );

  it('counts one whose status is not known where they go, and not where they stay', () => {
    const unknown = [user(0, { role: 'member' }), user(1, active), user(2, { role: 'member' })];
    const seen = { more: { rosters: new Set([addressOf.organization('O')]) } };
    expect(said({ steps: [on(0, 'delete', null)], entries: [...unknown, entry(0)], ...seen })).toEqual(last);
    expect(said({ steps: [on(0, 'delete', null)], entries: [...unknown, entry(0), entry(1)], ...seen })).toEqual([]);
    expect(said({ steps: [on(1, 'delete', null)], entries: [...unknown, entry(1), entry(2)], ...seen })).toEqual(last);
  });

  it('speaks of those that are known where others may be there, and of each organization by itself', () => {
    const steps = [on(0, 'delete', null), step(at(1, 'P'), 'delete', { kind: 'organization-member' })];
    const entries = [...people, entry(0), entry(1, 'admin', 'P'), entry(2, 'admin', 'P')];
    expect(said({ steps, entries, policy: two })).toEqual([
      refused(1, 1, 0, 2, 'O', ' that are known'),
      refused(1, 2, 1, 2, 'P', ' that are known'),
    ]);
  });
});
