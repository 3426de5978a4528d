import { describe, expect, it } from 'vitest';
import { addressOf } from '../../src/model/address.js';
import { orderSteps } from '../../src/plan/order.js';
import type { Outline } from '../../src/plan/outline.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { Entry } from '../support/live.js';
import { liveState, madePlan, wanted } from '../support/live.js';

/* Which step waits for which; that every order which keeps to this is carried out without harm is a property elsewhere. */

const roles: Spec['roles'] = { Reader: { permissions: ['PROJECT_READ'] } };
const ann = { user: 'ann@x.io' };
const bob = { user: 'bob@x.io' };
const core = { organization: 'Core' };
const alpha = { ...core, space: 'alpha' };
const chat = { ...alpha, project: 'chat' };
const inAlpha = 'organization/Core/space/alpha';
const inChat = `${inAlpha}/project/chat`;

const base: readonly Entry[] = [
  ['user', ann, { role: 'member' }],
  ['user', bob, { role: 'member', name: 'B' }],
  ['role', { role: 'Reader' }, { description: '', permissions: ['PROJECT_READ'] }],
  ['organization', core, { description: '' }],
  ['organization-member', { ...core, ...bob }, { role: 'member' }],
  ['space', alpha, { description: '', private: false }],
  ['project', chat],
];

const rosters = new Set([addressOf.organization('Core'), addressOf.space('Core', 'alpha')]);

/** `action kind address after …` for each step, the rosters of Core and its space known. */
function order(spec: Spec, entries: readonly Entry[]): readonly string[] {
  return madePlan(desiredState(spec), liveState(entries, { rosters })).steps.map(
    ({ action, kind, address, dependsOn }) =>
      `${action} ${kind} ${address}${dependsOn.length === 0 ? '' : ` after ${dependsOn.join(' and ')}`}`,
  );
}

const inCore = (
  spaces: NonNullable<Exclude<NonNullable<Spec['organizations']>[string], 'absent'>['spaces']>,
): Spec => ({
  organizations: { Core: { spaces } },
});

describe('a step waits for', () => {
  it('what it refers to, and for the step that makes what it changes', () => {
    const spec: Spec = {
      users: { 'bob@x.io': { developer: true } },
      roles,
      organizations: {
        Core: { members: { 'bob@x.io': 'member' }, spaces: { alpha: { members: { 'bob@x.io': 'Reader' } } } },
      },
    };
    expect(order(spec, [])).toEqual([
      'create organization organization/Core',
      'create space organization/Core/space/alpha after organization/Core',
      'create role role/Reader',
      'create user user/bob@x.io',
      'create organization-member organization/Core/member/bob@x.io after organization/Core and user/bob@x.io',
      `create space-role-binding ${inAlpha}/member/bob@x.io after organization/Core/member/bob@x.io and ${inAlpha} and role/Reader and user/bob@x.io`,
      'update user user/bob@x.io after user/bob@x.io',
    ]);
  });

  it('the renames of what it is in, and of nothing else', () => {
    const spec: Spec = {
      organizations: {
        Center: { renamedFrom: 'Core', spaces: { omega: { renamedFrom: 'alpha', members: { 'bob@x.io': 'member' } } } },
        Edge: { spaces: { omega: {} } },
      },
    };
    const edge: Entry = ['organization', { organization: 'Edge' }, { description: '' }];
    expect(order(spec, [...base, edge])).toEqual([
      'rename organization organization/Center',
      'rename space organization/Center/space/omega after organization/Center',
      'create space-member organization/Center/space/omega/member/bob@x.io after organization/Center and organization/Center/space/omega',
      'create space organization/Edge/space/omega',
    ]);
  });

  it('the grants in a place before that is narrowed, and for its new admins', () => {
    const spec: Spec = {
      organizations: {
        Core: {
          members: { 'ann@x.io': 'admin', 'bob@x.io': 'member' },
          spaces: {
            alpha: {
              private: true,
              members: { 'ann@x.io': 'admin', 'bob@x.io': 'member' },
              projects: { chat: { restricted: true, members: { 'bob@x.io': 'Reader' } } },
            },
            beta: { members: { 'bob@x.io': 'member' } },
          },
        },
      },
    };
    const members = ['organization/Core/member/ann@x.io', `${inAlpha}/member/ann@x.io`];
    expect(order(spec, base)).toEqual([
      'create organization-member organization/Core/member/ann@x.io',
      `create space-member ${inAlpha}/member/ann@x.io after organization/Core/member/ann@x.io`,
      `create space-member ${inAlpha}/member/bob@x.io`,
      `create project-role-binding ${inChat}/member/bob@x.io`,
      `update space ${inAlpha} after ${[...members, `${inAlpha}/member/bob@x.io`, `${inChat}/member/bob@x.io`].join(' and ')}`,
      'create space organization/Core/space/beta',
      'create space-member organization/Core/space/beta/member/bob@x.io after organization/Core/space/beta',
      // Bob can do more there as a member of the organization than Reader permits.
      `create restriction ${inChat}/restriction after ${[...members, `${inChat}/member/bob@x.io`].join(' and ')}`,
    ]);
  });

  it('a new way further in, or above, before somebody is an admin no more', () => {
    const demoted: Spec = {
      organizations: {
        Core: {
          members: { 'ann@x.io': 'member', 'bob@x.io': 'admin' },
          spaces: {
            alpha: {
              members: { 'ann@x.io': 'member', 'bob@x.io': 'member' },
              projects: { chat: { members: { 'ann@x.io': 'Reader' } } },
            },
          },
        },
      },
    };
    const admins: readonly Entry[] = [
      ['organization-member', { ...core, ...ann }, { role: 'admin' }],
      ['space-member', { ...alpha, ...bob }, { role: 'admin' }],
    ];
    expect(order(demoted, [...base, ...admins])).toEqual([
      'update organization-member organization/Core/member/bob@x.io',
      `create space-member ${inAlpha}/member/ann@x.io`,
      `create project-role-binding ${inChat}/member/ann@x.io`,
      `update organization-member organization/Core/member/ann@x.io after ${inAlpha}/member/ann@x.io and ${inChat}/member/ann@x.io`,
      `update space-member ${inAlpha}/member/bob@x.io after organization/Core/member/bob@x.io`,
    ]);
  });

  it('what opens a place before single grants in it go, or an admin of it is none', () => {
    const opened = inCore({
      alpha: {
        private: false,
        members: { 'ann@x.io': 'member', 'bob@x.io': 'absent' },
        projects: { chat: { restricted: false, members: { 'bob@x.io': 'absent' } } },
      },
    });
    const closed: readonly Entry[] = [
      ...base,
      ['space', alpha, { description: '', private: true }],
      ['space-member', { ...alpha, ...ann }, { role: 'admin' }],
      ['space-member', { ...alpha, ...bob }, { role: 'member' }],
      ['project-role-binding', { ...chat, ...bob }, { role: 'Reader' }],
      ['restriction', chat, { restricted: true }],
    ];
    expect(order(opened, closed)).toEqual([
      `update space ${inAlpha}`,
      `delete restriction ${inChat}/restriction`,
      `update space-member ${inAlpha}/member/ann@x.io after ${inAlpha} and ${inChat}/restriction`,
      `delete space-member ${inAlpha}/member/bob@x.io after ${inAlpha} and ${inChat}/restriction`,
      `delete project-role-binding ${inChat}/member/bob@x.io after ${inChat}/restriction`,
    ]);
    // A description opens nothing, nor does privacy that stays.
    const described = inCore({ alpha: { description: 'new', members: { 'bob@x.io': 'absent' } } });
    expect(order(described, closed)).toEqual([
      `update space ${inAlpha}`,
      `delete space-member ${inAlpha}/member/bob@x.io`,
    ]);
  });

  it('whatever still uses it, before it goes', () => {
    const bound: readonly Entry[] = [
      ...base,
      ['role', { role: 'Writer' }, { description: '', permissions: ['X'] }],
      ['space-role-binding', { ...alpha, ...bob }, { role: 'Reader' }],
      ['project-role-binding', { ...chat, ...ann }, { role: 'Writer' }],
      ['organization-member', { ...core, ...ann }, { role: 'member' }],
    ];
    const spec: Spec = {
      roles: { Reader: 'absent', Writer: 'absent', New: { permissions: ['Y'] } },
      users: { 'ann@x.io': 'absent' },
      ...inCore({ alpha: { members: { 'bob@x.io': 'New' } } }),
    };
    expect(order(spec, bound)).toEqual([
      'create role role/New',
      `update space-role-binding ${inAlpha}/member/bob@x.io after role/New`,
      `delete role role/Reader after ${inAlpha}/member/bob@x.io`,
      'delete user user/ann@x.io',
      'delete role role/Writer after user/ann@x.io',
    ]);
  });
});

describe('what waits for nothing', () => {
  it('comes as renames, then grants, then what takes away, then keys, each by address', () => {
    const entries: readonly Entry[] = [
      ...base,
      ['role', { role: 'Old' }, { description: '', permissions: ['X'] }],
      ['api-key', { key: 'a' }, { type: 'user' }],
    ];
    const spec: Spec = {
      roles: { New: { renamedFrom: 'Old', permissions: ['X'] }, Other: { permissions: ['X'] } },
      users: { 'ann@x.io': 'absent', 'bob@x.io': { name: 'Bob' } },
      apiKeys: { a: { type: 'service', spaces: { [inAlpha]: 'member' } } },
    };
    expect(order(spec, entries)).toEqual([
      'rename role role/New',
      'create role role/Other',
      'update user user/bob@x.io',
      'delete user user/ann@x.io',
      'rotate api-key api-key/a',
    ]);
  });
});

it('steps that wait for each other are a defect, and said to be one', () => {
  const outline = (name: string, uses: string): Outline => ({
    ...wanted('role', { role: name }),
    draft: {
      ...{ action: 'create', call: { do: 'roles.create', name, permissions: [] }, before: null, after: null },
      ...{ destructive: false, irreversible: false, risk: [] },
    },
    // Each binds the role that the other is to make.
    ...{ kind: 'project-role-binding', names: { ...chat, ...bob }, attributes: { role: uses } },
    ...{ changes: [], taken: [], reason: '', delivery: undefined, cause: undefined, live: undefined },
  });
  expect(() => orderSteps([outline('A', 'B'), outline('B', 'A')])).toThrow('steps that wait for each other');
  expect(orderSteps([])).toEqual([]);
});
