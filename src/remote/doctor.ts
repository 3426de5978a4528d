import type { Result } from '../model/result.js';
import type { Arize, Connection, Listing, RemoteFailure } from './port.js';
import { isNotShown } from '../model/not-shown.js';

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'fail' | 'warn' | 'skip';
  readonly detail: string;
  readonly hint?: string;
  /** Where it fails, a plan can be made all the same, and leaves open what is not seen. */
  readonly isOptional?: true;
}

interface Privilege {
  readonly name: string;
  readonly listing: Listing;
  readonly needs: string;
  /** Without it nothing can be planned. */
  readonly isIndispensable?: true;
}

/** Which privilege a listing needs (contract §6, §7). */
const privileges: readonly Privilege[] = [
  { name: 'organizations', listing: { list: 'organizations' }, needs: 'a login of the account', isIndispensable: true },
  { name: 'roles', listing: { list: 'roles' }, needs: 'ROLE_READ, or the account role admin' },
  {
    name: 'role bindings',
    listing: { list: 'role-bindings', resourceType: 'SPACE' },
    needs: 'ROLE_BINDING_READ on the space, or the account role admin',
  },
  { name: 'restrictions', listing: { list: 'resource-restrictions' }, needs: 'the right to restrict projects' },
  { name: 'API keys', listing: { list: 'api-keys', keyType: 'USER' }, needs: 'developer access' },
];

/** Looks at a connection through the port, whatever the transport: the login, the way, and what it may list. Changes nothing. */
export async function checkAccount(arize: Arize, { profile, host }: Connection): Promise<readonly Check[]> {
  const login: Check = {
    name: 'login',
    status: 'ok',
    detail: profile === undefined ? `ARIZE_API_KEY, on ${host}` : `profile ${JSON.stringify(profile)}, on ${host}`,
  };
  const users = await arize.list({ list: 'users' });
  if (!users.ok && users.error.kind !== 'forbidden')
    return [login, failedCheck('reach', explainLogin(users.error, profile))];
  const reach: Check = { name: 'reach', status: 'ok', detail: `${host} answers and knows the login` };
  const people: Check = users.ok
    ? { name: 'users', status: 'ok', detail: `${String(users.value.length)} listed` }
    : failedCheck('users', { ...users.error, hint: 'it needs the account role admin or member, or USER_READ' });
  const rest = await Promise.all(
    privileges.map(async (privilege) => checkPrivilege(privilege, await arize.list(privilege.listing))),
  );
  return [login, reach, people, ...rest];
}

function checkPrivilege(
  { name, needs, isIndispensable }: Privilege,
  listed: Result<readonly unknown[], RemoteFailure>,
): Check {
  if (listed.ok) return { name, status: 'ok', detail: `${String(listed.value.length)} listed` };
  if (!isNotShown(listed.error)) return failedCheck(name, listed.error);
  return {
    name,
    status: 'fail',
    ...(isIndispensable !== true && { isOptional: true }),
    detail: `the login may not list them: ${listed.error.message}`,
    hint: `it needs ${needs}`,
  };
}

function explainLogin(failure: RemoteFailure, profile: string | undefined): RemoteFailure {
  if (failure.kind !== 'unauthorized') return failure;
  const where = profile === undefined ? 'ARIZE_API_KEY' : `profile ${JSON.stringify(profile)}`;
  return {
    ...failure,
    message: `Arize does not accept the login of ${where}: ${failure.message}`,
    hint:
      profile === undefined
        ? 'set ARIZE_API_KEY to a key that is active'
        : `renew it with \`ax profiles update\` (an API key) or \`ax auth login\` (OAuth)`,
  };
}

export function failedCheck(name: string, { message, hint }: RemoteFailure): Check {
  return { name, status: 'fail', detail: message, ...(hint !== undefined && { hint }) };
}

export function skipped(...names: readonly string[]): readonly Check[] {
  return names.map((name) => ({ name, status: 'skip', detail: 'skipped: what it needs is missing' }));
}
