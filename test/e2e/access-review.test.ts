import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runGit } from '../support/git.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/* A quarter: snapshot, change, compare, sheets, decisions back into the files, and a plan that has exactly those. */

const clock = { AX_GITOPS_NOW: '2027-01-01T00:00:00Z' };
const files = `version: 1
groups: { readers: [raj@example.com] }
organizations:
  Ours: # the only one
    spaces:
      vault:
        members:
          eve@example.com: { role: Reader, reason: INC-1 } # until the audit
          mei@example.com: Reader
          '@readers': Reader
      hall:
        members: { eve@example.com: Editor }
policy: { max_destructive: 50, min_account_admins: 0 }
`;

let rig: Rig;
beforeAll(async () => {
  const people = ['eve', 'mei', 'raj', 'old'].map((name) => `${name}@example.com`);
  rig = await startRig({
    seed: {
      users: [
        { email: 'admin@example.com', name: 'Admin', role: 'ADMIN' },
        ...people.map((email) => ({ email, name: email })),
      ],
      roles: [
        { name: 'Reader', permissions: ['PROJECT_READ'] },
        { name: 'Editor', permissions: ['PROJECT_UPDATE'] },
      ],
      organizations: [
        {
          name: 'Ours',
          members: Object.fromEntries(people.map((email) => [email, 'MEMBER' as const])),
          spaces: [
            { name: 'vault', private: true },
            { name: 'hall', private: true },
          ],
        },
      ],
      bindings: ['eve', 'mei', 'raj', 'old'].map((name) => ({
        user: `${name}@example.com`,
        role: 'Reader',
        organization: 'Ours',
        space: 'vault',
      })),
      api_keys: [
        { name: 'admin', owner: 'admin@example.com', key: 'sandbox-admin-key' },
        {
          name: 'Traces',
          owner: 'admin@example.com',
          service: {
            organizations: [{ organization: 'Ours', role: 'READ_ONLY', spaces: [{ space: 'vault', role: 'MEMBER' }] }],
          },
        },
      ],
    },
  });
  await rig.write('access.yaml', files);
  const date = '2026-05-05T00:00:00Z';
  const git = (...args: readonly string[]) =>
    runGit(rig.folder, args, { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date });
  await git('init', '-q');
  await git('add', 'access.yaml');
  await git('commit', '-qm', 'all');
});
afterAll(() => rig.close());

const run = (...args: readonly string[]) => rig.run(args, clock);
const api = ['--transport', 'api'];
/** Writes decisions into a sheet, by person and place. */
function decided(sheet: string, decisions: Readonly<Record<string, string>>): string {
  return sheet
    .split('\r\n')
    .map((line) => {
      const found = Object.entries(decisions).find(([of]) => line.startsWith(`,,${of.replace(' ', ',')},`));
      return found === undefined ? line : line.replace(/^,,/, `${found[1]},boss@example.com,`);
    })
    .join('\r\n');
}

describe('a review', () => {
  it('goes from a snapshot to a plan that has exactly what was decided', async () => {
    expect(await run('snapshot', ...api, '--out', 'old.json')).toMatchObject({ exitCode: 0 });
    const applied = await run('apply', ...api, '--auto-approve', '--journal', '.ax-gitops/journal.jsonl');
    expect(applied, applied.stdout + applied.stderr).toMatchObject({ exitCode: 0 });
    const compared = await run('access', '--compare', 'old.json', ...api);
    expect(compared.stdout).toContain('eve@example.com on Ours / hall: PROJECT_UPDATE (nothing → Editor)');

    const written = await run('access', 'review', ...api, '--out', 'sheets', '--snapshot', 'old.json');
    expect(written, written.stderr).toMatchObject({ exitCode: 0, stdout: '' });
    expect((await readdir(join(rig.folder, 'sheets'))).sort()).toEqual([
      '_account.csv',
      '_account.html',
      '_service-keys.csv',
      '_service-keys.html',
      'ours.csv',
      'ours.html',
    ]);
    const sheet = await rig.read('sheets/ours.csv');
    expect(sheet.split('\r\n')[0]).toBe(
      'decision,reviewer,user,on,role,in_files,status,since_utc,since_from,ends,reason,where,as_of_utc,host',
    );
    const at = (user: string, place: string) =>
      sheet.split('\r\n').find((line) => line.startsWith(`,,${user}@example.com,organization/Ours/space/${place},`));
    expect(at('eve', 'hall')).toContain(',Editor,Editor,active,2027-01-01T00:00:00.000Z,journal,,,access.yaml:12,');
    expect(at('eve', 'vault')).toContain(',Reader,Reader,active,2026-05-05T00:00:00.000Z,git,,INC-1,access.yaml:8,');
    expect(at('raj', 'vault')).toContain(
      ',Reader,Reader (@readers),active,2026-05-05T00:00:00.000Z,git,,,access.yaml:',
    );
    expect(at('old', 'vault')).toContain(',Reader,,active,2027-01-01T00:00:00.000Z,snapshot,,,,');
    expect(await rig.read('sheets/ours.html')).toContain('<th scope="col">Decision</th>');
    const keys = (await rig.read('sheets/_service-keys.csv')).split('\r\n');
    expect(keys).toHaveLength(3);
    expect(keys[1]).toContain(
      ',,Traces,api-key/Traces,the account: member; Ours: read_only; Ours / vault: member,,,2027-01-01T00:00:00.000Z,snapshot,',
    );
    expect(await rig.read('sheets/_service-keys.html')).toContain('<th scope="col">Service key</th>');
    expect(await run('access', 'review', ...api, '--out', 'sheets')).toMatchObject({ exitCode: 1 });

    const vault = 'organization/Ours/space/vault';
    const signed = decided(sheet, {
      [`eve@example.com ${vault}`]: 'until 2027-06-30',
      [`mei@example.com ${vault}`]: 'revoke',
      [`old@example.com ${vault}`]: 'Revoke',
      [`raj@example.com ${vault}`]: 'keep',
    });
    await rig.write('signed.csv', `\uFEFF${signed.replaceAll(',', ';')}`);
    expect(await run('access', 'review', '--apply', 'signed.csv', '--check')).toMatchObject({ exitCode: 2 });
    expect(await rig.read('access.yaml')).toBe(files);
    const done = await run('access', 'review', '--apply', 'signed.csv');
    expect(done, done.stderr).toMatchObject({ exitCode: 0 });
    expect(done.stderr).toContain('Not decided, and left as it is: 5 grants');
    expect(await rig.read('access.yaml')).toBe(
      files
        .replace('{ role: Reader, reason: INC-1 }', '{ role: Reader, reason: INC-1, until: 2027-06-30 }')
        .replace('mei@example.com: Reader', 'mei@example.com: absent')
        .replace("'@readers': Reader", "'@readers': Reader\n          old@example.com: absent"),
    );
    const [kept] = await readdir(join(rig.folder, 'reviews'));
    expect(kept).toMatch(/^signed-[0-9a-f]{12}\.csv$/);
    expect(await rig.read(`reviews/${kept ?? ''}`)).toBe(await rig.read('signed.csv'));

    const plan = JSON.parse((await run('plan', ...api, '--format', 'json')).stdout) as {
      readonly steps: readonly { readonly action: string; readonly address: string }[];
    };
    expect(plan.steps.map(({ action, address }) => `${action} ${address}`).sort()).toEqual([
      `delete ${vault}/member/mei@example.com`,
      `delete ${vault}/member/old@example.com`,
    ]);
    // The same sheet again was decided on files that say something else by now.
    const again = await run('access', 'review', '--apply', 'signed.csv');
    expect(again).toMatchObject({ exitCode: 1, stdout: '' });
    expect(again.stderr).toContain('the files said Reader of mei@example.com on organization/Ours/space/vault when');
  });

  it('says how what is kept and stands in no file is written down, with the flags of the run', async () => {
    const hall = 'organization/Ours/space/hall';
    const rows = `keep,x,new@example.com,${hall},Reader,\r\n`;
    await rig.write('kept.csv', `decision,reviewer,user,on,role,in_files\r\n${rows}`);
    const ended = await run('access', 'review', '--apply', 'kept.csv', '--check', '-f', 'access.yaml', ...api);
    expect(ended.stderr).toContain(`new@example.com keeps Reader on ${hall}, which no file declares`);
    expect(ended.stderr).toContain(
      `To write what is kept into the files: ax-gitops adopt ${hall}/member/new@example.com -f access.yaml --transport api`,
    );
  });

  it('takes what is decided of service keys into the files, and lists what files cannot say', async () => {
    await rig.write(
      'keys.yaml',
      `version: 1
api_keys:
  gone: { type: service, spaces: { Ours/vault: member }, secret: local }
  Short: { type: service, spaces: { Ours/vault: member }, secret: local } # for the audit
  turning: { type: service, spaces: { Ours/vault: member }, rotate_before: 30d, expires: 2028-01-01, secret: local }
secrets: { local: { file: '.secrets/{name}.key' } }
`,
    );
    const reach = 'the account: member; Ours: read_only; Ours / vault: member';
    const [head = ''] = (await rig.read('sheets/_service-keys.csv')).split('\r\n');
    const row = (decision: string, name: string, inFiles = reach) =>
      `${decision},boss@example.com,${name},api-key/${name},${reach},${inFiles},,,,,,,,`;
    const rows = [
      row('revoke', 'gone'),
      row('until 2027-06-30', 'Short'),
      row('until 2027-06-30', 'turning'),
      row('revoke', 'Traces', ''),
      row('keep', 'other', ''),
    ];
    await rig.write('keys.csv', [head, ...rows, ''].join('\r\n'));
    const { exitCode, stderr } = await run('access', 'review', '--apply', 'keys.csv', '-f', 'keys.yaml');
    expect(exitCode, stderr).toBe(0);
    expect(await rig.read('keys.yaml')).toBe(`version: 1
api_keys:
  Short: { type: service, spaces: { Ours/vault: member }, secret: local, expires: 2027-06-30 } # for the audit
  turning: { type: service, spaces: { Ours/vault: member }, rotate_before: 30d, expires: 2028-01-01, secret: local }
secrets: { local: { file: '.secrets/{name}.key' } }
`);
    expect(stderr).toContain('line 4: not decided by files: turning: it has `rotate_before`');
    expect(stderr).toContain('line 5: not decided by files: Traces: no file declares this key');
    expect(stderr).toContain('gone is no longer in the files.');
    expect(stderr).not.toContain('ax-gitops adopt');
    const again = await run('access', 'review', '--apply', 'keys.csv', '-f', 'keys.yaml');
    expect(again.stderr).toContain(`the files said ${reach} of gone on api-key/gone`);
  });

  it.each([
    ['a word that is no decision', 'maybe', 'is not a decision; write keep, revoke or until 2027-06-30'],
    ['a date that has passed', 'until 2020-01-01', '2020-01-01 has passed; to end it now, write revoke'],
    ['what is inside of what is left', 'revoke', 'and line 5, which is inside, is not decided'],
  ])('refuses %s, and writes nothing', async (_name, word, said) => {
    const before = await rig.read('access.yaml');
    const sheet = `decision,reviewer,user,on,role,in_files\r\n,,a@example.com,account,member,\r\n,,b@example.com,account,member,\r\n${word},x,eve@example.com,organization/Ours,member,\r\n,,eve@example.com,organization/Ours/space/hall,Editor,Editor\r\n`;
    await rig.write('wrong.csv', sheet);
    const ended = await run('access', 'review', '--apply', 'wrong.csv');
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ended.stderr).toContain(said);
    expect(await rig.read('access.yaml')).toBe(before);
    expect((await readdir(join(rig.folder, 'reviews'))).filter((name) => name.startsWith('wrong'))).toEqual([]);
  });

  it('says why a journal is not read, and writes no sheets', async () => {
    const ended = await run('access', 'review', '--out', 'none', '--journal', 'access.yaml', '--transport', 'api');
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ended.stderr).toContain("access.yaml can't be used: it is tracked by Git");
    expect(await readdir(rig.folder)).not.toContain('none');
  });
});
