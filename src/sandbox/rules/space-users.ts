import { ok } from '../../model/result.js';
import type { Account, SpaceMember, StoredRole, StoredSpace, StoredUser } from '../account.js';
import { dropBinding, dropSpaceMember, must, putSpaceMember } from '../account.js';
import type { Answer } from '../answer.js';
import { refuse } from '../answer.js';
import { findRole, findUser } from '../find.js';
import { inSpace, isAnnotator, spaceRole } from '../privileges.js';
import type { MemberRole, SpaceRoleAssignment } from '../wire.js';
import { bind } from './role-bindings.js';
import { getSpace } from './spaces.js';

export interface SpaceMembershipResult {
  readonly space: StoredSpace;
  readonly user: StoredUser;
  readonly member: SpaceMember;
}

/** An upsert. Needs organization membership; annotators take only ANNOTATOR, and nobody else takes it. */
export function addSpaceUser(
  account: Account,
  caller: StoredUser,
  spaceId: string,
  wanted: { readonly user_id: string; readonly role: SpaceRoleAssignment },
): Answer<SpaceMembershipResult> {
  const found = getSpace(account, caller, spaceId);
  if (!found.ok) return found;
  const space = found.value;
  const allowed =
    wanted.role.type === 'PREDEFINED'
      ? spaceRole(account, space, caller) === 'ADMIN'
      : inSpace(account, space, caller).has('ROLE_BINDING_CREATE');
  if (!allowed)
    return refuse(403, 'adding a user to a space needs space admin, or ROLE_BINDING_CREATE for a custom role');
  const user = findUser(account, wanted.user_id);
  if (!user.ok) return user;
  if (!must(account.organizations, space.organizationId).members.has(user.value.id)) {
    return refuse(400, "the user is not a member of the space's organization");
  }
  if (isAnnotator(user.value) !== (wanted.role.type === 'PREDEFINED' && wanted.role.name === 'ANNOTATOR')) {
    return refuse(400, 'only users whose account role is ANNOTATOR can have the ANNOTATOR role here');
  }
  if (wanted.role.type === 'PREDEFINED')
    return ok({ space, user: user.value, member: putPredefined(account, space, user.value, wanted.role.name) });
  const role = findRole(account, wanted.role.id);
  return role.ok ? ok({ space, user: user.value, member: putCustom(account, space, user.value, role.value) }) : role;
}

/** Removes the membership and the user's binding on the space; who has only a binding is not a member. */
export function removeSpaceUser(
  account: Account,
  caller: StoredUser,
  spaceId: string,
  userId: string,
): Answer<undefined> {
  const space = getSpace(account, caller, spaceId);
  if (!space.ok) return space;
  const allowed =
    spaceRole(account, space.value, caller) === 'ADMIN' ||
    inSpace(account, space.value, caller).has('ROLE_BINDING_DELETE');
  if (!allowed) return refuse(403, 'removing a user from a space needs space admin or ROLE_BINDING_DELETE');
  const user = findUser(account, userId);
  if (!user.ok) return user;
  if (!space.value.members.has(user.value.id)) return refuse(404, 'the user is not a member of the space');
  dropSpaceMember(account, space.value, user.value.id);
  return ok(undefined);
}

/** The binding that backed a custom role goes with it; a binding that was made for itself stays. */
export function putPredefined(account: Account, space: StoredSpace, user: StoredUser, role: MemberRole): SpaceMember {
  const before = space.members.get(user.id)?.role;
  const binding = account.bindingsByResource.get(space.id)?.get(user.id);
  if (before !== undefined && 'custom' in before && binding?.roleId === before.custom) dropBinding(account, binding);
  return putSpaceMember(account, space, user.id, { predefined: role });
}

export function putCustom(account: Account, space: StoredSpace, user: StoredUser, role: StoredRole): SpaceMember {
  bind(account, user, role, 'SPACE', space.id);
  return putSpaceMember(account, space, user.id, { custom: role.id });
}
