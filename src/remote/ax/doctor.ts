import type { Result } from '../../model/result.js';
import type { Check } from '../doctor.js';
import { checkAccount, failedCheck, skipped } from '../doctor.js';
import { checkNetwork } from '../network/check.js';
import type { Connection, RemoteFailure } from '../port.js';
import { axTransport } from './adapter.js';
import { findLauncher } from './launcher.js';

export interface DoctorOptions {
  readonly ax?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** Looks at everything between here and the account, in the order in which one needs the other. Changes nothing. */
export async function checkAx(options: DoctorOptions): Promise<readonly Check[]> {
  const launcher = await findLauncher(options.ax, options.env);
  if (!launcher.ok) return [failedCheck('ax', launcher.error), ...skipped('version', 'login', 'reach')];
  const found: Check = { name: 'ax', status: 'ok', detail: launcher.value };

  const arize = axTransport({ ...options, runner: 'auto', concurrency: 4 });
  try {
    const connection = await arize.describe();
    if (!connection.ok) {
      const name = connection.error.kind.startsWith('ax-') ? 'version' : 'login';
      return [found, failedCheck(name, connection.error), ...(await checkNetwork(options)), ...skipped('reach')];
    }
    const version: Check = { name: 'version', status: 'ok', detail: connection.value.axVersion ?? '' };
    const account = await checkAccount(arize, connection.value);
    const isReached = account.some(({ name, status }) => name === 'reach' && status === 'ok');
    const speed = isReached ? [warmth(await arize.describe())] : [];
    return [found, version, ...speed, ...(await checkNetwork(options)), ...account];
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
