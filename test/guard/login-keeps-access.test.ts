import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { AccountSpec } from '../support/account-of.js';
import { accountOf, accounts } from '../support/account-of.js';
import { capabilitiesIn, lostBetween } from '../support/capabilities.js';
import { desiredState } from '../support/desired.js';
import type { MemoryArize } from '../support/memory-arize.js';
import { carryOut, tryPlan } from '../support/reconcile.js';
import { safetyRuns, timeout } from '../support/runs.js';
import { seenBy } from '../support/seen-by.js';
import { specs } from '../support/specs.js';

/* After any part of a plan that is let through the login that applies it can do what it could. */

const counts = { cases: 0, refused: 0 };
afterAll(() => {
  process.stdout.write(
    `the login keeps its access: ${String(counts.cases)} cases, ${String(counts.refused)} refused\n`,
  );
});

const email = 'ann@x.io';

/** The account with the login's own key, if the login is there. */
function withLogin(live: AccountSpec, roster: 'full' | 'without organization roles' | 'none'): MemoryArize | undefined {
  const arize = accountOf(live, { login: 'unknown', ...(roster !== 'none' && { roster }) });
  const login = [...arize.memory.users.values()].find((user) => user.email === email);
  if (login === undefined) return undefined;
  const key = { name: 'own', key_type: 'USER' as const, created_by: login.id, account_role: '' };
  arize.memory.keys.set('Key:own', { id: 'Key:own', ...key, organizations: [] });
  return arize;
}

it(
  'the login that applies can do what it could, whatever the files say, and however much of the account it sees',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        accounts(),
        specs({ renames: true }),
        fc.constantFrom('full', 'full', 'without organization roles', 'none'),
        fc.boolean(),
        fc.nat(),
        async (live, files, roster, seesAll, cut) => {
          const arize = withLogin(live, roster);
          if (arize === undefined) return;
          const eyes = seesAll ? arize : seenBy(arize, `User:${email}`, roster !== 'none');
          const tried = await tryPlan(desiredState(files), eyes);
          if (!tried.ok) throw new Error(JSON.stringify(tried.error));
          const { plan, violations } = tried.value;
          counts.cases++;
          if (violations.some(({ rule }) => rule === 'self')) {
            counts.refused++;
            return;
          }
          const before = capabilitiesIn(arize.memory);
          const steps = plan.steps.slice(0, plan.steps.length - (cut % (plan.steps.length + 1)));
          await carryOut({ ...plan, steps }, arize, { concurrency: 1 });
          const after = capabilitiesIn(arize.memory);
          const { organizations, spaces, projects } = arize.memory;
          const stays = new Set([...organizations.keys(), ...spaces.keys(), ...projects.keys(), 'account']);
          expect(lostBetween(before, after).filter(({ user, id }) => user === email && stays.has(id))).toEqual([]);
        },
      ),
      { numRuns: safetyRuns },
    );
  },
  timeout,
);
