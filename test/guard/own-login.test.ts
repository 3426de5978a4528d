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
const at = {
  me: addressOf.user(me.user),
  writer: addressOf.role('Writer'),
  core: addressOf.organization('Core'),
  inCore: addressOf.organizationMember('Core', me.user),
  alpha: addressOf.space('Core', 'alpha'),
  inAlpha: addressOf.spaceMember('Core', 'alpha', me.user),
  chat: addressOf.project('Core', 'alpha', 'chat'),
  inChat: addressOf.projectMember('Core', 'alpha', 'chat', me.user),
  closed: addressOf.restriction('Core', 'alpha', 'chat'),
};
const rosters = new Set([at.core, at.alpha]);

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
  const live = liveState([person, ...entries], { rosters, self: at.me, ...more });
  const desired = desiredState(spec);
  return guardPlan({ plan: madePlan(desired, live), live, desired: desired.resources, policy: noPolicy })
    .filter(({ rule }) => rule === 'self')
    .map(({ message, hint }) => `${message} | ${hint}`);
}

const restrict = space({ projects: { chat: { restricted: true } } });
const unread = { rosters: new Set<never>() };

type Row = readonly [
  title: string,
  live: readonly Entry[],
  files: Spec,
  said: string | null,
  adminsToo: boolean,
  more?: More,
];

const login = 'the login that applies the plan';

/** `because` is about somebody, where it is not the login's own entry. */
const says = (address: string, what: string, because?: string) =>
  `${address} would be ${what}, but ${because === undefined ? `that is ${login}` : `${because}, ${login}`} | let another administrator apply it, or change ${address}:1:1`;

/** What is refused where the login is a member of the account, and whether it is too where the login administers the account. */
const rows: readonly Row[] = [
  ['deleted', [], { users: { 'me@x.io': 'absent' } }, says(at.me, 'removed'), true],
  [
    'without developer access',
    [],
    { users: { 'me@x.io': { developer: false } } },
    says(at.me, 'without developer access'),
    true,
  ],
  [
    'out of an organization',
    [...hidden, inCore('member')],
    organization(mine('absent')),
    says(at.inCore, 'removed'),
    true,
  ],
  ['out of an organization unseen', hidden, organization(mine('absent')), says(at.inCore, 'removed'), true, unread],
  [
    'an admin of an organization no more',
    [...hidden, inCore('admin')],
    organization(mine('member')),
    says(at.inCore, 'without the role admin'),
    true,
  ],
  [
    'lower in an organization',
    [...hidden, inCore('member')],
    organization(mine('read_only')),
    says(at.inCore, 'able to do less'),
    true,
  ],
  ['higher in an organization', [...hidden, inCore('read_only')], organization(mine('member')), null, false],
  [
    'asserted below admin',
    hidden,
    organization(mine('member')),
    says(at.inCore, "member, and without the role admin if it has that today, which can't be read"),
    true,
    unread,
  ],
  ['asserted as admin', hidden, organization(mine('admin')), null, false, unread],
  [
    'asserted below admin in a space',
    hidden,
    space(mine('member')),
    says(at.inAlpha, "member, and without the role admin if it has that today, which can't be read"),
    true,
    unread,
  ],
  [
    'an admin of a space no more',
    [...hidden, inAlpha('admin')],
    space(mine('member')),
    says(at.inAlpha, 'without the role admin'),
    true,
  ],
  ['out of a space', [...hidden, inAlpha('member')], space(mine('absent')), says(at.inAlpha, 'removed'), false],
  [
    'lower in a public space than above',
    [...open, inCore('member')],
    space(mine('read_only')),
    says(at.inAlpha, 'able to do less'),
    false,
  ],
  [
    'with a smaller custom role in a space',
    [...hidden, boundIn('Writer')],
    space(mine('Reader')),
    says(at.inAlpha, 'able to do less'),
    false,
  ],
  [
    'with a custom role in a space, unseen',
    [...open, inCore('member')],
    space(mine('Reader')),
    says(at.inAlpha, "given Reader, and able to do less if they have more today, which can't be read"),
    false,
    { hides: ['space-role-binding'] },
  ],
  [
    'with a custom role in a space that it administers',
    [...open, inCore('admin')],
    space(mine('Reader')),
    null,
    false,
    { hides: ['space-role-binding'] },
  ],
  ['with a larger custom role in a space', [...hidden, boundIn('Reader')], space(mine('Writer')), null, false],
  [
    'with a smaller custom role on a project',
    [...hidden, boundTo('Writer')],
    space({ projects: { chat: mine('Reader') } }),
    says(at.inChat, 'able to do less'),
    false,
  ],
  [
    'without a role on a project',
    [...hidden, boundTo('Writer')],
    space({ projects: { chat: mine('absent') } }),
    says(at.inChat, 'removed'),
    false,
  ],
  [
    'holding a role that loses a permission',
    [...hidden, boundIn('Writer')],
    { roles: { Writer: { permissions: ['PROJECT_READ'] } } },
    says(at.writer, 'able to do less', 'me@x.io holds it'),
    false,
  ],
  [
    'not holding a role that loses a permission',
    [...hidden, boundIn('Reader')],
    { roles: { Writer: { permissions: ['PROJECT_READ'] } } },
    null,
    false,
  ],
  [
    'perhaps holding a role that loses a permission',
    hidden,
    { roles: { Writer: { permissions: ['PROJECT_READ'] } } },
    says(at.writer, 'able to do less', "ax-gitops can't see whether me@x.io holds it"),
    false,
    { hides: ['space-role-binding'] },
  ],
  [
    'cut off by a restriction',
    [...hidden, inAlpha('member')],
    restrict,
    says(at.closed, 'put in place', 'that cuts off me@x.io'),
    false,
  ],
  [
    'let in by a role on the restricted project',
    [...hidden, boundIn('Reader'), boundTo('Reader')],
    restrict,
    null,
    false,
  ],
  ['an admin where something is restricted', [...hidden, inAlpha('admin')], restrict, null, false],
  ['elsewhere where something is restricted', hidden, restrict, null, false],
  [
    'perhaps cut off by a restriction',
    hidden,
    restrict,
    says(at.closed, 'put in place', "ax-gitops can't see whether that cuts off me@x.io"),
    false,
    unread,
  ],
  [
    'cut off by privacy',
    [...open, inCore('member')],
    space({ private: true }),
    says(at.alpha, 'made private', 'that cuts off me@x.io'),
    false,
  ],
  [
    'with an entry in a space that is made private',
    [...open, inCore('member'), inAlpha('member')],
    space({ private: true }),
    null,
    false,
  ],
  [
    'in an organization that is deleted',
    [...hidden, inCore('admin')],
    { organizations: { Core: 'absent' } },
    says(at.core, 'removed', 'me@x.io is in it'),
    false,
  ],
  [
    'in a space that is deleted',
    [...hidden, inCore('member'), inAlpha('admin')],
    organization({ spaces: { alpha: 'absent' } }),
    says(at.alpha, 'removed', 'me@x.io is in it'),
    false,
  ],
  [
    'above a space that is deleted',
    [...hidden, inCore('admin'), inAlpha('admin')],
    organization({ spaces: { alpha: 'absent' } }),
    null,
    false,
  ],
  [
    'perhaps in a space that is deleted',
    hidden,
    organization({ spaces: { alpha: 'absent' } }),
    says(at.alpha, 'removed', "ax-gitops can't see whether me@x.io is in it"),
    false,
    unread,
  ],
  [
    'perhaps on a project that is deleted',
    hidden,
    space({ projects: { chat: 'absent' } }),
    says(at.chat, 'removed', "ax-gitops can't see whether me@x.io is in it"),
    false,
    { hides: ['project-role-binding'] },
  ],
  [
    'perhaps with a custom role in a space that is deleted',
    hidden,
    organization({ spaces: { alpha: 'absent' } }),
    says(at.alpha, 'removed', "ax-gitops can't see whether me@x.io is in it"),
    false,
    { hides: ['space-role-binding'] },
  ],
  [
    'on a project that is deleted',
    [...hidden, boundTo('Reader')],
    space({ projects: { chat: 'absent' } }),
    says(at.chat, 'removed', 'me@x.io is in it'),
    false,
  ],
];

describe('the login that applies', () => {
  it.each(rows.map((row) => ({ title: row[0], row })))('$title', ({ row: [, live, files, said, adminsToo, more] }) => {
    const expected = said === null ? [] : [said];
    expect(refused(files, live, 'member', more)).toEqual(expected);
    expect(refused(files, live, 'admin', more)).toEqual(adminsToo ? expected : []);
    // Whom it does not concern may apply it.
    const other: Entry = ['user', { user: 'other@x.io' }, { role: 'admin', status: 'active' }];
    expect(refused(files, [...live, other], 'member', { ...more, self: addressOf.user('other@x.io') })).toEqual([]);
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
