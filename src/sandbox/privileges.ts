import type { Account, StoredOrganization, StoredProject, StoredSpace, StoredUser } from './account.js';
import { must } from './account.js';
import type { Permission } from './permissions.js';
import { permissions, predefinedPermissions } from './permissions.js';
import type { MemberRole } from './wire.js';

/*
 * What the caller may do. Predefined roles work downwards (account admin, organization admin, space role); bindings and
 * custom roles add permissions to a space or a project. Contract §7, and the authorization notes of the API's types.
 */

const everything: ReadonlySet<Permission> = new Set(permissions);
const nothing: ReadonlySet<Permission> = new Set();
const ofPredefined: Readonly<Record<MemberRole, ReadonlySet<Permission>>> = {
  ADMIN: new Set(predefinedPermissions.ADMIN),
  MEMBER: new Set(predefinedPermissions.MEMBER),
  READ_ONLY: new Set(predefinedPermissions.READ_ONLY),
  ANNOTATOR: new Set(predefinedPermissions.ANNOTATOR),
};
const ofAccountMember: ReadonlySet<Permission> = new Set<Permission>(['USER_READ', 'ROLE_READ']);

export function isAccountAdmin(user: StoredUser): boolean {
  return user.role.type === 'PREDEFINED' && user.role.name === 'ADMIN';
}

/** Users with the account role ANNOTATOR take only ANNOTATOR anywhere, and nobody else takes it (contract §7). */
export function isAnnotator(user: StoredUser): boolean {
  return user.role.type === 'PREDEFINED' && user.role.name === 'ANNOTATOR';
}

/** Account-level permissions: admins all, members may read users and roles, custom roles what they list. */
export function mayInAccount(account: Account, user: StoredUser, permission: Permission): boolean {
  if (isAccountAdmin(user)) return true;
  if (user.role.type === 'CUSTOM') return account.roles.get(user.role.id)?.permissions.includes(permission) ?? false;
  return !isAnnotator(user) && ofAccountMember.has(permission);
}

export function isOrganizationAdmin(organization: StoredOrganization, user: StoredUser): boolean {
  return isAccountAdmin(user) || organization.members.get(user.id)?.role === 'ADMIN';
}

export function seesOrganization(organization: StoredOrganization, user: StoredUser): boolean {
  return isAccountAdmin(user) || organization.members.has(user.id);
}

/** The predefined role in a space: the explicit one; or in a public space, that in the organization (doc). */
export function spaceRole(account: Account, space: StoredSpace, user: StoredUser): MemberRole | undefined {
  const organization = must(account.organizations, space.organizationId);
  if (isOrganizationAdmin(organization, user)) return 'ADMIN';
  const role = space.members.get(user.id)?.role;
  if (role !== undefined) return 'predefined' in role ? role.predefined : undefined;
  return space.private ? undefined : organization.members.get(user.id)?.role;
}

export function inSpace(account: Account, space: StoredSpace, user: StoredUser): ReadonlySet<Permission> {
  if (isOrganizationAdmin(must(account.organizations, space.organizationId), user)) return everything;
  const role = spaceRole(account, space, user);
  return union(role === undefined ? nothing : ofPredefined[role], bound(account, space.id, user));
}

/** On a restricted project only bindings on it count, besides admins (doc). */
export function onProject(account: Account, project: StoredProject, user: StoredUser): ReadonlySet<Permission> {
  const space = must(account.spaces, project.spaceId);
  const direct = bound(account, project.id, user);
  if (account.restrictions.has(project.id) && spaceRole(account, space, user) !== 'ADMIN') return direct;
  return union(inSpace(account, space, user), direct);
}

/** Private spaces are visible to their members and to account, organization and space admins only. */
export function seesSpace(account: Account, space: StoredSpace, user: StoredUser): boolean {
  return inSpace(account, space, user).size > 0;
}

function bound(account: Account, resourceId: string, user: StoredUser): ReadonlySet<Permission> {
  const binding = account.bindingsByResource.get(resourceId)?.get(user.id);
  return binding === undefined ? nothing : new Set(must(account.roles, binding.roleId).permissions);
}

function union(a: ReadonlySet<Permission>, b: ReadonlySet<Permission>): ReadonlySet<Permission> {
  if (a.size === 0) return b;
  if (b.size === 0) return a;
  return new Set([...a, ...b]);
}
