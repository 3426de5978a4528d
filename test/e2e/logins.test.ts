import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxSeed } from '../../src/sandbox/index.js';
import { writeSandboxProfile } from '../../src/sandbox/profile.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/* One account, seen by several logins: what each can't see is said, and never taken for gone. */

const people = ['root', 'orga', 'spacey', 'mem', 'reader', 'eve'] as const;
const keys = ['root', 'orga', 'spacey', 'mem', 'reader'] as const;
const email = (name: string) => `${name}@example.com`;

const seed: SandboxSeed = {
  users: people.map((name) => ({ email: email(name), name, ...(name === 'root' && { role: 'ADMIN' as const }) })),
  roles: [{ name: 'Data Scientist', description: 'Data', permissions: ['PROJECT_READ'] }],
  organizations: [
    {
      name: 'Core',
      members: Object.fromEntries(
        people
          .slice(1)
          .map((name) => [email(name), name === 'orga' ? 'ADMIN' : name === 'reader' ? 'READ_ONLY' : 'MEMBER']),
      ),
      spaces: [
        {
          name: 'alpha',
          members: { [email('spacey')]: 'ADMIN' },
          projects: ['web', { name: 'free', restricted: true }],
        },
        { name: 'vault', private: true, projects: ['plans'] },
      ],
    },
    { name: 'Other', spaces: [{ name: 'beta' }] },
  ],
  bindings: [
    { user: email('eve'), role: 'Data Scientist', organization: 'Core', space: 'alpha' },
    { user: email('eve'), role: 'Data Scientist', organization: 'Core', space: 'vault' },
    { user: email('eve'), role: 'Data Scientist', organization: 'Core', space: 'alpha', project: 'free' },
  ],
  api_keys: [
    ...keys.map((name) => ({ name: `key of ${name}`, owner: email(name), key: `key-of-${name}` })),
    {
      name: 'robot',
      owner: email('root'),
      key: 'key-of-robot',
      service: { organizations: [{ organization: 'Core', spaces: [{ space: 'alpha', role: 'ADMIN' }] }] },
    },
  ],
};

/** Exactly what is live. */
const files = `version: 1
roles: { Data Scientist: { description: Data, permissions: [PROJECT_READ] } }
organizations:
  Core:
    spaces:
      alpha:
        members: { spacey@example.com: admin, eve@example.com: Data Scientist }
        projects:
          free: { restricted: true, members: { eve@example.com: Data Scientist } }
      vault:
        members: { eve@example.com: Data Scientist }
  Other: { spaces: { beta: {} } }
`;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ seed });
  await rig.write('access.yaml', files);
  for (const name of [...keys, 'robot']) {
    const home = join(rig.folder, name);
    await mkdir(home);
    await writeSandboxProfile(home, { host: rig.sandbox.host, scheme: 'http', apiKey: `key-of-${name}` });
  }
});
afterAll(() => rig.close());

const api = ['--transport', 'api'];
const as = (name: string, ...args: readonly string[]) => rig.run([...args, ...api], { HOME: join(rig.folder, name) });

describe('an account admin', () => {
  it('sees everything: live agrees with the files, and all is well', async () => {
    const planned = await as('root', 'plan');
    expect(planned.stdout).toContain('Login: root@example.com (account admin)');
    expect(planned.stdout).toContain('No changes. What is live agrees with the files.');
    const doctor = await as('root', 'doctor');
    expect(doctor.stdout).toMatch(
      /All is well\. Logged in as root@example\.com \(account admin\)\. Next: ax-gitops plan\n$/,
    );
    expect(doctor.exitCode).toBe(0);
  });
});

describe.each([
  ['orga', 'orga@example.com (account member), administers organization/Core'],
  ['spacey', 'spacey@example.com (account member), administers organization/Core/space/alpha'],
  ['mem', 'mem@example.com (account member), is not known to administer anything'],
  ['reader', 'reader@example.com (account member), is not known to administer anything'],
  ['robot', 'whose login this is could not be determined'],
])('a lesser login: %s', (name, described) => {
  it('says what it can not see, and neither creates that nor calls it missing', async () => {
    const planned = await as(name, 'plan', '--format', 'json', '--detailed-exitcode');
    expect(planned.exitCode).toBe(0);
    const plan = JSON.parse(planned.stdout) as {
      steps: { action: string; address: string }[];
      unobserved: { scope: string; needs?: string }[];
      unmanaged: { address: string }[];
    };
    expect(plan.steps.filter(({ action }) => action !== 'assert')).toEqual([]);
    expect(plan.unobserved.length).toBeGreaterThan(0);
    expect(plan.unobserved.filter(({ needs }) => needs === undefined)).toEqual([]);
    const text = await as(name, 'plan');
    expect(text.stdout).not.toMatch(/agrees|create: true/);
    expect(text.stdout).toContain("Can't be seen by");
    const drift = await as(name, 'drift');
    expect(drift.exitCode).toBe(0);
    expect(drift.stdout).not.toContain('Missing');
  });

  it('is told so by doctor, with what is incomplete here', async () => {
    const doctor = await as(name, 'doctor');
    expect(doctor.exitCode).toBe(1);
    expect(doctor.stdout).toContain(described);
    expect(doctor.stdout).not.toContain('All is well');
    expect(doctor.stdout).toMatch(/! files .*a plan for the files here is incomplete/);
    expect(doctor.stdout).toMatch(/Next: ax-gitops plan\n$/);
  });
});
