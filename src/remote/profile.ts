import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { FailureKind, RemoteFailure } from './port.js';

/** What an ax profile says about where and as whom to connect, with `${VAR}` references expanded. */
export interface AxProfile {
  readonly name: string;
  readonly authMethod: 'api-key' | 'oauth';
  /** Only with `api-key`. A secret: never printed, logged or put into an argument. */
  readonly apiKey?: string;
  /** The REST API's base URL, e.g. `https://api.arize.com`. */
  readonly apiUrl: string;
  /** The app's base URL, where GraphQL lives, e.g. `https://app.arize.com`. */
  readonly appUrl: string;
}

/** The environment and home directory that a profile is looked up in. */
export interface ProfilePlace {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

type Table = Readonly<Record<string, unknown>>;

/** The active profile below `home`; `undefined` where none is active. Reads files, writes none (contract §1). */
export async function readActiveProfile({
  home,
  env,
}: ProfilePlace): Promise<Result<AxProfile | undefined, RemoteFailure>> {
  const folder = join(home, '.arize');
  const active = await readIfThere(join(folder, '.active_profile'));
  const name = active?.trim() ?? '';
  if (name === '') return ok(undefined);
  if (/[/\\\0]/.test(name)) return failed(bad(`the name of the active profile is no name: ${JSON.stringify(name)}`));
  const text = await readIfThere(join(folder, 'profiles', `${name}.toml`));
  if (text === undefined) {
    return failed({
      ...bad(`the active profile ${JSON.stringify(name)} does not exist`),
      hint: 'run `ax profiles create`, or choose another with `ax profiles use NAME`',
    });
  }
  try {
    return ok(interpret(name, parseToml(text) as Table, env));
  } catch (error) {
    // A parser's message quotes the line it failed on, which may hold the key.
    const reason = error instanceof ProfileProblem ? error.message : 'it is no valid TOML';
    return failed(bad(`the profile ${JSON.stringify(name)} can't be used: ${reason}`));
  }
}

/** What the environment says without a profile: `ARIZE_API_KEY`, and `ARIZE_BASE_URL` for another host. */
export function readEnvironmentLogin(
  env: ProfilePlace['env'],
): Result<Omit<AxProfile, 'name'> | undefined, RemoteFailure> {
  const apiKey = env['ARIZE_API_KEY'];
  if (apiKey === undefined || apiKey === '') return ok(undefined);
  const base = env['ARIZE_BASE_URL'];
  if (base === undefined || base === '')
    return ok({ authMethod: 'api-key', apiKey, apiUrl: 'https://api.arize.com', appUrl: 'https://app.arize.com' });
  const url = URL.canParse(base) ? new URL(base) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || (url.pathname !== '/' && url.pathname !== '')) {
    return failed({
      ...bad(`ARIZE_BASE_URL is no base URL: ${JSON.stringify(base)}`),
      hint: 'write it like https://api.eu-west-1a.arize.com',
    });
  }
  const appUrl = `${url.protocol}//${url.host.replace(/^api\./, 'app.')}`;
  return ok({ authMethod: 'api-key', apiKey, apiUrl: `${url.protocol}//${url.host}`, appUrl });
}

class ProfileProblem extends Error {}

function interpret(name: string, table: Table, env: ProfilePlace['env']): AxProfile {
  const expanded = expand(table, env) as Table;
  const auth = section(expanded, 'auth');
  const routing = section(expanded, 'routing');
  const apiKey = text(auth, 'api_key');
  const method = text(auth, 'auth_method') || (apiKey !== '' ? 'api-key' : 'oauth');
  const urls = resolveRouting(routing);
  if (method === 'oauth') return { name, authMethod: 'oauth', ...urls };
  if (method !== 'api-key') throw new ProfileProblem(`unknown auth_method ${JSON.stringify(method)}`);
  if (apiKey.trim() === '') throw new ProfileProblem('it has no api_key');
  return { name, authMethod: 'api-key', apiKey: apiKey.trim(), ...urls };
}

const regionAliases: Readonly<Record<string, string>> = { US: 'us-east-1b', CA: 'ca-central-1a', EU: 'eu-west-1a' };

/** As ax and its SDK do it (`ax/config/schema.py`, `arize/config.py` of 0.39.0 and 8.61.0). */
function resolveRouting(routing: Table): { readonly apiUrl: string; readonly appUrl: string } {
  const given = text(routing, 'region');
  const region = regionAliases[given.toUpperCase()] ?? given;
  const singleHost = text(routing, 'single_host');
  const singlePort = text(routing, 'single_port');
  const baseDomain = text(routing, 'base_domain');
  if ([region, singleHost || singlePort, baseDomain].filter((option) => option !== '').length > 1) {
    throw new ProfileProblem('only one of region, single_host/single_port and base_domain may be given');
  }
  const apiScheme = text(routing, 'api_scheme') || 'https';
  const appScheme = text(routing, 'app_scheme') || 'https';
  if (region !== '')
    return { apiUrl: `${apiScheme}://api.${region}.arize.com`, appUrl: `https://app.${region}.arize.com` };
  if (baseDomain !== '') return { apiUrl: `${apiScheme}://api.${baseDomain}`, appUrl: `https://app.${baseDomain}` };
  const apiHost = (singleHost || text(routing, 'api_host') || 'api.arize.com').replace(/\/+$/, '');
  const apiUrl = `${apiScheme}://${singlePort === '' ? apiHost : `${apiHost.replace(/:\d+$/, '')}:${singlePort}`}`;
  if (singleHost !== '')
    return { apiUrl, appUrl: `${appScheme}://${singleHost}${singlePort === '' ? '' : `:${singlePort}`}` };
  return { apiUrl, appUrl: `${appScheme}://${text(routing, 'app_host') || 'app.arize.com'}` };
}

/** `${VAR}` and `${VAR:default}`, in every text of the profile. */
function expand(value: unknown, env: ProfilePlace['env']): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(
      /\$\{([^}:]+)(?::([^}]*))?\}/g,
      (_match, variable: string, fallback: string | undefined) => {
        const found = env[variable] ?? fallback;
        if (found === undefined) throw new ProfileProblem(`the environment variable ${variable} is not set`);
        return found;
      },
    );
  }
  // As in ax, texts inside lists are left as they are.
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expand(inner, env)]));
}

function section(table: Table, name: string): Table {
  const value = table[name];
  return typeof value === 'object' && value !== null ? (value as Table) : {};
}

function text(table: Table, field: string): string {
  const value = table[field];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

function bad(message: string): RemoteFailure {
  const kind: FailureKind = 'bad-profile';
  return {
    kind,
    message,
    hint: 'mend it with `ax profiles create`, or choose another with `ax profiles use NAME`',
    uncertain: false,
  };
}
