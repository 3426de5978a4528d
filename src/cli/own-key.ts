import { findLogin } from '../remote/login.js';
import type { Context } from './context.js';

/** Whether a variable of the environment holds the API key of who applies, whatever its name: a profile may name any. */
export async function holdsOwnKey({
  env,
  home,
}: Pick<Context, 'env' | 'home'>): Promise<(variable: string) => boolean> {
  const login = await findLogin({ env, home });
  const key = login.ok ? login.value.apiKey : undefined;
  return (variable) => variable === 'ARIZE_API_KEY' || (key !== undefined && env[variable] === key);
}
