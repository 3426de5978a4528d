import type { Names } from '../model/address.js';
import { addressOf } from '../model/address.js';
import type { Attributes } from '../model/resource.js';

/** One of an object's names that its kind needs; a missing one is a defect in the caller. */
export function nameIn(names: Names, key: keyof Names): string {
  const name = names[key];
  if (name === undefined) throw new TypeError(`an object without the name of its ${key}`);
  return name;
}

/**
 * The names of somebody in a place. Spelt out: there is one for each grant, and a copy of the place's that gets one name more
 * takes nearly twice the memory.
 */
export function personIn(place: Names, user: string): Names {
  const organization = nameIn(place, 'organization');
  const { space, project } = place;
  if (space === undefined) return { organization, user };
  return project === undefined ? { organization, space, user } : { organization, space, project, user };
}

const organizationIn = (names: Names) => nameIn(names, 'organization');
const spaceIn = (names: Names) => nameIn(names, 'space');
const projectIn = (names: Names) => nameIn(names, 'project');
const userIn = (names: Names) => nameIn(names, 'user');

/** The addresses that an object's names spell. */
export const addressIn = {
  user: (names: Names) => addressOf.user(userIn(names)),
  role: (names: Names) => addressOf.role(nameIn(names, 'role')),
  apiKey: (names: Names) => addressOf.apiKey(nameIn(names, 'key')),
  organization: (names: Names) => addressOf.organization(organizationIn(names)),
  organizationMember: (names: Names) => addressOf.organizationMember(organizationIn(names), userIn(names)),
  space: (names: Names) => addressOf.space(organizationIn(names), spaceIn(names)),
  spaceMember: (names: Names) => addressOf.spaceMember(organizationIn(names), spaceIn(names), userIn(names)),
  project: (names: Names) => addressOf.project(organizationIn(names), spaceIn(names), projectIn(names)),
  projectMember: (names: Names) =>
    addressOf.projectMember(organizationIn(names), spaceIn(names), projectIn(names), userIn(names)),
  restriction: (names: Names) => addressOf.restriction(organizationIn(names), spaceIn(names), projectIn(names)),
} as const;

/** A text attribute; `undefined` where it is not there. */
export function text(attributes: Attributes, field: string): string | undefined {
  const value = attributes[field];
  return typeof value === 'string' ? value : undefined;
}

/** A yes/no attribute; `undefined` where it is not there. */
export function flag(attributes: Attributes, field: string): boolean | undefined {
  const value = attributes[field];
  return typeof value === 'boolean' ? value : undefined;
}

/** A list-of-text attribute; empty where it is not there. */
export function texts(attributes: Attributes, field: string): readonly string[] {
  const value = attributes[field];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
