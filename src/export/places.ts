import type { Address } from '../model/address.js';
import { addressOf, compareAddresses } from '../model/address.js';
import type { LiveIndex } from '../model/live-index.js';
import type { LiveResource } from '../model/resource.js';
import type { Grants } from './grants.js';
import { roleText } from './grants.js';
import { textOrNothing } from './people.js';
import { Commented } from './yaml.js';

/** An organization's entry with everything in it. */
export function organizationValue(organization: LiveResource, live: LiveIndex, grants: Grants): unknown {
  const { address, names, attributes } = organization;
  const spaces = inside(live, address, 'space').map(
    (space) => [space.names.space ?? '', spaceValue(space, live, grants)] as const,
  );
  return {
    description: textOrNothing(attributes['description']),
    members: membersValue(address, grants, false),
    spaces: spaces.length === 0 && names.organization !== undefined ? undefined : new Map(spaces),
  };
}

/** A space's entry with everything in it. */
export function spaceValue({ address, attributes, names }: LiveResource, live: LiveIndex, grants: Grants): unknown {
  const projects = inside(live, address, 'project');
  const values = projects.map((project) => [project.names.project ?? '', projectValue(project, live, grants)] as const);
  // Projects come and go with the data that is sent; they are listed where one of them says something of access.
  const isTold = projects.some((project) => isRestricted(project, live) || hasMembers(project.address, grants));
  return {
    description: textOrNothing(attributes['description']),
    private: typeof attributes['private'] === 'boolean' ? attributes['private'] : undefined,
    members: membersValue(address, grants, false),
    ...(isTold && names.space !== undefined && { projects: new Map(values) }),
  };
}

/** A project's entry. */
export function projectValue(project: LiveResource, live: LiveIndex, grants: Grants): unknown {
  return {
    restricted: isRestricted(project, live) ? true : undefined,
    members: hasMembers(project.address, grants) ? membersValue(project.address, grants, true) : undefined,
  };
}

/** The map of members; left out, which says nothing, where nobody is known and there may be somebody. */
function membersValue(address: Address, grants: Grants, ofProject: boolean): unknown {
  const place = grants.get(address);
  if (place === undefined) return undefined;
  const { entries, notes, isWhole } = place;
  const map = new Map([...entries].map(([person, role]) => [person, roleText(role, ofProject)]));
  if (!isWhole && map.size === 0) return undefined;
  return notes.length === 0 ? map : new Commented(`not said here: ${notes.join('; ')}`, map);
}

function isRestricted({ names }: LiveResource, live: LiveIndex): boolean {
  const { organization = '', space = '', project = '' } = names;
  return live.find('restriction', addressOf.restriction(organization, space, project)) !== undefined;
}

function hasMembers(address: Address, grants: Grants): boolean {
  const place = grants.get(address);
  return place !== undefined && place.entries.size + place.notes.length > 0;
}

function inside(live: LiveIndex, container: Address, kind: 'space' | 'project'): readonly LiveResource[] {
  return live
    .inside(container)
    .filter((resource) => resource.kind === kind)
    .sort((a, b) => compareAddresses(a.address, b.address));
}
