import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runGit } from '../support/git.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/* Who gained and who lost what: between two snapshots, since one, and by the files of a commit. */

const now = { AX_GITOPS_NOW: '2027-01-01T00:00:00Z' };
const later = { AX_GITOPS_NOW: '2027-04-01T00:00:00Z' };
const files = (member: string) => `version: 1
organizations:
  ${member === 'Editor' ? 'Ours Too:\n    renamed_from: Ours' : 'Ours:'}
    spaces:
      vault:
        members: { eve@example.com: ${member} }
policy: { max_destructive: 50, min_account_admins: 0 }
`;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    seed: {
      users: [
        { email: 'admin@example.com', name: 'Admin', role: 'ADMIN' },
        { email: 'eve@example.com', name: 'Eve' },
        { email: 'old@example.com', name: 'Old' },
      ],
      roles: [
        { name: 'Reader', permissions: ['PROJECT_READ', 'DATASET_READ'] },
        { name: 'Editor', permissions: ['PROJECT_READ', 'PROJECT_UPDATE'] },
      ],
      organizations: [
        {
          name: 'Ours',
          members: { 'eve@example.com': 'MEMBER', 'old@example.com': 'MEMBER' },
          spaces: [{ name: 'vault', private: true, projects: ['plans'] }],
        },
      ],
      bindings: [{ user: 'eve@example.com', role: 'Reader', organization: 'Ours', space: 'vault' }],
      api_keys: [{ name: 'admin', owner: 'admin@example.com', key: 'sandbox-admin-key' }],
    },
  });
  const git = (...args: readonly string[]) => runGit(rig.folder, args);
  await git('init', '-q');
  await rig.write('access.yaml', 'version: 2\n');
  await git('add', 'access.yaml');
  await git('commit', '-qm', 'broken');
  await rig.write('access.yaml', files('Reader'));
  await git('add', 'access.yaml');
  await git('commit', '-qm', 'before');
  expect(await rig.run(['snapshot', '--transport', 'api', '--out', 'old.json'], now)).toMatchObject({ exitCode: 0 });
  await rig.write('access.yaml', files('Editor'));
  const applied = await rig.run(['apply', '--transport', 'api', '--auto-approve', '--allow-destructive'], later);
  expect(applied, applied.stdout + applied.stderr).toMatchObject({ exitCode: 0 });
  expect(await rig.run(['snapshot', '--transport', 'api', '--out', 'new.json'], later)).toMatchObject({ exitCode: 0 });
});
afterAll(() => rig.close());

const compare = (...args: readonly string[]) => rig.run(['access', '--compare', ...args], later);

describe('access --compare', () => {
  it('says who gained and who lost what, and why; what was renamed is the same', async () => {
    const text = await compare('old.json', '--live', 'new.json');
    expect(text).toMatchObject({ exitCode: 0 });
    expect(text.stdout.replaceAll(rig.sandbox.host, 'HOST'))
      .toBe(`Access from a snapshot of HOST, 2027-01-01T00:00:00.000Z
         to a snapshot of HOST, 2027-04-01T00:00:00.000Z

Changed in the account: 1
  ~ space-role-binding organization/Ours Too/space/vault/member/eve@example.com: Reader → Editor

Gained: 1 person
  eve@example.com on Ours Too / vault: PROJECT_UPDATE (Reader → Editor)
  eve@example.com on Ours Too / vault / plans: PROJECT_UPDATE (Reader (space) → Editor (space))

Lost: 1 person
  eve@example.com on Ours Too / vault: DATASET_READ (Reader → Editor)
  eve@example.com on Ours Too / vault / plans: DATASET_READ (Reader (space) → Editor (space))

1 person gained access, 1 person lost access.
# organization/Ours Too was called "Ours"; it has the same ID
`);
    const live = await compare('old.json', '--transport', 'api');
    expect(live.stdout.split('\n').slice(2)).toEqual(text.stdout.split('\n').slice(2));
  });

  it('in every format, with the filters', async () => {
    const both = ['old.json', '--live', 'new.json', '--on', '**/space/vault'];
    expect((await compare(...both, '--format', 'csv')).stdout).toBe(
      [
        'user,on,roles_before,roles_after,gained_count,lost_count,not_fully_seen',
        'eve@example.com,organization/Ours Too/space/vault,Reader,Editor,1,1,',
        '',
      ].join('\r\n'),
    );
    expect((await compare(...both, '--format', 'csv', '--expand', 'permissions')).stdout).toContain(
      'vault,Reader,Editor,lost,DATASET_READ,\r\n',
    );
    const json = JSON.parse((await compare(...both, '--format', 'json')).stdout) as {
      access: object[];
      changed: object[];
    };
    expect(json.access).toEqual([
      {
        user: 'eve@example.com',
        on: 'organization/Ours Too/space/vault',
        before: ['Reader'],
        after: ['Editor'],
        gained: ['PROJECT_UPDATE'],
        lost: ['DATASET_READ'],
        not_fully_seen: [],
      },
    ]);
    expect(json.changed).toHaveLength(1);
    expect((await compare(...both, '--format', 'markdown')).stdout).toContain(
      '```diff\n- eve@example.com on Ours Too / vault: DATASET_READ',
    );
    expect((await compare(...both, '--format', 'html')).stdout).toContain('<td>DATASET_READ</td>');
    const other = await compare('old.json', '--live', 'new.json', '--user', 'old@example.com');
    expect(other.stdout).toContain('No change of access.');
  });

  it('is a chart on the page, from each snapshot to the next, whatever order they are named in', async () => {
    const given = ['--snapshot', 'new.json', '--snapshot', 'old.json', '--live', 'new.json'];
    const { stdout, stderr, exitCode } = await rig.run(['access', '--format', 'html', ...given], later);
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain('aria-label="since 2027-01-01: 2 gained, 2 lost; since 2027-04-01: 0 gained, 0 lost"');
    for (const other of [[], ['--format', 'html', '--compare', 'old.json']]) {
      const refused = await rig.run(['access', '--snapshot', 'old.json', '--live', 'new.json', ...other], later);
      expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
      expect(refused.stderr).toContain('--snapshot is for the page of --format html');
    }
  });

  it('takes what one of the two could not see for no loss', async () => {
    expect(
      await rig.run(['snapshot', '--transport', 'api', '--roster', 'off', '--out', 'blind.json'], later),
    ).toMatchObject({ exitCode: 0 });
    const blind = await compare('new.json', '--live', 'blind.json');
    expect(blind.stdout).toContain('(member (organization) → nothing) [not fully seen afterwards]');
    expect(blind.stdout).toContain('# after: not everything can be seen: organization/*/member/*');
  });

  it('with a commit compares the files then and now, without any login', async () => {
    const text = await compare('HEAD');
    expect(text.stdout).toMatch(/^Access from the files at HEAD \([0-9a-f]{12}\)\n {9}to the files here\n/);
    expect(text.stdout).toContain(
      '~ space-role-binding organization/Ours Too/space/vault/member/eve@example.com: Reader → Editor',
    );
    expect(text.stdout).toContain('eve@example.com on Ours Too / vault');
    const wrong = await compare('nowhere.json');
    expect(wrong).toMatchObject({ exitCode: 1, stdout: '' });
    expect(wrong.stderr).toContain('"nowhere.json" is neither a snapshot here nor a commit');
    const broken = await compare('HEAD~1');
    expect(broken).toMatchObject({ exitCode: 1, stdout: '' });
    expect(broken.stderr).toContain('the files at HEAD~1 are not valid, so that nothing can be compared with them.');
    expect(broken.stderr).not.toContain('neither');
  });

  it('has no use for files otherwise', async () => {
    expect(await rig.run(['access', '-f', 'access.yaml'])).toMatchObject({ exitCode: 1, stdout: '' });
  });
});
