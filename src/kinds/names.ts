import type { Names } from '../model/address.js';
import { addressOf } from '../model/address.js';
import type { Attributes } from '../model/resource.js';

/** The names of an object, those that its kind needs; a missing one is a defect in the caller. */
export function named<K extends keyof Names>(names: Names, ...needed: readonly K[]): Readonly<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  for (const key of needed) {
    const name = names[key];
    if (name === undefined) throw new TypeError(`an object without the name of its ${key}`);
    found[key] = name;
  }
  return found as Readonly<Record<K, string>>;
}

/** The addresses that an object's names spell; a missing name is a defect in the caller. */
export const addressIn = {
  user: (names: Names) => addressOf.user(named(names, 'user').user),
  role: (names: Names) => addressOf.role(named(names, 'role').role),
  apiKey: (names: Names) => addressOf.apiKey(named(names, 'key').key),
  organization: (names: Names) => addressOf.organization(named(names, 'organization').organization),

  organizationMember(names: Names) {
    const key = named(names, 'organization', 'user');
    return addressOf.organizationMember(key.organization, key.user);
  },

  space(names: Names) {
    const key = named(names, 'organization', 'space');
    return addressOf.space(key.organization, key.space);
  },

  spaceMember(names: Names) {
    const key = named(names, 'organization', 'space', 'user');
    return addressOf.spaceMember(key.organization, key.space, key.user);
  },

  project(names: Names) {
    const key = named(names, 'organization', 'space', 'project');
    return addressOf.project(key.organization, key.space, key.project);
  },

  projectMember(names: Names) {
    const key = named(names, 'organization', 'space', 'project', 'user');
    return addressOf.projectMember(key.organization, key.space, key.project, key.user);
  },

  restriction(names: Names) {
    const key = named(names, 'organization', 'space', 'project');
    return addressOf.restriction(key.organization, key.space, key.project);
  },
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
