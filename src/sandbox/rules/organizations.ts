import { ok } from '../../model/result.js';
import type { Account, OrganizationMember, StoredOrganization, StoredUser } from '../account.js';
import {
  dropOrganization,
  dropOrganizationMember,
  nextId,
  putOrganization,
  putOrganizationMember,
  renameOrganization,
} from '../account.js';
import type { Answer } from '../answer.js';
import { refuse } from '../answer.js';
import { findOrganization, findUser } from '../find.js';
import type { Page, PageRequest } from '../page.js';
import { pageOf } from '../page.js';
import { isAccountAdmin, isAnnotator, isOrganizationAdmin, mayInAccount, seesOrganization } from '../privileges.js';
import type { OrganizationRoleAssignment } from '../wire.js';

export function listOrganizations(
  account: Account,
  caller: StoredUser,
  filter: { readonly name?: string },
  page: PageRequest,
): Answer<Page<StoredOrganization>> {
  const name = filter.name?.toLowerCase();
  return pageOf(
    account.organizations,
    page,
    (organization) =>
      seesOrganization(organization, caller) && (name === undefined || organization.name.toLowerCase().includes(name)),
  );
}

export function getOrganization(account: Account, caller: StoredUser, id: string): Answer<StoredOrganization> {
  const organization = findOrganization(account, id);
  if (!organization.ok || seesOrganization(organization.value, caller)) return organization;
  return refuse(404, 'organization not found');
}

export function createOrganization(
  account: Account,
  caller: StoredUser,
  wanted: { readonly name: string; readonly description?: string },
): Answer<StoredOrganization> {
  if (!mayInAccount(account, caller, 'ORGANIZATION_CREATE'))
    return refuse(403, 'creating an organization needs account admin');
  if (account.organizationsByName.has(wanted.name))
    return refuse(409, `there is an organization named ${wanted.name} already`);
  const organization: StoredOrganization = {
    id: nextId(account, 'AccountOrganization'),
    name: wanted.name,
    description: wanted.description ?? '',
    createdAt: account.now(),
    members: new Map(),
    spaces: new Map(),
  };
  putOrganization(account, organization);
  return ok(organization);
}

/** A description of `null` clears it (contract §2). */
export function updateOrganization(
  account: Account,
  caller: StoredUser,
  id: string,
  change: { readonly name?: string; readonly description?: string | null },
): Answer<StoredOrganization> {
  const found = administered(account, caller, id);
  if (!found.ok) return found;
  const organization = found.value;
  const namesake = change.name === undefined ? undefined : account.organizationsByName.get(change.name);
  if (namesake !== undefined && namesake !== organization)
    return refuse(409, `there is an organization named ${namesake.name} already`);
  if (change.name !== undefined) renameOrganization(account, organization, change.name);
  if (change.description !== undefined) organization.description = change.description ?? '';
  return ok(organization);
}

/** Takes all its spaces along, and everything in them. */
export function deleteOrganization(account: Account, caller: StoredUser, id: string): Answer<undefined> {
  const found = getOrganization(account, caller, id);
  if (!found.ok) return found;
  if (!isAccountAdmin(caller)) return refuse(403, 'deleting an organization needs account admin');
  dropOrganization(account, found.value);
  return ok(undefined);
}

/** An upsert; annotators take only ANNOTATOR, and nobody else takes it. */
export function addOrganizationUser(
  account: Account,
  caller: StoredUser,
  id: string,
  wanted: { readonly user_id: string; readonly role: OrganizationRoleAssignment },
): Answer<{
  readonly organization: StoredOrganization;
  readonly user: StoredUser;
  readonly member: OrganizationMember;
}> {
  const organization = administered(account, caller, id);
  if (!organization.ok) return organization;
  const user = findUser(account, wanted.user_id);
  if (!user.ok) return user;
  if (wanted.role.type === 'CUSTOM') return refuse(400, 'custom roles are not supported for organizations');
  if (isAnnotator(user.value) !== (wanted.role.name === 'ANNOTATOR')) {
    return refuse(400, 'only users whose account role is ANNOTATOR can have the ANNOTATOR role here');
  }
  const member = putOrganizationMember(account, organization.value, user.value.id, wanted.role.name);
  return ok({ organization: organization.value, user: user.value, member });
}

/** Removes the user from the organization's spaces as well. */
export function removeOrganizationUser(
  account: Account,
  caller: StoredUser,
  id: string,
  userId: string,
): Answer<undefined> {
  const organization = administered(account, caller, id);
  if (!organization.ok) return organization;
  const user = findUser(account, userId);
  if (!user.ok) return user;
  if (!organization.value.members.has(user.value.id))
    return refuse(404, 'the user is not a member of the organization');
  dropOrganizationMember(account, organization.value, user.value.id);
  return ok(undefined);
}

function administered(account: Account, caller: StoredUser, id: string): Answer<StoredOrganization> {
  const organization = getOrganization(account, caller, id);
  if (!organization.ok || isOrganizationAdmin(organization.value, caller)) return organization;
  return refuse(403, 'this needs organization admin');
}
