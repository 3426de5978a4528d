import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxSeed } from '../../src/sandbox/index.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/* As few calls as the listings allow: each `ax` call is one request here, since IDs are given and never names. */

const count = { users: 230, roles: 120, spaces: [130, 20, 3], projects: 210 };
const email = (index: number) => `user${String(index)}@example.com`;

const seed: SandboxSeed = {
  users: [
    { email: 'admin@example.com', name: 'Admin', role: 'ADMIN' },
    ...Array.from({ length: count.users - 1 }, (_, index) => ({ email: email(index), name: `User ${String(index)}` })),
  ],
  roles: Array.from({ length: count.roles }, (_, index) => ({
    name: `Role ${String(index)}`,
    permissions: ['PROJECT_READ' as const],
  })),
  organizations: count.spaces.map((spaces, index) => ({
    name: `Org ${String(index)}`,
    members: Object.fromEntries(Array.from({ length: 200 }, (_, user) => [email(user), 'MEMBER' as const])),
    spaces: Array.from({ length: spaces }, (_, space) => ({
      name: `Space ${String(space)}`,
      projects:
        index === 0 && space < 21 ? Array.from({ length: 10 }, (__, project) => `Project ${String(project)}`) : [],
    })),
  })),
  bindings: Array.from({ length: 150 }, (_, index) => ({
    user: email(index),
    role: 'Role 1',
    organization: 'Org 0',
    space: `Space ${String(index % 130)}`,
  })),
  api_keys: [{ name: 'admin', owner: 'admin@example.com', key: 'sandbox-admin-key' }],
  settings: { empty_restriction_pages: false },
};

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ seed });
});
afterAll(() => rig.close());

/** The listings that were made: how many pages of each. */
async function listings(file: string, flags: readonly string[]): Promise<Readonly<Record<string, number>>> {
  await rig.write('access.yaml', file);
  rig.sandbox.clearRequests();
  const ended = await rig.run(['plan', '--quiet', ...flags]);
  expect(ended).toMatchObject({ exitCode: 0 });
  const pages: Record<string, number> = {};
  for (const { method, path } of rig.sandbox.requests) {
    // Members are another matter (test/remote/roster).
    if (path === '/graphql') continue;
    const url = new URL(path, 'http://host');
    const of = url.searchParams.get('org_id') ?? url.searchParams.get('resource_type') ?? '';
    const name = `${method} ${url.pathname.replace('/v2/', '')}${of === '' ? '' : ` of ${rig.state().organizations.find(({ id }) => id === of)?.name ?? of}`}`;
    pages[name] = (pages[name] ?? 0) + 1;
  }
  return pages;
}

const everything = `
version: 1
users: { ${email(0)}: { name: User 0 } }
organizations:
  Org 0:
    members: { ${email(0)}: member, ${email(1)}: member }
    spaces:
      Space 0:
        members: { ${email(1)}: Role 1 }
        projects:
          Project 0: { restricted: false, members: { ${email(0)}: Role 2 } }
  Org 2:
    spaces: {}
`;

describe.each([
  ['the real ax', []],
  ['the REST API', ['--transport', 'api']],
])('over %s', (_name, flags) => {
  it('reads each listing once, in pages of 100, and spaces only of the organizations that need them', async () => {
    expect(await listings(everything, flags)).toEqual({
      'GET users': Math.ceil(count.users / 100),
      'GET roles': Math.ceil(rig.state().roles.length / 100),
      'GET organizations': 1,
      'GET spaces of Org 0': Math.ceil((count.spaces[0] ?? 0) / 100),
      'GET spaces of Org 2': 1,
      'GET projects': Math.ceil(count.projects / 100),
      'GET role-bindings of SPACE': 2,
      'GET role-bindings of PROJECT': 1,
      'GET resource-restrictions of PROJECT': 1,
      // Who asks must be known: only an administrator is shown everything (contract §6).
      'GET api-keys': 1,
    });
  });

  it('reads nothing that the files do not need', async () => {
    expect(await listings('version: 1\n', flags)).toEqual({});
    // Whose login it is says how much of everything is shown.
    const who = { 'GET users': 3, 'GET api-keys': 1 };
    expect(await listings(`version: 1\nusers: { ${email(0)}: { name: User 0 } }\n`, flags)).toEqual({
      ...who,
    });
    expect(await listings('version: 1\nroles: { Role 1: { permissions: [PROJECT_READ] } }\n', flags)).toEqual({
      'GET roles': 2,
      ...who,
    });
    expect(await listings('version: 1\norganizations: { Org 1: { description: d } }\n', flags)).toEqual({
      'GET organizations': 1,
      ...who,
    });
    expect(
      await listings(`version: 1\norganizations: { Org 1: { members: { ${email(3)}: member } } }\n`, flags),
    ).toEqual({
      'GET organizations': 1,
      ...who,
      // Whoever joins an organization gets into its public spaces, with what a role permits there.
      'GET spaces of Org 1': 1,
      'GET roles': 2,
    });
  });
});
