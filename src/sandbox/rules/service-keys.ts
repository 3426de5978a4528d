import { ok } from '../../model/result.js';
import type { Account, StoredOrganization, StoredRole, StoredSpace, StoredUser } from '../account.js';
import { putOrganizationMember, putSpaceMember, putUser } from '../account.js';
import type { Answer } from '../answer.js';
import { refuse } from '../answer.js';
import { findRole } from '../find.js';
import { newKey, rawKey } from '../keys.js';
import { inSpace, isAccountAdmin, isOrganizationAdmin, spaceRole } from '../privileges.js';
import type { AccountRoleAssignment, MemberRole, OrganizationRoleAssignment, SpaceRoleAssignment } from '../wire.js';
import type { MadeKey } from './api-keys.js';
import { developerAccess, future, newBot } from './api-keys.js';
import { getOrganization } from './organizations.js';
import { putCustom } from './space-users.js';
import { getSpace } from './spaces.js';

export interface NewServiceKey {
  readonly name: string;
  readonly description?: string;
  readonly expires_at?: string;
  readonly account_role?: AccountRoleAssignment;
  readonly organizations: readonly {
    readonly org_id: string;
    readonly role?: OrganizationRoleAssignment;
    readonly spaces: readonly { readonly space_id: string; readonly role?: SpaceRoleAssignment }[];
  }[];
}

interface Grant {
  readonly organization: StoredOrganization;
  readonly role: MemberRole;
  readonly spaces: readonly { readonly space: StoredSpace; readonly role: MemberRole | StoredRole }[];
}

const rank: Readonly<Record<MemberRole, number>> = { ANNOTATOR: 0, READ_ONLY: 1, MEMBER: 2, ADMIN: 3 };

/**
 * Makes the key together with its bot user. Everything is checked first, so that a refused request changes nothing.
 * Roles at or below the caller's own; defaults: space MEMBER, organization READ_ONLY, account MEMBER (contract §7).
 */
export function createServiceKey(account: Account, caller: StoredUser, wanted: NewServiceKey): Answer<MadeKey> {
  const may = developerAccess(account, caller);
  if (!may.ok) return may;
  const expiry = future(account, wanted.expires_at);
  if (!expiry.ok) return expiry;
  const role = accountRole(caller, wanted.account_role ?? { type: 'PREDEFINED', name: 'MEMBER' });
  if (!role.ok) return role;
  const grants: Grant[] = [];
  for (const entry of wanted.organizations) {
    const grant = grantOf(account, caller, entry);
    if (!grant.ok) return grant;
    if (grants.some((other) => other.organization === grant.value.organization))
      return refuse(422, 'an organization is listed twice');
    grants.push(grant.value);
  }

  const bot = newBot(account, wanted.name, role.value);
  putUser(account, bot);
  for (const grant of grants) {
    putOrganizationMember(account, grant.organization, bot.id, grant.role);
    for (const { space, role: spaceGrant } of grant.spaces) {
      if (typeof spaceGrant === 'string') putSpaceMember(account, space, bot.id, { predefined: spaceGrant });
      else putCustom(account, space, bot, spaceGrant);
    }
  }
  const raw = rawKey(account);
  const key = newKey(account, raw, {
    name: wanted.name,
    type: 'SERVICE',
    createdBy: caller.id,
    actsAs: bot.id,
    ...(wanted.description !== undefined && { description: wanted.description }),
    ...(expiry.value !== undefined && { expiresAt: expiry.value }),
  });
  return ok({ key, raw });
}

function accountRole(caller: StoredUser, role: AccountRoleAssignment): Answer<AccountRoleAssignment> {
  if (role.type === 'CUSTOM') return refuse(422, 'custom account roles are not supported for service keys');
  if (role.name === 'ANNOTATOR' || role.name === 'MEMBER_UI_ONLY')
    return refuse(400, `the account role ${role.name} is not valid for service keys`);
  if (role.name === 'ADMIN' && !isAccountAdmin(caller)) return refuse(422, 'the account role is above your own');
  return ok(role);
}

function grantOf(account: Account, caller: StoredUser, entry: NewServiceKey['organizations'][number]): Answer<Grant> {
  const organization = getOrganization(account, caller, entry.org_id);
  if (!organization.ok) return organization;
  const role = predefined(
    entry.role ?? { type: 'PREDEFINED', name: 'READ_ONLY' },
    organizationLevel(organization.value, caller),
  );
  if (!role.ok) return role;
  const spaces: { space: StoredSpace; role: MemberRole | StoredRole }[] = [];
  for (const wanted of entry.spaces) {
    const found = getSpace(account, caller, wanted.space_id);
    if (!found.ok) return found;
    const space = found.value;
    if (space.organizationId !== organization.value.id)
      return refuse(422, 'a space does not belong to the organization that it is listed under');
    if (spaces.some((other) => other.space === space)) return refuse(422, 'a space is listed twice');
    if (!inSpace(account, space, caller).has('SERVICE_KEY_CREATE'))
      return refuse(403, 'creating a service key needs SERVICE_KEY_CREATE in the space');
    const assigned = wanted.role ?? { type: 'PREDEFINED', name: 'MEMBER' };
    const spaceGrant: Answer<MemberRole | StoredRole> =
      assigned.type === 'CUSTOM'
        ? findRole(account, assigned.id)
        : predefined(assigned, spaceRole(account, space, caller) ?? 'MEMBER');
    if (!spaceGrant.ok) return spaceGrant;
    spaces.push({ space, role: spaceGrant.value });
  }
  return ok({ organization: organization.value, role: role.value, spaces });
}

function organizationLevel(organization: StoredOrganization, caller: StoredUser): MemberRole {
  return isOrganizationAdmin(organization, caller)
    ? 'ADMIN'
    : (organization.members.get(caller.id)?.role ?? 'READ_ONLY');
}

function predefined(role: OrganizationRoleAssignment, own: MemberRole): Answer<MemberRole> {
  if (role.type === 'CUSTOM') return refuse(422, 'custom organization roles are not supported for service keys');
  if (role.name === 'ANNOTATOR') return refuse(422, 'the role ANNOTATOR is not valid for service keys');
  return rank[role.name] > rank[own] ? refuse(422, 'a role is above your own') : ok(role.name);
}
