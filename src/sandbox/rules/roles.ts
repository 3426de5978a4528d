import { ok } from '../../model/result.js';
import type { Account, StoredRole, StoredUser } from '../account.js';
import { dropRole, nextId, putRole, renameRole } from '../account.js';
import type { Answer } from '../answer.js';
import { refuse } from '../answer.js';
import { findRole } from '../find.js';
import type { Page, PageRequest } from '../page.js';
import { pageOf } from '../page.js';
import type { Permission } from '../permissions.js';
import { predefinedPermissions } from '../permissions.js';
import { mayInAccount } from '../privileges.js';

/** The roles that every account has from the start. Their names are plausible, not measured. */
export function addPredefinedRoles(account: Account): void {
  const described: readonly (readonly [name: string, description: string, permissions: readonly Permission[]])[] = [
    ['Space Admin', 'Full access to a space and its resources', predefinedPermissions.ADMIN],
    ['Space Member', 'Standard access to a space', predefinedPermissions.MEMBER],
    ['Space Read-Only', 'Read-only access to a space', predefinedPermissions.READ_ONLY],
    ['Space Annotator', 'Annotation tasks only', predefinedPermissions.ANNOTATOR],
  ];
  for (const [name, description, permissions] of described)
    putRole(account, newRole(account, { name, description, permissions }, true));
}

export function listRoles(
  account: Account,
  caller: StoredUser,
  filter: { readonly predefined?: boolean },
  page: PageRequest,
): Answer<Page<StoredRole>> {
  if (!mayInAccount(account, caller, 'ROLE_READ')) return refuse(403, 'reading roles needs ROLE_READ');
  return pageOf(
    account.roles,
    page,
    (role) => filter.predefined === undefined || role.predefined === filter.predefined,
  );
}

export function getRole(account: Account, caller: StoredUser, id: string): Answer<StoredRole> {
  if (!mayInAccount(account, caller, 'ROLE_READ')) return refuse(403, 'reading roles needs ROLE_READ');
  return findRole(account, id);
}

export function createRole(
  account: Account,
  caller: StoredUser,
  wanted: { readonly name: string; readonly description?: string; readonly permissions: readonly Permission[] },
): Answer<StoredRole> {
  if (!mayInAccount(account, caller, 'ROLE_CREATE')) return refuse(403, 'creating a role needs ROLE_CREATE');
  if (account.rolesByName.has(wanted.name)) return refuse(409, `there is a role named ${wanted.name} already`);
  const role = newRole(account, wanted, false);
  putRole(account, role);
  return ok(role);
}

/** Permissions are replaced whole; a description of `null` clears it. */
export function updateRole(
  account: Account,
  caller: StoredUser,
  id: string,
  change: {
    readonly name?: string;
    readonly description?: string | null;
    readonly permissions?: readonly Permission[];
  },
): Answer<StoredRole> {
  if (!mayInAccount(account, caller, 'ROLE_UPDATE')) return refuse(403, 'updating a role needs ROLE_UPDATE');
  const found = findRole(account, id);
  if (!found.ok) return found;
  const role = found.value;
  if (role.predefined) return refuse(400, 'predefined roles cannot be updated');
  const namesake = change.name === undefined ? undefined : account.rolesByName.get(change.name);
  if (namesake !== undefined && namesake !== role) return refuse(409, `there is a role named ${namesake.name} already`);
  if (change.name !== undefined) renameRole(account, role, change.name);
  if (change.description !== undefined) role.description = change.description ?? '';
  if (change.permissions !== undefined) role.permissions = asSet(change.permissions);
  role.updatedAt = account.now();
  return ok(role);
}

export function deleteRole(account: Account, caller: StoredUser, id: string): Answer<undefined> {
  if (!mayInAccount(account, caller, 'ROLE_DELETE')) return refuse(403, 'deleting a role needs ROLE_DELETE');
  const role = findRole(account, id);
  if (!role.ok) return role;
  if (role.value.predefined) return refuse(400, 'predefined roles cannot be deleted');
  if ((account.bindingsByRole.get(id)?.size ?? 0) > 0)
    return refuse(409, 'the role still has role bindings: remove them first');
  const inAccount = [...account.users.values()].some(
    (user) => user.role.type === 'CUSTOM' && user.role.id === id && user.status !== 'INACTIVE',
  );
  if (inAccount) return refuse(409, 'the role is still the account role of a user');
  dropRole(account, role.value);
  return ok(undefined);
}

function newRole(
  account: Account,
  wanted: { readonly name: string; readonly description?: string; readonly permissions: readonly Permission[] },
  predefined: boolean,
): StoredRole {
  const now = account.now();
  return {
    id: nextId(account, 'Role'),
    name: wanted.name,
    description: wanted.description ?? '',
    permissions: asSet(wanted.permissions),
    predefined,
    createdAt: now,
    updatedAt: now,
  };
}

/** Permissions are a set: what comes back is in an order of its own. */
function asSet(permissions: readonly Permission[]): readonly Permission[] {
  return [...new Set(permissions)].sort();
}
