import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { holdsKey } from '../load/variables.js';
import { findLogin } from '../remote/login.js';
import type { Surroundings } from './surroundings.js';

type Place = Pick<Surroundings, 'env' | 'home'>;

/**
 * The keys of the login, wherever they stand: in `ARIZE_API_KEY`, in the profile that is used, and in the TOML of every
 * profile, also where that is broken. None of them may end up in a plan.
 */
export async function ownKeys({ env, home }: Place): Promise<readonly string[]> {
  const login = await findLogin({ env, home });
  const keys = [env['ARIZE_API_KEY'], login.ok ? login.value.apiKey : undefined, ...(await keysInProfiles(env, home))];
  return [...new Set(keys.map((key) => key?.trim() ?? '').filter((key) => key !== ''))];
}

/** Whether a variable of the environment holds a key of the login, whatever its name: a profile may name any. */
export async function holdsOwnKey(place: Place): Promise<(variable: string) => boolean> {
  const keys = await ownKeys(place);
  return (variable) => variable === 'ARIZE_API_KEY' || holdsKey(place.env[variable] ?? '', keys);
}

async function keysInProfiles(env: Place['env'], home: string): Promise<readonly (string | undefined)[]> {
  const folder = join(home, '.arize', 'profiles');
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(
    names.filter((name) => name.endsWith('.toml')).map((name) => readFile(join(folder, name), 'utf8').catch(() => '')),
  );
  return texts
    .flatMap((text) => secretsIn(text))
    .map((value) => {
      const variable = /^\$\{([^}:]+)(?::([^}]*))?\}$/.exec(value);
      return variable === null ? value : (env[variable[1] ?? ''] ?? variable[2]);
    });
}

/** Read as text: a profile that is no valid TOML may still hold the key. */
function secretsIn(text: string): readonly string[] {
  const found = text.matchAll(/^\s*(?:\w+_)?(?:key|token)\s*=\s*("""|'''|"|')([\s\S]*?)\1/gm);
  return [...found].map(([, , value = '']) => value);
}

/**
 * Whether the key of who applies may be one that a list shows redacted (`ak-abc...xyz`): head and tail are the key's own.
 * One of which nothing is shown may be any. Without a key (a login by OAuth) it is none.
 */
export async function ownKeyMatcher(
  place: Pick<Surroundings, 'env' | 'home'>,
): Promise<(redacted?: string) => boolean> {
  const login = await findLogin(place);
  const key = login.ok ? login.value.apiKey : undefined;
  return (redacted) => key !== undefined && matchesRedacted(key, redacted);
}

export function matchesRedacted(key: string, redacted: string | undefined): boolean {
  const parts = /^(.*?)(?:\.{2,}|…|\*+)(.*)$/.exec(redacted ?? '');
  if (parts === null) return true;
  const [, head = '', tail = ''] = parts;
  return key.startsWith(head) && key.endsWith(tail);
}
