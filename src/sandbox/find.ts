import { ok } from '../model/result.js';
import type {
  Account,
  StoredBinding,
  StoredKey,
  StoredOrganization,
  StoredProject,
  StoredRole,
  StoredSpace,
  StoredUser,
} from './account.js';
import type { Answer } from './answer.js';
import { refuse } from './answer.js';
import type { IdType } from './ids.js';
import { readId } from './ids.js';

/* Look-ups by ID: 400 for what is no ID of that type, 404 for what isn't there. Privileges are the rules' business. */

export function findUser(account: Account, id: string): Answer<StoredUser> {
  const user = find(account.users, id, 'User', 'user');
  return user.ok && user.value.status === 'INACTIVE' ? refuse(404, 'user not found') : user;
}

export function findOrganization(account: Account, id: string): Answer<StoredOrganization> {
  return find(account.organizations, id, 'AccountOrganization', 'organization');
}

export function findSpace(account: Account, id: string): Answer<StoredSpace> {
  return find(account.spaces, id, 'Space', 'space');
}

export function findProject(account: Account, id: string): Answer<StoredProject> {
  return find(account.projects, id, 'Model', 'project');
}

export function findRole(account: Account, id: string): Answer<StoredRole> {
  return find(account.roles, id, 'Role', 'role');
}

export function findBinding(account: Account, id: string): Answer<StoredBinding> {
  return find(account.bindings, id, 'RoleBinding', 'role binding');
}

export function findKey(account: Account, id: string): Answer<StoredKey> {
  return find(account.keys, id, 'ApiKey', 'API key');
}

/** Deactivated users and bots as well. */
export function findAnyUser(account: Account, id: string): Answer<StoredUser> {
  return find(account.users, id, 'User', 'user');
}

function find<T>(entries: ReadonlyMap<string, T>, id: string, type: IdType, noun: string): Answer<T> {
  if (readId(id)?.type !== type) return refuse(400, `${id} is not the ID of a ${noun}`);
  const entry = entries.get(id);
  return entry === undefined ? refuse(404, `${noun} not found`) : ok(entry);
}
