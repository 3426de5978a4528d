import { describe, expect, it } from 'vitest';
import { diffStates } from '../../src/diff/index.js';
import { addressOf } from '../../src/model/address.js';
import type { DesiredState } from '../../src/model/desired.js';
import { noPolicy } from '../../src/model/policy.js';
import type { DesiredResource } from '../../src/model/resource.js';
import type { Entry, More } from '../support/live.js';
import { liveState, wanted } from '../support/live.js';

/* What each difference between the files and what is live is taken for. */

const bob = { user: 'bob@x.io' };
const core = { organization: 'Core' };
const alpha = { ...core, space: 'alpha' };
const chat = { ...alpha, project: 'chat' };
const inCore = addressOf.organization('Core');
const inAlpha = addressOf.space('Core', 'alpha');

const base: readonly Entry[] = [
  ['user', bob, { name: 'Bob', role: 'member', status: 'active' }],
  ['role', { role: 'Reader' }, { description: '', permissions: ['PROJECT_READ'] }],
  ['organization', core, { description: '' }],
  ['space', alpha, { description: '', private: false }],
  ['project', chat],
  ['organization-member', { ...core, ...bob }, { role: 'member' }],
];
const rosters = new Set([inCore, inAlpha]);

function compared(
  resources: readonly DesiredResource[],
  {
    entries = [],
    live = { rosters },
    state = {},
    privateSpaces = true,
  }: {
    entries?: readonly Entry[];
    live?: More;
    state?: Partial<DesiredState>;
    privateSpaces?: boolean;
  } = {},
) {
  const desired: DesiredState = {
    ...{ resources, references: [], managed: [], policy: noPolicy, tests: [], sinks: new Map() },
    locate: ({ file }) => ({ file, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }),
    ...state,
  };
  const result = diffStates(desired, liveState([...base, ...entries], live), { privateSpaces }, new Date(0));
  if ('diagnostics' in result) throw new Error(JSON.stringify(result.diagnostics));
  return result.diff;
}

/** `create space-member`, and for an update its fields. */
const changes = (...input: Parameters<typeof compared>) =>
  compared(...input).changes.map((change) => {
    const { kind } = change.type === 'delete' ? change.live : change.desired;
    return `${change.type} ${kind}${change.type === 'update' ? ` ${change.fields.map(({ field }) => field).join()}` : ''}`;
  });

const member = (more: Partial<DesiredResource> = {}) =>
  wanted('space-member', { ...alpha, ...bob }, { attributes: { role: 'member' }, ...more });
const binding = (more: Partial<DesiredResource> = {}) =>
  wanted('space-role-binding', { ...alpha, ...bob }, { attributes: { role: 'Reader' }, ...more });
const absent = { ensure: 'absent', attributes: {} } as const;
const liveMember: Entry = ['space-member', { ...alpha, ...bob }, { role: 'member' }];
const liveBinding: Entry = ['space-role-binding', { ...alpha, ...bob }, { role: 'Reader' }];
const unread = { live: {} };

describe('a declared entry', () => {
  it('is made, changed, or left as it is', () => {
    expect(changes([member()])).toEqual(['create space-member']);
    expect(changes([member()], { entries: [liveMember] })).toEqual([]);
    const admin = member({ attributes: { role: 'admin' } });
    expect(changes([admin], { entries: [liveMember] })).toEqual(['update space-member role']);
    expect(changes([binding()], { entries: [liveBinding] })).toEqual([]);
    expect(changes([wanted('project', chat, { ensure: 'existing' })])).toEqual([]);
    expect(changes([wanted('project', { ...alpha, project: 'new' })])).toEqual(['create project']);
  });

  it('is compared by the fields that the files manage, in their order, and nothing is no value', () => {
    const user = (attributes: DesiredResource['attributes']) => wanted('user', bob, { attributes });
    const entries: readonly Entry[] = [['user', bob, { name: 'Bob', developer: null }]];
    expect(changes([user({})], { entries })).toEqual([]);
    expect(changes([user({ name: 'Bob' })], { entries })).toEqual([]);
    expect(changes([user({ name: 'B', developer: true })], { entries })).toEqual(['update user developer,name']);
    expect(changes([user({ developer: null, invite: 'none' })], { entries })).toEqual([]);
    const [change] = compared([user({ developer: false })], { entries }).changes;
    expect(change).toMatchObject({ fields: [{ field: 'developer', before: null, after: false }] });
  });

  it('is not changed for what an answer left out: that is made sure of where it does no harm, and said', () => {
    const core = { organization: 'Core' };
    const entries: readonly Entry[] = [
      ['user', bob, { name: 'Bob' }],
      ['organization', core, {}],
      ['space', alpha, { description: 'old' }],
      ['role', { role: 'Reader' }, { description: '' }],
    ];
    const wants = [
      wanted('user', bob, { attributes: { name: 'Bob', developer: true, role: 'admin' } }),
      wanted('organization', core, { attributes: { description: '' } }),
      wanted('space', alpha, { attributes: { description: 'old', private: true } }),
      wanted('role', { role: 'Reader' }, { attributes: { permissions: ['PROJECT_READ'] } }),
    ];
    const { changes: none, blocked, unobserved } = compared(wants, { entries });
    expect(none).toEqual([]);
    expect(blocked).toEqual([]);
    expect(unobserved.map(({ scope, reason }) => `${scope}: ${reason}`)).toEqual([
      "organization/Core/space/alpha: Arize's answer does not contain: private",
      "role/Reader: Arize's answer does not contain: permissions",
      "user/bob@x.io: Arize's answer does not contain: developer, role",
    ]);
    const described = compared([wanted('organization', core, { attributes: { description: 'new' } })], { entries });
    expect(described.changes).toMatchObject([{ type: 'update', isAssertion: true }]);
  });

  it('takes the place of the other grant: the custom role after the predefined one, the predefined one before', () => {
    expect(changes([binding()], { entries: [liveMember] })).toEqual([
      'delete space-member',
      'create space-role-binding',
    ]);
    expect(changes([member()], { entries: [liveBinding] })).toEqual([
      'create space-member',
      'delete space-role-binding',
    ]);
    const both = { entries: [liveMember, liveBinding] };
    expect(changes([member()], both)).toEqual(['delete space-role-binding']);
    expect(changes([binding()], both)).toEqual(['delete space-member', 'create space-role-binding']);
    // The role of a member that an answer leaves out may be the one that is bound.
    const [kind, names] = liveMember;
    expect(changes([binding()], { entries: [[kind, names, {}], liveBinding] })).toEqual([]);
    expect(changes([binding()], { entries: [[kind, names, {}]] })).toEqual([
      'delete space-member',
      'create space-role-binding',
    ]);
    expect(changes([member()], { ...unread, entries: [liveBinding] })).toEqual([
      'assert-present space-member',
      'delete space-role-binding',
    ]);
  });

  it('is made sure of where it can not be read, or not whole', () => {
    expect(changes([member()], unread)).toEqual(['assert-present space-member']);
    const withoutRole: Entry = ['space-member', { ...alpha, ...bob }, {}];
    expect(changes([member()], { entries: [withoutRole] })).toEqual(['assert-present space-member']);
    expect(changes([member()], { entries: [withoutRole, liveBinding] })).toEqual([
      'assert-present space-member',
      'delete space-role-binding',
    ]);
    const hidden = {
      live: { rosters, hides: ['space-role-binding'] as const },
    };
    expect(changes([binding()], hidden)).toEqual(['assert-present space-role-binding']);
    expect(changes([wanted('project', { ...alpha, project: 'new' })], hidden)).toEqual(['create project']);
  });

  it('is made where the person or the place is new, read or not', () => {
    const eve = { user: 'eve@x.io' };
    const joins = wanted('space-member', { ...alpha, ...eve }, { attributes: { role: 'member' } });
    const above = wanted('organization-member', { ...core, ...eve }, { attributes: { role: 'member' } });
    expect(changes([wanted('user', eve), above, joins], unread)).toEqual([
      'create user',
      'create organization-member',
      'create space-member',
    ]);
    const beta = { ...core, space: 'beta' };
    const inBeta = wanted('space-member', { ...beta, ...bob }, { attributes: { role: 'member' } });
    expect(changes([wanted('space', beta), inBeta], unread)).toEqual(['create space', 'create space-member']);
  });

  it('of a person whose invitation ran out is made anew', () => {
    const expired: Entry = ['user', bob, { name: 'Bob', role: 'member', status: 'expired' }];
    const user = wanted('user', bob, { attributes: { name: 'Robert' } });
    // The files leave the members of the organization out, so he stays in it, under whichever ID.
    expect(changes([user], { entries: [expired] })).toEqual(['create user', 'create organization-member']);
    expect(changes([user])).toEqual(['update user name']);
    expect(changes([wanted('user', bob, absent)], { entries: [expired] })).toEqual(['delete user']);
  });
});

describe('an entry that is to be absent', () => {
  it('goes, is asked for where nobody can tell, or is gone', () => {
    expect(changes([member(absent)], { entries: [liveMember] })).toEqual(['delete space-member']);
    expect(changes([member(absent)])).toEqual([]);
    expect(changes([member(absent)], unread)).toEqual(['assert-absent space-member']);
    expect(changes([member({ ...absent, isRemovedBefore: true })], unread)).toEqual([]);
    expect(changes([member({ ...absent, isRemovedBefore: true })], { entries: [liveMember] })).toEqual([
      'delete space-member',
    ]);
    expect(changes([binding(absent)], unread)).toEqual([]);
    expect(changes([wanted('user', { user: 'eve@x.io' }, absent)], unread)).toEqual([]);
  });

  it('is not asked for where the person or the place is not live', () => {
    const eve = wanted('space-member', { ...alpha, user: 'eve@x.io' }, absent);
    expect(changes([eve], unread)).toEqual([]);
    const beta = wanted('space-member', { ...core, space: 'beta', ...bob }, absent);
    expect(changes([beta], unread)).toEqual([]);
  });
});

describe('what can not be changed', () => {
  it('is said, and the rest is changed', () => {
    const user = wanted('user', bob, { attributes: { role: 'admin', name: 'Robert' } });
    const { changes: found, blocked } = compared([user]);
    expect(found).toHaveLength(1);
    expect(blocked).toMatchObject([
      {
        ...{ address: 'user/bob@x.io', kind: 'user' },
        reason: 'role: the account role cannot be changed through ax; change it in the UI',
      },
    ]);
  });

  it('of a new space is said where it is not the default', () => {
    const beta = (isPrivate: boolean) =>
      wanted('space', { ...core, space: 'beta' }, { attributes: { private: isPrivate } });
    const fixed =
      'private: whether a space is private cannot be changed through ax; use --transport api, or change it in the UI';
    const cannot = 'cannot be created private through ax';
    const instead = 'use --transport api, or create the space in the UI';
    const reason = `private: ${cannot}, and is never created public; ${instead}`;
    expect(compared([beta(true)], { privateSpaces: false })).toMatchObject({
      changes: [],
      blocked: [{ address: 'organization/Core/space/beta', kind: 'space', reason }],
    });
    // And everything in it, or that needs it.
    const within = { ...core, space: 'beta' };
    const rights = { spaces: { 'organization/Core/space/beta': 'member', [inAlpha]: 'member' } };
    const inside = [
      wanted('space-member', { ...within, ...bob }, { attributes: { role: 'member' } }),
      wanted('project', { ...within, project: 'p' }),
      wanted('project-role-binding', { ...within, project: 'p', ...bob }, { attributes: { role: 'Reader' } }),
      wanted('restriction', { ...within, project: 'p' }),
      wanted('api-key', { key: 'k' }, { attributes: rights }),
    ];
    const elsewhere = [
      wanted('project', { ...alpha, project: 'p' }),
      wanted('space-member', { ...within, user: 'x@y.z' }, absent),
    ];
    const { changes: found, blocked } = compared([beta(true), ...inside, ...elsewhere], { privateSpaces: false });
    expect(found.map(({ desired }) => desired.address)).toEqual([`${inAlpha}/project/p`]);
    expect(blocked.map(({ address }) => address)).toEqual([beta(true), ...inside].map(({ address }) => address));
    expect(new Set(blocked.slice(1).map((one) => one.reason))).toEqual(
      new Set([`it needs organization/Core/space/beta, which ${cannot}; ${instead}`]),
    );
    expect(compared([beta(true), ...inside]).blocked).toEqual([]);
    expect(compared([beta(false)], { privateSpaces: false }).blocked).toEqual([]);
    expect(compared([beta(true)]).blocked).toEqual([]);
    const alphaPrivate = wanted('space', alpha, { attributes: { private: true } });
    expect(compared([alphaPrivate], { privateSpaces: false }).blocked).toMatchObject([
      { address: inAlpha, kind: 'space', reason: fixed },
    ]);
  });
});

describe('what nobody can tell', () => {
  const managed: DesiredState['managed'] = [
    { kinds: ['user'] },
    { kinds: ['space-member', 'space-role-binding'], container: inAlpha },
    { kinds: ['organization-member'], container: inCore },
    { kinds: ['project-role-binding'], container: addressOf.project('Core', 'alpha', 'chat') },
    { kinds: ['organization-member'], container: addressOf.organization('New') },
  ];

  it('is said for each map of members that could not be read, in order, with what else could not', () => {
    expect(
      compared([], { live: { hides: ['role'] }, state: { managed: [{ kinds: ['role'] }, ...managed] } }).unobserved,
    ).toEqual([
      { scope: `${inCore}/member/*`, reason: 'no roster of organizations' },
      { scope: `${inAlpha}/member/*`, reason: 'no roster of spaces' },
      { scope: 'role/*', reason: 'hides role' },
    ]);
    expect(compared([], { state: { managed } }).unobserved).toEqual([]);
  });

  it('may be what the files said before', () => {
    const believed = { ref: 'HEAD~1', places: new Set([inAlpha]) };
    const { unobserved } = compared([], { live: { believed }, state: { managed } });
    expect(unobserved.map(({ reason }) => reason)).toEqual([
      'no roster of organizations',
      'taken as they were in the files at HEAD~1; nothing lists them',
    ]);
  });
});

it('a rename comes first, with what it is of', () => {
  const source = { file: 'f', path: [] };
  const renamed = wanted('role', { role: 'Viewer' }, { renamedFrom: { name: 'Reader', source } });
  const again = wanted('role', { role: 'Viewer' }, { ...renamed, attributes: { description: 'new' } });
  const { changes: found, live } = compared([member(), again]);
  expect(found.map(({ type }) => type)).toEqual(['rename', 'create', 'update']);
  expect(found[0]).toMatchObject({ from: 'Reader', to: 'Viewer', live: { id: 'id2', address: 'role/Viewer' } });
  expect(live.find('role', addressOf.role('Reader'))).toBeUndefined();
});
