import { describe, expect, it } from 'vitest';
import { addressOf } from '../../src/model/address.js';
import type { Attributes } from '../../src/model/resource.js';
import type { OrganizationSpec, RoleSpec, SpaceSpec, Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import type { Entry, More } from '../support/live.js';
import { liveState, madePlan } from '../support/live.js';

/* Which steps are destructive though they delete nothing. That none is missed is a property of its own (no-loss). */

const person = (email: string, attributes: Attributes = {}): Entry => [
  'user',
  { user: email },
  { role: 'member', status: 'active', ...attributes },
];
const core = { organization: 'Core' };
const alpha = { ...core, space: 'alpha' };
const chat = { ...alpha, project: 'chat' };
const places = (isPrivate: boolean): readonly Entry[] => [
  ['organization', core, { description: '' }],
  ['space', alpha, { description: '', private: isPrivate }],
  ['project', chat],
];
const roleOf = (name: string, ...permissions: readonly string[]): Entry => [
  'role',
  { role: name },
  { description: '', permissions },
];
const base: readonly Entry[] = [
  person('root@x.io', { role: 'admin' }),
  person('bob@x.io'),
  roleOf('Reader', 'PROJECT_READ'),
  roleOf('Writer', 'PROJECT_READ', 'PROJECT_UPDATE'),
  roleOf('Trainer', 'DATASET_CREATE'),
];
const rosters = new Set([addressOf.organization('Core'), addressOf.space('Core', 'alpha')]);

const inCore = (role: string): Entry => ['organization-member', { ...core, user: 'bob@x.io' }, { role }];
const inAlpha = (role: string): Entry => ['space-member', { ...alpha, user: 'bob@x.io' }, { role }];
const boundIn = (role: string): Entry => ['space-role-binding', { ...alpha, user: 'bob@x.io' }, { role }];
const boundTo = (role: string): Entry => ['project-role-binding', { ...chat, user: 'bob@x.io' }, { role }];

const organization = (value: OrganizationSpec): Spec => ({ organizations: { Core: value } });
const space = (value: SpaceSpec): Spec => organization({ spaces: { alpha: value } });
const bob = (role: string) => ({ members: { 'bob@x.io': role } });
const roles = (value: Readonly<Record<string, RoleSpec>>): Spec => ({ roles: value });

/** The steps that are destructive, and those that only narrow, in the order of the plan. */
function marks(spec: Spec, entries: readonly Entry[], more: More = {}): readonly string[] {
  const live = liveState([...base, ...entries], { rosters, ...more });
  return madePlan(desiredState(spec), live).steps.flatMap(({ destructive, risk, action, kind }) => {
    if (destructive) return [`${action} ${kind}`];
    return risk.includes('reduces') ? [`(${action} ${kind})`] : [];
  });
}

type Row = readonly [title: string, live: readonly Entry[], files: Spec, expected: readonly string[]];

const hidden = places(true);
const open = places(false);

const members: readonly Row[] = [
  [
    'organization: admin to member',
    [...open, inCore('admin')],
    organization(bob('member')),
    ['update organization-member'],
  ],
  [
    'organization: member to read_only',
    [...open, inCore('member')],
    organization(bob('read_only')),
    ['update organization-member'],
  ],
  ['organization: read_only to member', [...open, inCore('read_only')], organization(bob('member')), []],
  ['organization: member to admin', [...open, inCore('member')], organization(bob('admin')), []],
  [
    'organization: a role that nobody knows to member',
    [...open, inCore('auditor')],
    organization(bob('member')),
    ['update organization-member'],
  ],
  ['organization: a role that nobody knows to admin', [...open, inCore('auditor')], organization(bob('admin')), []],
  ['organization: somebody new', open, organization(bob('read_only')), []],
  ['space: admin to member', [...hidden, inAlpha('admin')], space(bob('member')), ['update space-member']],
  ['space: member to admin', [...hidden, inAlpha('member')], space(bob('admin')), []],
  [
    'space: a custom role for a predefined one is removal and grant',
    [...hidden, inAlpha('member')],
    space(bob('Reader')),
    ['delete space-member'],
  ],
  [
    'space: a predefined role for a custom one',
    [...hidden, boundIn('Reader')],
    space(bob('member')),
    ['create space-member', 'delete space-role-binding'],
  ],
  [
    'space: admin for a custom role',
    [...hidden, boundIn('Reader')],
    space(bob('admin')),
    ['delete space-role-binding'],
  ],
  ['space: a larger custom role', [...hidden, boundIn('Reader')], space(bob('Writer')), []],
  ['space: a smaller custom role', [...hidden, boundIn('Writer')], space(bob('Reader')), ['update space-role-binding']],
  ['space: another custom role', [...hidden, boundIn('Reader')], space(bob('Trainer')), ['update space-role-binding']],
  [
    'space: a custom role for one that is not listed',
    [...hidden, boundIn('(unlisted role 1)')],
    space(bob('Writer')),
    ['update space-role-binding'],
  ],
  ['project: a larger role', [...hidden, boundTo('Reader')], space({ projects: { chat: bob('Writer') } }), []],
  [
    'project: a smaller role',
    [...hidden, boundTo('Writer')],
    space({ projects: { chat: bob('Reader') } }),
    ['update project-role-binding'],
  ],
  [
    'project: one more',
    [...hidden, inCore('member'), inAlpha('member')],
    space({ projects: { chat: bob('Reader') } }),
    [],
  ],
];

const publicSpaces: readonly Row[] = [
  ['less than the organization gives', [...open, inCore('member')], space(bob('read_only')), ['create space-member']],
  [
    'a custom role beside what the organization gives',
    [...open, inCore('member')],
    space(bob('Writer')),
    ['create space-role-binding'],
  ],
  ['as much as the organization gives', [...open, inCore('member')], space(bob('member')), []],
  ['more than the organization gives', [...open, inCore('read_only')], space(bob('member')), []],
  ['to an admin of the organization', [...open, inCore('admin')], space(bob('read_only')), []],
  [
    'to somebody who is not in the organization',
    open,
    { ...organization({ members: { 'bob@x.io': 'member' }, spaces: { alpha: bob('Reader') } }) },
    [],
  ],
  ['in a private space', [...hidden, inCore('member')], space(bob('read_only')), []],
];

const doors: readonly Row[] = [
  [
    'restricted, nobody in it',
    [...hidden, inCore('member')],
    space({ projects: { chat: { restricted: true } } }),
    ['(create restriction)'],
  ],
  [
    'restricted, somebody in its space',
    [...hidden, boundIn('Reader')],
    space({ projects: { chat: { restricted: true } } }),
    ['create restriction'],
  ],
  [
    'restricted, an admin in its space',
    [...hidden, inAlpha('admin')],
    space({ projects: { chat: { restricted: true } } }),
    ['(create restriction)'],
  ],
  [
    'restricted, in a public space',
    [...open, inCore('read_only')],
    space({ projects: { chat: { restricted: true } } }),
    ['create restriction'],
  ],
  [
    'restricted, with as much on the project',
    [...hidden, boundIn('Reader'), boundTo('Writer')],
    space({ projects: { chat: { restricted: true } } }),
    ['(create restriction)'],
  ],
  [
    'restricted, with as much on the project by the plan',
    [...hidden, inCore('member'), boundIn('Reader')],
    space({ projects: { chat: { restricted: true, ...bob('Writer') } } }),
    ['(create restriction)'],
  ],
  [
    'restricted, with less on the project',
    [...hidden, boundIn('Writer'), boundTo('Reader')],
    space({ projects: { chat: { restricted: true } } }),
    ['create restriction'],
  ],
  [
    'restricted, a project that is new',
    [...hidden, boundIn('Reader')],
    space({ projects: { other: { create: true, restricted: true } } }),
    ['(create restriction)'],
  ],
  ['private, nobody in the organization', open, space({ private: true }), ['(update space)']],
  ['private, somebody in the organization', [...open, inCore('read_only')], space({ private: true }), ['update space']],
  ['private, an admin in the organization', [...open, inCore('admin')], space({ private: true }), ['(update space)']],
  [
    'private, with an entry in the space',
    [...open, inCore('member'), inAlpha('read_only')],
    space({ private: true }),
    ['(update space)'],
  ],
  [
    'private, with an entry by the plan',
    [...open, inCore('member')],
    space({ private: true, ...bob('member') }),
    ['(update space)'],
  ],
  [
    'private, with a lower entry by the plan',
    [...open, inCore('member')],
    space({ private: true, ...bob('read_only') }),
    ['create space-member', 'update space'],
  ],
  ['public', [...hidden, inCore('member')], space({ private: false }), []],
];

const others: readonly Row[] = [
  ['a role gains', [], roles({ Reader: { permissions: ['PROJECT_READ', 'PROJECT_UPDATE'] } }), []],
  ['a role loses', [], roles({ Writer: { permissions: ['PROJECT_READ'] } }), ['update role']],
  [
    'a role whose permissions were not listed',
    [roleOf('Blank')],
    roles({ Blank: { permissions: ['PROJECT_READ'] } }),
    ['update role'],
  ],
  [
    'a binding to a role that gains in the same plan',
    [...hidden, boundIn('Trainer')],
    { ...roles({ Reader: { permissions: ['PROJECT_READ', 'DATASET_CREATE'] } }), ...space(bob('Reader')) },
    ['update space-role-binding'],
  ],
  [
    'a binding to a role that is new',
    [...hidden, boundIn('Trainer')],
    { ...roles({ New: { permissions: ['PROJECT_READ', 'DATASET_CREATE'] } }), ...space(bob('New')) },
    [],
  ],
  [
    'a binding to a role that loses in the same plan what is needed',
    [...hidden, boundIn('Reader')],
    { ...roles({ Writer: { permissions: ['PROJECT_UPDATE'] } }), ...space(bob('Writer')) },
    ['update space-role-binding', 'update role'],
  ],
  [
    'a binding to a role that keeps in the same plan what is needed, and loses the rest',
    [...hidden, boundIn('Reader')],
    { ...roles({ Writer: { permissions: ['PROJECT_READ'] } }), ...space(bob('Writer')) },
    ['update role'],
  ],
  [
    'a binding to a role whose permissions were not listed, and are declared',
    [...hidden, boundIn('Reader'), roleOf('Blank')],
    { ...roles({ Blank: { permissions: ['PROJECT_READ'] } }), ...space(bob('Blank')) },
    ['update space-role-binding', 'update role'],
  ],
  [
    'developer access goes',
    [person('dev@x.io', { developer: true })],
    { users: { 'dev@x.io': { developer: false } } },
    ['update user'],
  ],
  [
    'developer access of somebody who never signed in',
    [person('dev@x.io', { developer: true, status: 'invited' })],
    { users: { 'dev@x.io': { developer: false } } },
    [],
  ],
  [
    'developer access comes',
    [person('dev@x.io', { developer: false })],
    { users: { 'dev@x.io': { developer: true } } },
    [],
  ],
];

describe('whether somebody could do less afterwards', () => {
  describe.each([
    ['by their own entry', members],
    ['by an entry in a public space', publicSpaces],
    ['by a door that closes', doors],
    ['by something else', others],
  ])('%s', (_name, rows) => {
    it.each(rows)('%s', (_title, live, files, expected) => {
      expect(marks(files, live)).toEqual(expected);
    });
  });

  it.each<[title: string, more: More]>([
    ['the members of the organization', { rosters: new Set([addressOf.space('Core', 'alpha')]) }],
    ['the members of the space', { rosters: new Set([addressOf.organization('Core')]) }],
    ['all role bindings', { hides: ['space-role-binding'] }],
  ])('is taken to be so where a door closes and %s are not known', (_title, more) => {
    const restricted = space({ projects: { chat: { restricted: true } } });
    expect(marks(restricted, hidden, more)).toEqual(['create restriction']);
    expect(marks(space({ private: true }), open, more)).toEqual(['update space']);
  });

  it('is taken to be so where a project is restricted that may be there unseen', () => {
    const restricted = space({ projects: { other: { create: true, restricted: true } } });
    expect(marks(restricted, hidden)).toEqual(['(create restriction)']);
    expect(marks(restricted, hidden, { hides: ['project', 'restriction'] })).toEqual(['assert restriction']);
  });

  it('is judged by every role that somebody can have whose role was not read', () => {
    const listedAs = (name: string, ...permissions: readonly string[]): Entry => [
      'role',
      { role: name },
      { permissions },
      { builtIn: true },
    ];
    const member: Entry = ['organization-member', { ...core, user: 'bob@x.io' }, {}];
    const lists = [listedAs('Space Member', 'ROLE_READ'), listedAs('Space Read-Only', 'ROLE_READ', 'DATASET_CREATE')];
    expect(marks(space(bob('member')), [...open, member])).toEqual([]);
    expect(marks(space(bob('member')), [...open, member, ...lists])).toEqual(['create space-member']);
  });

  it('is so for service keys in the space of a restricted project', () => {
    const restricted = space({ projects: { chat: { restricted: true } } });
    const foreignBindings = [{ id: 'b', userId: 'bot', role: undefined, resource: addressOf.space('Core', 'alpha') }];
    expect(marks(restricted, hidden, { foreignBindings })).toEqual(['create restriction']);
    const key: Entry = ['api-key', { key: 'ci' }, { spaces: { [addressOf.space('Core', 'alpha')]: 'member' } }];
    expect(marks(restricted, [...hidden, key])).toEqual(['create restriction']);
  });
});

describe('a membership that can not be read', () => {
  const unread = { rosters: new Set<never>() };
  const bobAs = (role: string): Spec => organization({ ...bob(role), spaces: { alpha: bob(role) } });
  const planned = (spec: Spec, before?: Spec) =>
    madePlan(
      desiredState(spec),
      liveState([...base, ...hidden], unread),
      before === undefined ? {} : { former: { ref: 'HEAD~1', resources: desiredState(before).resources } },
    );
  const asserted = (...input: Parameters<typeof planned>) =>
    planned(...input).steps.map(({ destructive, kind }) => `${destructive ? '!' : ' '}${kind}`);

  it('is asserted, and what that risks is said once for each place', () => {
    const plan = planned(bobAs('read_only'));
    expect(plan.steps.map(({ action, destructive }) => `${action} ${String(destructive)}`)).toEqual([
      'assert false',
      'assert false',
    ]);
    expect(plan.warnings).toEqual([
      {
        address: 'organization/Core',
        message:
          "sets 1 person to read_only; anyone who has a higher role there today would be lowered (the members can't be read)",
      },
      {
        address: 'organization/Core/space/alpha',
        message:
          "sets 1 person to read_only; anyone who has a higher role there today would be lowered (the members can't be read)",
      },
    ]);
    expect(planned(bobAs('admin')).warnings).toEqual([]);
  });

  it('says so of a custom role too that may take the place of another one, or of what a public space gives', () => {
    const risk = (entries: readonly Entry[], role: string) =>
      madePlan(
        desiredState(space(bob(role))),
        liveState([...base, ...entries], { rosters, hides: ['space-role-binding'] }),
      ).warnings.map(({ address, message }) => `${address}: ${message}`);
    expect(risk([...open, inCore('member')], 'Reader')).toEqual([
      "organization/Core/space/alpha: sets 1 person to Reader; anyone who has a higher role there today would be lowered (the members can't be read)",
    ]);
    expect(risk([...hidden, inCore('member'), boundIn('Writer')], 'Reader')).toEqual([]);
  });

  it('is lowered only with an approval where the files gave more before', () => {
    expect(asserted(bobAs('member'), bobAs('admin'))).toEqual(['!organization-member', '!space-member']);
    expect(asserted(bobAs('member'), bobAs('read_only'))).toEqual([' organization-member', ' space-member']);
    expect(asserted(bobAs('member'), bobAs('member'))).toEqual([' organization-member', ' space-member']);
    // A custom role was there, which permits something else.
    const custom = organization({ ...bob('member'), spaces: { alpha: bob('Writer') } });
    expect(asserted(bobAs('member'), custom)).toEqual([' organization-member', '!space-member']);
    const [, lowered] = planned(bobAs('member'), bobAs('admin')).steps;
    expect(lowered).toMatchObject({
      before: { role: 'admin' },
      after: { role: 'member' },
      changes: [{ field: 'role', before: 'admin', after: 'member' }],
      reason: "declared; whether it is live can't be read; before is what the files said at HEAD~1",
      loss: { who: ['bob@x.io'], why: 'member permits less than admin' },
    });
  });
});
