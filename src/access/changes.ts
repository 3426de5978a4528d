import {
  containerOf,
  flagKinds,
  grantKinds,
  kinds,
  outermostMembership,
  personKind,
  placeKinds,
  publicKinds,
  roleKind,
} from '../kinds/index.js';
import { givenRole, isAdminIn } from '../model/resource.js';
import { equal } from '../model/equal.js';
import type { AccessChange } from '../model/access.js';
import { addressOf, memberAt, placeOfMember } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { LiveState } from '../model/live.js';
import type { DesiredResource, KindName, LiveResource } from '../model/resource.js';
import type { Access } from './evaluation.js';
import type { AccessMap } from './index.js';
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
  return changes.sort((a, b) => compareText(a.user, b.user) || compareText(a.on, b.on));
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
    return groups.size === 0 ? change : { ...change, groups: [...groups].sort(compareText) };
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

/** For each person the places where something may have changed: found from grants, never by trying every pair. */
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
  const differing = (kind: KindName) => differences(before.live, after.live, kind);

  const everywhere = new Set([...before.map.places, ...after.map.places]);
  const at = entriesAt(before.live, after.live);
  const publicIn = publicSpaces(before.live, after.live);
  for (const { names } of differing(personKind)) {
    const user = names.user ?? '';
    const own = ['account', ...(at.placesOf.get(user) ?? [])];
    add(user, at.administrators.has(user) ? everywhere : own.flatMap(within));
  }
  for (const kind of grants)
    for (const { names, address } of differing(kind)) add(names.user, within(placeOfMember(address)));
  const changedRoles = differing(roleKind);
  const roles = new Set(changedRoles.map(({ names }) => names.role));
  const isWordChanged = changedRoles.some(({ builtIn }) => builtIn !== undefined);
  for (const { live } of changedRoles.length === 0 ? [] : [before, after]) {
    for (const kind of grants) {
      for (const { names, attributes, address } of live.resources[kind].values()) {
        const { role } = attributes;
        const place = placeOfMember(address);
        // What a predefined role permits may have changed too, by its name; of an administrator it is everything.
        if (role === 'admin' || (typeof role === 'string' && roles.has(role))) add(names.user, within(place));
        else if (isWordChanged && kind === outermostMembership)
          add(names.user, (publicIn.get(place) ?? []).flatMap(within));
        else if (isWordChanged && kinds[kind].isMembership === true) add(names.user, within(place));
      }
    }
    for (const { names, attributes } of live.resources[personKind].values())
      if (typeof givenRole(attributes) === 'object') add(names.user, ['account']);
    // Whoever has everything has what a role brings for the first time.
    for (const user of at.administrators) add(user, everywhere);
  }
  const places = new Set<string>();
  for (const kind of placeKinds)
    for (const { address } of differing(kind)) for (const place of within(address)) places.add(place);
  for (const kind of flagKinds)
    for (const { address } of differing(kind)) places.add(address.slice(0, address.lastIndexOf('/')));
  // Nobody else has anything there, before or after.
  for (const place of places)
    for (const people of [at.administrators, ...placesFrom(place).map((above) => at.peopleIn.get(above) ?? [])])
      for (const user of people) add(user, [place]);
  return found;
}

/** The spaces of each organization that were, or may have been, public in one of the moments. */
function publicSpaces(...states: readonly LiveState[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { resources } of states)
    for (const { kind, address, names, attributes } of publicKinds.flatMap((one) => [...resources[one].values()]))
      if (kinds[kind].isPublic?.(attributes) !== false) join(found, containerOf(kind, names) ?? '', address);
  return new Map([...found].map(([organization, spaces]) => [organization, [...spaces]]));
}

interface Entries {
  /** Of the account, in either moment. */
  readonly administrators: ReadonlySet<string>;
  readonly peopleIn: ReadonlyMap<string, ReadonlySet<string>>;
  readonly placesOf: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Who has an entry of their own where, in any of the moments. */
function entriesAt(...states: readonly LiveState[]): Entries {
  const administrators = new Set<string>();
  const peopleIn = new Map<string, Set<string>>();
  const placesOf = new Map<string, Set<string>>();
  for (const { resources } of states) {
    for (const { names, attributes } of resources[personKind].values())
      if (isAdminIn(attributes)) administrators.add(names.user ?? '');
    for (const kind of grants) {
      for (const { address, names } of resources[kind].values()) {
        const place = placeOfMember(address);
        join(peopleIn, place, names.user ?? '');
        join(placesOf, names.user ?? '', place);
      }
    }
  }
  return { administrators, peopleIn, placesOf };
}

function join(map: Map<string, Set<string>>, key: string, value: string): void {
  const found = map.get(key);
  if (found === undefined) map.set(key, new Set([value]));
  else found.add(value);
}

const grants = grantKinds;

function differences(
  { resources: old }: LiveState,
  { resources: fresh }: LiveState,
  kind: KindName,
): readonly LiveResource[] {
  // A description gives nobody anything.
  const fields = kinds[kind].accessFields ?? [];
  const isSame = (one: LiveResource, other: LiveResource | undefined) =>
    other !== undefined && fields.every((field) => equal(one.attributes[field], other.attributes[field]));
  const found: LiveResource[] = [];
  for (const [address, resource] of fresh[kind]) if (!isSame(resource, old[kind].get(address))) found.push(resource);
  for (const [address, resource] of old[kind]) if (!fresh[kind].has(address)) found.push(resource);
  return found;
}

/** The spaces and projects in each organization and space of either moment. */
function placesInside(...states: readonly LiveState[]): ReadonlyMap<string, readonly string[]> {
  const inside = new Map<string, Set<string>>();
  for (const { resources } of states) {
    for (const kind of placeKinds) {
      for (const address of resources[kind].keys()) {
        const segments = address.split('/');
        for (let end = 2; end < segments.length; end += 2) join(inside, segments.slice(0, end).join('/'), address);
      }
    }
  }
  return new Map([...inside].map(([place, found]) => [place, [...found]]));
}
