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
    ...(['robot', 'robot-organization', 'robot-account'] as const).map((name) => ({
      name,
      owner: email('root'),
      key: `key-of-${name}`,
      service: {
        ...(name === 'robot-account' && { account_role: 'ADMIN' as const }),
        organizations: [
          {
            organization: 'Core',
            ...(name !== 'robot' && { role: 'ADMIN' as const }),
            spaces: [{ space: 'alpha', role: 'ADMIN' as const }],
          },
        ],
      },
    })),
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
  for (const name of [...keys, 'robot', 'robot-organization', 'robot-account']) {
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
    expect(planned.stdout).toContain('No changes: everything in your files is applied.');
    const doctor = await as('root', 'doctor');
    expect(doctor.stdout).toMatch(
      /All is well\. Logged in as root@example\.com \(account admin\)\. Next: ax-gitops plan --transport api\n$/,
    );
    expect(doctor.exitCode).toBe(0);
  });

  it('is not told that all is well where no plan can be made', async () => {
    await rig.write('access.yaml', files.replace('admin, eve', 'Analyst, eve'));
    const doctor = await as('root', 'doctor');
    await rig.write('access.yaml', files);
    expect(doctor.exitCode).toBe(1);
    expect(doctor.stdout).toMatch(/! files .*no plan can be made of the files here/);
    expect(doctor.stdout).toContain('role "Analyst" is neither declared');
    expect(doctor.stdout).toMatch(/Next: ax-gitops plan --transport api\n$/);
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
    expect(doctor.stdout).toMatch(/Next: ax-gitops plan --transport api\n$/);
  });
});

it('makes no key that may be there unseen: only whoever made a service key and account admins are shown it', async () => {
  await rig.write(
    'keys.yaml',
    `version: 1
organizations: { Core: { spaces: { alpha: {} } } }
api_keys:
  robot: { type: service, spaces: { Core/alpha: admin }, secret: local }
  mine: { type: user, secret: local }
secrets: { local: { file: '.secrets/{name}.key' } }
`,
  );
  const planned = async (name: string) => {
    const { stdout } = await as(name, 'plan', '-f', 'keys.yaml', '--format', 'json');
    const plan = JSON.parse(stdout) as {
      steps: { action: string; address: string }[];
      unobserved: { scope: string; reason: string }[];
    };
    return {
      keys: plan.steps.flatMap(({ action, address }) =>
        address.startsWith('api-key/') ? [`${action} ${address}`] : [],
      ),
      unseen: plan.unobserved.flatMap(({ scope, reason }) =>
        scope.startsWith('api-key/') ? [`${scope} ${reason}`] : [],
      ),
    };
  };
  const shown = { keys: ['create api-key/mine'], unseen: [] };
  expect(await planned('root')).toEqual(shown);
  const why = 'Arize shows a service key only to whoever made it and to account admins';
  const hidden = { keys: ['create api-key/mine'], unseen: [`api-key/* ${why}`, `api-key/robot ${why}`] };
  expect(await planned('spacey')).toEqual(hidden);
  expect(await planned('robot')).toEqual(hidden);
});

const logins = {
  root: 'account admin',
  orga: 'organization admin',
  spacey: 'space admin',
  mem: 'member of the organization',
  reader: 'read-only member of the organization',
  'robot-account': 'service key, account admin',
  'robot-organization': 'service key, organization admin',
  robot: 'service key, space admin',
} as const;

interface Planned {
  readonly login: string;
  readonly steps: readonly { readonly action: string }[];
  readonly unobserved: readonly { readonly scope: string }[];
}

/** `organization/Core/space/alpha/member/*` stands for all such places. */
function sortOf(scope: string): string {
  const words = scope.split('/').filter((_, index) => index % 2 === 0);
  const names: Readonly<Record<string, string>> = {
    organization: 'organizations',
    'organization member': 'members of organizations',
    'organization space': 'spaces',
    'organization space member': 'members of spaces and their custom roles',
    'organization space project': 'projects',
    'organization space project member': 'roles on projects',
    'organization space project restriction': 'restrictions',
  };
  return names[words.join(' ')] ?? words.join(' ');
}

it('is in the documentation as a table', async () => {
  const rows: string[] = [];
  let whole: number | undefined;
  for (const [name, title] of Object.entries(logins))
    for (const roster of ['auto', 'off']) {
      const planned = await as(name, 'plan', '--format', 'json', '--roster', roster);
      const { login, steps, unobserved } = JSON.parse(planned.stdout) as Planned;
      const drift = await as(name, 'drift', '--roster', roster);
      const listed = await as(name, 'access', '--format', 'jsonl', '--roster', roster);
      const grants = listed.stdout.split('\n').filter((line) => line.includes('"type":"grant"')).length;
      // The first one is an account admin's, with the roster.
      whole ??= grants;
      const open = [...new Set(unobserved.map(({ scope }) => sortOf(scope)))].sort();
      const who = login.replace(/^\S+@\S+ /, 'name, ');
      const result =
        unobserved.length === 0
          ? 'live agrees with the files'
          : `no changes in what can be seen, ${String(steps.length)} asserted`;
      expect(steps.every(({ action }) => action === 'assert')).toBe(true);
      expect(drift.exitCode).toBe(0);
      const cells = [
        title,
        roster === 'auto' ? 'read' : 'off',
        who,
        result,
        drift.stdout.trimEnd().split('\n').at(-1) ?? '',
        `${String(grants)} of ${String(whole)} grants`,
        open.length === 0 ? 'nothing' : open.join(', '),
      ];
      rows.push(`| ${cells.join(' | ')} |`);
    }
  const page = [
    '# What can be seen',
    '',
    'Arize shows a login only what it may see, and leaves the rest out of its lists without a word. ax-gitops never takes that',
    'for gone: what may be there unseen is asserted or left open, and said.',
    '',
    'The table is made by a test. One account, whose files say exactly what is live, is planned by several logins. It has two',
    'organizations, a public and a private space, and a restricted project. Nothing has drifted.',
    '',
    '| Login | Roster | The plan names it | `plan` says | `drift` says | `access` lists | The plan says that it may not see |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    '- Whose login a service key is can not be determined, so nothing that is shown in part counts as whole.',
    '- `access` says at its end what may be hidden, `drift` counts nothing that is not seen as missing.',
    "- To plan with full sight and without a key in the job, take a snapshot with an admin's key: `ax-gitops snapshot --out FILE`,",
    '  then `ax-gitops plan --live FILE`.',
    '- `ax-gitops doctor` says for your login and the files at hand what can not be seen.',
    '',
  ].join('\n');
  const { format } = await import('prettier');
  await expect(await format(page, { parser: 'markdown', printWidth: 120 })).toMatchFileSnapshot(
    '../../docs/what-can-be-seen.md',
  );
});
