import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/* Access tests and findings see what gives access, also where the files declare nothing of the kind. */

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    seed: {
      users: [
        { email: 'admin@example.com', name: 'Admin', role: 'ADMIN' },
        { email: 'eve@example.com', name: 'Eve' },
        { email: 'new@example.com', name: 'New' },
      ],
      roles: [{ name: 'Reader', permissions: ['PROJECT_READ'] }],
      organizations: [
        {
          name: 'Ours',
          members: { 'eve@example.com': 'READ_ONLY' },
          spaces: [
            { name: 'vault', private: true, projects: ['plans'] },
            { name: 'hall', projects: [{ name: 'board', restricted: true }] },
          ],
        },
      ],
      bindings: [{ user: 'eve@example.com', role: 'Reader', organization: 'Ours', space: 'vault', project: 'plans' }],
      api_keys: [{ name: 'admin', owner: 'admin@example.com', key: 'sandbox-admin-key' }],
    },
  });
});
afterAll(() => rig.close());

const people = 'version: 1\nusers: { eve@example.com: { name: Eve } }\n';
const test = (claim: string, on: string) =>
  `${people}tests:\n  - ${claim}: { user: eve@example.com, do: PROJECT_READ, on: ${on} }\n`;

describe.each([
  ['the real ax', []],
  ['the REST API', ['--transport', 'api']],
])('over %s, files that declare people and nothing else', (_name, flags) => {
  it('fail a test on a place that they do not mention, for a binding that somebody made by hand', async () => {
    await rig.write('access.yaml', test('cannot', 'Ours/vault/plans'));
    const planned = await rig.run(['plan', ...flags]);
    expect(planned.exitCode).toBe(3);
    expect(planned.stderr).toContain(
      'access.yaml:4:21): eve@example.com can PROJECT_READ on Ours / vault / plans, through Reader',
    );
  });

  it('pass one that holds there, and name the place that is nowhere', async () => {
    await rig.write('access.yaml', test('can', 'Ours/vault/plans'));
    expect(await rig.run(['plan', ...flags])).toMatchObject({ exitCode: 0 });
    await rig.write('access.yaml', test('can', 'Ours/vault/plan'));
    expect((await rig.run(['plan', ...flags])).stderr).toContain('there is no place "Ours/vault/plan"');
  });

  it('say that a role is made wider, and that it was not read who holds it', async () => {
    await rig.write('access.yaml', 'version: 1\nroles: { Reader: { permissions: [PROJECT_READ, PROJECT_DELETE] } }\n');
    const planned = await rig.run(['plan', ...flags]);
    expect(planned.stdout).toContain('the role "Reader", whose holders were not read, gains PROJECT_DELETE');
  });

  it('say through which group somebody gains what', async () => {
    await rig.write(
      'access.yaml',
      `${people}groups: { readers: [eve@example.com] }
organizations:
  Ours: { spaces: { vault: { members: { '@readers': Reader } } } }
`,
    );
    const { stdout } = await rig.run(['plan', ...flags]);
    expect(stdout).toContain('eve@example.com joins Ours / vault as Reader (group readers)');
  });

  it('say who gets in where a restriction is lifted, though the files name nobody', async () => {
    await rig.write(
      'access.yaml',
      'version: 1\norganizations: { Ours: { spaces: { hall: { projects: { board: { restricted: false } } } } } }\n',
    );
    const { stdout } = await rig.run(['plan', ...flags]);
    expect(stdout).toContain('Ours / hall / board is no longer restricted: eve@example.com gets in');
    expect(stdout).toContain('everybody in its space gets access');
  });

  it('say what somebody who joins an organization gets in its public spaces, without what is restricted there', async () => {
    await rig.write(
      'access.yaml',
      `version: 1
organizations: { Ours: { members: { new@example.com: member }, spaces: { hall: { projects: { board: {} } } } } }
`,
    );
    const { stdout } = await rig.run(['plan', ...flags]);
    expect(stdout).toMatch(/new@example\.com joins Ours as member.*\n +with it: Ours \/ hall\n/);
  });
});

describe('access', () => {
  it('takes a place that is nowhere for a mistake, and says in every form what it could not see', async () => {
    for (const [on, said] of [
      ['organization/Ours/space/attic', 'there is no place "organization/Ours/space/attic"'],
      ['Ours/vault', 'did you mean organization/Ours/space/vault?'],
    ] as const) {
      const nowhere = await rig.run(['access', '--on', on, '--transport', 'api']);
      expect(nowhere).toMatchObject({ exitCode: 1, stdout: '' });
      expect(nowhere.stderr).toContain(said);
    }
    const table = await rig.run(['access', '--format', 'csv', '--roster', 'off', '--transport', 'api']);
    expect(table).toMatchObject({ exitCode: 0 });
    expect(table.stdout).not.toContain('not everything');
    expect(table.stderr).toContain('not everything can be seen: organization/*/member/*');
  });
});
