import type { AxMode } from '../remote/ax/runner-choice.js';
import type { Arize } from '../remote/port.js';
import { clean } from '../report/style.js';
import type { Context } from './context.js';
import { ownKeyMatcher } from '../reconcile/own-key.js';
import { note } from './say.js';

export interface ConnectionFlags {
  readonly transport: 'ax' | 'api';
  /** Path to the `ax` launcher; else `AX_GITOPS_AX`, else `ax` on PATH. */
  readonly ax?: string;
  readonly axMode: AxMode;
  readonly concurrency: number;
  /** Seconds for one call. */
  readonly timeout: number;
  /** Where members of organizations and spaces are read. */
  readonly roster: 'auto' | 'graphql' | 'off';
  /** How many queries the members may cost, but with `graphql`. */
  readonly rosterQueries?: number;
}

/** The way to Arize that the flags ask for. Nothing is called yet; adapters are loaded only when chosen. */
export async function connect(flags: ConnectionFlags, context: Context): Promise<Arize> {
  const { env, home } = context;
  const arize = { ...(await transport(flags, context)), mayBeInUse: await ownKeyMatcher({ env, home }) };
  if (flags.roster === 'off') return arize;
  const { rosterReader } = await import('../remote/roster/index.js');
  const tell = tellIn(context);
  return {
    ...arize,
    members: rosterReader({
      env,
      home,
      timeoutMs: flags.timeout * 1000,
      ...(flags.rosterQueries !== undefined && { queries: flags.rosterQueries }),
      isWhole: flags.roster === 'graphql',
      tell,
    }),
  };
}

function tellIn(context: Context): (line: string) => void {
  return (line) => {
    note(context, clean(line));
  };
}

async function transport(flags: ConnectionFlags, context: Context): Promise<Arize> {
  const { env, home } = context;
  const tell = tellIn(context);
  if (flags.transport === 'api') {
    const { apiTransport } = await import('../remote/api/index.js');
    return apiTransport({ env, home, concurrency: flags.concurrency, timeoutMs: flags.timeout * 1000, tell });
  }
  const { axTransport } = await import('../remote/ax/adapter.js');
  const ax = flags.ax ?? env['AX_GITOPS_AX'];
  return axTransport({
    env,
    home,
    ...(ax !== undefined && ax !== '' && { ax }),
    runner: flags.axMode,
    concurrency: flags.concurrency,
    timeoutMs: flags.timeout * 1000,
    tell,
  });
}
