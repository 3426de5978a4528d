import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { asNamedLive, withBelieved } from '../../src/live/index.js';
import type { Address, Names } from '../../src/model/address.js';
import type { DesiredResource } from '../../src/model/resource.js';
import { resourceKey } from '../../src/model/resource.js';
import { liveState, wanted } from '../support/live.js';

/* Memberships that nobody can list, taken from what the files said before. */

const ann = { user: 'ann@x.io' };
const inO = { organization: 'O', ...ann };
const inS = { organization: 'O', space: 'S', ...ann };
const member = wanted('organization-member', inO, { attributes: { role: 'admin' } });
const inside = wanted('space-member', inS, { attributes: { role: 'member' } });
const live = liveState([
  ['organization', { organization: 'O' }],
  ['space', { organization: 'O', space: 'S' }],
  ['user', ann],
]);
const none = { ref: 'HEAD', removed: new Set<string>() };

/** Who counts as a member where, and as what. */
function believed(
  former: readonly DesiredResource[],
  desired: readonly DesiredResource[] = former,
  past: Partial<Parameters<typeof withBelieved>[3]> = {},
  from = live,
): readonly string[] {
  const { resources, believed: by } = withBelieved(from, former, desired, { ...none, ...past });
  const found = [...resources['organization-member'].values(), ...resources['space-member'].values()];
  return [
    ...found.map(({ address, id, attributes }) => `${address} ${id} ${JSON.stringify(attributes)}`),
    ...(by === undefined ? [] : [`since ${by.ref}: ${[...by.places].join(' ')}`]),
  ];
}

it('whoever was declared counts as there, as what they were', () => {
  expect(believed([member, inside])).toEqual([
    'organization/O/member/ann@x.io id3 {"role":"admin"}',
    'organization/O/space/S/member/ann@x.io id3 {"role":"member"}',
    'since HEAD: organization/O organization/O/space/S',
  ]);
});

it('whoever was not, or is unknown, or is in what is not live, does not', () => {
  expect(believed([])).toEqual([]);
  expect(believed([{ ...member, ensure: 'absent' }])).toEqual([]);
  expect(believed([wanted('space-role-binding', inS)])).toEqual([]);
  expect(believed([wanted('organization-member', { organization: 'O', user: 'bob@x.io' })])).toEqual([]);
  expect(believed([wanted('organization-member', { organization: 'Q', ...ann })])).toEqual([]);
  expect(believed([wanted('space-member', { ...inS, space: 'T' })])).toEqual([]);
});

it('where a roster tells, that counts', () => {
  const rosters = new Set<Address>(['organization/O' as Address]);
  const told = liveState(
    [
      ['organization', { organization: 'O' }],
      ['user', ann],
    ],
    { rosters },
  );
  expect(believed([member], [member], {}, told)).toEqual([]);
  const listed = liveState([
    ['organization', { organization: 'O' }],
    ['user', ann],
    ['organization-member', inO, { role: 'read_only' }],
  ]);
  expect(believed([member], [member], {}, listed)[0]).toBe('organization/O/member/ann@x.io id3 {"role":"read_only"}');
});

it('whoever was taken out since is not believed to be there', () => {
  expect(believed([member], [], { removed: new Set([resourceKey(member)]) })).toEqual([]);
  expect(believed([member], [], { removed: new Set([resourceKey(inside)]) })).toHaveLength(2);
});

it('after what may have taken people out, the wanted are made sure of and the others are believed', () => {
  const renewed = new Set([resourceKey(member)]);
  expect(believed([member], [member], { renewed })).toEqual([]);
  expect(believed([member], [], { renewed })).toHaveLength(2);
  expect(believed([member], [{ ...member, ensure: 'absent' }], { renewed })).toHaveLength(2);
  expect(believed([member], [member], { renewed: new Set() })).toHaveLength(2);
});

it('in a place, or of a person, with another ID than memberships were given under, the wanted are made sure of', () => {
  const idOf = (kind: 'organization' | 'space' | 'user', names: Names) =>
    [...live.resources[kind].values()].find(({ names: own }) => isDeepStrictEqual(own, names))?.id ?? '';
  const ids = new Map([
    ['organization organization/O', idOf('organization', { organization: 'O' })],
    ['space organization/O/space/S', idOf('space', { organization: 'O', space: 'S' })],
    ['user user/ann@x.io', idOf('user', ann)],
  ]);
  expect(believed([member, inside], [member, inside], { ids })).toHaveLength(3);
  const other = (subject: string) => ({ ids: new Map([...ids, [subject, 'another']]) });
  expect(believed([member, inside], [member, inside], other('space organization/O/space/S'))).toHaveLength(2);
  expect(believed([member, inside], [member, inside], other('user user/ann@x.io'))).toEqual([]);
  // Taking out whoever is not in it does no harm.
  expect(believed([member], [], other('user user/ann@x.io'))).toHaveLength(2);
});

it('what an apply has given since counts', () => {
  const roles = new Map([[resourceKey(member), 'read_only']]);
  expect(believed([member], [member], { roles })[0]).toBe('organization/O/member/ann@x.io id3 {"role":"read_only"}');
});

it('what was declared is looked for under the name that it has live', () => {
  const then = [inside, wanted('role', { role: 'R' })];
  const today = [wanted('space-member', { ...inS, space: 'T' }), wanted('role', { role: 'R' })];
  const named = (pending: readonly string[]) =>
    asNamedLive(then, today, new Set(pending as readonly Address[])).map(({ address }) => address);
  const [before, after, role] = [
    'organization/O/space/S/member/ann@x.io',
    'organization/O/space/T/member/ann@x.io',
    'role/R',
  ];
  expect(named([])).toEqual([after, role]);
  expect(named(['organization/O/space/S'])).toEqual([before, role]);
  // Nobody can tell whose place has the name.
  expect(named(['organization/O/space/T'])).toEqual([role]);
  expect(named(['organization/O/spa'])).toEqual([after, role]);
});

it('what a run that broke off has left half renamed is looked for there', () => {
  const then = [inside];
  const today = [wanted('space-member', { ...inS, organization: 'P', space: 'T' })];
  const named = (pending: readonly string[]) =>
    asNamedLive(then, today, new Set(pending as readonly Address[])).map(({ address }) => address);
  expect(named(['organization/O', 'organization/P/space/S'])).toEqual(['organization/O/space/S/member/ann@x.io']);
  expect(named(['organization/P/space/S'])).toEqual(['organization/P/space/S/member/ann@x.io']);
  expect(named(['organization/O'])).toEqual(['organization/O/space/T/member/ann@x.io']);
  expect(named([])).toEqual(['organization/P/space/T/member/ann@x.io']);
  expect(named(['organization/P'])).toEqual([]);
});
