import equal from 'fast-deep-equal';
import type { AccessChange } from '../model/access.js';
import { addressOf, compareAddresses, memberAt, placeOfMember } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import type { DesiredResource, KindName, LiveResource } from '../model/resource.js';
import type { Access, AccessMap } from './index.js';
import { sorted } from './index.js';

/** A state of the account with the look-up made from it. */
export interface Moment {
  readonly live: LiveState;
  readonly map: AccessMap;
}

/**
 * Who gains and who loses what between two moments, place by place. Only pairs that some difference can concern are looked
 * at, so that a small plan on a large account is little work.
 */
export function accessChanges(before: Moment, after: Moment): readonly AccessChange[] {
  const changes: AccessChange[] = [];
  for (const [user, places] of concerned(before, after)) {
    for (const on of places) {
      const change = compareAccess(user, on, before.map.of(user, on), after.map.of(user, on));
      if (change !== undefined) changes.push(change);
    }
  }
  return changes.sort((a, b) => compareAddresses(a.user, b.user) || compareAddresses(a.on, b.on));
}

/** One pair, before and after; nothing where nothing changes. */
export function compareAccess(user: string, on: string, before: Access, after: Access): AccessChange | undefined {
  const roles = (access: Access) => access.ways.map(({ label }) => label);
  const isSame = before.permissions === after.permissions;
  const gained = isSame ? [] : sorted(after.permissions).filter((one) => !before.permissions.has(one));
  const lost = isSame ? [] : sorted(before.permissions).filter((one) => !after.permissions.has(one));
  const own = { user, on, before: roles(before), after: roles(after), gained, lost };
  if (gained.length === 0 && lost.length === 0 && equal(own.before, own.after)) return undefined;
  return before.isPartlyUnknown ? { ...own, isPartlyUnknown: true } : own;
}

/** Says of each change which groups of the files give what is there afterwards, at the place or above it. */
export function throughGroups(
  changes: readonly AccessChange[],
  desired: readonly DesiredResource[],
): readonly AccessChange[] {
  const groupsOf = new Map<string, Set<string>>();
  for (const { address, group, ensure } of desired) {
    if (group === undefined || ensure === 'absent') continue;
    groupsOf.set(address, (groupsOf.get(address) ?? new Set()).add(group));
  }
  if (groupsOf.size === 0) return changes;
  return changes.map((change) => {
    if (change.after.length === 0) return change;
    const groups = new Set(
      placesFrom(change.on)
        .filter((place) => isGivenAt(place, change))
        .flatMap((place) => [...(groupsOf.get(memberAt(place, addressOf.user(change.user))) ?? [])]),
    );
    return groups.size === 0 ? change : { ...change, groups: [...groups].sort(compareAddresses) };
  });
}

/** Whether something of what is there afterwards comes from an entry at that place: the labels say so. */
function isGivenAt(place: string, { on, after }: AccessChange): boolean {
  if (!place.includes('/space/')) return after.some((role) => / \(organization(, public space)?\)$/.test(role));
  return after.some((role) => (place === on ? !role.endsWith(')') : role.endsWith(' (space)')));
}

/** A place and those that it is in. */
function placesFrom(on: string): readonly string[] {
  const segments = on.split('/');
  const lengths = segments.flatMap((_, index) => (index % 2 === 1 ? [index + 1] : []));
  return lengths.map((length) => segments.slice(0, length).join('/'));
}

/** For each person the places where something may have changed. */
function concerned(before: Moment, after: Moment): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const inside = placesInside(before.live, after.live);
  const within = (place: string) => [place, ...(inside.get(place) ?? [])];
  const add = (user: string | undefined, places: Iterable<string>) => {
    if (user === undefined) return;
    const own = found.get(user) ?? new Set<string>();
    found.set(user, own);
    for (const place of places) own.add(place);
  };
  const differing = (kind: KindName) => differences(before.live.resources[kind], after.live.resources[kind]);

  const everywhere = new Set([...before.map.places, ...after.map.places]);
  for (const { names } of differing('user')) add(names.user, everywhere);
  for (const kind of grants)
    for (const { names, address } of differing(kind)) add(names.user, within(placeOfMember(address)));
  const roles = new Set(differing('role').map(({ names }) => names.role));
  for (const { live } of roles.size === 0 ? [] : [before, after]) {
    for (const kind of grants) {
      for (const { names, attributes, address } of live.resources[kind].values()) {
        const { role } = attributes;
        // What a predefined role permits may have changed too, by its name.
        if (kind.endsWith('-member') || (typeof role === 'string' && roles.has(role)))
          add(names.user, within(placeOfMember(address)));
      }
    }
    for (const { names, attributes } of live.resources.user.values())
      if (typeof attributes['role'] === 'object') add(names.user, ['account']);
    // Whoever has everything has what a role brings for the first time.
    for (const { names, attributes } of live.resources.user.values())
      if (attributes['role'] === 'admin') add(names.user, everywhere);
  }
  const places = new Set<string>();
  for (const kind of ['organization', 'space', 'project'] as const)
    for (const { address } of differing(kind)) for (const place of within(address)) places.add(place);
  for (const { address } of differing('restriction')) places.add(address.slice(0, address.lastIndexOf('/')));
  if (places.size > 0) for (const user of new Set([...before.map.people, ...after.map.people])) add(user, places);
  return found;
}

const grants = ['organization-member', 'space-member', 'space-role-binding', 'project-role-binding'] as const;

function differences(
  old: ReadonlyMap<string, LiveResource>,
  fresh: ReadonlyMap<string, LiveResource>,
): readonly LiveResource[] {
  const found: LiveResource[] = [];
  for (const [address, resource] of fresh)
    if (!equal(old.get(address)?.attributes, resource.attributes)) found.push(resource);
  for (const [address, resource] of old) if (!fresh.has(address)) found.push(resource);
  return found;
}

/** The spaces and projects in each organization and space of either moment. */
function placesInside(...states: readonly LiveState[]): ReadonlyMap<string, readonly string[]> {
  const inside = new Map<string, Set<string>>();
  for (const { resources } of states) {
    for (const kind of ['space', 'project'] as const) {
      for (const { address, names } of resources[kind].values()) {
        const { organization = '', space = '' } = names;
        const above = [
          addressOf.organization(organization),
          ...(kind === 'project' ? [addressOf.space(organization, space)] : []),
        ];
        for (const place of above) inside.set(place, (inside.get(place) ?? new Set()).add(address));
      }
    }
  }
  return new Map([...inside].map(([place, found]) => [place, [...found]]));
}
