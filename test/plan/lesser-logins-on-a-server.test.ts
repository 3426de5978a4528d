import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { apiTransport } from '../../src/remote/api/index.js';
import type { Sandbox } from '../../src/sandbox/index.js';
import { startSandbox } from '../../src/sandbox/index.js';
import { claimedBeyond } from '../support/claims.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import { tryPlan } from '../support/reconcile.js';
import { runs, timeout } from '../support/runs.js';
import { seedOf } from '../support/seed-of.js';
import { specs } from '../support/specs.js';
import { withRoster } from '../support/transports.js';

/* The same as in memory (lesser-logins), on a server over HTTP, which shows each login what the contract says. */

const counts = { cases: 0, logins: 0 };
afterAll(() => {
  process.stdout.write(
    `plans of lesser logins, on a server: ${String(counts.cases)} accounts, ${String(counts.logins)} logins\n`,
  );
});

/** With the administrator in the files: nobody calls themselves unmanaged, and others would. */
const withRoot = (spec: Spec): Spec => ({
  ...spec,
  users: { ...spec.users, 'root@x.io': { name: 'Root', role: 'admin' } },
});

async function plannedBy(key: string, { url }: Sandbox, files: Spec, hasRoster: boolean) {
  const env = { ARIZE_API_KEY: key, ARIZE_BASE_URL: url };
  const place = { env, home: '/nowhere' };
  const arize = hasRoster ? withRoster(place) : apiTransport({ ...place, concurrency: 4 });
  try {
    const planned = await tryPlan(desiredState(withRoot(files)), arize);
    if (planned.ok) return planned.value.plan;
    // Whoever may not list users has no plan at all.
    const { error } = planned;
    if (error.type === 'remote' && error.failure.kind === 'forbidden') return undefined;
    throw new Error(JSON.stringify(error));
  } finally {
    await arize.close();
  }
}

it(
  'claim only what that of an administrator does, whoever plans',
  async () => {
    await fc.assert(
      fc.asyncProperty(specs(), specs(), fc.boolean(), async (live, files, hasRoster) => {
        const { seed, keys } = seedOf(live);
        const sandbox = await startSandbox({ seed });
        counts.cases++;
        try {
          const whole = await plannedBy('key-of-root@x.io', sandbox, files, true);
          if (whole === undefined) throw new Error('an administrator may list users');
          for (const key of keys) {
            const plan = await plannedBy(key, sandbox, files, hasRoster);
            if (plan === undefined) continue;
            counts.logins++;
            expect(claimedBeyond(plan, whole), key).toEqual([]);
          }
        } finally {
          await sandbox.close();
        }
      }),
      { numRuns: Math.ceil(runs / 60), endOnFailure: true },
    );
  },
  timeout,
);
