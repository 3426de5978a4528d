import { kinds } from '../kinds/index.js';
import { normaliseWord, trimmed } from '../kinds/words.js';
import { isActiveKey } from '../model/active-key.js';
import type { Names } from '../model/address.js';
import { normaliseEmail } from '../model/address.js';
import type { ForeignBinding } from '../model/live.js';
import type { Attributes, KindName, LiveResource } from '../model/resource.js';
import type { RawObject, RosterMember } from '../remote/port.js';
import { flag, list, nested, optional, required, given } from './raw.js';

/** Objects by the platform's IDs, for what refers to them. */
export type ById = ReadonlyMap<string, LiveResource>;

/*
 * What an answer does not contain is not known, and no attribute: never `false`, `''` or an empty list (contract §6).
 */

/** Without the blanks around it, which some servers keep and others don't: it differs from no file for them. */
function textOf(raw: RawObject, field: string): string | undefined {
  const text = optional(raw, field);
  return text === undefined ? undefined : trimmed(text);
}

export function userFrom(raw: RawObject): LiveResource {
  const email = normaliseEmail(required(raw, 'email', 'user'));
  const status = optional(raw, 'status');
  return resource('user', { user: email }, required(raw, 'id', 'user'), {
    ...given('developer', flag(raw, 'is_developer')),
    ...given('name', textOf(raw, 'name')),
    ...given('role', accountRole(nested(raw, 'role'))),
    ...given('status', status === undefined ? undefined : normaliseWord(status)),
  });
}

/** `{type: PREDEFINED, name}` or `{type: CUSTOM, id, name}`, in some versions wrapped (contract §2, §7). */
function accountRole(raw: RawObject | undefined): Attributes[string] | undefined {
  const role = (raw && nested(raw, 'actual_instance')) ?? raw;
  const name = role && optional(role, 'name');
  if (role !== undefined && optional(role, 'type') === 'CUSTOM') return { custom: name ?? '' };
  return name === undefined ? undefined : normaliseWord(name);
}

export function roleFrom(raw: RawObject): LiveResource {
  const permissions = list(raw, 'permissions');
  const role = resource('role', { role: required(raw, 'name', 'role') }, required(raw, 'id', 'role'), {
    ...given('description', textOf(raw, 'description')),
    ...given('permissions', permissions && [...new Set(permissions)].sort()),
  });
  const isBuiltIn = flag(raw, 'is_predefined');
  return isBuiltIn === false ? role : { ...role, builtIn: isBuiltIn ?? 'unknown' };
}

export function organizationFrom(raw: RawObject): LiveResource {
  return resource(
    'organization',
    { organization: required(raw, 'name', 'organization') },
    required(raw, 'id', 'organization'),
    given('description', textOf(raw, 'description')),
  );
}

export function spaceFrom(raw: RawObject, organization: LiveResource): LiveResource {
  return resource(
    'space',
    { ...organization.names, space: required(raw, 'name', 'space') },
    required(raw, 'id', 'space'),
    {
      ...given('description', textOf(raw, 'description')),
      ...given('private', flag(raw, 'is_private')),
    },
  );
}

/** Nothing for a project of a space that was not listed, because nothing in the files needs it, or that is not named. */
export function projectFrom(raw: RawObject, spaces: ById): LiveResource | undefined {
  const space = spaces.get(optional(raw, 'space_id') ?? '');
  if (space === undefined) return undefined;
  return resource(
    'project',
    { ...space.names, project: required(raw, 'name', 'project') },
    required(raw, 'id', 'project'),
    {},
  );
}

/** Nothing for a restriction on something that was not listed. */
export function restrictionFrom(raw: RawObject, projects: ById): LiveResource | undefined {
  const id = optional(raw, 'resource_id') ?? '';
  const project = projects.get(id);
  return project === undefined ? undefined : resource('restriction', project.names, id, { restricted: true });
}

/** A binding that can be addressed, or one whose user or resource is not among the listed ones. */
export function bindingFrom(
  raw: RawObject,
  kind: 'space-role-binding' | 'project-role-binding',
  known: {
    readonly users: ById;
    readonly roles: ById;
    readonly resources: ById;
    /** Whether a role that is not among the listed ones is none of them. */
    readonly areRolesListed: boolean;
  },
): { readonly binding: LiveResource } | { readonly foreign: ForeignBinding } {
  const id = required(raw, 'id', 'role binding');
  const userId = optional(raw, 'user_id') ?? '';
  const roleId = optional(raw, 'role_id');
  const user = known.users.get(userId);
  const role = known.roles.get(roleId ?? '');
  const target = known.resources.get(optional(raw, 'resource_id') ?? '');
  if (user === undefined || target === undefined) {
    return { foreign: { id, userId, role: role?.address, resource: target?.address } };
  }
  const names = { ...target.names, ...user.names };
  const unlisted = roleId === undefined || !known.areRolesListed ? undefined : `(unlisted role ${roleId})`;
  return { binding: resource(kind, names, id, given('role', role?.names.role ?? unlisted)) };
}

/** The direct members of a place; a custom role is a role binding and listed as such, and whoever is no listed user is a bot. */
export function membersFrom(
  place: LiveResource,
  members: readonly RosterMember[],
  users: ById,
): readonly LiveResource[] {
  const kind = place.kind === 'space' ? 'space-member' : 'organization-member';
  return members.flatMap(({ user, role, isCustom }) => {
    const person = users.get(user);
    if (person === undefined || isCustom === true) return [];
    return [resource(kind, { ...place.names, ...person.names }, user, role === undefined ? {} : { role })];
  });
}

/**
 * An API key; a list may wrap its items, depending on the SDK (contract §2). Nothing for one that is not active. What a list
 * leaves out of a service key (contract §6) is in no attribute, and a role that it leaves out is `null`: unknown.
 */
export function keyFrom(
  wrapped: RawObject,
  listed: 'USER' | 'SERVICE',
  known: { readonly organizations: ById; readonly spaces: ById; readonly roles: ById },
): LiveResource | undefined {
  const raw = nested(wrapped, 'actual_instance') ?? wrapped;
  if (!isActiveKey(raw)) return undefined;
  const isService = normaliseWord(optional(raw, 'key_type') ?? listed) === 'service';
  return resource('api-key', { key: required(raw, 'name', 'key') }, required(raw, 'id', 'key'), {
    type: isService ? 'service' : 'user',
    ...given('description', textOf(raw, 'description')),
    ...given('expires', momentOf(raw, 'expires_at')),
    ...given('created', momentOf(raw, 'created_at')),
    ...given('creator', optional(raw, 'created_by_user_id')),
    ...(isService && botAttributes(nested(raw, 'bot_user') ?? {}, known)),
  });
}

function momentOf(raw: RawObject, field: string): string | null | undefined {
  const text = optional(raw, field);
  if (text !== undefined) return instant(text);
  return raw[field] === null ? null : undefined;
}

function botAttributes(bot: RawObject, known: Parameters<typeof keyFrom>[2]): Attributes {
  const account = roleOf(bot, 'account_role', known.roles);
  const organizations = objects(bot, 'organizations');
  const spaces = organizations?.map((organization) => objects(organization, 'spaces'));
  // One organization whose spaces are not listed leaves open which there are.
  const isEachListed = spaces?.every((inside) => inside !== undefined) === true;
  return {
    ...(account !== null && { account_role: account }),
    ...given('organizations', organizations && rolesBy(organizations, 'org_id', known.organizations, known.roles)),
    ...given('spaces', isEachListed ? rolesBy(spaces.flat(), 'space_id', known.spaces, known.roles) : undefined),
  };
}

/** The role at each place, by its address; nothing where one of them does not say which it is. */
function rolesBy(objectsOfPlaces: readonly RawObject[], id: string, places: ById, roles: ById): Attributes | undefined {
  const found: [string, Attributes[string]][] = [];
  for (const object of objectsOfPlaces) {
    const place = optional(object, id);
    if (place === undefined) return undefined;
    found.push([places.get(place)?.address ?? `(unlisted ${place})`, roleOf(object, 'role', roles)]);
  }
  return Object.fromEntries(found);
}

/** `null` where it is not said. A custom role goes by the name that it has in the list of roles. */
function roleOf(object: RawObject, field: string, roles: ById): Attributes[string] {
  const role = nested(object, field);
  const given = (role && nested(role, 'actual_instance')) ?? role;
  if (given === undefined) return null;
  const custom = optional(given, 'type') === 'CUSTOM' ? roles.get(optional(given, 'id') ?? '') : undefined;
  if (custom !== undefined) return { custom: custom.names.role ?? '' };
  return accountRole(given) ?? null;
}

/** Nothing where the field is left out. */
function objects(object: RawObject, field: string): readonly RawObject[] | undefined {
  const value = object[field];
  return Array.isArray(value)
    ? (value as unknown[]).filter((item): item is RawObject => typeof item === 'object' && item !== null)
    : undefined;
}

/** One spelling for each moment; one without a zone is meant in UTC. */
function instant(text: string): string {
  const at = new Date(/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) || !text.includes('T') ? text : `${text}Z`);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}

function resource(kind: KindName, names: Names, id: string, attributes: Attributes): LiveResource {
  return { kind, address: kinds[kind].addressOf(names), names, id, attributes };
}
