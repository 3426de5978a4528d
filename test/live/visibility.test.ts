import { describe, expect, it } from 'vitest';
import { everything } from '../../src/live/everything.js';
import { readLive } from '../../src/live/index.js';
import type { Address } from '../../src/model/address.js';
import { addressOf } from '../../src/model/address.js';
import type { LiveNeeds, LiveState } from '../../src/model/live.js';
import { failed, ok } from '../../src/model/result.js';
import { isRead, loginTitle, mayHide, sightOf } from '../../src/model/visibility.js';
import type { Arize, Listing, RawObject, Rosters } from '../../src/remote/port.js';

/* What a login may see, from what its lists hold: the same account, seen by others. */

type Lists = Partial<Readonly<Record<Listing['list'], readonly RawObject[] | 403 | 404 | 500>>>;

const person = (name: string, role = 'MEMBER') => ({
  id: `u-${name}`,
  email: `${name}@x.io`,
  name,
  status: 'ACTIVE',
  role: { type: 'PREDEFINED', name: role },
  is_developer: true,
});
const lists: Lists = {
  users: [person('ann', 'ADMIN'), person('bob')],
  roles: [{ id: 'r', name: 'Granter', description: '', permissions: ['ROLE_BINDING_READ'], is_predefined: false }],
  organizations: ['A', 'B'].map((name) => ({ id: `o-${name}`, name, description: '' })),
  projects: [],
  'role-bindings': [],
  'resource-restrictions': [],
};
const spacesOf: Readonly<Record<string, readonly RawObject[]>> = {
  'o-A': ['s', 't'].map((name) => ({ id: `s-${name}`, name, description: '', is_private: false })),
};
const inA = addressOf.organization('A');
const inB = addressOf.organization('B');
const inS = addressOf.space('A', 's');
const inT = addressOf.space('A', 't');

/** Reads all as somebody whose own keys have these creators, with the members that a roster shows. */
async function seenBy(
  creators: readonly (string | undefined)[],
  more: Lists = {},
  rosters: Readonly<Record<string, readonly (readonly [user: string, role?: string])[]>> = {},
  lookedFor?: Rosters['lookedFor'],
  needs: LiveNeeds = everything,
): Promise<LiveState> {
  const all: Lists = { ...lists, ...more };
  const keys = creators.map((id, index) => ({
    id: `k${String(index)}`,
    name: `key ${String(index)}`,
    created_by_user_id: id,
  }));
  const list = (listing: Listing): readonly RawObject[] | 403 | 404 | 500 => {
    if (listing.list === 'spaces') return spacesOf[listing.organization] ?? [];
    if (listing.list === 'api-keys') return all['api-keys'] ?? (listing.keyType === 'USER' ? keys : []);
    if (listing.list === 'role-bindings' && listing.resourceType === 'PROJECT') return [];
    return all[listing.list] ?? [];
  };
  const arize: Arize = {
    describe: () => Promise.reject(new Error('not asked')),
    call: () => Promise.reject(new Error('not asked')),
    close: () => Promise.resolve(),
    list(listing) {
      const found = list(listing);
      if (typeof found !== 'number') return Promise.resolve(ok(found));
      const kind = ({ 403: 'forbidden', 404: 'not-found', 500: 'server' } as const)[found];
      return Promise.resolve(
        failed({ kind, status: found, message: `refused with ${String(found)}`, uncertain: false }),
      );
    },
    members: () =>
      Promise.resolve(
        ok({
          members: new Map(
            Object.entries(rosters).map(([id, members]) => [
              id,
              members.map(([user, role]) => ({ user, ...(role !== undefined && { role }) })),
            ]),
          ),
          ...(lookedFor !== undefined && { lookedFor }),
        }),
      ),
  };
  const read = await readLive(arize, needs);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

/** What files need that declare no keys. */
const peopleOnly: LiveNeeds = { ...everything, lists: new Set(['user']) };

const bindings = ['space-role-binding', 'project-role-binding'] as const;
const kinds = ['user', 'role', 'organization', 'space', 'project', 'restriction', ...bindings] as const;

/** The kinds of which everything in a place was seen. */
const readIn = ({ visibility }: LiveState, place?: Address) => kinds.filter((kind) => isRead(visibility, kind, place));

describe('what a login may see', () => {
  it('is everything for an account admin, but for the members that no roster shows', async () => {
    const live = await seenBy(['u-ann', 'u-ann'], {}, { 'o-A': [], 's-s': [] });
    expect(live.visibility.login).toEqual({ user: 'user/ann@x.io', accountRole: 'admin', administers: 'account' });
    expect(loginTitle(live.visibility.login ?? { administers: new Set() })).toBe('ann@x.io (account admin)');
    expect(readIn(live, inB)).toEqual(kinds);
    expect(isRead(live.visibility, 'organization-member', inA)).toBe(true);
    expect(isRead(live.visibility, 'space-member', inS)).toBe(true);
    expect(isRead(live.visibility, 'space-member', inT)).toBe(false);
    expect(sightOf(live.visibility, 'organization-member', inB)).toMatchObject({ extent: 'hidden' });
  });

  it('is for an organization admin what is in the organization, for a space admin what is in the space', async () => {
    const above = await seenBy(['u-bob'], {}, { 'o-A': [['u-bob', 'admin']] });
    expect(readIn(above, inA)).toEqual(['user', 'role', 'space', 'project', 'restriction', ...bindings]);
    expect(readIn(above, addressOf.project('A', 't', 'p'))).toEqual(readIn(above, inA));
    expect(readIn(above, inB)).toEqual(['user', 'role']);
    expect(readIn(above)).toEqual(['user', 'role']);
    const inside = await seenBy(
      ['u-bob'],
      {},
      {
        's-s': [['u-bob', 'admin']],
        's-t': [
          ['u-bob', 'member'],
          ['u-ann', 'admin'],
        ],
      },
    );
    expect(readIn(inside, inS)).toEqual(['user', 'role', 'space', 'project', 'restriction', ...bindings]);
    expect(readIn(inside, inT)).toEqual(['user', 'role']);
    expect(isRead(inside.visibility, 'space', inA)).toBe(false);
    expect(loginTitle(inside.visibility.login ?? { administers: new Set() })).toBe('bob@x.io (account member)');
  });

  it('is the bindings where a custom role has ROLE_BINDING_READ, and no more', async () => {
    const own = { id: 'b', user_id: 'u-bob', role_id: 'r', resource_type: 'SPACE', resource_id: 's-s' };
    const live = await seenBy(['u-bob'], { 'role-bindings': [own] });
    expect(readIn(live, inS)).toEqual(['user', 'role', ...bindings]);
    expect(readIn(live, inT)).toEqual(['user', 'role']);
    const others = await seenBy(['u-ann'], { users: [person('ann'), person('bob')], 'role-bindings': [own] });
    expect(readIn(others, inS)).toEqual(['user', 'role']);
  });

  it.each([
    ['another', { permissions: ['PROJECT_READ'] }],
    ['none that is told', {}],
  ])('is not the bindings where a custom role has %s', async (_title, role) => {
    const own = { id: 'b', user_id: 'u-bob', role_id: 'r', resource_type: 'SPACE', resource_id: 's-s' };
    const roles = [{ id: 'r', name: 'Reader', description: '', is_predefined: false, ...role }];
    const live = await seenBy(['u-bob'], { roles, 'role-bindings': [own] });
    expect(readIn(live, inS)).toEqual(['user', 'role']);
  });

  it('is some of what may be anywhere, where an answer does not say where one of it is', async () => {
    const live = await seenBy(['u-ann'], { projects: [{ id: 'p', name: 'P' }] });
    expect(sightOf(live.visibility, 'project', inS)).toMatchObject({ extent: 'partly' });
    expect(sightOf(live.visibility, 'restriction', inS)).toEqual({ extent: 'read' });
  });

  it.each<[string, readonly (string | undefined)[], Lists, string | undefined]>([
    ['a service key has no keys of its own', [], {}, undefined],
    [
      'a key does not say whose it is',
      ['u-ann', undefined],
      {},
      'its API keys do not say which of the listed people it is',
    ],
    ['keys are not shown', ['u-ann'], { 'api-keys': 403 }, 'it may not list its own API keys'],
  ])('says why a login that may be a person is not known: %s', async (_title, creators, more, because) => {
    expect((await seenBy(creators, more)).visibility.login?.unknownBecause).toBe(because);
  });

  it.each([
    ['a service key, which has no keys of its own', [], {}],
    ['keys of several people', ['u-ann', 'u-bob'], {}],
    ['a key that does not say whose it is', ['u-ann', undefined], {}],
    ['somebody who is not among the users', ['u-cy'], {}],
    ['somebody whose account role is not told', ['u-ann'], { users: [{ id: 'u-ann', email: 'ann@x.io' }] }],
    ['a login that may not list keys', ['u-ann'], { 'api-keys': 403 as const }],
  ])('is whole nowhere where nothing tells who it is: %s', async (_title, creators, more) => {
    const live = await seenBy(creators, more, { 'o-A': [], 's-s': [] });
    expect(live.visibility.login?.administers).toEqual(new Set());
    for (const place of [inA, inB, inS]) expect(readIn(live, place)).toEqual(['user', 'role']);
    // A roster shows everybody, whoever asks.
    expect(isRead(live.visibility, 'space-member', inS)).toBe(true);
  });

  it.each([403, 404] as const)(
    'is nothing of a kind that it may not list (%i); another failure is one',
    async (status) => {
      const live = await seenBy(['u-ann'], { roles: status, 'role-bindings': status });
      expect(sightOf(live.visibility, 'role')).toMatchObject({
        extent: 'hidden',
        reason: 'this login may not list roles',
      });
      expect(sightOf(live.visibility, 'space-role-binding', inS)).toMatchObject({ extent: 'hidden' });
      await expect(seenBy(['u-ann'], { roles: 500 })).rejects.toThrow('refused with 500');
      await expect(seenBy(['u-ann'], { 'api-keys': 500 })).rejects.toThrow('refused with 500');
      await expect(seenBy(['u-ann'], { 'api-keys': 500 }, {}, undefined, peopleOnly)).rejects.toThrow(
        'refused with 500',
      );
      const nobody = await seenBy(['u-ann'], { 'api-keys': status }, {}, undefined, peopleOnly);
      expect(nobody.visibility.login).toEqual({
        administers: new Set(),
        unknownBecause: 'it may not list its own API keys',
      });
      await expect(seenBy(['u-ann'], { users: status })).rejects.toThrow(
        `this login is not shown the users: refused with ${String(status)}`,
      );
    },
  );

  it('is not all of a kind of which something was listed without saying where it belongs', async () => {
    const stray = { id: 'p', name: 'chat' };
    const live = await seenBy(['u-ann'], {
      projects: [stray],
      'resource-restrictions': [{ resource_type: 'PROJECT' }],
    });
    expect(isRead(live.visibility, 'project', inS)).toBe(false);
    expect(isRead(live.visibility, 'restriction', inS)).toBe(false);
    expect(isRead(live.visibility, 'space-role-binding', inS)).toBe(true);
  });

  it('is not all of an organization whose roster leaves out the login, which sees it as its member', async () => {
    const extentIn = async (creators: readonly string[], members: readonly (readonly [string, string])[]) =>
      sightOf((await seenBy(creators, {}, { 'o-A': members })).visibility, 'organization-member', inA).extent;
    const [ann, bob] = [['u-ann', 'admin'] as const, ['u-bob', 'member'] as const];
    expect(await extentIn(['u-bob'], [ann, bob])).toBe('read');
    expect(await extentIn(['u-bob'], [ann])).toBe('partly');
    expect(await extentIn(['u-bob'], [])).toBe('partly');
    // Whose login it is is not known, or it sees all organizations.
    expect(await extentIn([], [ann])).toBe('read');
    expect(await extentIn([], [])).toBe('partly');
    expect(await extentIn(['u-ann'], [])).toBe('read');
  });

  it('is a failure where the roster is asked for and tells the members of no place', async () => {
    const required = { ...everything, isRosterRequired: true };
    const read = (rosters: Parameters<typeof seenBy>[2]) => seenBy(['u-ann'], {}, rosters, undefined, required);
    await expect(read({})).rejects.toThrow('GraphQL does not list the members of any place');
    await expect(read({ 'o-A': [['g-ann', 'admin']] })).rejects.toThrow('the IDs are others');
    expect(isRead((await read({ 's-s': [] })).visibility, 'space-member', inS)).toBe(true);
  });

  it('is no member where a roster lists nobody whom the account lists', async () => {
    const live = await seenBy(['u-ann'], {}, { 'o-A': [['g-ann', 'admin']], 's-s': [] });
    expect(sightOf(live.visibility, 'organization-member', inA)).toMatchObject({
      extent: 'hidden',
      reason: 'GraphQL lists members, but nobody of the users whom Arize lists: the IDs are others',
    });
    expect(isRead(live.visibility, 'space-member', inS)).toBe(false);
    const known = await seenBy(
      ['u-ann'],
      {},
      {
        'o-A': [
          ['bot', 'admin'],
          ['u-ann', 'admin'],
        ],
        's-s': [],
      },
    );
    expect(isRead(known.visibility, 'space-member', inS)).toBe(true);
  });

  it('is of a large place the people who were looked for', async () => {
    const lookedFor = new Map([['o-A', new Set(['bob@x.io', 'Nobody@x.io'])]]);
    const { visibility } = await seenBy(['u-ann'], {}, { 'o-A': [], 'o-B': [] }, lookedFor);
    const hides = (name: string) => mayHide(visibility, 'organization-member', inA, addressOf.user(`${name}@x.io`));
    expect([hides('ann'), hides('bob')]).toEqual([true, false]);
    expect(mayHide(visibility, 'organization-member', inA)).toBe(true);
    expect(mayHide(visibility, 'organization-member', inB)).toBe(false);
    expect(sightOf(visibility, 'organization-member', inA)).toMatchObject({
      extent: 'partly',
      reason: 'in this large place only the people that the files name were looked for',
      needs: '`--roster graphql`, which reads everybody however long it takes',
      lookedFor: new Set(['user/bob@x.io', 'user/nobody@x.io']),
    });
  });
});

describe('what is listed', () => {
  it('is one object on two pages, as it was read last', async () => {
    const [ann, bob] = [person('ann', 'ADMIN'), person('bob')];
    const live = await seenBy(['u-ann'], { users: [ann, bob, { ...bob, name: 'Robert' }] });
    expect([...live.resources.user.values()].map(({ attributes }) => attributes['name'])).toEqual(['ann', 'Robert']);
  });

  it('is no key that was revoked', async () => {
    const key = (status: string) => ({ id: status, name: `a ${status} key`, status, created_by_user_id: 'u-ann' });
    const keys = [
      key('ACTIVE'),
      key('REVOKED'),
      { id: 'n', name: 'one that does not say', created_by_user_id: 'u-ann' },
    ];
    const live = await seenBy([], { 'api-keys': keys.map((one) => ({ ...one, key_type: 'USER' })) });
    expect(live.ambiguousKeys.map(({ address }) => address)).toEqual([
      'api-key/a ACTIVE key',
      'api-key/one that does not say',
    ]);
  });

  it('has only the fields that the answer has', async () => {
    const live = await seenBy(['u-ann'], {
      users: [{ id: 'u-ann', email: 'Ann@X.io' }],
      roles: [{ id: 'r', name: 'R' }],
      organizations: [{ id: 'o-A', name: 'A' }],
    });
    const { user, role, organization } = live.resources;
    expect([...user.values(), ...organization.values()].map(({ attributes }) => attributes)).toEqual([{}, {}]);
    expect([...role.values()]).toMatchObject([{ attributes: {}, builtIn: 'unknown' }]);
  });
});
