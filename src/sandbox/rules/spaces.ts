import { ok } from '../../model/result.js';
import type { Account, StoredSpace, StoredUser } from '../account.js';
import { dropSpace, must, nextId, putSpace, renameSpace } from '../account.js';
import type { Answer } from '../answer.js';
import { refuse } from '../answer.js';
import { findSpace } from '../find.js';
import type { Page, PageRequest } from '../page.js';
import { pageOf } from '../page.js';
import { inSpace, isOrganizationAdmin, seesSpace } from '../privileges.js';
import { getOrganization } from './organizations.js';

export function listSpaces(
  account: Account,
  caller: StoredUser,
  filter: { readonly organizationId?: string; readonly name?: string },
  page: PageRequest,
): Answer<Page<StoredSpace>> {
  if (filter.organizationId !== undefined) {
    const organization = getOrganization(account, caller, filter.organizationId);
    if (!organization.ok) return organization;
  }
  const name = filter.name?.toLowerCase();
  return pageOf(
    account.spaces,
    page,
    (space) =>
      (filter.organizationId === undefined || space.organizationId === filter.organizationId) &&
      (name === undefined || space.name.toLowerCase().includes(name)) &&
      seesSpace(account, space, caller),
  );
}

/** A space that the caller can't see is not found. */
export function getSpace(account: Account, caller: StoredUser, id: string): Answer<StoredSpace> {
  const space = findSpace(account, id);
  if (!space.ok || seesSpace(account, space.value, caller)) return space;
  return refuse(404, 'space not found');
}

/** The name is unique in the organization, not in the account. */
export function createSpace(
  account: Account,
  caller: StoredUser,
  wanted: {
    readonly name: string;
    readonly organization_id: string;
    readonly description?: string;
    readonly is_private?: boolean;
  },
): Answer<StoredSpace> {
  const organization = getOrganization(account, caller, wanted.organization_id);
  if (!organization.ok) return organization;
  if (!isOrganizationAdmin(organization.value, caller)) return refuse(403, 'creating a space needs organization admin');
  if (organization.value.spaces.has(wanted.name))
    return refuse(409, `the organization has a space named ${wanted.name} already`);
  const space: StoredSpace = {
    id: nextId(account, 'Space'),
    organizationId: organization.value.id,
    name: wanted.name,
    description: wanted.description ?? '',
    private: wanted.is_private ?? false,
    createdAt: account.now(),
    members: new Map(),
    projects: new Map(),
  };
  putSpace(account, space);
  return ok(space);
}

/** A description of `null` clears it. */
export function updateSpace(
  account: Account,
  caller: StoredUser,
  id: string,
  change: { readonly name?: string; readonly description?: string | null; readonly is_private?: boolean },
): Answer<StoredSpace> {
  const found = getSpace(account, caller, id);
  if (!found.ok) return found;
  const space = found.value;
  if (!inSpace(account, space, caller).has('SPACE_UPDATE'))
    return refuse(403, 'updating a space needs space admin or SPACE_UPDATE');
  const namesake =
    change.name === undefined ? undefined : must(account.organizations, space.organizationId).spaces.get(change.name);
  if (namesake !== undefined && namesake !== space.id)
    return refuse(409, 'the organization has a space of that name already');
  if (change.name !== undefined) renameSpace(account, space, change.name);
  if (change.description !== undefined) space.description = change.description ?? '';
  if (change.is_private !== undefined) space.private = change.is_private;
  return ok(space);
}

/** Takes everything in it along. */
export function deleteSpace(account: Account, caller: StoredUser, id: string): Answer<undefined> {
  const space = getSpace(account, caller, id);
  if (!space.ok) return space;
  if (!inSpace(account, space.value, caller).has('SPACE_DELETE'))
    return refuse(403, 'deleting a space needs space admin or SPACE_DELETE');
  dropSpace(account, space.value);
  return ok(undefined);
}
