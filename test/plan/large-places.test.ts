import { afterEach, describe, expect, it } from 'vitest';
import type { Arize } from '../../src/remote/port.js';
import type { Sandbox } from '../../src/sandbox/index.js';
import { startSandbox } from '../../src/sandbox/index.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import { carryOut, lines, planOf } from '../support/reconcile.js';
import { withRoster } from '../support/transports.js';

/* A plan where places are too large to be read whole: what was looked for is known, of the others nothing is said. */

let sandbox: Sandbox;
let arize: Arize;
afterEach(async () => {
  await arize.close();
  await sandbox.close();
});

const email = (index: number) => `p${String(index).padStart(3, '0')}@x.io`;
const people = Array.from({ length: 300 }, (_, index) => email(index));

async function begin(): Promise<void> {
  sandbox = await startSandbox({
    seed: {
      users: [{ email: 'root@x.io', name: 'Root', role: 'ADMIN' }, ...people.map((own) => ({ email: own, name: own }))],
      organizations: [
        {
          name: 'Big',
          members: Object.fromEntries(people.map((own) => [own, 'MEMBER' as const])),
          spaces: [
            {
              name: 's',
              private: false,
              members: { [email(1)]: 'MEMBER', [email(2)]: 'READ_ONLY', [email(3)]: 'MEMBER' },
            },
          ],
        },
      ],
    },
  });
  const env = { ARIZE_API_KEY: sandbox.apiKey, ARIZE_BASE_URL: sandbox.url };
  arize = withRoster({ env, home: '/nowhere' });
}

const files: Spec = {
  organizations: {
    Big: {
      spaces: {
        s: { members: { [email(1)]: 'member', [email(2)]: 'member', [email(4)]: 'member', [email(5)]: 'absent' } },
      },
    },
  },
};

describe('a plan over a large place', () => {
  it('knows whom it looked for, and says of nobody else that they are there', async () => {
    await begin();
    const plan = await planOf(desiredState(files), arize);
    expect(lines(plan)).toEqual([
      ` update space-member organization/Big/space/s/member/${email(2)}`,
      ` create space-member organization/Big/space/s/member/${email(4)}`,
    ]);
    expect(plan.unmanaged).toEqual([]);
    expect(plan.unobserved.map(({ reason }) => reason).join('\n')).toContain(
      'only the people that the files name were looked for',
    );
    await carryOut(plan, arize);
    expect((await planOf(desiredState(files), arize)).steps).toEqual([]);
  });
});
