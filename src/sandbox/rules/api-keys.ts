import { ok } from '../../model/result.js';
import type { Account, StoredKey, StoredUser } from '../account.js';
import { must, nextId } from '../account.js';
import type { Answer } from '../answer.js';
import { refuse } from '../answer.js';
import { findKey, findUser } from '../find.js';
import { newKey, rawKey, setSecret } from '../keys.js';
import type { Page, PageRequest } from '../page.js';
import { pageOf } from '../page.js';
import type { Permission } from '../permissions.js';
import { inSpace, isAccountAdmin, spaceRole } from '../privileges.js';
import { getSpace } from './spaces.js';

/** A key and its raw text, which is given out this once. */
export interface MadeKey {
  readonly key: StoredKey;
  readonly raw: string;
}

/** User keys by default, service keys with a space. The status is ACTIVE unless asked otherwise. */
export function listKeys(
  account: Account,
  caller: StoredUser,
  filter: {
    readonly type?: 'USER' | 'SERVICE';
    readonly status: 'ACTIVE' | 'REVOKED';
    readonly spaceId?: string;
    readonly userId?: string;
  },
  page: PageRequest,
): Answer<Page<StoredKey>> {
  const type = filter.type ?? (filter.spaceId === undefined ? 'USER' : 'SERVICE');
  if (type === 'USER' && filter.spaceId !== undefined) return refuse(400, 'space_id goes with service keys');
  if (filter.userId !== undefined) {
    const user = findUser(account, filter.userId);
    if (!user.ok) return user;
    if (type === 'USER' && user.value !== caller && !isAccountAdmin(caller))
      return refuse(403, "listing another user's keys needs account admin");
  }
  if (filter.spaceId !== undefined) {
    const space = getSpace(account, caller, filter.spaceId);
    if (!space.ok) return space;
    if (!inSpace(account, space.value, caller).has('SERVICE_KEY_READ'))
      return refuse(403, 'listing service keys needs SERVICE_KEY_READ in the space');
  }
  return pageOf(account.keys, page, (key) => {
    if (key.type !== type || key.status !== filter.status) return false;
    if (type === 'USER') return key.createdBy === (filter.userId ?? caller.id);
    if (filter.userId !== undefined && key.createdBy !== filter.userId) return false;
    if (filter.spaceId !== undefined) return must(account.users, key.actsAs).spaces.has(filter.spaceId);
    return key.createdBy === caller.id || isAccountAdmin(caller);
  });
}

export function createUserKey(
  account: Account,
  caller: StoredUser,
  wanted: { readonly name: string; readonly description?: string; readonly expires_at?: string },
): Answer<MadeKey> {
  const may = developerAccess(account, caller);
  if (!may.ok) return may;
  const expiry = future(account, wanted.expires_at);
  if (!expiry.ok) return expiry;
  const raw = rawKey(account);
  const key = newKey(account, raw, {
    name: wanted.name,
    type: 'USER',
    createdBy: caller.id,
    actsAs: caller.id,
    ...(wanted.description !== undefined && { description: wanted.description }),
    ...(expiry.value !== undefined && { expiresAt: expiry.value }),
  });
  return ok({ key, raw });
}

/**
 * Gives the key a new secret, at once; the key keeps its ID, name and bindings. The old secret stays good for the grace
 * period, but never longer than it was. A key with an expiry needs one again, which can't be later.
 */
export function refreshKey(
  account: Account,
  caller: StoredUser,
  id: string,
  wanted: { readonly expires_at?: string; readonly grace_period_seconds?: number },
): Answer<MadeKey> {
  const found = findKey(account, id);
  if (!found.ok) return found;
  const key = found.value;
  const may = mayChange(account, caller, key, 'SERVICE_KEY_CREATE');
  if (!may.ok) return may;
  const developer = developerAccess(account, caller);
  if (!developer.ok) return developer;
  if (key.status !== 'ACTIVE') return refuse(400, 'the key is revoked');
  if (key.expiresAt !== undefined && wanted.expires_at === undefined)
    return refuse(422, 'expires_at is required: the key has an expiry');
  const expiry = future(account, wanted.expires_at);
  if (!expiry.ok) return expiry;
  if (
    key.expiresAt !== undefined &&
    expiry.value !== undefined &&
    Date.parse(expiry.value) > Date.parse(key.expiresAt)
  ) {
    return refuse(422, "expires_at is later than the key's expiry: create a new key for a longer life");
  }
  if (key.previous !== undefined) account.keysByHash.delete(key.previous.hash);
  delete key.previous;
  const grace = wanted.grace_period_seconds ?? 0;
  if (grace > 0) {
    const until = Math.min(Date.parse(account.now()) + grace * 1000, Date.parse(key.expiresAt ?? '9999-12-31'));
    key.previous = { hash: key.hash, until: new Date(until).toISOString() };
  }
  const raw = rawKey(account);
  setSecret(account, key, raw);
  if (expiry.value !== undefined) key.expiresAt = expiry.value;
  return ok({ key, raw });
}

/** Idempotent. A key that the caller may not read is not found. */
export function revokeKey(account: Account, caller: StoredUser, id: string): Answer<undefined> {
  const key = findKey(account, id);
  if (!key.ok) return key;
  const may = mayChange(account, caller, key.value, 'SERVICE_KEY_REVOKE');
  if (!may.ok) return may;
  key.value.status = 'REVOKED';
  return ok(undefined);
}

/** The account's switch is off: nobody makes keys (contract §7). The user's own is_developer counts too. */
export function developerAccess(account: Account, caller: StoredUser): Answer<undefined> {
  if (!account.settings.developerAccess) return refuse(403, 'developer access is disabled for this account');
  return caller.developer ? ok(undefined) : refuse(403, 'you do not have developer permissions');
}

/** A timestamp in the future, in UTC. */
export function future(account: Account, timestamp: string | undefined): Answer<string | undefined> {
  if (timestamp === undefined) return ok(undefined);
  if (Date.parse(timestamp) <= Date.parse(account.now())) return refuse(422, 'expires_at must be in the future');
  return ok(new Date(timestamp).toISOString());
}

/** A service key's bot user: it has memberships, but can't sign in and is listed nowhere. */
export function newBot(account: Account, keyName: string, role: StoredUser['role']): StoredUser {
  const id = nextId(account, 'User');
  return {
    id,
    name: `${keyName} (service key)`,
    email: '',
    role,
    status: 'ACTIVE',
    developer: true,
    password: false,
    bot: true,
    createdAt: account.now(),
    organizations: new Set(),
    spaces: new Set(),
    bindings: new Set(),
    keys: new Set(),
  };
}

function mayChange(account: Account, caller: StoredUser, key: StoredKey, permission: Permission): Answer<undefined> {
  const creator = key.createdBy === caller.id;
  if (isAccountAdmin(caller)) return ok(undefined);
  if (key.type === 'USER') return creator ? ok(undefined) : refuse(404, 'API key not found');
  const spaces = [...must(account.users, key.actsAs).spaces].map((id) => must(account.spaces, id));
  if (spaces.length > 0 && spaces.every((space) => spaceRole(account, space, caller) === 'ADMIN')) return ok(undefined);
  if (creator && spaces.every((space) => inSpace(account, space, caller).has(permission))) return ok(undefined);
  const reads = creator || spaces.some((space) => inSpace(account, space, caller).has('SERVICE_KEY_READ'));
  return reads
    ? refuse(403, `this needs space admin, or ${permission} and to be the key's creator`)
    : refuse(404, 'API key not found');
}
