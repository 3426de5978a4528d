import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.js';
import type { Known } from '../../src/kinds/reading.js';
import type { Names } from '../../src/model/address.js';
import type { Attributes, KindName, LiveResource } from '../../src/model/resource.js';
import type { Listing, RawObject } from '../../src/remote/port.js';

function one(kind: KindName, id: string, names: Names, attributes: Attributes = {}): LiveResource {
  return { kind, address: kinds[kind].addressOf(names), names, id, attributes };
}

const listed = [
  one('user', 'u', { user: 'ann@x.io' }),
  one('role', 'r', { role: 'R' }),
  one('organization', 'o', { organization: 'O' }),
  one('space', 's', { organization: 'O', space: 'S' }),
  one('project', 'p', { organization: 'O', space: 'S', project: 'P' }),
];
const known: Known = {
  of: (kind) => new Map(listed.filter((found) => found.kind === kind).map((found) => [found.id, found])),
  isListed: (kind) => kind === 'role',
};
const withoutRoles: Known = { ...known, isListed: () => false };

function read(kind: KindName, raw: RawObject, listing: object = {}, from = known): unknown {
  return kinds[kind].reading?.read(raw, listing as Listing, from);
}

/** What counts of what was read: its address, its ID and what it says. */
function told(found: unknown): string {
  const { kind, address, id, attributes, builtIn } = found as LiveResource;
  return `${kind} ${address} ${id} ${JSON.stringify(attributes)}${builtIn === undefined ? '' : ` ${String(builtIn)}`}`;
}

describe('what is listed is read', () => {
  it.each<[KindName, RawObject, string]>([
    [
      'user',
      {
        id: 'u',
        email: 'Ann@X.io',
        name: ' Ann ',
        role: { type: 'PREDEFINED', name: 'MEMBER' },
        status: 'ACTIVE',
        is_developer: false,
      },
      'user user/ann@x.io u {"developer":false,"name":"Ann","role":"member","status":"active"}',
    ],
    [
      'user',
      {
        id: 'u',
        email: 'a@x.io',
        role: { type: 'CUSTOM', id: 'r', name: 'Boss' },
        name: 5,
        is_developer: 'yes',
        status: null,
      },
      'user user/a@x.io u {"role":{"custom":"Boss"}}',
    ],
    [
      'user',
      { id: 'u', email: 'a@x.io', role: { actual_instance: { type: 'PREDEFINED', name: 'member-ui-only' } } },
      'user user/a@x.io u {"role":"member_ui_only"}',
    ],
    ['user', { id: 'u', email: 'a@x.io', role: { type: 'CUSTOM' } }, 'user user/a@x.io u {"role":{"custom":""}}'],
    ['user', { id: 'u', email: 'a@x.io', role: {} }, 'user user/a@x.io u {}'],
    ['user', { id: 'u', email: 'a@x.io', role: [] }, 'user user/a@x.io u {}'],
    [
      'role',
      { id: 'r', name: 'R', permissions: ['B', 'A', 'B', 5], description: 'd\u0085', is_predefined: false },
      'role role/R r {"description":"d","permissions":["A","B"]}',
    ],
    ['role', { id: 'r', name: 'Member', permissions: 'all', is_predefined: true }, 'role role/Member r {} true'],
    ['role', { id: 'r', name: 'R', description: '' }, 'role role/R r {"description":""} unknown'],
    ['organization', { id: 'o', name: 'O', description: 'd' }, 'organization organization/O o {"description":"d"}'],
    ['organization', { id: 'o', name: 'O', description: null }, 'organization organization/O o {}'],
    ['project', { id: 'p', name: 'P', space_id: 's' }, 'project organization/O/space/S/project/P p {}'],
    [
      'restriction',
      { resource_id: 'p' },
      'restriction organization/O/space/S/project/P/restriction p {"restricted":true}',
    ],
    [
      'space-role-binding',
      { id: 'b', user_id: 'u', role_id: 'r', resource_id: 's' },
      'space-role-binding organization/O/space/S/member/ann@x.io b {"role":"R"}',
    ],
    [
      'space-role-binding',
      { id: 'b', user_id: 'u', role_id: 'q', resource_id: 's' },
      'space-role-binding organization/O/space/S/member/ann@x.io b {"role":"(unlisted role q)"}',
    ],
    [
      'space-role-binding',
      { id: 'b', user_id: 'u', resource_id: 's' },
      'space-role-binding organization/O/space/S/member/ann@x.io b {}',
    ],
    [
      'project-role-binding',
      { id: 'b', user_id: 'u', role_id: 'r', resource_id: 'p' },
      'project-role-binding organization/O/space/S/project/P/member/ann@x.io b {"role":"R"}',
    ],
  ])('%s %j', (kind, raw, line) => {
    expect(told(read(kind, raw))).toBe(line);
  });

  it('of an organization are its spaces', () => {
    const raw = { id: 's', name: 'S', description: 'd', is_private: true };
    expect(told(read('space', raw, { list: 'spaces', organization: 'o' }))).toBe(
      'space organization/O/space/S s {"description":"d","private":true}',
    );
    expect(read('space', raw, { list: 'spaces', organization: 'q' })).toBeUndefined();
    expect(read('space', raw, { list: 'projects' })).toBeUndefined();
  });

  it('is nothing in what was not listed', () => {
    expect(read('project', { id: 'p', name: 'P', space_id: 'q' })).toBeUndefined();
    expect(read('project', { id: 'p', name: 'P' })).toBeUndefined();
    expect(read('restriction', { resource_id: 's' })).toBeUndefined();
    expect(read('restriction', {})).toBeUndefined();
  });

  it('is a binding of somebody or of something unknown, as far as it says whose', () => {
    const binding = { id: 'b', user_id: 'bot', role_id: 'r', resource_id: 's' };
    expect(read('space-role-binding', binding)).toEqual({
      id: 'b',
      userId: 'bot',
      role: 'role/R',
      resource: 'organization/O/space/S',
    });
    expect(read('space-role-binding', { id: 'b' })).toEqual({
      id: 'b',
      userId: '',
      role: undefined,
      resource: undefined,
    });
    expect(read('space-role-binding', { ...binding, user_id: 'u', resource_id: 'p' })).toEqual({
      id: 'b',
      userId: 'u',
      role: 'role/R',
      resource: undefined,
    });
  });

  it('has no role that nobody could list', () => {
    const binding = { id: 'b', user_id: 'u', role_id: 'q', resource_id: 's' };
    expect(told(read('space-role-binding', binding, {}, withoutRoles))).toBe(
      'space-role-binding organization/O/space/S/member/ann@x.io b {}',
    );
  });

  it.each<[KindName, RawObject, string]>([
    ['user', { id: 'u' }, 'a user without email'],
    ['user', { email: 'a@x.io' }, 'a user without id'],
    ['role', { id: 'r', name: '' }, 'a role without name'],
    ['role', { name: 'R' }, 'a role without id'],
    ['organization', { id: 'o' }, 'a organization without name'],
    ['organization', { name: 'O' }, 'a organization without id'],
    ['project', { id: 'p', space_id: 's' }, 'a project without name'],
    ['project', { name: 'P', space_id: 's' }, 'a project without id'],
    ['space-role-binding', { user_id: 'u' }, 'a role binding without id'],
    ['api-key', { id: 'k' }, 'a key without name'],
    ['api-key', { name: 'K', id: 5 }, 'a key without id'],
  ])('needs of a %s more than %j', (kind, raw, problem) => {
    expect(() => read(kind, raw)).toThrow(problem);
  });

  it('needs of a space its name and ID', () => {
    const inside = { list: 'spaces', organization: 'o' };
    expect(() => read('space', { id: 's' }, inside)).toThrow('a space without name');
    expect(() => read('space', { name: 'S' }, inside)).toThrow('a space without id');
  });
});

describe('a listed key', () => {
  const service = { list: 'api-keys', keyType: 'SERVICE' };
  const bot = (more: object) => ({ id: 'k', name: 'K', key_type: 'SERVICE', bot_user: more });
  it.each<[string, RawObject, string]>([
    [
      'of a person',
      {
        id: 'k',
        name: 'K',
        key_type: 'USER',
        description: ' d ',
        created_by_user_id: 'u',
        bot_user: { account_role: { name: 'ADMIN' } },
      },
      'api-key api-key/K k {"type":"user","description":"d","creator":"u"}',
    ],
    [
      'with its ends',
      {
        id: 'k',
        name: 'K',
        key_type: 'USER',
        expires_at: '2027-01-01T00:00:00',
        created_at: '2026-01-01T01:00:00+01:00',
      },
      'api-key api-key/K k {"type":"user","expires":"2027-01-01T00:00:00.000Z","created":"2026-01-01T00:00:00.000Z"}',
    ],
    [
      'with ends of other forms',
      { id: 'k', name: 'K', key_type: 'USER', expires_at: null, created_at: 'soon' },
      'api-key api-key/K k {"type":"user","expires":null,"created":"soon"}',
    ],
    [
      'with a date',
      { id: 'k', name: 'K', key_type: 'USER', expires_at: '2027-01-01', created_at: '2027-01-01T00:00:00z' },
      'api-key api-key/K k {"type":"user","expires":"2027-01-01T00:00:00.000Z","created":"2027-01-01T00:00:00.000Z"}',
    ],
    ['that does not say of which sort', { id: 'k', name: 'K', bot_user: {} }, 'api-key api-key/K k {"type":"service"}'],
    [
      'that is wrapped',
      { actual_instance: { id: 'k', name: 'K', key_type: 'service' } },
      'api-key api-key/K k {"type":"service"}',
    ],
    [
      'with roles',
      bot({
        account_role: { type: 'PREDEFINED', name: 'ADMIN' },
        organizations: [
          {
            org_id: 'o',
            role: { name: 'MEMBER' },
            spaces: [{ space_id: 's', role: { type: 'CUSTOM', id: 'r', name: 'old' } }],
          },
        ],
      }),
      'api-key api-key/K k {"type":"service","account_role":"admin","organizations":{"organization/O":"member"},"spaces":{"organization/O/space/S":{"custom":"R"}}}',
    ],
    [
      'with roles that are not listed',
      bot({
        account_role: { actual_instance: { type: 'CUSTOM', id: 'q', name: 'Q' } },
        organizations: [{ org_id: 'q', role: { type: 'CUSTOM' }, spaces: [{ space_id: 'q' }] }],
      }),
      'api-key api-key/K k {"type":"service","account_role":{"custom":"Q"},"organizations":{"(unlisted q)":{"custom":""}},"spaces":{"(unlisted q)":null}}',
    ],
    [
      'whose spaces are left out in one organization',
      bot({ organizations: [{ org_id: 'o', spaces: [] }, { org_id: 'q' }] }),
      'api-key api-key/K k {"type":"service","organizations":{"organization/O":null,"(unlisted q)":null}}',
    ],
    [
      'whose place is not said',
      bot({ organizations: [{ role: { name: 'MEMBER' }, spaces: [{ space_id: 's' }] }] }),
      'api-key api-key/K k {"type":"service","spaces":{"organization/O/space/S":null}}',
    ],
    ['with what is no list of places', bot({ organizations: 'all' }), 'api-key api-key/K k {"type":"service"}'],
    [
      'with what is no place',
      bot({ organizations: [null, 5, { org_id: 'o', spaces: [] }] }),
      'api-key api-key/K k {"type":"service","organizations":{"organization/O":null},"spaces":{}}',
    ],
    [
      'with no place',
      bot({ organizations: [] }),
      'api-key api-key/K k {"type":"service","organizations":{},"spaces":{}}',
    ],
  ])('%s', (_title, raw, line) => {
    expect(told(read('api-key', raw, service))).toBe(line);
  });

  it('that is revoked does not count', () => {
    expect(read('api-key', { id: 'k', name: 'K', status: 'REVOKED' }, service)).toBeUndefined();
  });

  it('is a person’s where nothing says of which sort it is', () => {
    expect(told(read('api-key', { id: 'k', name: 'K' }, { list: 'projects' }))).toBe(
      'api-key api-key/K k {"type":"user"}',
    );
  });
});

it('of several users with one email the one who is in counts, then the one who is invited, then the first', () => {
  const ann = (id: string, status?: string) =>
    one('user', id, { user: 'ann@x.io' }, status === undefined ? {} : { status });
  const ids = (users: readonly LiveResource[]) => kinds.user.reading?.counting?.(users).map(({ id }) => id);
  expect(ids([ann('1', 'expired'), ann('2', 'invited'), ann('3', 'active')])).toEqual(['3']);
  expect(ids([ann('1', 'active'), ann('2', 'invited')])).toEqual(['1']);
  expect(ids([ann('1', 'expired'), ann('2', 'invited'), ann('3')])).toEqual(['2']);
  expect(ids([ann('1', 'expired'), ann('2', 'inactive'), one('user', '3', { user: 'bob@x.io' })])).toEqual(['1', '3']);
});
