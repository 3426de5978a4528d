import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withoutDestructive } from '../../src/model/dependencies.js';
import type { Arize } from '../../src/remote/port.js';
import type { Sandbox, SandboxState } from '../../src/sandbox/index.js';
import { startSandbox } from '../../src/sandbox/index.js';
import { writeSandboxProfile } from '../../src/sandbox/profile.js';
import { capabilitiesIn, lostBetween } from '../support/capabilities.js';
import { desiredState } from '../support/desired.js';
import type { Memory } from '../support/memory-arize.js';
import { carryOut, planOf } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';
import { specs } from '../support/specs.js';
import { withRoster } from '../support/transports.js';

/* The same as in memory (no-loss), on a server over HTTP, which is written from the contract alone. */

const cases = Math.ceil(runs / 30);
const counts = { cases: 0, applied: 0, withheld: 0 };
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ax-gitops-no-loss-'));
});
afterAll(async () => {
  await rm(home, { recursive: true });
  process.stdout.write(
    `no loss without approval, on a server: ${String(counts.cases)} cases, ${String(counts.applied)} with steps applied, ${String(counts.withheld)} with steps withheld\n`,
  );
});

async function connected({ host, apiKey }: Sandbox): Promise<Arize> {
  await writeSandboxProfile(home, { host, scheme: 'http', apiKey });
  return withRoster({ home });
}

it(
  'nobody can do less than before without an approval, as the server shows it',
  async () => {
    await fc.assert(
      fc.asyncProperty(specs(), specs(), async (first, second) => {
        const sandbox = await startSandbox({ seed: { users: [{ email: 'root@x.io', name: 'Root', role: 'ADMIN' }] } });
        const arize = await connected(sandbox);
        try {
          await carryOut(await planOf(desiredState(first), arize), arize);
          const plan = await planOf(desiredState(second), arize);
          const steps = withoutDestructive(plan.steps);
          counts.cases++;
          if (steps.length > 0) counts.applied++;
          if (steps.length < plan.steps.length) counts.withheld++;
          const before = capabilitiesIn(asMemory(sandbox.state));
          const { report } = await carryOut({ ...plan, steps }, arize, { destructive: false });
          expect(report.outcomes.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
          expect(lostBetween(before, capabilitiesIn(asMemory(sandbox.state)))).toEqual([]);
        } finally {
          await arize.close();
          await sandbox.close();
        }
      }),
      { numRuns: cases, endOnFailure: true },
    );
  },
  timeout,
);

/** The account by names, which nothing changes here, in the form in which capabilities are worked out. */
function asMemory(state: SandboxState): Memory {
  const words: ReadonlySet<string> = new Set(['ADMIN', 'MEMBER', 'READ_ONLY', 'ANNOTATOR']);
  const spaceId = ({ organization, space = '' }: { readonly organization: string; readonly space?: string }) =>
    JSON.stringify([organization, space]);
  const membersOf = (organization: string, space?: string) =>
    new Map(
      state.memberships
        .filter((one) => one.organization === organization && one.space === space && words.has(one.role))
        .map(({ user, role }) => [user, role]),
    );
  const byId = <T extends { readonly id: string }>(list: readonly T[]) => new Map(list.map((one) => [one.id, one]));
  const projectId = (place: { readonly organization: string; readonly space: string }, project: string) =>
    JSON.stringify([place.organization, place.space, project]);
  return {
    users: byId(state.users.map((user) => ({ ...user, id: user.email }))),
    organizations: byId(state.organizations.map((one) => ({ ...one, id: one.name, members: membersOf(one.name) }))),
    spaces: byId(
      state.spaces.map((one) => ({
        ...one,
        id: spaceId({ organization: one.organization, space: one.name }),
        members: membersOf(one.organization, one.name),
      })),
    ),
    roles: byId(state.roles.map((role) => ({ ...role, id: role.name, permissions: [...role.permissions] }))),
    bindings: byId(
      state.bindings.map(({ id, user, role, project, ...place }) => ({
        id,
        user_id: user,
        role_id: role,
        resource_type: project === undefined ? 'SPACE' : 'PROJECT',
        resource_id: project === undefined ? spaceId(place) : projectId(place, project),
      })),
    ),
    projects: byId(
      state.projects.map(({ name, ...place }) => ({ id: projectId(place, name), name, space_id: spaceId(place) })),
    ),
    restrictions: new Set(state.restrictions.map((one) => projectId(one, one.project))),
    keys: new Map(),
    deletedEmails: new Set(),
  };
}
