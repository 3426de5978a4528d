import { ok } from '../../model/result.js';
import type {
  Account,
  SpaceMember,
  StoredBinding,
  StoredProject,
  StoredRole,
  StoredSpace,
  StoredUser,
} from '../account.js';
import { changeBindingRole, dropBinding, must, nextId, putBinding } from '../account.js';
import type { Answer } from '../answer.js';
import { refuse } from '../answer.js';
import { findBinding, findProject, findRole, findSpace, findUser } from '../find.js';
import type { Page, PageRequest } from '../page.js';
import { pageOf } from '../page.js';
import type { Permission } from '../permissions.js';
import { inSpace, onProject } from '../privileges.js';
import type { BindingResourceType } from '../wire.js';

/** Only bindings in spaces where the caller has ROLE_BINDING_READ; none such is an empty list, not a 403 (SDK 8.61). */
export function listBindings(
  account: Account,
  caller: StoredUser,
  filter: { readonly resourceType: BindingResourceType; readonly userId?: string },
  page: PageRequest,
): Answer<Page<StoredBinding>> {
  if (filter.userId !== undefined) {
    const user = findUser(account, filter.userId);
    if (!user.ok) return user;
  }
  const readable = new Map<string, boolean>();
  return pageOf(account.bindings, page, (binding) => {
    if (
      binding.resourceType !== filter.resourceType ||
      (filter.userId !== undefined && binding.userId !== filter.userId)
    )
      return false;
    const space = spaceOf(account, binding);
    const known = readable.get(space.id) ?? inSpace(account, space, caller).has('ROLE_BINDING_READ');
    readable.set(space.id, known);
    return known;
  });
}

/** What the caller may not read is not found. */
export function getBinding(account: Account, caller: StoredUser, id: string): Answer<StoredBinding> {
  return permitted(account, caller, id, ['ROLE_BINDING_READ']);
}

/** One per user and resource. A resource that isn't there is a 403, like one without the right (SDK 8.61). */
export function createBinding(
  account: Account,
  caller: StoredUser,
  wanted: {
    readonly role_id: string;
    readonly user_id: string;
    readonly resource_type: BindingResourceType;
    readonly resource_id: string;
  },
): Answer<StoredBinding> {
  const resource =
    wanted.resource_type === 'SPACE'
      ? findSpace(account, wanted.resource_id)
      : findProject(account, wanted.resource_id);
  if (!resource.ok && resource.error.status === 400) return resource;
  if (!resource.ok || !permissionsOn(account, caller, resource.value).has('ROLE_BINDING_CREATE')) {
    return refuse(403, 'binding a role needs ROLE_BINDING_CREATE on the resource');
  }
  const user = findUser(account, wanted.user_id);
  if (!user.ok) return user;
  const role = findRole(account, wanted.role_id);
  if (!role.ok) return role;
  if (account.bindingsByResource.get(wanted.resource_id)?.has(wanted.user_id) === true) {
    return refuse(409, 'the user has a role binding on this resource already');
  }
  return ok(bind(account, user.value, role.value, wanted.resource_type, wanted.resource_id));
}

/** Only the role is mutable. */
export function updateBinding(
  account: Account,
  caller: StoredUser,
  id: string,
  change: { readonly role_id: string },
): Answer<StoredBinding> {
  const binding = permitted(account, caller, id, ['ROLE_BINDING_CREATE', 'ROLE_BINDING_DELETE']);
  if (!binding.ok) return binding;
  const role = findRole(account, change.role_id);
  if (!role.ok) return role;
  const member = membershipBehind(account, binding.value);
  changeBindingRole(account, binding.value, role.value.id);
  if (member !== undefined) member.role = { custom: role.value.id };
  return binding;
}

export function deleteBinding(account: Account, caller: StoredUser, id: string): Answer<undefined> {
  const binding = permitted(account, caller, id, ['ROLE_BINDING_DELETE']);
  if (!binding.ok) return binding;
  if (membershipBehind(account, binding.value) !== undefined) {
    const space = must(account.spaces, binding.value.resourceId);
    space.members.delete(binding.value.userId);
    must(account.users, binding.value.userId).spaces.delete(space.id);
  }
  dropBinding(account, binding.value);
  return ok(undefined);
}

/** Makes the binding, or gives the existing one this role. */
export function bind(
  account: Account,
  user: StoredUser,
  role: StoredRole,
  resourceType: BindingResourceType,
  resourceId: string,
): StoredBinding {
  const existing = account.bindingsByResource.get(resourceId)?.get(user.id);
  if (existing !== undefined) {
    changeBindingRole(account, existing, role.id);
    return existing;
  }
  const now = account.now();
  const binding: StoredBinding = {
    id: nextId(account, 'RoleBinding'),
    roleId: role.id,
    userId: user.id,
    resourceType,
    resourceId,
    createdAt: now,
    updatedAt: now,
  };
  putBinding(account, binding);
  return binding;
}

/** The space membership whose custom role is this binding (it was made with `add-user` and a custom role). */
function membershipBehind(account: Account, binding: StoredBinding): SpaceMember | undefined {
  const member =
    binding.resourceType === 'SPACE' ? must(account.spaces, binding.resourceId).members.get(binding.userId) : undefined;
  return member !== undefined && 'custom' in member.role && member.role.custom === binding.roleId ? member : undefined;
}

function permitted(
  account: Account,
  caller: StoredUser,
  id: string,
  needed: readonly Permission[],
): Answer<StoredBinding> {
  const binding = findBinding(account, id);
  if (!binding.ok) return binding;
  const { resourceType, resourceId } = binding.value;
  const resource = resourceType === 'SPACE' ? must(account.spaces, resourceId) : must(account.projects, resourceId);
  const held = permissionsOn(account, caller, resource);
  return needed.every((permission) => held.has(permission)) ? binding : refuse(404, 'role binding not found');
}

function permissionsOn(
  account: Account,
  caller: StoredUser,
  resource: StoredSpace | StoredProject,
): ReadonlySet<Permission> {
  return 'spaceId' in resource ? onProject(account, resource, caller) : inSpace(account, resource, caller);
}

function spaceOf(account: Account, binding: StoredBinding): StoredSpace {
  return must(
    account.spaces,
    binding.resourceType === 'SPACE' ? binding.resourceId : must(account.projects, binding.resourceId).spaceId,
  );
}
