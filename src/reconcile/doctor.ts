import type { Check } from '../remote/doctor.js';
import { checkAccount, failedCheck, skipped } from '../remote/doctor.js';
import { checkNetwork } from '../remote/network/check.js';
import { axNamed, connect } from './connect.js';
import type { Host } from './host.js';
import type { ConnectionRequest } from './request.js';
import type { Sight } from './sight.js';
import { checkSight } from './sight.js';
import type { Surroundings } from './surroundings.js';

export interface Examination extends Pick<Sight, 'login'> {
  readonly checks: readonly Check[];
  /** Whether something does not work. */
  readonly isFailed: boolean;
  /** Whether a plan of the files would leave something out. */
  readonly isPlanIncomplete: boolean;
  /** The command that is next: `doctor` once what failed is repaired. */
  readonly next: Sight['next'];
}

/** What works, what doesn't, what the login can't see, and what to do about each. Changes nothing. */
export async function examine(request: ConnectionRequest, at: Surroundings, host: Host): Promise<Examination> {
  const reached = await (request.transport === 'api' ? checkApi(request, at, host) : checkWithAx(request, at));
  const isCut = reached.some(({ status, isOptional }) => status === 'fail' && isOptional !== true);
  const sight = isCut ? undefined : await checkSight(request, at, host);
  const checks = [...reached, ...(sight?.checks ?? [])];
  const isFailed = checks.some(({ status }) => status === 'fail');
  return {
    checks,
    isFailed,
    isPlanIncomplete: sight?.isPlanIncomplete === true,
    next: isFailed || sight === undefined ? 'doctor' : sight.next,
    ...(sight?.login !== undefined && { login: sight.login }),
  };
}

async function checkWithAx(request: ConnectionRequest, { env, home }: Surroundings): Promise<readonly Check[]> {
  const { checkAx } = await import('../remote/ax/doctor.js');
  return checkAx({ env, home, ...axNamed(request, env) });
}

/** The REST API needs no ax, so none is looked for. */
async function checkApi(request: ConnectionRequest, at: Surroundings, host: Host): Promise<readonly Check[]> {
  const arize = await connect(request, at, host);
  try {
    const connection = await arize.describe();
    return connection.ok
      ? [...(await checkNetwork(at)), ...(await checkAccount(arize, connection.value))]
      : [failedCheck('login', connection.error), ...skipped('reach')];
  } finally {
    await arize.close();
  }
}
