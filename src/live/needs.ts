import { everything } from './everything.js';
import { kindNames, containerOf, kinds, nameKey, personKind, roleKind, wordsOf } from '../kinds/index.js';
import { unmanagedAction } from '../kinds/unmanaged.js';
import { wishesOf } from '../kinds/wishes.js';
import type { Address } from '../model/address.js';
import { addressOf, segmentsOf, siblingOf } from '../model/address.js';
import { once } from '../model/once.js';
import { passingName } from '../model/passing-name.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveNeeds } from '../model/live.js';
import { addressGlob } from '../model/glob.js';
import { shortestForm } from '../kinds/pattern.js';
import type { DesiredResource, KindName } from '../model/resource.js';

/**
 * The listings that the files can't do without: those of what they declare, manage or refer to, those that
 * spell out what a deletion takes along, and for access tests all that gives access.
 */
export function needsOf(desired: DesiredState): LiveNeeds {
  const needs = withWho(withPatterns(needsOfResources(desired), desired));
  if (desired.tests.length === 0) return needs;
  return { ...needs, ...everything, lists: new Set([...needs.lists, ...accessLists]) };
}

/** Whose login it is says how much of everything is shown. */
function withWho(needs: LiveNeeds): LiveNeeds {
  return needs.lists.size === 0 ? needs : { ...needs, lists: new Set([personKind, ...needs.lists]) };
}

/** What was not read would look like "no access" to a test, and who is no administrator may not be shown everything. */
const accessLists = [...everything.lists].filter((kind) => kinds[kind].role !== 'key');

/**
 * A pattern of the policy that matches nothing declared is either for something live or void, and a plan says which: the
 * list of the shortest that it could be is read too. Members are not: what no roster shows is not known.
 */
function withPatterns(needs: LiveNeeds, { policy, resources, rest }: DesiredState): LiveNeeds {
  const declared = [...resources, ...(rest?.resources ?? [])];
  return [...policy.protect, ...policy.ignore].reduce((found, pattern) => {
    const matches = addressGlob(pattern);
    return declared.some(({ address }) => matches(address)) ? found : withPattern(found, shortestForm(pattern));
  }, needs);
}

function withPattern(needs: LiveNeeds, { words, names }: ReturnType<typeof shortestForm>): LiveNeeds {
  // What it is in leads to it.
  const onTheWay = kindNames.filter((kind) => wordsOf(kind).every((word, index) => words[index] === word));
  const isGrant = onTheWay.some((kind) => kinds[kind].role === 'grant');
  const asked = kindNames.filter(
    (kind) =>
      kinds[kind].reading !== undefined &&
      (onTheWay.includes(kind) || (isGrant && [personKind, roleKind].includes(kind))),
  );
  const [organization = '*'] = names;
  const isInside = onTheWay.some((kind) => kinds[kind].reading?.after !== undefined);
  const spacesOf =
    !isInside || needs.spacesOf === 'all'
      ? needs.spacesOf
      : organization.includes('*')
        ? 'all'
        : [...new Set([...needs.spacesOf, segmentsOf(organization as Address)[0] ?? ''])].sort();
  return { ...needs, lists: new Set([...needs.lists, ...asked]), spacesOf };
}

function needsOfResources(desired: DesiredState): LiveNeeds {
  const { resources, managed } = desired;
  const doors = resources.filter((resource) => kinds[resource.kind].isDoor?.(resource) === true);
  const wishes = wishesOf(
    desired,
    new Map(kindNames.map((kind) => [kind, unmanagedAction(desired.policy, kind)])),
    doors.length > 0,
  );
  return {
    lists: withRoles(kindNames.filter((kind) => kinds[kind].reading?.isNeeded(wishes) === true)),
    spacesOf: wishes.needsEverySpace ? 'all' : organizationsWithSpaces(resources, managed),
    membersOf: wishes.needsEveryMember ? 'all' : placesWithMembers(resources, managed, doors),
    ...(!wishes.needsEveryMember && { peopleIn: lookUpPeople(resources) }),
  };
}

/** Told only where members are asked for at all, since all grants must be gone through for it. */
function lookUpPeople(resources: readonly DesiredResource[]): NonNullable<LiveNeeds['peopleIn']> {
  const named = once(() => peopleNamedIn(resources));
  return (place) => {
    const people = named().get(place);
    return people === undefined ? undefined : [...people].sort();
  };
}

/** What names a role by its ID is read with the roles. */
function withRoles(lists: readonly KindName[]): ReadonlySet<KindName> {
  return new Set(lists.some((kind) => kinds[kind].namesRole === true) ? [...lists, roleKind] : lists);
}

function placesAbove({ names }: DesiredResource): readonly Address[] {
  const { organization = '', space } = names;
  return [addressOf.organization(organization), ...(space === undefined ? [] : [addressOf.space(organization, space)])];
}

/** Who is named in a place and in what is inside it: of an organization also who is in its spaces, where they must be. */
function peopleNamedIn(resources: readonly DesiredResource[]): ReadonlyMap<Address, ReadonlySet<string>> {
  const named = new Map<Address, Set<string>>();
  for (const resource of resources) {
    const { user, organization } = resource.names;
    if (user === undefined || organization === undefined) continue;
    for (const place of placesAbove(resource)) {
      const people = named.get(place);
      if (people === undefined) named.set(place, new Set([user]));
      else people.add(user);
    }
  }
  return named;
}

/** Where the files say who is a member, or let more in, under former names too, and whatever goes with what is deleted. */
function placesWithMembers(
  resources: readonly DesiredResource[],
  managed: DesiredState['managed'],
  doors: readonly DesiredResource[],
): ReadonlySet<Address> {
  const places = new Set(doors.flatMap(placesAbove));
  for (const { kinds: names, container } of managed) {
    if (container !== undefined && names.some((kind) => kinds[kind].isMembership === true)) places.add(container);
  }
  for (const resource of resources) {
    const { kind, names, ensure } = resource;
    const container = kinds[kind].isMembership === true ? containerOf(kind, names) : undefined;
    if (container !== undefined) places.add(container);
    // Who gets something in a space must be in its organization, and may have the same or more through it.
    if (names.user !== undefined && names.space !== undefined && ensure === 'present')
      places.add(addressOf.organization(names.organization ?? ''));
    if (kinds[kind].role === 'place' && ensure === 'absent')
      for (const place of placesAbove(resource)) places.add(place);
  }
  // Spaces before organizations, so that one that is renamed in a renamed one is found under both former names.
  for (const { kind, names, renamedFrom, address } of [...resources].reverse()) {
    if (renamedFrom === undefined || kinds[kind].role !== 'place') continue;
    // What a swap that broke off has left is under a name in between.
    for (const name of [renamedFrom.name, passingName(names[nameKey(kind)] ?? '')]) {
      const former = siblingOf(address, name);
      for (const place of [...places])
        if (place === address || place.startsWith(`${address}/`))
          places.add(`${former}${place.slice(address.length)}` as Address);
    }
  }
  return places;
}

function organizationsWithSpaces(
  resources: readonly DesiredResource[],
  managed: DesiredState['managed'],
): readonly string[] {
  const containers = new Set(
    managed.flatMap(({ kinds: names, container }) =>
      container !== undefined && names.some((kind) => kinds[kind].role === 'place') ? [container] : [],
    ),
  );
  const names = new Set<string>();
  const formerNames = new Map<string, readonly string[]>();
  for (const { kind, ensure, names: own, renamedFrom } of resources) {
    const { organization } = own;
    if (organization === undefined) continue;
    const { role, holder, isMembership } = kinds[kind];
    const isPlace = role === 'place';
    if (isPlace && holder === undefined && renamedFrom !== undefined)
      formerNames.set(organization, [renamedFrom.name, passingName(organization)]);
    const reachesSpaces = isMembership === true || (isPlace && ensure === 'absent');
    const isNeeded = reachesSpaces || own.space !== undefined || containers.has(addressOf.organization(organization));
    if (isNeeded) names.add(organization);
  }
  for (const [name, former] of formerNames) if (names.has(name)) for (const other of former) names.add(other);
  return [...names].sort();
}
