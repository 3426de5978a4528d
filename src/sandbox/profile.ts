import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'smol-toml';
import { shellWord } from '../model/shell-word.js';

/** The key that the example account's first admin has. It opens nothing but a sandbox. */
const exampleKey = 'sandbox-admin-key';

/**
 * Writes an ax profile that points to a sandbox into a home directory of its own, and returns the lines that say how to
 * use it. There is no flag of ax to choose a profile, so a HOME is the way (contract §1); never hand in the user's own.
 * The key is written as it is, so that a real ARIZE_API_KEY in the environment is never sent to a sandbox.
 */
export async function writeSandboxProfile(
  home: string,
  where: { readonly host: string; readonly scheme: 'http' | 'https'; readonly apiKey?: string },
): Promise<readonly string[]> {
  const profiles = join(home, '.arize', 'profiles');
  await mkdir(profiles, { recursive: true });
  const profile = {
    profile: { name: 'sandbox' },
    auth: { auth_method: 'api-key', api_key: where.apiKey ?? exampleKey },
    routing: { api_host: where.host, api_scheme: where.scheme, app_host: where.host, app_scheme: where.scheme },
    update: { enabled: false },
  };
  await writeFile(join(profiles, 'sandbox.toml'), `${stringify(profile)}\n`, { mode: 0o600 });
  await writeFile(join(home, '.arize', '.active_profile'), 'sandbox');
  return ['In another terminal, point ax and ax-gitops at it:', `  export HOME=${shellWord(home)}`, '  ax users list'];
}
