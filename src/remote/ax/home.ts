import { rmSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { NoFolder } from '../../machine/folders.js';
import { noFolderIn, temporaryFolder } from '../../machine/folders.js';
import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import type { Login } from '../login.js';
import { findLogin } from '../login.js';
import type { RemoteFailure } from '../port.js';
import type { ProfilePlace } from '../profile.js';

/** The home directory that ax runs in, and the login that it finds there. */
export interface AxHome {
  readonly path: string;
  readonly login: Login;
  /** Removes what was made for ax. Safe to repeat. */
  remove(): Promise<void>;
}

/**
 * The user's own home where the profile to use is active in it, untouched. Else a private home, readable by the user alone: for
 * a profile other than the active one it leads to the user's profiles, of which ax itself renews OAuth tokens; for
 * `ARIZE_API_KEY` it has a profile that refers to the variable and does not hold the key.
 */
export async function prepareHome(place: ProfilePlace): Promise<Result<AxHome, RemoteFailure>> {
  const login = await findLogin(place);
  if (!login.ok) return login;
  const { profile } = login.value;
  const own = join(place.home, '.arize');
  if (profile !== undefined && (await readActive(own)) === profile)
    return ok({ path: place.home, login: login.value, remove: () => Promise.resolve() });
  const made = await temporaryFolder('ax-gitops-');
  if (!made.ok) return noHome(made.error);
  const home = privateHome(made.value);
  try {
    await fillHome(home.path, login.value, own);
  } catch (error) {
    await home.remove();
    return noHome(noFolderIn(dirname(home.path), error));
  }
  return ok({ ...home, login: login.value });
}

function noHome(problem: NoFolder): Result<never, RemoteFailure> {
  return failed({ kind: 'environment', ...problem, uncertain: false });
}

async function fillHome(home: string, login: Login, own: string): Promise<void> {
  const { profile } = login;
  const folder = join(home, '.arize');
  await mkdir(folder, { mode: 0o700 });
  await writeFile(join(folder, '.active_profile'), profile ?? 'environment', { mode: 0o600 });
  if (profile !== undefined) return symlink(join(own, 'profiles'), join(folder, 'profiles'), 'dir');
  await mkdir(join(folder, 'profiles'), { mode: 0o700 });
  await writeFile(join(folder, 'profiles', 'environment.toml'), profileText(login), { mode: 0o600 });
}

async function readActive(folder: string): Promise<string | undefined> {
  try {
    return (await readFile(join(folder, '.active_profile'), 'utf8')).trim();
  } catch {
    return undefined;
  }
}

function privateHome(path: string): Omit<AxHome, 'login'> {
  // Also when the process ends in the middle of something.
  const removeAtExit = () => {
    rmSync(path, { recursive: true, force: true });
  };
  process.once('exit', removeAtExit);
  return {
    path,
    async remove() {
      process.off('exit', removeAtExit);
      await rm(path, { recursive: true, force: true });
    },
  };
}

function profileText({ apiUrl, appUrl }: Login): string {
  const api = new URL(apiUrl);
  const app = new URL(appUrl);
  const lines = [
    '[profile]',
    'name = "environment"',
    '[auth]',
    'auth_method = "api-key"',
    'api_key = "${ARIZE_API_KEY}"',
    '[routing]',
    `api_host = ${JSON.stringify(api.host)}`,
    `api_scheme = ${JSON.stringify(api.protocol.slice(0, -1))}`,
    `app_host = ${JSON.stringify(app.host)}`,
    `app_scheme = ${JSON.stringify(app.protocol.slice(0, -1))}`,
    '[update]',
    'enabled = false',
  ];
  return `${lines.join('\n')}\n`;
}
