import { apiTransport } from '../../src/remote/api/index.js';
import { axTransport } from '../../src/remote/ax/adapter.js';
import type { Arize } from '../../src/remote/port.js';
import { rosterReader } from '../../src/remote/roster/index.js';

/** Where a login is found. */
interface Place {
  readonly env?: Readonly<Record<string, string>>;
  readonly home: string;
}

/** Both ways to the server of the profile in a home directory. */
export const transports = {
  'the REST API': (home: string) => apiTransport({ env: {}, home, concurrency: 4 }),
  'the real ax, kept warm': (home: string) =>
    axTransport({ env: process.env, home, ax: process.env['AX_GITOPS_AX'] ?? 'ax', runner: 'auto', concurrency: 4 }),
} as const satisfies Readonly<Record<string, (home: string) => Arize>>;

/** The REST API, with members from GraphQL. */
export function withRoster({ env = {}, home }: Place): Arize {
  return {
    ...apiTransport({ env, home, concurrency: 4 }),
    members: rosterReader({ env, home, timeoutMs: 30_000 }),
  };
}
