import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { RemoteFailure } from './port.js';
import type { AxProfile, ProfilePlace } from './profile.js';
import { readActiveProfile, readEnvironmentLogin } from './profile.js';

/** As whom and where to connect. `profile` is absent where that comes from the environment. */
export interface Login extends Omit<AxProfile, 'name'> {
  readonly profile?: string;
}

/**
 * The login that both transports use, so that both talk to the same account: the active ax profile; where none is
 * active, `ARIZE_API_KEY` with `ARIZE_BASE_URL`.
 */
export async function findLogin(place: ProfilePlace): Promise<Result<Login, RemoteFailure>> {
  const active = await readActiveProfile(place);
  if (!active.ok) return active;
  if (active.value !== undefined) {
    const { name, ...login } = active.value;
    return ok({ ...login, profile: name });
  }
  const login = readEnvironmentLogin(place.env);
  if (!login.ok) return login;
  if (login.value !== undefined) return ok(login.value);
  return failed({
    kind: 'no-profile',
    message: 'ax has no active profile, and ARIZE_API_KEY is not set: there is no login for Arize.',
    hint: 'run `ax profiles create`; or, in CI, set ARIZE_API_KEY (and ARIZE_BASE_URL for another host)',
    uncertain: false,
  });
}
