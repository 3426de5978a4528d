import { addressOf } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveNeeds } from '../model/live.js';
import type { DesiredResource, KindName } from '../model/resource.js';

/**
 * The listings that the files can't do without: those of what they declare, manage or refer to, and those that
 * spell out what a deletion takes along.
 */
export function needsOf({ resources, managed, references }: DesiredState): LiveNeeds {
  const declared = new Set<KindName>(resources.map(({ kind }) => kind));
  for (const map of managed) for (const kind of map.kinds) declared.add(kind);
  const deleted = new Set<KindName>(resources.flatMap(({ kind, ensure }) => (ensure === 'absent' ? [kind] : [])));

  const has = (...names: readonly KindName[]) => names.some((name) => declared.has(name));
  const deletes = (...names: readonly KindName[]) => names.some((name) => deleted.has(name));
  const anywhere = deletes('user', 'role');
  const bindings = has('space-member', 'space-role-binding', 'project-role-binding') || anywhere;
  const cascades = deletes('user', 'organization', 'space');

  return {
    users:
      has('user', 'organization-member', 'space-member', 'space-role-binding', 'project-role-binding') ||
      references.some(({ kind }) => kind === 'user') ||
      cascades ||
      anywhere,
    roles: has('role') || bindings || references.some(({ kind }) => kind === 'role') || cascades,
    organizations: has('organization', 'organization-member', 'space') || anywhere,
    spacesOf: anywhere ? 'all' : organizationsWithSpaces(resources, managed),
    projects: has('project', 'project-role-binding', 'restriction') || cascades || anywhere,
    // Whoever is in the space must not be locked out of a project in between.
    spaceBindings: has('space-member', 'space-role-binding', 'restriction') || cascades || anywhere,
    projectBindings: has('project-role-binding') || cascades || anywhere || deletes('project'),
    restrictions: has('restriction') || deletes('organization', 'space', 'project'),
    identity: deletes('user', 'organization-member'),
    grantsBindings: resources.some(
      ({ kind, ensure }) => ensure === 'present' && (kind === 'space-role-binding' || kind === 'project-role-binding'),
    ),
  };
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
  const formerNames = new Map<string, string>();
  for (const { kind, ensure, names: own, renamedFrom } of resources) {
    const { organization } = own;
    if (organization === undefined) continue;
    if (kind === 'organization' && renamedFrom !== undefined) formerNames.set(organization, renamedFrom.name);
    const isNeeded = own.space !== undefined || containers.has(addressOf.organization(organization));
    if (isNeeded || (kind === 'organization' && ensure === 'absent')) names.add(organization);
  }
  for (const [name, former] of formerNames) if (names.has(name)) names.add(former);
  return [...names].sort();
}
