import type { Result } from '../../model/result.js';
import type { Connection, Listing, RemoteFailure } from '../port.js';
import { axTransport } from './adapter.js';
import { findLauncher } from './launcher.js';

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'fail' | 'warn' | 'skip';
  readonly detail: string;
  readonly hint?: string;
}

export interface DoctorOptions {
  readonly ax?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** Which privilege a listing needs (contract §6, §7). */
const privileges: readonly { readonly name: string; readonly listing: Listing; readonly needs: string }[] = [
  { name: 'organizations', listing: { list: 'organizations' }, needs: 'a login of the account' },
  { name: 'roles', listing: { list: 'roles' }, needs: 'ROLE_READ, or the account role admin' },
  {
    name: 'role bindings',
    listing: { list: 'role-bindings', resourceType: 'SPACE' },
    needs: 'ROLE_BINDING_READ on the space, or the account role admin',
  },
  { name: 'restrictions', listing: { list: 'resource-restrictions' }, needs: 'the right to restrict projects' },
  { name: 'API keys', listing: { list: 'api-keys', keyType: 'USER' }, needs: 'developer access' },
];

/** Looks at everything between here and the account, in the order in which one needs the other. Changes nothing. */
export async function checkAx(options: DoctorOptions): Promise<readonly Check[]> {
  const launcher = await findLauncher(options.ax, options.env);
  if (!launcher.ok) return [fail('ax', launcher.error), ...skipped('version', 'login', 'reach')];
  const found: Check = { name: 'ax', status: 'ok', detail: launcher.value };

  const arize = axTransport({ ...options, runner: 'auto', concurrency: 4 });
  try {
    const connection = await arize.describe();
    if (!connection.ok)
      return [
        found,
        fail(connection.error.kind.startsWith('ax-') ? 'version' : 'login', connection.error),
        ...skipped('reach'),
      ];
    const { axVersion = '', profile, host } = connection.value;
    const version: Check = { name: 'version', status: 'ok', detail: axVersion };
    const login: Check = {
      name: 'login',
      status: 'ok',
      detail: profile === undefined ? `ARIZE_API_KEY, on ${host}` : `profile ${JSON.stringify(profile)}, on ${host}`,
    };

    const users = await arize.list({ list: 'users' });
    if (!users.ok && users.error.kind !== 'forbidden')
      return [found, version, login, fail('reach', explainLogin(users.error, profile))];
    const reach: Check = { name: 'reach', status: 'ok', detail: `${host} answers and knows the login` };
    const people: Check = users.ok
      ? { name: 'users', status: 'ok', detail: `${String(users.value.length)} listed` }
      : fail('users', { ...users.error, hint: 'it needs the account role admin or member, or USER_READ' });
    const rest = await Promise.all(
      privileges.map(async ({ name, listing, needs }) => privilege(name, await arize.list(listing), needs)),
    );
    const speed = warmth(await arize.describe());
    return [found, version, speed, login, reach, people, ...rest];
  } finally {
    await arize.close();
  }
}

function warmth(connection: Result<Connection, RemoteFailure>): Check {
  const notWarm = connection.ok ? connection.value.notWarm : undefined;
  return notWarm === undefined
    ? { name: 'speed', status: 'ok', detail: 'ax is kept warm between calls' }
    : {
        name: 'speed',
        status: 'warn',
        detail: `ax is started anew for every call, which takes seconds: ${notWarm}`,
        hint: 'install ax with pipx or uv, or use --transport api',
      };
}

function privilege(name: string, listed: Result<readonly unknown[], RemoteFailure>, needs: string): Check {
  if (listed.ok) return { name, status: 'ok', detail: `${String(listed.value.length)} listed` };
  if (listed.error.kind !== 'forbidden') return fail(name, listed.error);
  return {
    name,
    status: 'fail',
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

function fail(name: string, { message, hint }: RemoteFailure): Check {
  return { name, status: 'fail', detail: message, ...(hint !== undefined && { hint }) };
}

function skipped(...names: readonly string[]): readonly Check[] {
  return names.map((name) => ({ name, status: 'skip', detail: 'not looked at: what it needs is missing' }));
}
