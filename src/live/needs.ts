import { everything } from './everything.js';
import { kindNames, kinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { addressOf, segmentsOf, siblingOf } from '../model/address.js';
import { passingName } from '../model/passing-name.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveNeeds } from '../model/live.js';
import { addressGlob } from '../model/glob.js';
import { shortestForm } from '../model/pattern.js';
import { unmanagedAction } from '../model/policy.js';
import type { DesiredResource, KindName } from '../model/resource.js';

/**
 * The listings that the files can't do without: those of what they declare, manage or refer to, those that
 * spell out what a deletion takes along, and for access tests all that gives access.
 */
export function needsOf(desired: DesiredState): LiveNeeds {
  const needs = withWho(withPatterns(needsOfResources(desired), desired));
  return desired.tests.length === 0 ? needs : { ...needs, ...accessNeeds };
}

/** Whose login it is says how much of everything is shown. */
function withWho(needs: LiveNeeds): LiveNeeds {
  return { ...needs, users: needs.users || needs.roles || needs.organizations || needs.apiKeys };
}

/** What was not read would look like "no access" to a test, and who is no administrator may not be shown everything. */
const { apiKeys: _apiKeys, ...accessNeeds } = everything;

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
  const [first, ...inside] = words;
  if (first === 'user') return { ...needs, users: true };
  if (first === 'role') return { ...needs, roles: true };
  if (first === 'api-key') return { ...needs, apiKeys: true };
  if (first !== 'organization') return needs;
  const [organization = '*'] = names;
  const isMember = inside.at(-1) === 'member';
  const spacesOf =
    inside[0] !== 'space' || needs.spacesOf === 'all'
      ? needs.spacesOf
      : organization.includes('*')
        ? 'all'
        : [...new Set([...needs.spacesOf, segmentsOf(organization as Address)[0] ?? ''])].sort();
  return {
    ...needs,
    organizations: true,
    spacesOf,
    projects: needs.projects || inside.includes('project'),
    restrictions: needs.restrictions || inside.includes('restriction'),
    users: needs.users || isMember,
    roles: needs.roles || isMember,
    spaceBindings: needs.spaceBindings || (isMember && inside[0] === 'space' && !inside.includes('project')),
    projectBindings: needs.projectBindings || (isMember && inside.includes('project')),
  };
}

function needsOfResources({ resources, managed, references, policy }: DesiredState): LiveNeeds {
  const declared = new Set<KindName>(resources.map(({ kind }) => kind));
  for (const map of managed) for (const kind of map.kinds) declared.add(kind);
  const deleted = new Set<KindName>(resources.flatMap(({ kind, ensure }) => (ensure === 'absent' ? [kind] : [])));

  const has = (...names: readonly KindName[]) => names.some((name) => declared.has(name));
  const manages = (kind: KindName) =>
    managed.some(({ kinds: names }) => names.includes(kind)) && unmanagedAction(policy, kind) !== 'ignore';
  const removes = (kind: KindName) => manages(kind) && unmanagedAction(policy, kind) === 'remove';
  for (const kind of kindNames) if (removes(kind)) deleted.add(kind);
  const deletes = (...names: readonly KindName[]) => names.some((name) => deleted.has(name));
  const anywhere = deletes('user', 'role') || removes('organization') || removes('organization-member');
  const bindings = has('space-member', 'space-role-binding', 'project-role-binding') || anywhere;
  const isAllTold = deletes('user', 'organization', 'organization-member') || removes('space') || removes('project');
  // Whoever is in a place loses it, and what it takes along is shown.
  const cascades = deletes('user', 'organization', 'space', 'project');

  // What somebody gains in a space they gain in its projects, but for the restricted ones; in an organization, in its public spaces.
  const joins = has('organization-member');
  const reachesProjects = has('project') && (bindings || joins);
  const restricts = resources.some(({ kind }) => kind === 'restriction') || removes('restriction');
  const doors = resources.filter(isDoor);

  return {
    users:
      has('user', 'organization-member', 'space-member', 'space-role-binding', 'project-role-binding') ||
      references.some(({ kind }) => kind === 'user') ||
      doors.length > 0 ||
      cascades ||
      anywhere,
    roles:
      has('role', 'api-key') ||
      bindings ||
      joins ||
      doors.length > 0 ||
      references.some(({ kind }) => kind === 'role') ||
      cascades,
    // Whatever is in one is found through it, also where a run is about nothing but that.
    organizations: kindNames.some((kind) => kind !== 'user' && kind !== 'role' && declared.has(kind)) || anywhere,
    spacesOf: anywhere || has('api-key') ? 'all' : organizationsWithSpaces(resources, managed),
    projects: has('project', 'project-role-binding', 'restriction') || cascades || anywhere,
    // Whoever is in the space must not be locked out of a project in between.
    spaceBindings: has('space-member', 'space-role-binding') || restricts || doors.length > 0 || cascades || anywhere,
    projectBindings: has('project-role-binding') || restricts || cascades || anywhere || reachesProjects,
    restrictions: restricts || manages('restriction') || deletes('organization', 'space', 'project') || reachesProjects,
    // Whoever is removed is removed from everywhere below, which a plan spells out.
    apiKeys: has('api-key') || deletes('user', 'organization', 'space'),
    membersOf: isAllTold ? 'all' : placesWithMembers(resources, managed, doors),
    ...(!isAllTold && { peopleIn: peopleNamedIn(resources) }),
  };
}

/** A restriction or a space's privacy: who gets in or is cut off are the members of what it is in. */
function isDoor({ kind, ensure, attributes }: DesiredResource): boolean {
  return kind === 'restriction' || (kind === 'space' && ensure === 'present' && attributes['private'] !== undefined);
}

function placesAbove({ names }: DesiredResource): readonly Address[] {
  const { organization = '', space } = names;
  return [addressOf.organization(organization), ...(space === undefined ? [] : [addressOf.space(organization, space)])];
}

/** Who is named in a place and in what is inside it: of an organization also who is in its spaces, where they must be. */
function peopleNamedIn(resources: readonly DesiredResource[]): ReadonlyMap<Address, readonly string[]> {
  const named = new Map<Address, Set<string>>();
  for (const resource of resources) {
    const { user, organization } = resource.names;
    if (user === undefined || organization === undefined) continue;
    for (const place of placesAbove(resource)) {
      const people = named.get(place) ?? new Set();
      named.set(place, people.add(user));
    }
  }
  return new Map([...named].map(([place, people]) => [place, [...people].sort()]));
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
    const container = kinds[kind].isMembership === true ? kinds[kind].containerOf(names) : undefined;
    if (container !== undefined) places.add(container);
    // Who gets something in a space must be in its organization, and may have the same or more through it.
    if (names.user !== undefined && names.space !== undefined && ensure === 'present')
      places.add(addressOf.organization(names.organization ?? ''));
    const isPlace = kind === 'organization' || kind === 'space' || kind === 'project';
    if (isPlace && ensure === 'absent') for (const place of placesAbove(resource)) places.add(place);
  }
  // Spaces before organizations, so that one that is renamed in a renamed one is found under both former names.
  for (const { kind, names, renamedFrom, address } of [...resources].reverse()) {
    if (renamedFrom === undefined || kind === 'role') continue;
    // What a swap that broke off has left is under a name in between.
    for (const name of [renamedFrom.name, passingName(names[kinds[kind].nameField ?? 'organization'] ?? '')]) {
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
      names.includes('space') && container !== undefined ? [container] : [],
    ),
  );
  const names = new Set<string>();
  const formerNames = new Map<string, readonly string[]>();
  for (const { kind, ensure, names: own, renamedFrom } of resources) {
    const { organization } = own;
    if (organization === undefined) continue;
    if (kind === 'organization' && renamedFrom !== undefined)
      formerNames.set(organization, [renamedFrom.name, passingName(organization)]);
    const reachesSpaces = kind === 'organization-member' || (kind === 'organization' && ensure === 'absent');
    const isNeeded = reachesSpaces || own.space !== undefined || containers.has(addressOf.organization(organization));
    if (isNeeded) names.add(organization);
  }
  for (const [name, former] of formerNames) if (names.has(name)) for (const other of former) names.add(other);
  return [...names].sort();
}
