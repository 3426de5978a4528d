import { randomBytes } from 'node:crypto';
import { ok } from '../../model/result.js';
import type { Account, StoredUser } from '../account.js';
import { dropBinding, dropOrganizationMember, must, nextId, putUser } from '../account.js';
import type { Answer } from '../answer.js';
import { refuse } from '../answer.js';
import { findAnyUser, findRole, findUser } from '../find.js';
import type { Page, PageRequest } from '../page.js';
import { pageOf } from '../page.js';
import { isAccountAdmin, mayInAccount } from '../privileges.js';
import type { AccountRoleAssignment, InviteMode, UserStatus } from '../wire.js';

export interface NewUser {
  readonly name: string;
  readonly email: string;
  readonly role: AccountRoleAssignment;
  readonly invite_mode: InviteMode;
  readonly is_developer?: boolean;
}

export interface InvitedUser {
  /** Whether there was an invitation already, which is returned as it is: 200 instead of 201. */
  readonly existed: boolean;
  readonly user: StoredUser;
  readonly temporaryPassword?: string;
}

/** Oldest first; deactivated users and bots are never listed. */
export function listUsers(
  account: Account,
  caller: StoredUser,
  filter: { readonly email?: string; readonly statuses: readonly UserStatus[] },
  page: PageRequest,
): Answer<Page<StoredUser>> {
  if (!mayInAccount(account, caller, 'USER_READ'))
    return refuse(403, 'listing users needs account admin, account member or USER_READ');
  const email = filter.email?.toLowerCase();
  return pageOf(
    account.users,
    page,
    (user) =>
      !user.bot &&
      user.status !== 'INACTIVE' &&
      (filter.statuses.length === 0 || filter.statuses.includes(user.status)) &&
      (email === undefined || user.email.toLowerCase().includes(email)),
  );
}

export function getUser(account: Account, caller: StoredUser, id: string): Answer<StoredUser> {
  const user = findUser(account, id);
  if (!user.ok) return user;
  return mayInAccount(account, caller, 'USER_READ') && !user.value.bot ? user : refuse(404, 'user not found');
}

/** The table of contract §7: what happens depends on who has the email already, and on the invite mode. */
export function createUser(account: Account, caller: StoredUser, wanted: NewUser): Answer<InvitedUser> {
  const allowed = mayCreate(account, caller, wanted.role);
  if (!allowed.ok) return allowed;
  const name = wanted.name.trim();
  if (name === '') return refuse(400, 'name must not be blank');
  if (wanted.role.type === 'CUSTOM') {
    const role = findRole(account, wanted.role.id);
    if (!role.ok) return role;
  }
  const existing = account.usersByEmail.get(wanted.email.toLowerCase());
  if (existing?.status === 'INACTIVE') return refuse(409, 'the user was deactivated and cannot be invited again');
  if (existing?.status === 'ACTIVE') return refuse(409, 'the email belongs to an existing member');
  if (existing?.status === 'INVITED' && wanted.invite_mode !== 'NONE') return ok({ existed: true, user: existing });

  const isReplaced = existing?.status === 'EXPIRED' && account.settings.newIdWhenReinvited;
  if (isReplaced) {
    takeAllFrom(account, existing);
    account.users.delete(existing.id);
  }
  const user = existing === undefined || isReplaced ? newUser(account, wanted.email) : existing;
  user.name = name;
  user.role = wanted.role;
  user.developer =
    wanted.is_developer ??
    (wanted.role.type === 'CUSTOM' || wanted.role.name === 'ADMIN' || wanted.role.name === 'MEMBER');
  user.status = wanted.invite_mode === 'NONE' ? 'ACTIVE' : 'INVITED';
  user.password = false;
  putUser(account, user);
  return ok({
    existed: false,
    user,
    ...(wanted.invite_mode === 'TEMPORARY_PASSWORD' && {
      temporaryPassword: account.secret?.() ?? randomBytes(12).toString('base64url'),
    }),
  });
}

export function updateUser(
  account: Account,
  caller: StoredUser,
  id: string,
  change: { readonly name?: string; readonly is_developer?: boolean },
): Answer<StoredUser> {
  const user = getUser(account, caller, id);
  if (!user.ok) return user;
  if (change.is_developer !== undefined && !isAccountAdmin(caller))
    return refuse(403, 'changing is_developer needs account admin');
  if (!mayInAccount(account, caller, 'USER_UPDATE'))
    return refuse(403, 'changing a user needs account admin or USER_UPDATE');
  const name = change.name?.trim();
  if (name === '') return refuse(400, 'name must not be blank');
  if (name !== undefined) user.value.name = name;
  if (change.is_developer !== undefined) user.value.developer = change.is_developer;
  return user;
}

/** Terminal. Takes memberships, role bindings and the user's own keys along; repeating it is fine. */
export function deleteUser(account: Account, caller: StoredUser, id: string): Answer<undefined> {
  if (!mayInAccount(account, caller, 'USER_DELETE'))
    return refuse(403, 'deleting a user needs account admin or USER_DELETE');
  const found = findAnyUser(account, id);
  if (!found.ok) return found;
  const user = found.value;
  if (user.bot) return refuse(404, 'user not found');
  if (user.id === caller.id) return refuse(400, 'you cannot delete yourself');
  takeAllFrom(account, user);
  user.status = 'INACTIVE';
  return ok(undefined);
}

function takeAllFrom(account: Account, user: StoredUser): void {
  for (const organizationId of [...user.organizations])
    dropOrganizationMember(account, must(account.organizations, organizationId), user.id);
  for (const bindingId of [...user.bindings]) dropBinding(account, must(account.bindings, bindingId));
  for (const keyId of user.keys) must(account.keys, keyId).status = 'REVOKED';
}

export function resendInvitation(account: Account, caller: StoredUser, id: string): Answer<undefined> {
  if (!mayInAccount(account, caller, 'USER_CREATE'))
    return refuse(403, 'resending an invitation needs account admin or USER_CREATE');
  const user = getUser(account, caller, id);
  if (!user.ok) return user;
  if (account.settings.saml) return refuse(400, 'SAML login is enforced for this account');
  if (user.value.status !== 'INVITED') return refuse(400, 'the user is not in the INVITED state');
  return ok(undefined);
}

export function resetPassword(account: Account, caller: StoredUser, id: string): Answer<undefined> {
  if (!mayInAccount(account, caller, 'USER_UPDATE'))
    return refuse(403, 'resetting a password needs account admin or USER_UPDATE');
  const user = getUser(account, caller, id);
  if (!user.ok) return user;
  if (user.value.status !== 'ACTIVE' || !user.value.password)
    return refuse(400, 'the user has no verified password: not verified yet, or signs in through SSO');
  return ok(undefined);
}

/** Members may invite too, but only as MEMBER or ANNOTATOR (SDK 8.61's description of `create_user`). */
function mayCreate(account: Account, caller: StoredUser, role: AccountRoleAssignment): Answer<undefined> {
  if (mayInAccount(account, caller, 'USER_CREATE')) return ok(undefined);
  const isMember = caller.role.type === 'PREDEFINED' && caller.role.name === 'MEMBER';
  if (!isMember) return refuse(403, 'inviting a user needs account admin, account member or USER_CREATE');
  const modest = role.type === 'PREDEFINED' && (role.name === 'MEMBER' || role.name === 'ANNOTATOR');
  return modest ? ok(undefined) : refuse(403, 'account members may invite only members and annotators');
}

function newUser(account: Account, email: string): StoredUser {
  return {
    id: nextId(account, 'User'),
    name: '',
    email,
    role: { type: 'PREDEFINED', name: 'MEMBER' },
    status: 'INVITED',
    developer: false,
    password: false,
    bot: false,
    createdAt: account.now(),
    organizations: new Set(),
    spaces: new Set(),
    bindings: new Set(),
    keys: new Set(),
  };
}
