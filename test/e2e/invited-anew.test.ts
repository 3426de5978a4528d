import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxSeed } from '../../src/sandbox/index.js';
import { runGit } from '../support/git.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/* Somebody's invitation has run out: one run invites them anew and gives them all that the files say, whether they keep their ID or not. */

const files = `version: 1
users:
  ann@x.io: { name: Ann }
organizations:
  Core:
    members: { ann@x.io: member }
    spaces:
      alpha:
        members: { ann@x.io: read_only }
        projects:
          chat: { members: { ann@x.io: Reader } }
      beta:
        members: { ann@x.io: Reader }
`;

function seed(graphql: boolean): SandboxSeed {
  return {
    settings: { new_id_when_reinvited: true, graphql: { enabled: graphql } },
    users: [
      { email: 'root@x.io', name: 'Root', role: 'ADMIN' },
      { email: 'ann@x.io', name: 'Ann', status: 'EXPIRED' },
    ],
    roles: [{ name: 'Reader', permissions: ['PROJECT_READ'] }],
    organizations: [
      {
        name: 'Core',
        members: { 'ann@x.io': 'MEMBER' },
        spaces: [
          { name: 'alpha', members: { 'ann@x.io': 'READ_ONLY' }, projects: ['chat'] },
          { name: 'beta', members: { 'ann@x.io': { custom: 'Reader' } } },
        ],
      },
    ],
    bindings: [{ user: 'ann@x.io', role: 'Reader', organization: 'Core', space: 'alpha', project: 'chat' }],
  };
}

const grants = [
  'organization/Core/member/ann@x.io',
  'organization/Core/space/alpha/member/ann@x.io',
  'organization/Core/space/alpha/project/chat/member/ann@x.io',
  'organization/Core/space/beta/member/ann@x.io',
];

let rig: Rig;
afterEach(() => rig.close());

describe('who is invited anew, and has a new ID then', () => {
  it.each([
    ['is given what hung on the former one', true, []],
    ['is given what nobody can list, and what was there at --since is not believed', false, ['--since', 'HEAD']],
  ])('%s', async (_title, graphql, since) => {
    rig = await startRig({ seed: seed(graphql) });
    await rig.write('access.yaml', files);
    const git = (...args: readonly string[]) => runGit(rig.folder, args);
    await git('init', '-q');
    await git('add', 'access.yaml');
    await git('commit', '-q', '-m', 'files');
    const held = () => {
      const { memberships, bindings } = rig.state();
      return JSON.stringify([
        memberships.filter(({ role }) => role !== 'Reader'),
        bindings.map(({ user, role, space, project }) => [user, role, space, project]).sort(),
      ]);
    };
    const before = held();
    const flags = ['--transport', 'api', ...since];
    const planned = await rig.run(['plan', '--format', 'json', ...flags]);
    const { steps } = JSON.parse(planned.stdout) as {
      steps: { address: string; command: string[]; destructive: boolean }[];
    };
    expect(steps.map(({ address }) => address)).toEqual(expect.arrayContaining(['user/ann@x.io', ...grants]));
    for (const { address, command, destructive } of steps) {
      expect(destructive).toBe(false);
      if (grants.includes(address)) expect(command).toContain('{id:user/ann@x.io}');
    }
    expect(await rig.run(['apply', '--auto-approve', ...flags])).toMatchObject({ exitCode: 0 });
    expect(held()).toBe(before);
    expect(rig.state().users.find(({ email }) => email === 'ann@x.io')?.status).toBe('INVITED');
    expect(await rig.run(['plan', '--detailed-exitcode', ...flags])).toMatchObject({ exitCode: 0 });
  });
});
