import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import { quickWay } from '../support/runs.js';

/* Unattended applies: what is destructive needs an approval of its own, tied to what was reviewed. */

const before = `version: 1
roles:
  Reader: { permissions: [PROJECT_READ] }
  Old: { permissions: [PROJECT_READ] }
organizations:
  Ours: { spaces: { kept: {}, lost: {} } }
`;
const after = `version: 1
roles:
  Reader: { permissions: [PROJECT_READ, DATASET_READ] }
  Old: absent
  New: { permissions: [PROJECT_READ] }
organizations:
  Ours: { spaces: { kept: { description: kept }, lost: absent } }
`;

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
  await rig.write('access.yaml', before);
  expect(await rig.run(['apply', '--auto-approve', '--transport', 'api'])).toMatchObject({ exitCode: 0 });
  await rig.write('access.yaml', after);
});
afterEach(() => rig.close());

const run = (args: readonly string[]) => rig.run([...args, ...quickWay]);

interface Reviewed {
  readonly digest: string;
  readonly destructive_digest: string;
}

async function reviewed(): Promise<Reviewed> {
  return JSON.parse((await run(['plan', '--format', 'json'])).stdout) as Reviewed;
}

function account() {
  const { roles, spaces } = rig.state();
  const names = roles.filter(({ is_predefined }) => !is_predefined).map(({ name }) => name);
  return {
    hasOld: names.includes('Old'),
    hasNew: names.includes('New'),
    spaces: spaces
      .filter(({ organization }) => organization === 'Ours')
      .map(({ name }) => name)
      .sort(),
  };
}

describe('apply --auto-approve', () => {
  it('does the rest, withholds and lists what is destructive, and exits with 2', async () => {
    const ended = await run(['apply', '--auto-approve']);
    expect(ended.exitCode).toBe(2);
    expect(ended.stdout).toContain('2 withheld');
    expect(ended.stdout).toMatch(/role\/Old[\s\S]*--allow-destructive/);
    expect(account()).toEqual({ hasOld: true, hasNew: true, spaces: ['kept', 'lost'] });

    // The approval that was given for the destructive steps still holds once the rest is done.
    const { destructive_digest: digest } = await reviewed();
    const approved = await run([
      'apply',
      '--auto-approve',
      '--allow-destructive',
      '--expect-destructive-digest',
      digest,
    ]);
    expect(approved.exitCode).toBe(0);
    expect(account()).toEqual({ hasOld: false, hasNew: true, spaces: ['kept'] });
  });

  it('runs the destructive steps that were reviewed, and nothing at all with any other digest', async () => {
    const { destructive_digest: digest } = await reviewed();
    const other = await run([
      'apply',
      '--auto-approve',
      '--allow-destructive',
      '--expect-destructive-digest',
      `sha256:${'0'.repeat(64)}`,
    ]);
    expect(other.exitCode).toBe(3);
    expect(other.stderr).toContain('--expect-destructive-digest');
    expect(account()).toEqual({ hasOld: true, hasNew: false, spaces: ['kept', 'lost'] });

    const approved = await run([
      'apply',
      '--auto-approve',
      '--allow-destructive',
      '--expect-destructive-digest',
      digest,
    ]);
    expect(approved.exitCode).toBe(0);
    expect(account()).toEqual({ hasOld: false, hasNew: true, spaces: ['kept'] });
  });

  it('refuses a digest that was reviewed before somebody changed something', async () => {
    const { digest } = await reviewed();
    await rig.ax(['roles', 'create', '--name', 'New', '--permissions', 'PROJECT_READ', '-o', 'json']);
    const ended = await run(['apply', '--auto-approve', '--expect-digest', digest]);
    expect(ended.exitCode).toBe(3);
    expect(account()).toEqual({ hasOld: true, hasNew: true, spaces: ['kept', 'lost'] });
  });
});
