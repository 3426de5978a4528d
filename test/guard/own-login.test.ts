import { describe, expect, it } from 'vitest';
import { matchesRedacted } from '../../src/reconcile/own-key.js';
import { guardPlan } from '../../src/guard/index.js';
import { unknownLogin } from '../../src/guard/own-login.js';
import { addressOf } from '../../src/model/address.js';
import { noPolicy } from '../../src/model/policy.js';
import type { Attributes } from '../../src/model/resource.js';
import type { OrganizationSpec, SpaceSpec, Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { Entry, More } from '../support/live.js';
import { liveState, madePlan } from '../support/live.js';

/* The login that applies never cuts itself off: `me` is that login. */

const core = { organization: 'Core' };
const alpha = { ...core, space: 'alpha' };
const chat = { ...alpha, project: 'chat' };
const me = { user: 'me@x.io' };
const rosters = new Set([addressOf.organization('Core'), addressOf.space('Core', 'alpha')]);

const account = (isPrivate: boolean): readonly Entry[] => [
  ['role', { role: 'Reader' }, { description: '', permissions: ['PROJECT_READ'] }],
  ['role', { role: 'Writer' }, { description: '', permissions: ['PROJECT_READ', 'PROJECT_UPDATE'] }],
  ['organization', core, { description: '' }],
  ['space', alpha, { description: '', private: isPrivate }],
  ['project', chat],
];
const hidden = account(true);
const open = account(false);
const inCore = (role: string): Entry => ['organization-member', { ...core, ...me }, { role }];
const inAlpha = (role: string): Entry => ['space-member', { ...alpha, ...me }, { role }];
const boundIn = (role: string): Entry => ['space-role-binding', { ...alpha, ...me }, { role }];
const boundTo = (role: string): Entry => ['project-role-binding', { ...chat, ...me }, { role }];
const mine = (role: string) => ({ members: { 'me@x.io': role } });
const organization = (value: OrganizationSpec): Spec => ({ organizations: { Core: value } });
const space = (value: SpaceSpec): Spec => organization({ spaces: { alpha: value } });

function refused(spec: Spec, entries: readonly Entry[], role: string, more: More = {}) {
  const person: Entry = ['user', me, { role, status: 'active', developer: true }];
  const live = liveState([person, ...entries], { rosters, self: addressOf.user(me.user), ...more });
  const desired = desiredState(spec);
  return guardPlan({ plan: madePlan(desired, live), live, desired: desired.resources, policy: noPolicy })
    .filter(({ rule }) => rule === 'self')
    .map(({ message, hint }) => `${message} | ${hint}`);
}

const restrict = space({ projects: { chat: { restricted: true } } });
const unread = { rosters: new Set<never>() };

type Row = readonly [title: string, live: readonly Entry[], files: Spec, member: number, admin: number, more?: More];

/** How many steps are refused where the login is a member of the account, and where it administers it. */
const rows: readonly Row[] = [
  ['deleted', [], { users: { 'me@x.io': 'absent' } }, 1, 1],
  ['without developer access', [], { users: { 'me@x.io': { developer: false } } }, 1, 1],
  ['out of an organization', [...hidden, inCore('member')], organization(mine('absent')), 1, 1],
  ['out of an organization unseen', hidden, organization(mine('absent')), 1, 1, unread],
  ['an admin of an organization no more', [...hidden, inCore('admin')], organization(mine('member')), 1, 1],
  ['lower in an organization', [...hidden, inCore('member')], organization(mine('read_only')), 1, 1],
  ['higher in an organization', [...hidden, inCore('read_only')], organization(mine('member')), 0, 0],
  ['asserted below admin', hidden, organization(mine('member')), 1, 1, unread],
  ['asserted as admin', hidden, organization(mine('admin')), 0, 0, unread],
  ['asserted below admin in a space', hidden, space(mine('member')), 1, 1, unread],
  ['an admin of a space no more', [...hidden, inAlpha('admin')], space(mine('member')), 1, 1],
  ['out of a space', [...hidden, inAlpha('member')], space(mine('absent')), 1, 0],
  ['lower in a public space than above', [...open, inCore('member')], space(mine('read_only')), 1, 0],
  ['with a smaller custom role in a space', [...hidden, boundIn('Writer')], space(mine('Reader')), 1, 0],
  [
    'with a custom role in a space, unseen',
    [...open, inCore('member')],
    space(mine('Reader')),
    1,
    0,
    { hides: ['space-role-binding'] },
  ],
  [
    'with a custom role in a space that it administers',
    [...open, inCore('admin')],
    space(mine('Reader')),
    0,
    0,
    { hides: ['space-role-binding'] },
  ],
  ['with a larger custom role in a space', [...hidden, boundIn('Reader')], space(mine('Writer')), 0, 0],
  [
    'with a smaller custom role on a project',
    [...hidden, boundTo('Writer')],
    space({ projects: { chat: mine('Reader') } }),
    1,
    0,
  ],
  ['without a role on a project', [...hidden, boundTo('Writer')], space({ projects: { chat: mine('absent') } }), 1, 0],
  [
    'holding a role that loses a permission',
    [...hidden, boundIn('Writer')],
    { roles: { Writer: { permissions: ['PROJECT_READ'] } } },
    1,
    0,
  ],
  [
    'not holding a role that loses a permission',
    [...hidden, boundIn('Reader')],
    { roles: { Writer: { permissions: ['PROJECT_READ'] } } },
    0,
    0,
  ],
  [
    'perhaps holding a role that loses a permission',
    hidden,
    { roles: { Writer: { permissions: ['PROJECT_READ'] } } },
    1,
    0,
    { hides: ['space-role-binding'] },
  ],
  ['cut off by a restriction', [...hidden, inAlpha('member')], restrict, 1, 0],
  ['let in by a role on the restricted project', [...hidden, boundIn('Reader'), boundTo('Reader')], restrict, 0, 0],
  ['an admin where something is restricted', [...hidden, inAlpha('admin')], restrict, 0, 0],
  ['elsewhere where something is restricted', hidden, restrict, 0, 0],
  ['perhaps cut off by a restriction', hidden, restrict, 1, 0, unread],
  ['cut off by privacy', [...open, inCore('member')], space({ private: true }), 1, 0],
  [
    'with an entry in a space that is made private',
    [...open, inCore('member'), inAlpha('member')],
    space({ private: true }),
    0,
    0,
  ],
  ['in an organization that is deleted', [...hidden, inCore('admin')], { organizations: { Core: 'absent' } }, 1, 0],
  [
    'in a space that is deleted',
    [...hidden, inCore('member'), inAlpha('admin')],
    organization({ spaces: { alpha: 'absent' } }),
    1,
    0,
  ],
  [
    'above a space that is deleted',
    [...hidden, inCore('admin'), inAlpha('admin')],
    organization({ spaces: { alpha: 'absent' } }),
    0,
    0,
  ],
  ['perhaps in a space that is deleted', hidden, organization({ spaces: { alpha: 'absent' } }), 1, 0, unread],
  [
    'perhaps on a project that is deleted',
    hidden,
    space({ projects: { chat: 'absent' } }),
    1,
    0,
    { hides: ['project-role-binding'] },
  ],
  [
    'perhaps with a custom role in a space that is deleted',
    hidden,
    organization({ spaces: { alpha: 'absent' } }),
    1,
    0,
    { hides: ['space-role-binding'] },
  ],
  ['on a project that is deleted', [...hidden, boundTo('Reader')], space({ projects: { chat: 'absent' } }), 1, 0],
];

describe('the login that applies', () => {
  it.each(rows.map((row) => ({ title: row[0], row })))('$title', ({ row: [, live, files, member, admin, more] }) => {
    expect(refused(files, live, 'member', more)).toHaveLength(member);
    expect(refused(files, live, 'admin', more)).toHaveLength(admin);
    // Whom it does not concern may apply it.
    const other: Entry = ['user', { user: 'other@x.io' }, { role: 'admin', status: 'active' }];
    expect(refused(files, [...live, other], 'member', { ...more, self: addressOf.user('other@x.io') })).toEqual([]);
  });

  it('is told what would be taken from it, and which line does that', () => {
    expect(refused(organization(mine('member')), hidden, 'admin', unread)).toEqual([
      "organization/Core/member/me@x.io would be member, and without the role admin if it has that today, which can't be read, but that is the login that applies the plan | let another administrator apply it, or change organization/Core/member/me@x.io:1:1",
    ]);
    expect(refused(restrict, [...hidden, inAlpha('member')], 'member')).toEqual([
      'organization/Core/space/alpha/project/chat/restriction would be put in place, but that cuts off me@x.io, the login that applies the plan | let another administrator apply it, or change organization/Core/space/alpha/project/chat/restriction:1:1',
    ]);
  });
});

describe('a login that may be anybody', () => {
  const spec: Spec = {
    users: { 'me@x.io': 'absent' },
    organizations: { Core: { members: { 'you@x.io': 'member', 'him@x.io': 'admin' } } },
  };
  const person = (user: string): Entry => ['user', { user }, { role: 'member', status: 'active' }];
  const warned = (unknownBecause: string | undefined) => {
    const live = liveState([...['me@x.io', 'you@x.io', 'him@x.io'].map(person), ['organization', core]]);
    const login = { administers: new Set<never>(), ...(unknownBecause !== undefined && { unknownBecause }) };
    const seen = { ...live, visibility: { ...live.visibility, login } };
    return unknownLogin({ plan: madePlan(desiredState(spec), seen), live: seen }).map(({ message }) => message);
  };

  it('is said to be unknown, with what may concern it', () => {
    expect(warned('it may not list its own API keys')).toEqual([
      "ax-gitops can't tell whether this concerns the login that applies the plan: it may not list its own API keys. Check first that it is none of organization/Core/member/you@x.io, user/me@x.io",
    ]);
    // A service key is no person.
    expect(warned(undefined)).toEqual([]);
  });
});

describe('the key in use', () => {
  const key = (name: string, attributes: Attributes): Entry => ['api-key', { key: name }, attributes, { id: name }];
  const keys = [key('ci', { type: 'user', expires: null }), key('other', { type: 'user', expires: null })];
  const spec: Spec = { apiKeys: { ci: { type: 'user' } } };
  const rotated = (inUse: readonly string[] | undefined) => {
    const live = liveState(keys, inUse === undefined ? {} : { keysInUse: new Set(inUse) });
    const desired = desiredState(spec);
    const resources = desired.resources.map((resource) => ({
      ...resource,
      delivery: { ...resource.delivery, rotateNow: 'asked' as const },
    }));
    const plan = madePlan({ ...desired, resources }, live);
    expect(plan.steps.map(({ action }) => action)).toEqual(['rotate']);
    return guardPlan({ plan, live, desired: [], policy: noPolicy }).map(({ message }) => message);
  };

  it('is never rotated, nor one that may be it', () => {
    expect(rotated(['ci'])).toEqual(['api-key/ci would be rotated, but that is the API key that this run uses']);
    expect(rotated(['ci', 'other'])).toEqual([
      'api-key/ci would be rotated, but that may be the API key that this run uses',
    ]);
    expect(rotated(['other'])).toEqual([]);
    expect(rotated([])).toEqual([]);
  });

  it.each([
    ['ak-abc...xyz', true],
    ['ak-abc…xyz', true],
    ['ak-****xyz', true],
    ['...xyz', true],
    ['ak-abd...xyz', false],
    ['ak-abc...xya', false],
    ['', true],
    [undefined, true],
  ])('may be shown as %s', (redacted, expected) => {
    expect(matchesRedacted('ak-abc123xyz', redacted)).toBe(expected);
  });
});
