import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageData } from '../../src/report/html/page/page-data.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/* `access`: one line for each grant, in every format, with the filters that hold for all of them. */

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    seed: {
      users: [
        { email: 'admin@example.com', name: 'Admin', role: 'ADMIN' },
        { email: 'eve@example.com', name: 'Eve' },
      ],
      roles: [
        { name: 'Reader', permissions: ['PROJECT_READ'] },
        { name: '=1+1', permissions: ['PROJECT_READ', 'PROJECT_UPDATE'] },
      ],
      organizations: [
        {
          name: 'Ours',
          members: { 'eve@example.com': 'MEMBER' },
          spaces: [
            { name: 'hall', projects: ['board', { name: 'safe', restricted: true }] },
            { name: 'vault', private: true, projects: ['plans'] },
          ],
        },
      ],
      bindings: [
        { user: 'eve@example.com', role: '=1+1', organization: 'Ours', space: 'vault' },
        { user: 'eve@example.com', role: 'Reader', organization: 'Ours', space: 'hall', project: 'safe' },
      ],
      api_keys: [{ name: 'admin', owner: 'admin@example.com', key: 'sandbox-admin-key' }],
    },
  });
});
afterAll(() => rig.close());

async function lines(...args: readonly string[]): Promise<readonly string[]> {
  const ended = await rig.run(['access', '--transport', 'api', ...args], { AX_GITOPS_NOW: '2027-01-01T00:00:00Z' });
  expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
  return ended.stdout.split(/\r?\n/).filter((line) => line !== '');
}

describe('access --format csv', () => {
  it('has one line for each grant, a header that names every column, and no formula', async () => {
    const [head, ...rows] = await lines('--format', 'csv');
    expect(head).toBe('user,on,role,way,places_count,permissions_count,partly_unknown');
    expect(rows.map((row) => row.replace(/,\d+,(true|false)$/, ''))).toEqual([
      'admin@example.com,account,admin (account),direct,7',
      'eve@example.com,account,member (account),direct,1',
      'eve@example.com,organization/Ours,member (organization),direct,1',
      'eve@example.com,organization/Ours,"member (organization, public space)",public,2',
      'eve@example.com,organization/Ours/space/hall/project/safe,Reader,direct,1',
      "eve@example.com,organization/Ours/space/vault,'=1+1,direct,2",
    ]);
  });

  it.each([
    [
      ['--user', 'eve@example.com', '--can', 'PROJECT_UPDATE'],
      [
        'eve@example.com,organization/Ours,"member (organization, public space)",public,2,',
        "eve@example.com,organization/Ours/space/vault,'=1+1,direct,2,2,false",
      ],
    ],
    [
      ['--on', 'organization/Ours/space/vault/project/plans'],
      [
        'admin@example.com,organization/Ours/space/vault/project/plans,admin (account),inherited,1',
        "eve@example.com,organization/Ours/space/vault/project/plans,'=1+1 (space),inherited,1,2,false",
      ],
    ],
    [
      ['--user', 'eve@example.com', '--on', 'organization/Ours/space/vault', '--expand', 'permissions'],
      [
        "eve@example.com,organization/Ours/space/vault,'=1+1,direct,1,PROJECT_READ,false",
        "eve@example.com,organization/Ours/space/vault,'=1+1,direct,1,PROJECT_UPDATE,false",
      ],
    ],
    [
      ['--user', 'eve@example.com', '--on', 'organization/Ours/space/vault/**', '--expand', 'places'],
      [
        "eve@example.com,organization/Ours/space/vault,'=1+1,direct,1,2,false",
        "eve@example.com,organization/Ours/space/vault/project/plans,'=1+1 (space),inherited,1,2,false",
      ],
    ],
  ])('takes %j', async (flags, expected) => {
    const [, ...rows] = await lines('--format', 'csv', ...flags);
    expect(rows).toHaveLength(expected.length);
    for (const [index, row] of rows.entries()) expect(row).toContain(expected[index]);
  });
});

it('JSON Lines are one object for each grant, with when and where it was so, and what was not seen', async () => {
  const found = await lines(
    '--format',
    'jsonl',
    '--user',
    'eve@example.com',
    '--on',
    '**/space/vault',
    '--roster',
    'off',
  );
  const [grant, unseen] = found.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(grant).toEqual({
    type: 'grant',
    time: '2027-01-01T00:00:00.000Z',
    host: rig.sandbox.host,
    user: 'eve@example.com',
    on: 'organization/Ours/space/vault',
    role: '=1+1',
    way: 'direct',
    places_count: 1,
    permissions_count: 2,
    partly_unknown: true,
  });
  expect(unseen).toMatchObject({
    type: 'unseen',
    message: expect.stringContaining('organization/*/member/*') as string,
  });
});

it('JSON holds the grants, what each role permits, and what comes of them at each place', async () => {
  const document = JSON.parse((await lines('--format', 'json', '--user', 'eve@example.com')).join('\n')) as {
    readonly access: readonly { readonly on: string; readonly roles: readonly string[] }[];
    readonly grants: readonly object[];
    readonly roles: Readonly<Record<string, readonly string[]>>;
  };
  expect(document.access.map(({ on }) => on)).toEqual([
    'account',
    'organization/Ours',
    'organization/Ours/space/hall',
    'organization/Ours/space/hall/project/board',
    'organization/Ours/space/hall/project/safe',
    'organization/Ours/space/vault',
    'organization/Ours/space/vault/project/plans',
  ]);
  expect(document.grants).toHaveLength(5);
  expect(document.roles['=1+1']).toEqual(['PROJECT_READ', 'PROJECT_UPDATE']);
});

it('text says how far each grant reaches', async () => {
  expect(await lines('--user', 'eve@example.com', '--can', 'PROJECT_UPDATE', '--on', '**/vault/**')).toEqual([
    'eve@example.com  Ours / vault  =1+1  (2 permissions, in 2 places)',
  ]);
});

describe('the page', () => {
  const html = (...args: readonly string[]) => rig.run(['access', '--transport', 'api', '--format', 'html', ...args]);

  it('says of grants what the files here say: through which group, until when, and why', async () => {
    await rig.write(
      'team/access.yaml',
      `version: 1
groups: { board: [eve@example.com] }
organizations:
  Ours:
    members: { '@board': member }
    spaces:
      vault:
        members: { eve@example.com: { role: '=1+1', until: 2027-12-31, reason: INC-1 } }
`,
    );
    const { stdout, exitCode, stderr } = await html('-f', 'team');
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/<dt>Files<\/dt><dd>1 file, sha256:[0-9a-f]{16}<\/dd>/);
    const data = JSON.parse(/id="data">([^]*?)<\/script>/.exec(stdout)?.[1] ?? '') as PageData;
    expect(data.groups).toEqual(['board']);
    expect(data.ends).toEqual(['until 2027-12-31 (INC-1)']);
    expect(stdout).toContain('<li>eve@example.com on Ours / vault: =1+1, until 2027-12-31 (INC-1)</li>');
  });

  it('is written without files, and without those that have errors; named ones must be right', async () => {
    expect((await html()).stdout).toContain('<dt>Files</dt><dd>none read</dd>');
    await rig.write('access.yaml', 'version: 1\nusers: []\n');
    const { stdout, exitCode } = await html();
    expect([exitCode, stdout.includes('the files here have errors')]).toEqual([0, true]);
    expect(await html('-f', 'access.yaml')).toMatchObject({ exitCode: 1, stdout: '' });
  });
});
