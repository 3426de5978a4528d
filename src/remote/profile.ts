import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseToml, TomlError } from 'smol-toml';
import { reasonOf } from '../machine/reason.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { didYouMean } from '../model/suggestion.js';
import { hiding } from './hidden-key.js';
import { oddCharacterIn, trimmedKey } from './key-characters.js';
import { profileVariable } from './profile-variable.js';
import type { Table } from './profile-fields.js';
import { checkFields, likeHost, lineOf, ProfileProblem } from './profile-fields.js';
import type { FailureKind, RemoteFailure } from './port.js';

/** What an ax profile says about where and as whom to connect, with `${VAR}` references expanded. */
export interface AxProfile {
  readonly name: string;
  readonly authMethod: 'api-key' | 'oauth';
  /** Only with `api-key`. A secret: never printed, logged or put into an argument. */
  readonly apiKey?: string;
  /** The REST API's base URL, e.g. `https://api.arize.com`. */
  readonly apiUrl: string;
  /** The app's base URL, where GraphQL lives, e.g. `https://app.arize.com`. Not checked: only the roster needs it. */
  readonly appUrl: string;
}

/** The environment and home directory that a profile is looked up in. */
export interface ProfilePlace {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The profile that is asked for by name, else the active one below `home`; `undefined` where there is neither. Reads files,
 * writes none (contract §1).
 */
export async function readActiveProfile({
  home,
  env,
}: ProfilePlace): Promise<Result<AxProfile | undefined, RemoteFailure>> {
  const folder = join(home, '.arize');
  const asked = env[profileVariable]?.trim() ?? '';
  const active = asked === '' ? await readIfThere(join(folder, '.active_profile')) : ok(asked);
  // Which login is meant is not known, and another one is not it.
  if (!active.ok) return failed(unread('the name of the active ax profile', active.error));
  const name = active.value?.trim() ?? '';
  if (name === '') return ok(undefined);
  const what = asked === '' ? 'the name of the active profile' : `the name given with --profile or ${profileVariable}`;
  if (/[/\\\0]/.test(name)) return failed(bad(`${what} is not a name: ${JSON.stringify(name)}`));
  const path = join(folder, 'profiles', `${name}.toml`);
  const text = await readIfThere(path);
  if (!text.ok) return failed(unread(`the ax profile ${JSON.stringify(name)}`, text.error));
  if (text.value === undefined) return failed(await missingProfile(name, asked !== '', join(folder, 'profiles')));
  try {
    return ok(interpret(name, parse(text.value), env));
  } catch (error) {
    return failed(explained(error, name, path, text.value));
  }
}

async function missingProfile(name: string, isAsked: boolean, folder: string): Promise<RemoteFailure> {
  const files = await readdir(folder).catch(() => []);
  const known = files.flatMap((file) => (file.endsWith('.toml') ? [file.slice(0, -'.toml'.length)] : [])).sort();
  const others = known.length === 0 ? 'there are none yet' : `there are ${known.join(', ')}`;
  const choice = isAsked ? 'name one of them with --profile' : 'choose one with `ax profiles use NAME`';
  return {
    ...bad(
      `${isAsked ? 'there is no' : 'the active'} ax profile ${JSON.stringify(name)}${isAsked ? '' : ' does not exist'}`,
    ),
    hint: didYouMean(name, known) ?? `${others}; ${choice}, or run \`ax profiles create\``,
  };
}

function parse(text: string): Table {
  if (text.startsWith('\uFEFF'))
    throw new ProfileProblem(
      'it begins with a byte order mark, which TOML does not allow',
      undefined,
      'save the file as UTF-8 without a byte order mark',
    );
  return parseToml(text);
}

/** A parser's message quotes the line it failed on, which may hold the key: of it only the place is taken. */
function explained(error: unknown, name: string, path: string, text: string): RemoteFailure {
  const problem = error instanceof ProfileProblem ? error : undefined;
  const [line, reason] =
    error instanceof TomlError
      ? [error.line, `it is not valid TOML (column ${String(error.column)})`]
      : [
          problem?.field === undefined ? undefined : lineOf(text, problem.field),
          problem?.message ?? 'it is not valid TOML',
        ];
  const where = `${path}${line === undefined ? '' : `:${String(line)}`}`;
  const failure = bad(`the ax profile ${JSON.stringify(name)} can't be used: ${reason} (${where})`);
  return problem?.hint === undefined ? failure : { ...failure, hint: problem.hint };
}

/** What the environment says without a profile: `ARIZE_API_KEY`, and `ARIZE_BASE_URL` for another host. */
export function readEnvironmentLogin(
  env: ProfilePlace['env'],
): Result<Omit<AxProfile, 'name'> | undefined, RemoteFailure> {
  const apiKey = trimmedKey(env['ARIZE_API_KEY'] ?? '');
  if (apiKey === '') return ok(undefined);
  const odd = oddCharacterIn(apiKey);
  if (odd !== undefined)
    return failed({
      ...bad(`ARIZE_API_KEY holds a character that no key has: ${odd}`),
      hint: `copy the key again, and set the variable without quotes${/^bearer\b/i.test(apiKey) ? ' and without `Bearer`' : ''} in the value`,
    });
  const base = env['ARIZE_BASE_URL'];
  if (base === undefined || base === '')
    return ok({ authMethod: 'api-key', apiKey, apiUrl: 'https://api.arize.com', appUrl: 'https://app.arize.com' });
  const url = URL.canParse(base) ? new URL(base) : undefined;
  const isBase =
    url !== undefined && /^https?:$/.test(url.protocol) && !/[?#@]/.test(base) && /^\/?$/.test(url.pathname);
  if (!isBase) {
    // What stands before an @ may be a password, and what was put there by mistake the key.
    const shown = base.includes('@') ? 'it holds a user' : JSON.stringify(hiding(apiKey)(base));
    return failed({
      ...bad(`ARIZE_BASE_URL is not a base URL: ${shown}`),
      hint: 'write it like https://api.eu-west-1a.arize.com',
    });
  }
  const appUrl = `${url.protocol}//${url.host.replace(/^api\./, 'app.')}`;
  return ok({ authMethod: 'api-key', apiKey, apiUrl: `${url.protocol}//${url.host}`, appUrl });
}

function interpret(name: string, table: Table, env: ProfilePlace['env']): AxProfile {
  const expanded = expand(table, env) as Table;
  checkFields(expanded);
  const auth = section(expanded, 'auth');
  const routing = section(expanded, 'routing');
  const apiKey = text(auth, 'api_key');
  const method = text(auth, 'auth_method') || (apiKey !== '' ? 'api-key' : 'oauth');
  const urls = resolveRouting(routing);
  if (!URL.canParse(urls.apiUrl))
    throw new ProfileProblem('it names no API host that there can be', ['routing'], likeHost);
  if (method === 'oauth') return { name, authMethod: 'oauth', ...urls };
  if (method !== 'api-key')
    throw new ProfileProblem(`auth_method is neither "api-key" nor "oauth"`, ['auth', 'auth_method']);
  if (trimmedKey(apiKey) === '') throw new ProfileProblem('it has no api_key', ['auth']);
  return { name, authMethod: 'api-key', apiKey: trimmedKey(apiKey), ...urls };
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
    throw new ProfileProblem('only one of region, single_host/single_port and base_domain may be given', ['routing']);
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
  return typeof value === 'string' ? value : '';
}

/** Fails with the path and the reason where there is something that can't be read. */
async function readIfThere(path: string): Promise<Result<string | undefined, string>> {
  try {
    return ok(await readFile(path, 'utf8'));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(code) ? ok(undefined) : failed(`${path}: ${reasonOf(error)}`);
  }
}

function unread(what: string, why: string): RemoteFailure {
  return { ...bad(`${what} can't be read: ${why}`), hint: 'it has to be a file that you may read: see `ls -l` of it' };
}

function bad(message: string): RemoteFailure {
  const kind: FailureKind = 'bad-profile';
  return {
    kind,
    message,
    hint: 'correct it, or choose another with `ax profiles use NAME` or --profile NAME',
    uncertain: false,
  };
}
