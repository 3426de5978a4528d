import { afterEach, expect, it } from 'vitest';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/* Two roles change their names in one run, over REST; without the journal they are not changed back. */

let rig: Rig;
afterEach(() => rig.close());

it('a swap is done once', async () => {
  rig = await startRig({
    seed: {
      users: [{ email: 'root@x.io', name: 'Root', role: 'ADMIN' }],
      roles: [
        { name: 'A', permissions: ['PROJECT_READ'] },
        { name: 'B', permissions: ['ROLE_READ'] },
      ],
    },
  });
  await rig.write(
    'access.yaml',
    `version: 1
roles:
  A: { renamed_from: B, permissions: [ROLE_READ] }
  B: { renamed_from: A, permissions: [PROJECT_READ] }
`,
  );
  const ids = () => {
    const { roles } = rig.state();
    return ['A', 'B'].map((wanted) => roles.find(({ name }) => name === wanted)?.id);
  };
  const [a, b] = ids();
  expect(await rig.run(['apply', '--auto-approve', '--transport', 'api'])).toMatchObject({ exitCode: 0 });
  expect(ids()).toEqual([b, a]);
  for (const journal of [[], ['--journal', 'other.jsonl']]) {
    const again = await rig.run(['apply', '--auto-approve', '--transport', 'api', ...journal]);
    expect(again).toMatchObject({ exitCode: 0 });
    expect(again.stdout).toContain('remove renamed_from from both');
    expect(ids()).toEqual([b, a]);
  }
});
