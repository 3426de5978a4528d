import type { ResolvedCall } from '../model/call.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { Secret } from '../model/secret.js';
import type { CallResult, RawObject, RemoteFailure } from './port.js';

/** The fields of answers that hold a secret (contract §2, §7). */
const secretFields = ['key', 'temporary_password'];

/** Whether the answer to a call holds a secret: then nothing of it may be quoted. */
export function bringsSecret({ do: name }: ResolvedCall): boolean {
  return name === 'users.create' || (name.startsWith('api-keys.') && name !== 'api-keys.revoke');
}

/** What an answer says, with the secret in a field of its own. */
export function callResult(call: ResolvedCall, object: RawObject | undefined): CallResult {
  if (object === undefined) return {};
  const named = typeof object['id'] === 'string' ? { id: object['id'] } : {};
  if (!bringsSecret(call)) return { ...named, object };
  const secret = secretFields.map((field) => object[field]).find((value) => typeof value === 'string' && value !== '');
  const rest = Object.fromEntries(Object.entries(object).filter(([field]) => !secretFields.includes(field)));
  return { ...named, object: rest, ...(typeof secret === 'string' && { secret: new Secret(secret) }) };
}

/** The fields of a membership (contract §9): any of them may be left out, but nobody else's answer has one. */
const ofMembership = ['id', 'user_id', 'organization_id', 'space_id', 'role'];

/**
 * Whether an answer is not Arize's, such as that of a captive portal, although it is JSON. Nothing lists memberships, so nothing
 * else shows that one was not given.
 */
export function isForeign({ do: name }: ResolvedCall, object: RawObject | undefined): boolean {
  if (object === undefined || !name.endsWith('.add-user')) return false;
  if (Array.isArray(object)) return true;
  const fields = Object.keys(object);
  return fields.length > 0 && !fields.some((field) => ofMembership.includes(field));
}

/** What was to be removed and is not found is gone, where it is Arize that says so; anybody on the way can answer with a bare 404. */
export function removalOfMissing(failure: RemoteFailure): Result<CallResult, RemoteFailure> {
  if (failure.isExplained === true) return ok({ alreadyGone: true });
  return failed({
    ...failure,
    message: `${failure.message}, without Arize's explanation: whether it is removed is unknown`,
    hint: 'a proxy, a router or another server may have answered in place of Arize: check the host, then apply again',
  });
}
