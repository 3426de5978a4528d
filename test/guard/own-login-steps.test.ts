import { describe, expect, it } from 'vitest';
import { ownLogin, unknownLogin } from '../../src/guard/own-login.js';
import { addressOf } from '../../src/model/address.js';
import type { Json } from '../../src/model/json.js';
import type { Step } from '../../src/model/plan.js';
import type { Login } from '../../src/model/visibility.js';
import { plan, step } from '../report/factory.js';
import type { Entry, More } from '../support/live.js';
import { liveState } from '../support/live.js';

/* What is refused for the sake of the login that applies, by single steps: `me` is that login. */

const me = { user: 'me@x.io' };
const core = { organization: 'Core' };
const alpha = { ...core, space: 'alpha' };
const at = {
  me: addressOf.user(me.user),
  core: addressOf.organization('Core'),
  alpha: addressOf.space('Core', 'alpha'),
  inCore: addressOf.organizationMember('Core', me.user),
  inAlpha: addressOf.spaceMember('Core', 'alpha', me.user),
  inChat: addressOf.projectMember('Core', 'alpha', 'chat', me.user),
  closed: addressOf.restriction('Core', 'alpha', 'chat'),
};
const everywhere = new Set([at.core, at.alpha]);

interface Case {
  readonly step: Step;
  readonly role?: Json;
  readonly entries?: readonly Entry[];
  readonly more?: More;
}

function said({ step: one, role = 'member', entries = [], more = {} }: Case) {
  const live = liveState([['user', me, { role }], ...entries], { rosters: everywhere, self: at.me, ...more });
  return ownLogin({ plan: plan([one]), live }).map(({ rule, message, hint }) => `${rule}: ${message} | ${hint}`);
}

const line = 'access.yaml:12:3';
const refusal = (address: string, rest: string, changed = line) => [
  `self: ${address} would be ${rest} | let another administrator apply it, or change ${changed}`,
];
const own = 'but that is the login that applies the plan';

const given = (
  kind: Step['kind'],
  address: string,
  action: Step['action'],
  [before, after]: readonly [string | null, string | null],
  more: Partial<Step> = {},
) =>
  step(address, action, {
    ...{ kind, destructive: false, ...more },
    ...{ before: before === null ? null : { role: before }, after: after === null ? null : { role: after } },
  });

describe('a step on an entry of the login', () => {
  const unseen = "which can't be read";
  const asserted = `member, and without the role admin if it has that today, ${unseen}, ${own}`;
  const bound = `given Reader, and able to do less if they have more today, ${unseen}, ${own}`;
  it.each<readonly [string, Step, string | null, string | null]>([
    ['joins an organization', given('organization-member', at.inCore, 'create', [null, 'member']), null, null],
    ['is asserted there', given('organization-member', at.inCore, 'assert', [null, 'member']), asserted, asserted],
    ['is asserted there as an admin', given('organization-member', at.inCore, 'assert', [null, 'admin']), null, null],
    ['is asserted as seen', given('organization-member', at.inCore, 'assert', ['member', 'member']), null, null],
    ['stays an admin there', given('organization-member', at.inCore, 'update', ['admin', 'admin']), null, null],
    ['becomes an admin there', given('organization-member', at.inCore, 'update', ['member', 'admin']), null, null],
    [
      'is an admin there who goes',
      given('organization-member', at.inCore, 'delete', ['admin', null], { destructive: true }),
      ...([`removed, ${own}`, `removed, ${own}`] as const),
    ],
    ['joins a space', given('space-member', at.inAlpha, 'create', [null, 'member']), null, null],
    [
      'is asserted to be in no space',
      given('space-member', at.inAlpha, 'assert', [null, null]),
      ...([`removed, ${own}`, `removed, ${own}`] as const),
    ],
    [
      'leaves a space, as is known',
      given('space-member', at.inAlpha, 'delete', ['member', null], { destructive: true }),
      ...([`removed, ${own}`, null] as const),
    ],
    ['gets a role', given('space-role-binding', at.inAlpha, 'create', [null, 'Reader']), null, null],
    ['is asserted to have a role', given('space-role-binding', at.inAlpha, 'assert', [null, 'Reader']), bound, null],
    ['on a project', given('project-role-binding', at.inChat, 'assert', [null, 'Reader']), bound, null],
    ['has it as seen', given('space-role-binding', at.inAlpha, 'assert', ['Reader', 'Reader']), null, null],
    ['has none as seen', given('space-role-binding', at.inAlpha, 'assert', [null, null]), null, null],
    [
      'is asserted to have none',
      given('space-role-binding', at.inAlpha, 'assert', [null, null], { destructive: true }),
      ...([`removed, ${own}`, null] as const),
    ],
    [
      'has less on a project',
      given('project-role-binding', at.inChat, 'update', ['Writer', 'Reader'], { destructive: true }),
      ...([`able to do less, ${own}`, null] as const),
    ],
    ['is given developer access', step(at.me, 'update', { after: { developer: true } }), null, null],
    [
      'loses developer access',
      step(at.me, 'update', { after: { developer: false } }),
      ...([`without developer access, ${own}`, `without developer access, ${own}`] as const),
    ],
  ])('%s', (_title, one, member, admin) => {
    expect(said({ step: one })).toEqual(member === null ? [] : refusal(one.address, member));
    expect(said({ step: one, role: 'admin' })).toEqual(admin === null ? [] : refusal(one.address, admin));
  });

  it('names no line where no file has the entry, and is nothing to a login that is no person', () => {
    const gone = step(at.me, 'delete', { source: null });
    expect(said({ step: gone })).toEqual(refusal(at.me, `removed, ${own}`, 'the entry'));
    const live = liveState([['user', me, { role: 'member' }]]);
    expect(ownLogin({ plan: plan([gone]), live })).toEqual([]);
  });

  it('says a role that is no word in none', () => {
    const odd = step(at.inAlpha, 'assert', { kind: 'space-role-binding', after: { role: { id: 'r1' } } });
    expect(said({ step: odd })).toEqual(
      refusal(at.inAlpha, `given , and able to do less if they have more today, ${unseen}, ${own}`),
    );
  });
});

describe('a role that changes', () => {
  const smaller = step('role/Writer', 'update', { kind: 'role', destructive: true });
  const holds = refusal('role/Writer', 'able to do less, but me@x.io holds it, the login that applies the plan');
  const boundTo = (space: string, role: string): Entry => ['space-role-binding', { ...core, space, ...me }, { role }];
  it.each<readonly [string, Json, readonly Entry[], readonly string[]]>([
    ['is the one of the account', { custom: 'Writer' }, [], holds],
    ['is another than that of the account', { custom: 'Reader' }, [], []],
    ['belongs to nobody where no role was told', null, [], []],
    ['is not that of an object without one', { id: 'Writer' }, [], []],
    ['is not that of the same word', 'Writer', [], []],
    ['is one of two that the login holds', 'member', [boundTo('alpha', 'Reader'), boundTo('beta', 'Writer')], holds],
    ['is held by the administrator of an account', 'admin', [boundTo('alpha', 'Writer')], []],
    ['is held by another', 'member', [['space-role-binding', { ...alpha, user: 'x@x.io' }, { role: 'Writer' }]], []],
  ])('%s', (_title, role, entries, expected) => {
    expect(said({ step: smaller, role, entries })).toEqual(expected);
    expect(said({ step: { ...smaller, destructive: false }, role, entries })).toEqual([]);
  });

  it('may be held where one sort of grants can not be read', () => {
    const perhaps =
      "able to do less, but ax-gitops can't see whether me@x.io holds it, the login that applies the plan";
    for (const kind of ['space-role-binding', 'project-role-binding'] as const)
      expect(said({ step: smaller, more: { hides: [kind] } })).toEqual(refusal('role/Writer', perhaps));
    expect(said({ step: smaller, more: { hides: ['role'] } })).toEqual([]);
  });
});

describe('a step on something else', () => {
  const whose = 'the login that applies the plan';
  const restrict = (who: readonly string[] | 'unknown') =>
    step(at.closed, 'create', { kind: 'restriction', destructive: true, loss: { who, why: 'it is closed' } });
  const entry = (role: string, names: Entry[1] = { ...alpha, ...me }): Entry => [
    names.space === undefined ? 'organization-member' : 'space-member',
    names,
    { role },
  ];
  const inside = (space: string) =>
    step(space, 'delete', { kind: 'space', cascade: [addressOf.spaceMember('Core', 'alpha', 'you@x.io'), at.closed] });
  it.each<readonly [string, Case, string | null]>([
    ['cuts it off', { step: restrict(['you@x.io', 'me@x.io']) }, `put in place, but that cuts off me@x.io, ${whose}`],
    ['cuts off another', { step: restrict(['you@x.io']) }, null],
    ['cuts off nobody', { step: restrict([]) }, null],
    [
      'may cut it off',
      { step: restrict('unknown') },
      `put in place, but ax-gitops can't see whether that cuts off me@x.io, ${whose}`,
    ],
    ['is where it administers the space', { step: restrict('unknown'), entries: [entry('admin')] }, null],
    [
      'is where it administers the organization',
      { step: restrict('unknown'), entries: [entry('admin', { ...core, ...me })] },
      null,
    ],
    [
      'is where it administers something else',
      { step: restrict(['me@x.io']), entries: [entry('admin', { organization: 'Other', ...me }), entry('member')] },
      `put in place, but that cuts off me@x.io, ${whose}`,
    ],
    [
      'closes the space that it administers',
      {
        step: step(at.alpha, 'update', {
          kind: 'space',
          destructive: true,
          loss: { who: ['me@x.io'], why: 'private' },
        }),
        entries: [entry('admin')],
      },
      `made private, but that cuts off me@x.io, ${whose}`,
    ],
    ['takes others out of a space', { step: inside(at.alpha) }, null],
    [
      'takes a space away whose members nobody lists',
      { step: inside(at.alpha), more: { rosters: new Set([at.core]) } },
      `removed, but ax-gitops can't see whether me@x.io is in it, ${whose}`,
    ],
    [
      'takes an organization away in which there may be something',
      {
        step: step(at.core, 'delete', { kind: 'organization', cascade: [at.alpha] }),
        more: { rosters: new Set([at.core]) },
      },
      `removed, but ax-gitops can't see whether me@x.io is in it, ${whose}`,
    ],
    [
      'takes only what is known',
      { step: step(at.core, 'delete', { kind: 'organization', cascade: [at.alpha] }) },
      null,
    ],
    [
      'changes a place with unseen members, and takes none away',
      { step: step(at.alpha, 'update', { kind: 'space', destructive: true }), more: { rosters: new Set() } },
      null,
    ],
    [
      'ends something that is no place, with all that goes along',
      { step: step('api-key/old', 'delete', { kind: 'api-key', cascade: [at.inAlpha] }) },
      null,
    ],
  ])('%s', (_title, one, rest) => {
    expect(said(one)).toEqual(rest === null ? [] : refusal(one.step.address, rest));
    expect(said({ ...one, role: 'admin' })).toEqual([]);
  });
});

describe('a key', () => {
  const key = (over: Partial<Step>) =>
    step('api-key/ci', 'delete', { kind: 'api-key', call: { do: 'api-keys.revoke', key: { id: 'k1' } }, ...over });
  const create: Step['call'] = { do: 'api-keys.create', name: 'ci' };
  const inUse = new Set(['k1']);
  const isIt = 'but that is the API key that this run uses';
  it.each<readonly [string, Step, ReadonlySet<string> | undefined, string | null]>([
    ['is revoked', key({}), inUse, `revoked, ${isIt}`],
    ['may be revoked', key({}), new Set(['k1', 'k2']), 'revoked, but that may be the API key that this run uses'],
    ['is another', key({}), new Set(['k2']), null],
    ['is revoked where nobody asked which is in use', key({}), undefined, null],
    ['is replaced by a new one', key({ call: create, replaces: 'k1' }), inUse, `rotated, ${isIt}`],
    ['is new', key({ call: create }), inUse, null],
    ['is not made yet', key({ call: { do: 'api-keys.revoke', key: { of: addressOf.apiKey('k1') } } }), inUse, null],
    [
      'is rotated in place',
      key({ call: { do: 'api-keys.refresh', key: { id: 'k1' } } as Step['call'] }),
      inUse,
      `rotated, ${isIt}`,
    ],
    ['is none', key({ kind: 'role' }), inUse, null],
  ])('that %s', (_title, one, keysInUse, rest) => {
    const more = keysInUse === undefined ? {} : { keysInUse };
    expect(said({ step: one, more })).toEqual(rest === null ? [] : refusal('api-key/ci', rest));
  });
});

describe('a login that may be anybody', () => {
  const warned = (steps: readonly Step[], login: Login | null = { administers: new Set(), unknownBecause: 'W' }) => {
    const live = liveState([]);
    const visibility = { ...live.visibility, ...(login !== null && { login }) };
    return unknownLogin({ plan: plan(steps), live: { ...live, visibility } });
  };
  const gone = (...names: readonly string[]) => names.map((name) => step(`user/${name}`, 'delete'));
  const message = (whom: string) =>
    `ax-gitops can't tell whether this concerns the login that applies the plan: W. Check first that it is none of ${whom}`;

  it('is warned of the first three, and of how many more', () => {
    expect(warned(gone('a'))).toEqual([{ address: 'user/a', message: message('user/a') }]);
    expect(warned(gone('a', 'b', 'c'))).toEqual([{ address: 'user/a', message: message('user/a, user/b, user/c') }]);
    expect(warned(gone('a', 'b', 'c', 'd', 'e'))).toEqual([
      { address: 'user/a', message: message('user/a, user/b, user/c and 2 more') },
    ]);
  });

  it('is warned of nothing where nobody asked, where it is known, and where nothing is taken', () => {
    expect(warned(gone('a'), null)).toEqual([]);
    expect(warned(gone('a'), { administers: 'account' })).toEqual([]);
    expect(warned([])).toEqual([]);
  });

  const inCore = 'organization/Core/member/x';
  it.each<readonly [string, Step, boolean]>([
    ['a person who goes', step('user/x', 'delete'), true],
    ['a person who changes', step('user/x', 'update'), false],
    ['an entry that goes', step(inCore, 'delete', { kind: 'organization-member' }), true],
    [
      'an entry that is made',
      step(inCore, 'create', { kind: 'organization-member', after: { role: 'member' } }),
      false,
    ],
    ['an entry that is asserted', given('organization-member', inCore, 'assert', [null, 'member']), true],
    ['an admin who is asserted', given('organization-member', inCore, 'assert', [null, 'admin']), false],
    [
      'an admin who takes over',
      given('organization-member', inCore, 'assert', [null, 'admin'], { destructive: true }),
      false,
    ],
    ['a custom role that is asserted', given('space-role-binding', at.inAlpha, 'assert', [null, 'Reader']), false],
    ['a custom role that goes', step(at.inAlpha, 'delete', { kind: 'space-role-binding' }), true],
    ['a place', step(at.alpha, 'delete', { kind: 'space' }), false],
    ['a role', step('role/R', 'delete', { kind: 'role' }), false],
  ])('may be meant by %s', (_title, one, expected) => {
    expect(warned([one]).map(({ address }) => address)).toEqual(expected ? [one.address] : []);
  });
});
