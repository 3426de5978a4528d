import { readFile } from 'node:fs/promises';
import type { Check } from '../doctor.js';
import { failedCheck } from '../doctor.js';
import { findLogin } from '../login.js';
import type { ProfilePlace } from '../profile.js';
import { failureOfError } from './failures.js';
import { AnswerProblem } from './failures.js';
import { askerOf } from './fetch.js';
import { proxyFor, shownProxy } from '../../machine/proxy.js';

/** Which way requests to Arize take from here, as the environment says; nothing where there is no login to say where to. */
export async function checkNetwork(place: ProfilePlace): Promise<readonly Check[]> {
  const login = await findLogin(place);
  if (!login.ok) return [];
  const { apiUrl, appUrl } = login.value;
  const ways = [...new Set([apiUrl, appUrl])]
    .filter((url) => URL.canParse(url))
    .map((url) => {
      const proxy = proxyFor(url, place.env);
      return `${new URL(url).host} ${proxy === undefined ? 'directly' : `through the proxy ${shownProxy(proxy)}`}`;
    });
  const redirected = await redirection(apiUrl, place.env);
  const network: Check = redirected ?? { name: 'network', status: 'ok', detail: ways.join('; ') };
  return [network, ...(await certificates(place.env))];
}

/** ax follows a redirect to another server, without the key, and believes what it is told there (contract §3). */
async function redirection(apiUrl: string, env: ProfilePlace['env']): Promise<Check | undefined> {
  const { fetch, way } = askerOf(apiUrl, env);
  try {
    const { href } = new URL('/v2/users?limit=1', apiUrl);
    await fetch({ url: href, method: 'GET', headers: new Headers(), signal: AbortSignal.timeout(5_000) });
  } catch (error) {
    // Whatever else is wrong, the look at the account says.
    if (error instanceof AnswerProblem) return failedCheck('network', failureOfError(error, false, 0, way));
  }
  return undefined;
}

/** Node says nothing that a script would see where the file is not there, and nothing at all of some that are no use. */
async function certificates(env: ProfilePlace['env']): Promise<readonly Check[]> {
  const file = env['NODE_EXTRA_CA_CERTS'] ?? '';
  if (file === '') return [];
  const text = await readFile(file, 'latin1').catch(() => undefined);
  if (text?.includes('-----BEGIN ') === true)
    return [{ name: 'certificates', status: 'ok', detail: `also those in ${file} (NODE_EXTRA_CA_CERTS)` }];
  const what = text === undefined ? "that can't be read" : 'without certificates in PEM';
  const detail = `NODE_EXTRA_CA_CERTS names a file ${what}: ${file}`;
  return [{ name: 'certificates', status: 'warn', detail, hint: 'set it to a file with certificates in PEM' }];
}
