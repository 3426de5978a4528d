import type { Arize } from '../remote/port.js';
import type { Host } from './host.js';
import { ownKeyMatcher } from './own-key.js';
import type { ConnectionRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

/** What holds where a request says nothing. */
export const connectionDefaults = {
  transport: 'ax',
  axMode: 'auto',
  timeout: 60,
  roster: 'auto',
} as const;

/** Processes of `ax` at once. Each keeps a processor busy, so that more of them would only be in each other's way. */
export const processesAtOnce = 4;

type Place = Pick<Surroundings, 'env' | 'home'>;

/** The way to Arize that is asked for. Nothing is called yet; adapters are loaded only when chosen. */
export async function connect(request: ConnectionRequest, { env, home }: Place, host: Host): Promise<Arize> {
  const all = { ...connectionDefaults, ...request };
  const tell = (text: string) => {
    host.notify({ type: 'told', text });
  };
  const arize = { ...(await transport(all, { env, home }, tell)), mayBeInUse: await ownKeyMatcher({ env, home }) };
  if (all.roster === 'off') return arize;
  const [{ rosterReader }, { rememberingMembers }] = await Promise.all([
    import('../remote/roster/index.js'),
    import('../remote/roster/remembered.js'),
  ]);
  const members = rosterReader({
    env,
    home,
    timeoutMs: all.timeout * 1000,
    ...(all.rosterQueries !== undefined && { queries: all.rosterQueries }),
    isWhole: all.roster === 'graphql',
    tell,
  });
  return rememberingMembers({ ...arize, members });
}

/** The launcher of `ax` that is named; without one, it is looked for on PATH. */
export function axNamed({ ax }: ConnectionRequest, env: Surroundings['env']): { readonly ax?: string } {
  const named = ax ?? env['AX_GITOPS_AX'] ?? '';
  return named === '' ? {} : { ax: named };
}

async function transport(
  request: ConnectionRequest & Required<Pick<ConnectionRequest, keyof typeof connectionDefaults>>,
  { env, home }: Place,
  tell: (text: string) => void,
): Promise<Arize> {
  const { concurrency, axMode: runner } = request;
  const timeoutMs = request.timeout * 1000;
  if (request.transport === 'api') {
    const { apiTransport } = await import('../remote/api/index.js');
    return apiTransport({ env, home, ...(concurrency !== undefined && { concurrency }), timeoutMs, tell });
  }
  const { axTransport } = await import('../remote/ax/adapter.js');
  return axTransport({
    env,
    home,
    ...axNamed(request, env),
    runner,
    concurrency: concurrency ?? processesAtOnce,
    timeoutMs,
    tell,
  });
}
