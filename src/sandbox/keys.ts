import { createHash, randomBytes } from 'node:crypto';
import type { Account, StoredKey, StoredUser } from './account.js';
import { must, nextId, putKey } from './account.js';

/** A fresh raw key. It is handed out once; the store keeps its hash. */
export function rawKey({ secret }: Pick<Account, 'secret'>): string {
  return secret?.() ?? `ak-${randomBytes(24).toString('base64url')}`;
}

function hashOf(raw: string): string {
  return createHash('sha256').update(raw).digest('hex');
}

function redact(raw: string): string {
  return `${raw.slice(0, 6)}...${raw.slice(-4)}`;
}

/** Makes this the key's secret; earlier ones stop working, but for the `previous` that a refresh leaves. */
export function setSecret(account: Account, key: StoredKey, raw: string): void {
  account.keysByHash.delete(key.hash);
  key.hash = hashOf(raw);
  key.redacted = redact(raw);
  putKey(account, key);
}

export function newKey(
  account: Account,
  raw: string,
  about: Pick<StoredKey, 'name' | 'type' | 'createdBy' | 'actsAs'> & {
    readonly description?: string;
    readonly expiresAt?: string;
  },
): StoredKey {
  const key: StoredKey = {
    id: nextId(account, 'ApiKey'),
    ...about,
    status: 'ACTIVE',
    hash: hashOf(raw),
    redacted: redact(raw),
    createdAt: account.now(),
  };
  putKey(account, key);
  return key;
}

export interface KnownKey {
  readonly user: StoredUser;
  readonly key: StoredKey;
}

/** User keys need developer access, of the user and of the account; service keys go on without (contract §7). */
export function hasDeveloperAccess(account: Account, { user, key }: KnownKey): boolean {
  return key.type === 'SERVICE' || (account.settings.developerAccess && user.developer);
}

/** Whom a raw key acts as, if it is good now. */
export function userOfKey(account: Account, raw: string): KnownKey | undefined {
  const hash = hashOf(raw);
  const key = account.keysByHash.get(hash);
  if (key?.status !== 'ACTIVE') return undefined;
  const until = key.hash === hash ? key.expiresAt : key.previous?.until;
  if (until !== undefined && Date.parse(until) <= Date.parse(account.now())) return undefined;
  const user = must(account.users, key.actsAs);
  return user.status === 'ACTIVE' ? { user, key } : undefined;
}
