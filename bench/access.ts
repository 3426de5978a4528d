import { execa } from 'execa';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxSeed } from '../src/sandbox/index.js';
import { startSandbox } from '../src/sandbox/index.js';
import { writeSandboxProfile } from '../src/sandbox/profile.js';

/* Who can do what in a large account, start-up and reading over REST included: one person, one place, all of it. */

interface Account {
  readonly people: number;
  readonly organizations: number;
  /** In each organization. */
  readonly spaces: number;
}

/** Everybody is in two organizations and has one custom role in one space; one space in five is public. */
function seedOf({ people, organizations, spaces }: Account): SandboxSeed {
  const email = (person: number) => `user${String(person)}@example.com`;
  const all = Array.from({ length: people }, (_, person) => person);
  return {
    users: [
      { email: 'admin@example.com', name: 'Admin', role: 'ADMIN' },
      ...all.map((person) => ({ email: email(person), name: `User ${String(person)}` })),
    ],
    roles: [{ name: 'Reader', permissions: ['PROJECT_READ'] }],
    organizations: Array.from({ length: organizations }, (_, organization) => ({
      name: `Organization ${String(organization)}`,
      members: Object.fromEntries(
        all
          .filter((person) => [0, 1].some((next) => (person + next) % organizations === organization))
          .map((person) => [email(person), person % 500 === 0 ? ('ADMIN' as const) : ('MEMBER' as const)]),
      ),
      spaces: Array.from({ length: spaces }, (__, space) => ({
        name: `Space ${String(space)}`,
        private: space % 5 !== 0,
      })),
    })),
    bindings: all.map((person) => ({
      user: email(person),
      role: 'Reader',
      organization: `Organization ${String(person % organizations)}`,
      space: `Space ${String(Math.floor(person / organizations) % spaces)}`,
    })),
    api_keys: [{ name: 'admin', owner: 'admin@example.com', key: 'sandbox-admin-key' }],
  };
}

export async function measureAccess(main: string): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for (const account of [
    { people: 1_000, organizations: 20, spaces: 50 },
    { people: 10_000, organizations: 20, spaces: 50 },
  ]) {
    const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-bench-'));
    const sandbox = await startSandbox({ seed: seedOf(account) });
    try {
      await writeSandboxProfile(folder, { host: sandbox.host, scheme: 'http', apiKey: sandbox.apiKey });
      const places = account.organizations * (account.spaces + 1);
      const size = `${String(account.people)} people × ${String(places)} places`;
      for (const [what, args] of [
        ['one person', ['--user', 'user7@example.com']],
        ['one place', ['--on', 'organization/Organization 3/space/Space 5']],
        ['all of it', ['--format', 'csv']],
      ] as const)
        rows.push([`access: ${what}`, size, ...(await measured(main, folder, args))]);
    } finally {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    }
  }
  return rows;
}

/** Milliseconds and megabytes of one run, in the median of three. */
async function measured(main: string, folder: string, args: readonly string[]): Promise<readonly [string, string]> {
  const runs: { readonly ms: number; readonly megabytes: number }[] = [];
  const peak = "process.on('exit', () => process.stderr.write('\\npeak ' + process.resourceUsage().maxRSS))";
  const hook = `data:text/javascript,${encodeURIComponent(peak)}`;
  for (let run = 0; run < 3; run++) {
    const start = performance.now();
    const { stderr } = await execa(
      process.execPath,
      ['--import', hook, main, 'access', '--transport', 'api', '--roster', 'off', '--quiet', ...args],
      { cwd: folder, env: { HOME: folder } },
    );
    runs.push({ ms: performance.now() - start, megabytes: Number(/peak (\d+)/.exec(stderr)?.[1] ?? 0) / 1024 });
  }
  const [, median] = runs.sort((a, b) => a.ms - b.ms);
  return [(median?.ms ?? 0).toFixed(0), (median?.megabytes ?? 0).toFixed(0)];
}
