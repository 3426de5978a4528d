import { describe, expect, it } from 'vitest';
import { mayBeUnseen, outOfReach, unknownFields, unobservedOf } from '../../src/diff/unseen.js';
import { indexLive } from '../../src/kinds/live-index.js';
import type { Address } from '../../src/model/address.js';
import { addressOf } from '../../src/model/address.js';
import type { ExternalReference, ManagedMap } from '../../src/model/desired.js';
import type { LiveIndex } from '../../src/model/live-index.js';
import type { LiveState } from '../../src/model/live.js';
import type { DesiredResource, KindName, LiveResource } from '../../src/model/resource.js';
import type { Extent, Sight } from '../../src/model/visibility.js';
import type { Entry } from '../support/live.js';
import { liveState, wanted } from '../support/live.js';

/* What may be there without being listed, what no step can reach for that, and what is said of it. */

const ann = { user: 'ann@x.io' };
const core = { organization: 'Core' };
const alpha = { ...core, space: 'alpha' };
const chat = { ...alpha, project: 'chat' };
const inCore = addressOf.organization('Core');
const inAlpha = addressOf.space('Core', 'alpha');
const inChat = addressOf.project('Core', 'alpha', 'chat');

const people: readonly Entry[] = [['user', ann]];
const places: readonly Entry[] = [
  ['organization', core],
  ['space', alpha],
  ['project', chat],
];
const all = [...people, ...places];

/** Of which kind, in which place where that matters, and that something in particular was looked for. */
type Unread = readonly [kind: KindName, extent: Extent, place?: Address, lookedFor?: Address];

const sight = ([kind, extent, place, lookedFor]: Unread): Sight => ({
  extent,
  ...(extent !== 'read' && { reason: `${kind} ${place ?? ''}`.trim() }),
  ...(lookedFor !== undefined && { lookedFor: new Set([lookedFor]) }),
});

function account(entries: readonly Entry[], unread: readonly Unread[], more: Partial<LiveState> = {}): LiveIndex {
  const placed = new Map<KindName, Map<Address, Sight>>();
  for (const one of unread) {
    const [kind, , place] = one;
    if (place !== undefined) placed.set(kind, (placed.get(kind) ?? new Map<Address, Sight>()).set(place, sight(one)));
  }
  return indexLive({
    ...liveState(entries),
    visibility: {
      kinds: Object.fromEntries(unread.flatMap((one) => (one[2] === undefined ? [[one[0], sight(one)]] : []))),
      places: Object.fromEntries(placed),
    },
    ...more,
  });
}

const member = (more: Partial<DesiredResource> = {}) => wanted('space-member', { ...alpha, ...ann }, more);
const binding = (more: Partial<DesiredResource> = {}) =>
  wanted('space-role-binding', { ...alpha, ...ann }, { attributes: { role: 'Reader' }, ...more });
const projectBinding = (more: Partial<DesiredResource> = {}) =>
  wanted('project-role-binding', { ...chat, ...ann }, { attributes: { role: 'Reader' }, ...more });
const key = (type?: string) =>
  wanted('api-key', { key: 'traces' }, { attributes: { ...(type !== undefined && { type }) } });
const organization = wanted('organization', core);
const space = wanted('space', alpha);
const project = wanted('project', chat);
const user = wanted('user', ann);
const role = wanted('role', { role: 'Reader' });
const absent = { ensure: 'absent', attributes: {} } as const;
const theirs = addressOf.user(ann.user);

describe('something that is not listed may be there', () => {
  it.each<[boolean, string, DesiredResource, readonly Entry[], readonly Unread[]]>([
    [false, 'a person, where all are listed', user, [], [['space-member', 'hidden']]],
    [true, 'a person, where some are listed', user, [], [['user', 'partly']]],
    [true, 'a person, where none are listed', user, [], [['user', 'hidden']]],
    [false, 'a role, where all are listed', role, [], []],
    [true, 'a role, where some are listed', role, [], [['role', 'partly']]],
    [false, "one's own key, where others are not listed", key('user'), [], [['api-key', 'partly']]],
    [true, 'a service key, where others are not listed', key('service'), [], [['api-key', 'partly']]],
    [true, 'a key of no known type, where others are not listed', key(), [], [['api-key', 'partly']]],
    [true, "one's own key, where none are listed", key('user'), [], [['api-key', 'hidden']]],
    [false, 'a key, where all are listed', key('service'), [], []],
    [
      false,
      'a space, where all of its organization are listed',
      space,
      places,
      [
        ['space', 'hidden'],
        ['space', 'read', inCore],
      ],
    ],
    [true, 'a space, where some of its organization are listed', space, places, [['space', 'partly', inCore]]],
    [false, 'a space in an organization that is new', space, [], [['space', 'hidden']]],
    [true, 'a space in an organization that may be there', space, [], [['organization', 'partly']]],
    [
      true,
      'a project in a space that may be in an organization that may be there',
      project,
      [],
      [['organization', 'hidden']],
    ],
    [
      false,
      'a project in a space that is new',
      project,
      places.slice(0, 1),
      [
        ['project', 'hidden'],
        ['organization', 'hidden'],
      ],
    ],
    [true, 'a member of a place, where none are listed', member(), all, [['space-member', 'hidden']]],
    [
      false,
      'a member of a place, where they were looked for',
      member(),
      all,
      [['space-member', 'partly', inAlpha, theirs]],
    ],
    [
      true,
      'a member of a place, where others were looked for',
      member(),
      all,
      [['space-member', 'partly', inAlpha, addressOf.user('bob@x.io')]],
    ],
    [
      false,
      'a member of a place, where all are listed',
      member(),
      all,
      [
        ['space-member', 'hidden'],
        ['space-member', 'read', inAlpha],
      ],
    ],
    [false, 'a member who is known not to be in the account', member(), places, [['space-member', 'hidden']]],
    [true, 'a member who may be in the account', member(), places, [['user', 'partly']]],
    [false, 'a member of a place that is new', member(), people, [['space-member', 'hidden']]],
    [
      true,
      'a member of a place that may be there',
      member(),
      people,
      [
        ['space', 'hidden'],
        ['organization', 'hidden'],
      ],
    ],
    [
      true,
      'a grant in a project that may be there',
      projectBinding(),
      all.slice(0, 3),
      [['project', 'partly', inAlpha]],
    ],
  ])('%s: %s', (may, _title, { kind, names, attributes }, entries, unread) => {
    const live = account(entries, unread);
    expect(mayBeUnseen({ kind, names, attributes }, live)).toBe(may);
    if (kind !== 'api-key') expect(mayBeUnseen({ kind, names }, live)).toBe(may);
  });
});

it('a key of which nothing is said may be there where some are not listed', () => {
  expect(mayBeUnseen({ kind: 'api-key', names: { key: 'traces' } }, account([], [['api-key', 'partly']]))).toBe(true);
});

const naming = (kind: KindName, address: Address): ExternalReference => ({
  ...{ kind, address, name: 'x', source: { file: 'f', path: [] } },
});

describe('out of reach', () => {
  /** What is, and by what it is hidden. */
  function hidden(
    resources: readonly DesiredResource[],
    live: LiveIndex,
    {
      references = [],
      privateSpaces = true,
    }: { references?: readonly ExternalReference[]; privateSpaces?: boolean } = {},
  ) {
    const found = outOfReach(resources, references, live, { privateSpaces });
    return [...found].map(([{ kind, address }, { reason }]) => `${kind} ${address}: ${reason ?? ''}`);
  }
  const reads: readonly Unread[] = [
    ['role', 'partly'],
    ['user', 'hidden'],
    ['organization', 'hidden'],
  ];
  const by = ({ kind, address }: DesiredResource, why: string) => `${kind} ${address}: ${why}`;
  const source = { file: 'f', path: [] };

  it('is nothing where all is read, or all but members', () => {
    const wants = [user, role, organization, space, project, member(), binding(), key('service')];
    expect(hidden(wants, account([], []))).toEqual([]);
    expect(
      hidden(
        wants,
        account(
          [],
          [
            ['space-member', 'hidden'],
            ['organization-member', 'partly'],
          ],
        ),
      ),
    ).toEqual([]);
    expect(
      hidden(
        [member(), member(absent)],
        account(all, [
          ['space-member', 'hidden'],
          ['role', 'hidden'],
        ]),
      ),
    ).toEqual([]);
  });

  it('is what can not be made sure of, and what needs it', () => {
    expect(hidden([user, role, organization, member()], account([], reads))).toEqual([
      by(user, 'user'),
      by(member(), 'organization'),
    ]);
    expect(hidden([user, member()], account(places, [['user', 'hidden']]))).toEqual([
      by(user, 'user'),
      by(member(), 'user'),
    ]);
    expect(hidden([user], account(people, [['user', 'hidden']]))).toEqual([]);
    expect(hidden([key('service'), key('user')], account([], [['api-key', 'partly']]))).toEqual([by(key(), 'api-key')]);
  });

  it('is who is named or meant, and may be in the account', () => {
    const users: readonly Unread[] = [['user', 'partly']];
    const references = [naming('user', theirs)];
    expect(hidden([member()], account(places, users))).toEqual([by(member(), 'user')]);
    expect(hidden([member()], account(places, users), { references })).toEqual([by(member(), 'user')]);
    expect(hidden([member()], account(all, users), { references })).toEqual([]);
    // Where nobody else is in the account, that is an error elsewhere.
    expect(hidden([member()], account(places, [['role', 'partly']]), { references })).toEqual([]);
  });

  it('is a grant of a role that may be there, unless the files make it', () => {
    const roles: readonly Unread[] = [['role', 'partly']];
    const reader = addressOf.role('Reader');
    expect(hidden([binding(), member(), projectBinding()], account(all, roles))).toEqual([
      by(binding(), 'role'),
      by(projectBinding(), 'role'),
    ]);
    expect(hidden([binding()], account(all, roles), { references: [naming('role', reader)] })).toEqual([
      by(binding(), 'role'),
    ]);
    expect(hidden([role, binding()], account(all, roles))).toEqual([]);
    expect(hidden([{ ...role, ...absent }, binding()], account(all, roles))).toEqual([
      by(role, 'role'),
      by(binding(), 'role'),
    ]);
    expect(hidden([binding(), { ...role, ...absent }], account(all, roles))).toEqual([
      by(binding(), 'role'),
      by(role, 'role'),
    ]);
    expect(hidden([binding()], account([...all, ['role', { role: 'Reader' }]], roles))).toEqual([]);
    // What is to go needs no role.
    expect(
      hidden([binding({ ensure: 'absent' })], account([...all, ['space-role-binding', binding().names]], roles)),
    ).toEqual([]);
  });

  it('is what is in a place that may be there, by the outermost of them', () => {
    const within = [member(), binding(), projectBinding(), wanted('restriction', chat)];
    const said = (why: string) => within.map((one) => by(one, why));
    const roles: Entry = ['role', { role: 'Reader' }];
    const unread: readonly Unread[] = [
      ['organization', 'hidden'],
      ['space', 'partly', inCore],
      ['project', 'hidden', inAlpha],
    ];
    expect(hidden(within, account([...people, roles], unread))).toEqual(said('organization'));
    expect(hidden(within, account([...people, roles, ...places.slice(0, 1)], unread))).toEqual(said(`space ${inCore}`));
    expect(hidden(within, account([...people, roles, ...places.slice(0, 2)], unread))).toEqual(
      within.slice(2).map((one) => by(one, `project ${inAlpha}`)),
    );
    expect(hidden(within, account([...all, roles], unread))).toEqual([]);
    expect(hidden([...within], account([roles, ...places], [...unread, ['user', 'hidden']]))).toEqual(
      within.slice(0, 3).map((one) => by(one, 'user')),
    );
  });

  it('is a place whose names are spelt otherwise in its address', () => {
    const odd = wanted('project', { organization: 'a/b', space: '50%', project: 'chat' });
    expect(hidden([odd], account([['organization', { organization: 'a/b' }]], [['space', 'hidden']]))).toEqual([
      by(odd, 'space'),
    ]);
  });

  it('is a project that is to be there already, and whatever is to go by its ID', () => {
    const projects: readonly Unread[] = [['project', 'partly']];
    const existing = { ...project, ensure: 'existing' as const };
    expect(hidden([existing], account(places.slice(0, 2), projects))).toEqual([by(project, 'project')]);
    expect(hidden([existing], account(places, projects))).toEqual([]);
    expect(hidden([existing], account(places.slice(0, 2), [['role', 'partly']]))).toEqual([]);
    expect(hidden([project], account(places.slice(0, 2), projects))).toEqual([]);
    expect(hidden([{ ...project, ...absent }], account(places.slice(0, 2), projects))).toEqual([
      by(project, 'project'),
    ]);
    expect(hidden([{ ...user, ...absent }], account([], [['user', 'hidden']]))).toEqual([by(user, 'user')]);
    expect(hidden([binding(absent)], account(all, [['space-role-binding', 'partly']]))).toEqual([
      by(binding(), 'space-role-binding'),
    ]);
  });

  it('is no membership or flag that is to go, where what it is in is listed', () => {
    const unread: readonly Unread[] = [
      ['space-member', 'hidden'],
      ['restriction', 'hidden'],
      ['space', 'hidden'],
      ['project', 'hidden'],
    ];
    const flag = wanted('restriction', chat, absent);
    expect(hidden([member(absent), flag], account(all, unread))).toEqual([]);
    expect(hidden([member(absent), flag], account(all.slice(0, 2), unread))).toEqual([
      by(member(), 'space'),
      by(flag, 'space'),
    ]);
  });

  it('is a space that could only be made as a public one, or gets another name', () => {
    const spaces: readonly Unread[] = [['space', 'partly']];
    const closed = { ...space, attributes: { private: true } };
    const live = account(places.slice(0, 1), spaces);
    expect(hidden([closed], live, { privateSpaces: false })).toEqual([by(space, 'space')]);
    expect(hidden([closed], live)).toEqual([]);
    expect(hidden([{ ...space, attributes: { private: false } }], live, { privateSpaces: false })).toEqual([]);
    expect(hidden([{ ...space, renamedFrom: { name: 'old', source } }], live)).toEqual([by(space, 'space')]);
    // With all that is in it, whatever else is declared.
    expect(hidden([closed, project, member()], account(all.slice(0, 2), spaces), { privateSpaces: false })).toEqual(
      [closed, project, member()].map((one) => by(one, 'space')),
    );
  });

  it('is one form of a grant and not the other', () => {
    const roles: readonly Unread[] = [['role', 'partly']];
    expect(hidden([binding(), member()], account(all, roles))).toEqual([by(binding(), 'role')]);
  });
});

describe('what was not seen', () => {
  const unseen = (
    live: LiveIndex,
    managed: readonly ManagedMap[],
    resources: readonly DesiredResource[] = [],
    {
      open = resources,
      unreached = [],
    }: { open?: readonly DesiredResource[]; unreached?: readonly (readonly [DesiredResource, Sight])[] } = {},
  ) => unobservedOf({ managed, resources }, live, new Set(open), new Map(unreached));
  const secondRole = {
    reason: 'whoever is to have a custom role alone may hold a built-in role as well',
    needs: 'the roster: `--roster auto` with the API key of somebody with developer access',
  };
  const bound: Entry = ['space-role-binding', { ...alpha, ...ann }, { role: 'Reader' }];

  it('is said of each map of the files, in order', () => {
    const unread: readonly Unread[] = [
      ['user', 'partly'],
      ['space', 'hidden'],
      ['organization-member', 'hidden', inCore],
      ['project', 'partly'],
      ['restriction', 'hidden'],
      ['project-role-binding', 'hidden', inAlpha],
    ];
    const managed: readonly ManagedMap[] = [
      { kinds: ['user'] },
      { kinds: ['role'] },
      { kinds: ['space'], container: inCore },
      { kinds: ['organization-member'], container: inCore },
      { kinds: ['project', 'restriction'], container: inAlpha },
      { kinds: ['project-role-binding'], container: inChat },
      { kinds: ['space'], container: addressOf.organization('New') },
    ];
    expect(unseen(account(all, unread), managed)).toEqual([
      { scope: 'organization/Core/member/*', reason: 'organization-member organization/Core' },
      { scope: 'organization/Core/space/*', reason: 'space' },
      { scope: 'organization/Core/space/alpha/project/*', reason: 'project' },
      { scope: 'organization/Core/space/alpha/project/*/restriction', reason: 'restriction' },
      {
        scope: 'organization/Core/space/alpha/project/chat/member/*',
        reason: 'project-role-binding organization/Core/space/alpha',
      },
      { scope: 'user/*', reason: 'user' },
    ]);
    expect(unseen(account(all, []), managed)).toEqual([]);
  });

  it('has every reason and need once', () => {
    const live = account(all, []);
    const visibility = (member: Sight, bound: Sight) =>
      indexLive({
        ...live.state,
        visibility: { kinds: { 'space-member': member, 'space-role-binding': bound }, places: {} },
      });
    const managed: readonly ManagedMap[] = [{ kinds: ['space-member', 'space-role-binding'], container: inAlpha }];
    const scope = 'organization/Core/space/alpha/member/*';
    const one: Sight = { extent: 'hidden', reason: 'one', needs: 'a key' };
    expect(unseen(visibility(one, { extent: 'partly', reason: 'two', needs: 'a roster' }), managed)).toEqual([
      { scope, reason: 'one; two', needs: 'a key; a roster' },
    ]);
    expect(unseen(visibility(one, one), managed)).toEqual([{ scope, reason: 'one', needs: 'a key' }]);
    expect(unseen(visibility({ extent: 'hidden' }, { extent: 'read' }), managed)).toEqual([
      { scope, reason: 'not read' },
    ]);
  });

  it('is said of what the files declare outside of such maps, and of nothing that is settled', () => {
    const live = account(all, [
      ['space-member', 'hidden'],
      ['project', 'hidden', inAlpha],
      ['role', 'hidden'],
    ]);
    const talk = wanted('project', { ...alpha, project: 'talk' });
    const wants = [role, member(), project, talk];
    expect(unseen(live, [], wants)).toEqual([
      { scope: 'organization/Core/space/alpha/member/*', reason: 'space-member' },
      { scope: 'organization/Core/space/alpha/project/*', reason: 'project organization/Core/space/alpha' },
      { scope: 'role/*', reason: 'role' },
    ]);
    expect(unseen(live, [], [project])).toEqual([]);
    expect(unseen(live, [], wants, { open: [talk] })).toEqual([
      { scope: 'organization/Core/space/alpha/project/*', reason: 'project organization/Core/space/alpha' },
    ]);
    expect(unseen(account(all, []), [], wants)).toEqual([]);
  });

  it('is said at its own address of what is out of reach', () => {
    const live = account(places, [['user', 'hidden']]);
    const out = { extent: 'partly', reason: 'out', needs: 'a key' } as const;
    expect(
      unseen(live, [], [user, member()], {
        unreached: [
          [user, out],
          [member(), out],
        ],
      }),
    ).toEqual([
      { scope: 'organization/Core/space/alpha/member/*', reason: 'user' },
      { scope: 'user/ann@x.io', reason: 'out', needs: 'a key' },
    ]);
    const own = member();
    expect(unseen(live, [], [own], { unreached: [[own, out]] })).toEqual([
      { scope: own.address, reason: 'out', needs: 'a key' },
    ]);
  });

  it('is said of fields that an answer left out: of a thing itself, of the grants of a place together', () => {
    const grant: Entry = ['space-member', { ...alpha, ...ann }, {}];
    const wants = [
      { ...user, attributes: { role: 'admin', developer: true, name: '' } },
      { ...space, attributes: { description: 'x' } },
      member({ attributes: { role: 'member' } }),
    ];
    expect(unseen(account([...all, grant], []), [], wants)).toEqual([
      { scope: 'organization/Core/space/alpha', reason: "Arize's answer does not contain: description" },
      { scope: 'organization/Core/space/alpha/member/*', reason: "Arize's answer does not contain: role" },
      { scope: 'user/ann@x.io', reason: "Arize's answer does not contain: developer, role" },
    ]);
  });

  it('is whether somebody with a custom role alone has a built-in one', () => {
    const scope = 'organization/Core/space/alpha/member/*';
    const hidden: readonly Unread[] = [['space-member', 'hidden']];
    const said = (wants: DesiredResource, entries: readonly Entry[] = [...all, bound], unread = hidden) =>
      unseen(account(entries, unread), [], [wants], { open: [] });
    expect(said(binding())).toEqual([{ scope, ...secondRole }]);
    const bob = wanted('space-role-binding', { ...alpha, user: 'bob@x.io' }, { attributes: { role: 'Reader' } });
    const both: readonly Entry[] = [...all, ['user', { user: 'bob@x.io' }]];
    expect(unseen(account(both, hidden), [], [binding(), bob], { open: [] })).toEqual([{ scope, ...secondRole }]);
    expect(unseen(account(all, hidden), [{ kinds: ['space-member'], container: inAlpha }], [binding()])).toEqual([
      { scope, reason: `space-member; ${secondRole.reason}`, needs: secondRole.needs },
    ]);
    expect(said(binding(absent))).toEqual([]);
    expect(said(binding(), places)).toEqual([]);
    expect(said(binding(), people)).toEqual([]);
    expect(said(binding(), all, [])).toEqual([]);
    expect(said(binding(), all, [['space-member', 'partly', inAlpha, theirs]])).toEqual([]);
    expect(
      said(binding(), all, [
        ['space-member', 'hidden'],
        ['space-member', 'read', inAlpha],
      ]),
    ).toEqual([]);
    expect(said(member())).toEqual([]);
    expect(said(projectBinding())).toEqual([]);
  });

  it('is who is in a place that is taken as it was in the files', () => {
    const unread: readonly Unread[] = [
      ['space-member', 'hidden'],
      ['space-role-binding', 'hidden'],
      ['organization-member', 'hidden'],
    ];
    const believed = { ref: 'HEAD~1', places: new Set([inAlpha]) };
    const live = account(all, unread, { believed });
    const taken = 'taken as they were in the files at HEAD~1; nothing lists them';
    const managed: readonly ManagedMap[] = [
      { kinds: ['organization-member'], container: inCore },
      { kinds: ['space-member'], container: inAlpha },
    ];
    const scope = 'organization/Core/space/alpha/member/*';
    const rest = [{ scope: 'organization/Core/member/*', reason: 'organization-member' }];
    expect(unseen(live, managed)).toEqual([...rest, { scope, reason: taken }]);
    expect(unseen(live, [], [member()])).toEqual([{ scope, reason: taken }]);
    expect(unseen(live, [{ kinds: ['space-role-binding'], container: inAlpha }])).toEqual([
      { scope, reason: 'space-role-binding' },
    ]);
    expect(unseen(account(all, unread), managed)).toEqual([...rest, { scope, reason: 'space-member' }]);
  });
});

it('a field is unknown that is managed and not in the answer, but for what only creating says, and an empty text', () => {
  const live = (attributes: LiveResource['attributes']) => ({ ...user, id: 'U', attributes });
  const asked = { ...user, attributes: { name: 'Ann', role: 'admin', developer: '', invite: 'none' } };
  expect(unknownFields(asked, live({}))).toEqual(['name', 'role']);
  expect(unknownFields(asked, live({ name: null }))).toEqual(['role']);
  expect(unknownFields({ ...asked, ensure: 'existing' }, live({ role: 'member' }))).toEqual(['name']);
  expect(unknownFields({ ...asked, ensure: 'absent' }, live({}))).toEqual([]);
});
