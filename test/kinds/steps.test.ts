import { describe, expect, it } from 'vitest';
import type { Draft, IdOf } from '../../src/kinds/kind.js';
import { kinds } from '../../src/kinds/index.js';
import type { FieldChange } from '../../src/model/plan.js';
import type { Attributes, Delivery, DesiredResource, KindName, LiveResource } from '../../src/model/resource.js';

/* What each kind does to become as the files say: every call and what is said of it, as one line each. */

const names = { user: 'ann@x.io', role: 'R', organization: 'O', space: 'S', project: 'P', key: 'K' };
const ids: IdOf = (address) => ({ id: `<${address}>` });
const rest = { privateSpaces: true };
const throughAx = { privateSpaces: false };

function wanted(kind: KindName, attributes: Attributes = {}, delivery?: Delivery): DesiredResource {
  return {
    kind,
    address: kinds[kind].addressOf(names),
    names,
    ensure: 'present',
    attributes,
    source: { file: 'a', path: [] },
    ...(delivery !== undefined && { delivery }),
  };
}

function live(kind: KindName, attributes: Attributes = {}): LiveResource {
  return { kind, address: kinds[kind].addressOf(names), names, id: 'id', attributes };
}

/** `!` takes something away, `!!` for good. */
function told({ action, call, before, after, destructive, irreversible, risk, replaces, lifeMs }: Draft): string {
  const { do: what, ...given } = call;
  const values = [before, after].map((one) => JSON.stringify(one)).join(' → ');
  const marks = `${destructive ? '!' : ''}${irreversible ? '!' : ''}`;
  const more = [
    ...risk,
    ...(replaces === undefined ? [] : [`replaces ${replaces}`]),
    ...(lifeMs === undefined ? [] : [lifeMs]),
  ];
  return [`${marks}${action}`, what, JSON.stringify(given), values, ...more].join(' ');
}

const change = (
  field: string,
  before: FieldChange['before'],
  after: FieldChange['after'],
  lifeMs?: number,
): FieldChange => ({
  field,
  before,
  after,
  ...(lifeMs !== undefined && { lifeMs }),
});

function created(kind: KindName, attributes: Attributes = {}, capabilities = rest): readonly string[] {
  return kinds[kind].create(wanted(kind, attributes), ids, capabilities).map(told);
}

function updated(
  kind: KindName,
  [before, after]: readonly [Attributes, Attributes],
  changes: readonly FieldChange[],
  delivery?: Delivery,
): readonly string[] {
  return kinds[kind].update(live(kind, before), wanted(kind, after, delivery), changes, ids).map(told);
}

describe('what is made', () => {
  it.each<[KindName, Attributes, readonly string[]]>([
    [
      'user',
      {},
      [
        'create users.create {"name":"ann@x.io","email":"ann@x.io","role":"MEMBER","invite":"EMAIL_LINK"} null → {"invite":"email_link","name":"ann@x.io","role":"member"}',
      ],
    ],
    [
      'user',
      { name: 'Ann', role: 'admin', invite: 'temporary_password' },
      [
        'create users.create {"name":"Ann","email":"ann@x.io","role":"ADMIN","invite":"TEMPORARY_PASSWORD"} null → {"invite":"temporary_password","name":"Ann","role":"admin"} escalates',
      ],
    ],
    [
      'user',
      { developer: true },
      [
        'create users.create {"name":"ann@x.io","email":"ann@x.io","role":"MEMBER","invite":"EMAIL_LINK"} null → {"invite":"email_link","name":"ann@x.io","role":"member"}',
        'update users.update {"user":{"id":"<user/ann@x.io>"},"developer":true} {"developer":null} → {"developer":true}',
      ],
    ],
    [
      'role',
      { permissions: ['B', 'A'], description: 'd' },
      [
        'create roles.create {"name":"R","permissions":["B","A"],"description":"d"} null → {"permissions":["B","A"],"description":"d"}',
      ],
    ],
    [
      'role',
      { permissions: ['A'], description: '' },
      ['create roles.create {"name":"R","permissions":["A"]} null → {"permissions":["A"],"description":""}'],
    ],
    [
      'organization',
      { description: 'd' },
      ['create organizations.create {"name":"O","description":"d"} null → {"description":"d"}'],
    ],
    ['organization', { description: '' }, ['create organizations.create {"name":"O"} null → {"description":""}']],
    [
      'organization-member',
      { role: 'read_only' },
      [
        'create organizations.add-user {"organization":{"id":"<organization/O>"},"user":{"id":"<user/ann@x.io>"},"role":"READ_ONLY"} null → {"role":"read_only"}',
      ],
    ],
    [
      'organization-member',
      { role: 'admin' },
      [
        'create organizations.add-user {"organization":{"id":"<organization/O>"},"user":{"id":"<user/ann@x.io>"},"role":"ADMIN"} null → {"role":"admin"} escalates',
      ],
    ],
    [
      'organization-member',
      {},
      [
        'create organizations.add-user {"organization":{"id":"<organization/O>"},"user":{"id":"<user/ann@x.io>"},"role":"MEMBER"} null → {}',
      ],
    ],
    [
      'space',
      { description: 'd', private: true },
      [
        'create spaces.create {"organization":{"id":"<organization/O>"},"name":"S","description":"d","private":true} null → {"description":"d","private":true}',
      ],
    ],
    ['space', {}, ['create spaces.create {"organization":{"id":"<organization/O>"},"name":"S"} null → {}']],
    [
      'space-member',
      { role: 'admin' },
      [
        'create spaces.add-user {"space":{"id":"<organization/O/space/S>"},"user":{"id":"<user/ann@x.io>"},"role":"ADMIN"} null → {"role":"admin"}',
      ],
    ],
    [
      'space-member',
      {},
      [
        'create spaces.add-user {"space":{"id":"<organization/O/space/S>"},"user":{"id":"<user/ann@x.io>"},"role":"MEMBER"} null → {}',
      ],
    ],
    [
      'space-role-binding',
      { role: 'R' },
      [
        'create role-bindings.create {"user":{"id":"<user/ann@x.io>"},"role":{"id":"<role/R>"},"resourceType":"SPACE","resource":{"id":"<organization/O/space/S>"}} null → {"role":"R"}',
      ],
    ],
    ['project', {}, ['create projects.create {"space":{"id":"<organization/O/space/S>"},"name":"P"} null → {}']],
    [
      'project-role-binding',
      { role: 'R' },
      [
        'create role-bindings.create {"user":{"id":"<user/ann@x.io>"},"role":{"id":"<role/R>"},"resourceType":"PROJECT","resource":{"id":"<organization/O/space/S/project/P>"}} null → {"role":"R"}',
      ],
    ],
    [
      'restriction',
      { restricted: true },
      [
        'create resource-restrictions.restrict {"resource":{"id":"<organization/O/space/S/project/P>"}} null → {"restricted":true} reduces',
      ],
    ],
    [
      'api-key',
      { type: 'user', description: 'd', expires: '2027-01-01T00:00:00.000Z' },
      [
        'create api-keys.create {"name":"K","description":"d","expires":"2027-01-01T00:00:00.000Z"} null → {"type":"user","description":"d","expires":"2027-01-01T00:00:00.000Z"}',
      ],
    ],
    [
      'api-key',
      { type: 'service' },
      [
        'create api-keys.create-service {"name":"K","accountRole":"MEMBER","organizations":[]} null → {"type":"service"}',
      ],
    ],
    [
      'api-key',
      { type: 'service', account_role: 'admin', description: '' },
      [
        'create api-keys.create-service {"name":"K","accountRole":"ADMIN","organizations":[]} null → {"type":"service","account_role":"admin","description":""} escalates',
      ],
    ],
    [
      'api-key',
      {
        type: 'service',
        account_role: 'member',
        organizations: { 'organization/O': 'admin', 'organization/Q': null },
        spaces: {
          'organization/O/space/S': { custom: 'R' },
          'organization/O/space/T': null,
          'organization/Q/space/S': 'read_only',
        },
      },
      [
        'create api-keys.create-service {"name":"K","accountRole":"MEMBER","organizations":[{"organization":{"id":"<organization/O>"},"role":"ADMIN","spaces":[{"space":{"id":"<organization/O/space/S>"},"role":{"role":{"id":"<role/R>"}}},{"space":{"id":"<organization/O/space/T>"},"role":"MEMBER"}]},{"organization":{"id":"<organization/Q>"},"role":"READ_ONLY","spaces":[{"space":{"id":"<organization/Q/space/S>"},"role":"READ_ONLY"}]}]} null → {"type":"service","account_role":"member","organizations":{"organization/O":"admin","organization/Q":null},"spaces":{"organization/O/space/S":{"custom":"R"},"organization/O/space/T":null,"organization/Q/space/S":"read_only"}} escalates',
      ],
    ],
  ])('%s %j', (kind, attributes, lines) => {
    expect(created(kind, attributes)).toEqual(lines);
  });

  it('is not private where the way to Arize can not say so', () => {
    expect(created('space', { private: true, description: 'd' }, throughAx)).toEqual([
      'create spaces.create {"organization":{"id":"<organization/O>"},"name":"S","description":"d"} null → {"description":"d"}',
    ]);
  });

  it('needs its names and its role', () => {
    const nameless = { ...wanted('user'), names: {} };
    expect(() => kinds.user.create(nameless, ids, rest)).toThrow('an object without the name of its user');
    expect(() => created('space-role-binding')).toThrow('a role binding without a role');
    expect(() => created('user', { role: 'boss' })).toThrow(
      'not one of admin, member, member_ui_only, annotator: "boss"',
    );
  });
});

describe('what changes', () => {
  const described = [change('description', 'a', 'b')];
  it.each<[KindName, readonly [Attributes, Attributes], readonly FieldChange[], readonly string[]]>([
    [
      'user',
      [{}, {}],
      [change('name', 'A', 'B')],
      ['update users.update {"user":{"id":"<user/ann@x.io>"},"name":"B"} {"name":"A"} → {"name":"B"}'],
    ],
    [
      'user',
      [{ status: 'active' }, {}],
      [change('developer', true, false)],
      [
        '!update users.update {"user":{"id":"<user/ann@x.io>"},"developer":false} {"developer":true} → {"developer":false} reduces',
      ],
    ],
    [
      'user',
      [{ status: 'invited' }, {}],
      [change('developer', true, false), change('name', 'A', 'B')],
      [
        'update users.update {"user":{"id":"<user/ann@x.io>"},"name":"B","developer":false} {"developer":true,"name":"A"} → {"developer":false,"name":"B"}',
      ],
    ],
    [
      'user',
      [{ status: 'active' }, {}],
      [change('developer', false, true)],
      [
        'update users.update {"user":{"id":"<user/ann@x.io>"},"developer":true} {"developer":false} → {"developer":true}',
      ],
    ],
    [
      'role',
      [{ description: 'a', permissions: ['A'] }, { description: 'b' }],
      described,
      ['update roles.update {"role":{"id":"<role/R>"},"description":"b"} {"description":"a"} → {"description":"b"}'],
    ],
    [
      'role',
      [{ permissions: ['A'] }, { permissions: ['A', 'B'] }],
      [change('permissions', ['A'], ['A', 'B'])],
      [
        'update roles.update {"role":{"id":"<role/R>"},"name":"R","permissions":["A","B"]} {"permissions":["A"]} → {"permissions":["A","B"]} escalates',
      ],
    ],
    [
      'role',
      [{ description: 'a', permissions: ['A', 'B'] }, { permissions: ['A'] }],
      [change('permissions', ['A', 'B'], ['A'])],
      [
        '!update roles.update {"role":{"id":"<role/R>"},"description":"a","permissions":["A"]} {"permissions":["A","B"]} → {"permissions":["A"]} reduces',
      ],
    ],
    [
      'role',
      [{ permissions: ['A'] }, { permissions: ['B'] }],
      [change('permissions', ['A'], ['B'])],
      [
        '!update roles.update {"role":{"id":"<role/R>"},"name":"R","permissions":["B"]} {"permissions":["A"]} → {"permissions":["B"]} escalates reduces',
      ],
    ],
    [
      'role',
      [{ permissions: [] }, { permissions: ['B'] }],
      [change('permissions', [], ['B'])],
      [
        '!update roles.update {"role":{"id":"<role/R>"},"name":"R","permissions":["B"]} {"permissions":[]} → {"permissions":["B"]} escalates reduces',
      ],
    ],
    [
      'organization',
      [{ description: 'a' }, { description: 'b' }],
      described,
      [
        'update organizations.update {"organization":{"id":"<organization/O>"},"description":"b"} {"description":"a"} → {"description":"b"}',
      ],
    ],
    [
      'organization',
      [{ description: 'a' }, { description: '' }],
      [change('description', 'a', '')],
      [
        'update organizations.update {"organization":{"id":"<organization/O>"},"description":"","name":"O"} {"description":"a"} → {"description":""}',
      ],
    ],
    [
      'organization',
      [{}, {}],
      [],
      ['update organizations.update {"organization":{"id":"<organization/O>"},"name":"O"} {} → {}'],
    ],
    [
      'organization-member',
      [{ role: 'member' }, { role: 'admin' }],
      [change('role', 'member', 'admin')],
      [
        'update organizations.add-user {"organization":{"id":"<organization/O>"},"user":{"id":"<user/ann@x.io>"},"role":"ADMIN"} {"role":"member"} → {"role":"admin"} escalates',
      ],
    ],
    [
      'space',
      [{ description: 'a' }, { description: 'b' }],
      described,
      [
        'update spaces.update {"space":{"id":"<organization/O/space/S>"},"description":"b"} {"description":"a"} → {"description":"b"}',
      ],
    ],
    [
      'space',
      [{ description: 'a', private: false }, { private: true }],
      [change('private', false, true)],
      [
        'update spaces.update {"space":{"id":"<organization/O/space/S>"},"description":"a","private":true} {"private":false} → {"private":true} reduces',
      ],
    ],
    [
      'space',
      [{ private: true }, { private: false }],
      [change('private', true, false)],
      [
        'update spaces.update {"space":{"id":"<organization/O/space/S>"},"name":"S","private":false} {"private":true} → {"private":false}',
      ],
    ],
    [
      'space-member',
      [{ role: 'admin' }, { role: 'member' }],
      [change('role', 'admin', 'member')],
      [
        'update spaces.add-user {"space":{"id":"<organization/O/space/S>"},"user":{"id":"<user/ann@x.io>"},"role":"MEMBER"} {"role":"admin"} → {"role":"member"}',
      ],
    ],
    [
      'space-role-binding',
      [{ role: 'R' }, { role: 'Q' }],
      [change('role', 'R', 'Q')],
      ['update role-bindings.update {"binding":{"id":"id"},"role":{"id":"<role/Q>"}} {"role":"R"} → {"role":"Q"}'],
    ],
    [
      'project-role-binding',
      [{ role: 'R' }, { role: 'Q' }],
      [change('role', 'R', 'Q')],
      ['update role-bindings.update {"binding":{"id":"id"},"role":{"id":"<role/Q>"}} {"role":"R"} → {"role":"Q"}'],
    ],
    ['project', [{}, {}], [], []],
    ['restriction', [{}, {}], [], []],
  ])('%s %j', (kind, states, changes, lines) => {
    expect(updated(kind, states, changes)).toEqual(lines);
  });
});

describe('a key', () => {
  const type = { type: 'user' };
  const end = '2027-01-01T00:00:00.000Z';
  const later = '2028-01-01T00:00:00.000Z';
  const due = change('secret', null, null);
  it.each<[string, readonly [Attributes, Attributes], readonly FieldChange[], Delivery | undefined, readonly string[]]>(
    [
      [
        'that is due is made anew',
        [type, type],
        [due],
        undefined,
        ['!rotate api-keys.create {"name":"K"} {"secret":null} → {"secret":null} reduces replaces id'],
      ],
      [
        'keeps its end only where it is renewed by age',
        [{ ...type, expires: end }, type],
        [due],
        { sink: 's', rotateBeforeMs: 1 },
        [
          '!rotate api-keys.create {"name":"K","expires":"2027-01-01T00:00:00.000Z"} {"secret":null} → {"secret":null} reduces replaces id',
        ],
      ],
      [
        'has no end that the files do not give',
        [{ ...type, expires: end }, type],
        [due],
        { sink: 's' },
        ['!rotate api-keys.create {"name":"K"} {"secret":null} → {"secret":null} reduces replaces id'],
      ],
      [
        'has the end that it comes to have',
        [{ ...type, expires: end }, type],
        [change('expires', end, later, 5)],
        { rotateBeforeMs: 1 },
        [
          '!rotate api-keys.create {"name":"K","expires":"2028-01-01T00:00:00.000Z"} {"expires":"2027-01-01T00:00:00.000Z"} → {"expires":"2028-01-01T00:00:00.000Z"} reduces replaces id 5',
        ],
      ],
      [
        'gets another secret where the old one is to stay good',
        [{ ...type, expires: end }, type],
        [due],
        { graceSeconds: 60 },
        [
          '!rotate api-keys.refresh {"key":{"id":"id"},"graceSeconds":60,"expires":"2027-01-01T00:00:00.000Z"} {"secret":null} → {"secret":null} reduces',
        ],
      ],
      [
        'without an end gets another secret, too',
        [type, type],
        [due],
        { graceSeconds: 60 },
        ['!rotate api-keys.refresh {"key":{"id":"id"},"graceSeconds":60} {"secret":null} → {"secret":null} reduces'],
      ],
      [
        'is made anew where more changes',
        [type, type],
        [due, change('description', 'a', 'b')],
        { graceSeconds: 60 },
        [
          '!rotate api-keys.create {"name":"K"} {"secret":null,"description":"a"} → {"secret":null,"description":"b"} reduces replaces id',
        ],
      ],
      [
        'is made anew where its secret was lost',
        [type, type],
        [due],
        { graceSeconds: 60, rotateNow: 'lost' },
        ['!rotate api-keys.create {"name":"K"} {"secret":null} → {"secret":null} reduces replaces id'],
      ],
      [
        'that comes to be an admin',
        [
          { type: 'service', account_role: 'member' },
          { type: 'service', account_role: 'admin' },
        ],
        [change('account_role', 'member', 'admin')],
        undefined,
        [
          '!rotate api-keys.create-service {"name":"K","accountRole":"ADMIN","organizations":[]} {"account_role":"member"} → {"account_role":"admin"} escalates reduces replaces id',
        ],
      ],
      [
        'that was an admin',
        [
          { type: 'service', account_role: 'admin' },
          { type: 'service', account_role: 'admin' },
        ],
        [due],
        undefined,
        [
          '!rotate api-keys.create-service {"name":"K","accountRole":"ADMIN","organizations":[]} {"secret":null} → {"secret":null} reduces replaces id',
        ],
      ],
      [
        'that is no admin any more',
        [{ type: 'service', account_role: 'admin' }, { type: 'service' }],
        [due],
        undefined,
        [
          '!rotate api-keys.create-service {"name":"K","accountRole":"MEMBER","organizations":[]} {"secret":null} → {"secret":null} reduces replaces id',
        ],
      ],
    ],
  )('%s', (_title, states, changes, delivery, lines) => {
    expect(updated('api-key', states, changes, delivery)).toEqual(lines);
  });
});

describe('what goes', () => {
  it.each<[KindName, string]>([
    ['user', '!!delete users.delete {"user":{"id":"<user/ann@x.io>"}} {"a":1} → null reduces'],
    ['role', '!!delete roles.delete {"role":{"id":"<role/R>"}} {"a":1} → null reduces'],
    ['organization', '!!delete organizations.delete {"organization":{"id":"<organization/O>"}} {"a":1} → null reduces'],
    [
      'organization-member',
      '!delete organizations.remove-user {"organization":{"id":"<organization/O>"},"user":{"id":"<user/ann@x.io>"}} {"a":1} → null reduces',
    ],
    ['space', '!!delete spaces.delete {"space":{"id":"<organization/O/space/S>"}} {"a":1} → null reduces'],
    [
      'space-member',
      '!delete spaces.remove-user {"space":{"id":"<organization/O/space/S>"},"user":{"id":"<user/ann@x.io>"}} {"a":1} → null reduces',
    ],
    ['space-role-binding', '!delete role-bindings.delete {"binding":{"id":"id"}} {"a":1} → null reduces'],
    [
      'project',
      '!delete projects.delete {"project":{"id":"<organization/O/space/S/project/P>"}} {"a":1} → null reduces',
    ],
    ['project-role-binding', '!delete role-bindings.delete {"binding":{"id":"id"}} {"a":1} → null reduces'],
    ['restriction', '!delete resource-restrictions.unrestrict {"resource":{"id":"id"}} {"a":1} → null escalates'],
    ['api-key', '!!delete api-keys.revoke {"key":{"id":"id"}} {"a":1} → null reduces'],
  ])('%s', (kind, line) => {
    expect(told(kinds[kind].remove(live(kind, { a: 1 }), ids))).toBe(line);
  });
});

describe('what is made sure of', () => {
  it.each<[KindName, Attributes, readonly string[] | undefined, string | undefined]>([
    ['user', {}, undefined, undefined],
    [
      'role',
      { permissions: ['A'] },
      ['assert roles.create {"name":"R","permissions":["A"]} null → {"permissions":["A"]}'],
      undefined,
    ],
    ['organization', {}, ['assert organizations.create {"name":"O"} null → {}'], undefined],
    [
      'organization-member',
      { role: 'admin' },
      [
        'assert organizations.add-user {"organization":{"id":"<organization/O>"},"user":{"id":"<user/ann@x.io>"},"role":"ADMIN"} null → {"role":"admin"} escalates',
      ],
      '!assert organizations.remove-user {"organization":{"id":"<organization/O>"},"user":{"id":"<user/ann@x.io>"}} null → null reduces',
    ],
    [
      'space',
      { private: true },
      [
        'assert spaces.create {"organization":{"id":"<organization/O>"},"name":"S","private":true} null → {"private":true}',
      ],
      undefined,
    ],
    [
      'space-member',
      { role: 'member' },
      [
        'assert spaces.add-user {"space":{"id":"<organization/O/space/S>"},"user":{"id":"<user/ann@x.io>"},"role":"MEMBER"} null → {"role":"member"}',
      ],
      '!assert spaces.remove-user {"space":{"id":"<organization/O/space/S>"},"user":{"id":"<user/ann@x.io>"}} null → null reduces',
    ],
    [
      'space-role-binding',
      { role: 'R' },
      [
        'assert role-bindings.create {"user":{"id":"<user/ann@x.io>"},"role":{"id":"<role/R>"},"resourceType":"SPACE","resource":{"id":"<organization/O/space/S>"}} null → {"role":"R"}',
      ],
      undefined,
    ],
    [
      'project',
      {},
      ['assert projects.create {"space":{"id":"<organization/O/space/S>"},"name":"P"} null → {}'],
      undefined,
    ],
    [
      'project-role-binding',
      { role: 'R' },
      [
        'assert role-bindings.create {"user":{"id":"<user/ann@x.io>"},"role":{"id":"<role/R>"},"resourceType":"PROJECT","resource":{"id":"<organization/O/space/S/project/P>"}} null → {"role":"R"}',
      ],
      undefined,
    ],
    [
      'restriction',
      {},
      [
        'assert resource-restrictions.restrict {"resource":{"id":"<organization/O/space/S/project/P>"}} null → {} reduces',
      ],
      '!assert resource-restrictions.unrestrict {"resource":{"id":"<organization/O/space/S/project/P>"}} null → null escalates',
    ],
    ['api-key', {}, undefined, undefined],
  ])('%s %j', (kind, attributes, present, absent) => {
    const { assertPresent, assertAbsent } = kinds[kind];
    expect(assertPresent?.(wanted(kind, attributes), ids, rest).map(told)).toEqual(present);
    expect(assertAbsent && told(assertAbsent(wanted(kind, attributes), ids))).toEqual(absent);
  });
});

describe('what gets another name', () => {
  it.each<[KindName, string | undefined]>([
    ['user', undefined],
    ['role', 'rename roles.update {"role":{"id":"id"},"name":"B","description":"d"} {"name":"A"} → {"name":"B"}'],
    [
      'organization',
      'rename organizations.update {"organization":{"id":"id"},"name":"B","description":"d"} {"name":"A"} → {"name":"B"}',
    ],
    ['organization-member', undefined],
    ['space', 'rename spaces.update {"space":{"id":"id"},"name":"B","description":"d"} {"name":"A"} → {"name":"B"}'],
    ['project', 'rename projects.update {"project":{"id":"id"},"name":"B"} {"name":"A"} → {"name":"B"}'],
    ['restriction', undefined],
    ['api-key', undefined],
  ])('%s', (kind, line) => {
    const draft = kinds[kind].rename?.(live(kind, { description: 'd' }), 'A', 'B');
    expect(draft && told(draft)).toBe(line);
  });
});

describe('what no step can change', () => {
  it.each<[KindName, string, string | undefined]>([
    ['user', 'role', 'the account role cannot be changed through ax; change it in the UI'],
    ['user', 'name', undefined],
    [
      'space',
      'private',
      'whether a space is private cannot be changed through ax; use --transport api, or change it in the UI',
    ],
    ['space', 'description', undefined],
  ])('%s.%s', (kind, field, why) => {
    expect(kinds[kind].fixed(field, throughAx)).toBe(why);
    if (kind === 'space') expect(kinds[kind].fixed(field, rest)).toBeUndefined();
  });
});
