import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runGit } from '../support/git.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import { quickWay } from '../support/runs.js';

/* Who is in organizations and spaces: from GraphQL, from the files of an earlier commit, or not at all. Over the real ax. */

const file = `version: 1
users:
  ann@x.io: { name: Ann }
  bob@x.io: { name: Bob }
organizations:
  Ours:
    members: { ann@x.io: member, bob@x.io: member }
    spaces:
      alpha:
        members:
          ann@x.io: member
          bob@x.io: read_only
policy: { unmanaged: { user: ignore, organization: ignore, role: ignore } }
`;

let rig: Rig;
async function begin(options: Parameters<typeof startRig>[0] = {}) {
  rig = await startRig(options);
  await rig.write('access.yaml', file);
  expect(await rig.run(['apply', '--auto-approve', '--transport', 'api'])).toMatchObject({ exitCode: 0 });
  rig.sandbox.clearRequests();
}
afterEach(() => rig.close());

const run = (args: readonly string[], env?: Readonly<Record<string, string>>) => rig.run([...args, ...quickWay], env);

function idOf(list: readonly { readonly id: string; readonly name?: string; readonly email?: string }[], name: string) {
  return list.find((one) => one.name === name || one.email === name)?.id ?? '';
}

/** Somebody puts a person into a space by hand. */
async function addByHand(email: string) {
  const { spaces, organizations, users } = rig.state();
  const user = idOf(users, email);
  const organization = idOf(organizations, 'Ours');
  for (const args of [
    ['organizations', 'add-user', organization, '--user-id', user, '--role', 'MEMBER'],
    ['spaces', 'add-user', idOf(spaces, 'alpha'), '--user-id', user, '--role', 'ADMIN'],
  ])
    expect(await rig.ax([...args, '-o', 'json'])).toMatchObject({ exitCode: 0 });
}

describe('with the roster', () => {
  beforeEach(() => begin());

  it('knows all members, and has nothing to assert', async () => {
    const planned = await run(['plan', '--detailed-exitcode']);
    expect(planned.exitCode).toBe(0);
    expect(planned.stdout).toContain('No changes: everything in your files is applied.');
    expect(await run(['drift'])).toMatchObject({ exitCode: 0 });
    const asked = rig.sandbox.requests.filter(({ path }) => path === '/graphql');
    // Four for the schema and one for both places, each time.
    expect(asked).toHaveLength(10);
  });

  it('finds who was added by hand, names them, and the files can take them out again', async () => {
    await addByHand('mei@example.com');
    const drifted = await run(['drift']);
    expect(drifted.exitCode).toBe(2);
    expect(drifted.stdout).toContain('organization/Ours/space/alpha/member/mei@example.com');
    expect(drifted.stdout).toContain('organization/Ours/member/mei@example.com');
    expect((await run(['drift'])).stdout).toBe(drifted.stdout);

    const json = JSON.parse((await run(['drift', '--format', 'json'])).stdout) as {
      outcome: string;
      items: { type: string; address: string }[];
    };
    expect(json.outcome).toBe('drift');
    expect(json.items.map(({ type, address }) => `${type} ${address}`)).toEqual([
      'alert organization/Ours/space/alpha/member/mei@example.com',
      'alert organization/Ours/member/mei@example.com',
    ]);
    expect((await run(['drift', '--format', 'github'])).stdout).toMatch(
      /^::warning title=Not in your files%3A organization/,
    );
    expect((await run(['drift', '--format', 'markdown'])).stdout).toContain('### Access drift: 2 differences');

    await rig.write('access.yaml', file.replace('{ user: ignore,', '{ organization-member: remove, user: ignore,'));
    const removed = await run(['apply', '--auto-approve', '--allow-destructive']);
    expect(removed.exitCode).toBe(0);
    expect(await run(['drift'])).toMatchObject({ exitCode: 0 });
  });

  it('finds a role that was changed by hand and a member that was taken out', async () => {
    const { spaces, users } = rig.state();
    const alpha = idOf(spaces, 'alpha');
    await rig.ax(['spaces', 'add-user', alpha, '--user-id', idOf(users, 'ann@x.io'), '--role', 'ADMIN', '-o', 'json']);
    await rig.ax(['spaces', 'remove-user', alpha, '--user-id', idOf(users, 'bob@x.io'), '--force']);
    const drifted = await run(['drift']);
    expect(drifted.exitCode).toBe(2);
    expect(drifted.stdout).toMatch(/Differs: 1\n.*ann@x\.io {2}role: is "admin", should be "member"/);
    expect(drifted.stdout).toMatch(/Missing: 1\n.*bob@x\.io/);
    // Whoever was made more by hand is lowered, which needs an approval.
    const withheld = await run(['apply', '--auto-approve']);
    expect(withheld.exitCode).toBe(2);
    expect(withheld.stdout).toContain('member permits less than admin');
    expect(await run(['apply', '--auto-approve', '--allow-destructive'])).toMatchObject({ exitCode: 0 });
    expect(await run(['drift'])).toMatchObject({ exitCode: 0 });
  });

  it('never makes the login that applies an administrator no more', async () => {
    const own = rig.state().users.find(({ role }) => role === 'ADMIN')?.email ?? '';
    const declaring = (role: string) => file.replace('ann@x.io: member, bob', `${own}: ${role}, ann@x.io: member, bob`);
    await rig.write('access.yaml', declaring('admin'));
    expect(await rig.run(['apply', '--auto-approve', '--transport', 'api'])).toMatchObject({ exitCode: 0 });
    await rig.write('access.yaml', declaring('member'));
    const refused = await run(['apply', '--auto-approve', '--allow-destructive']);
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toContain(`organization/Ours/member/${own} would be without the role admin`);
  });

  it('with the roster off sees none of it, says so in plain words, and exits with 0', async () => {
    await addByHand('mei@example.com');
    const blind = await run(['drift', '--roster', 'off']);
    expect(blind.exitCode).toBe(0);
    expect(blind.stdout).toContain('neither ax nor the REST API lists the members of a space');
    expect(blind.stdout).toContain('No drift in what can be seen. Not everything can be seen.');
    expect(blind.stdout).not.toContain('mei@example.com');
    expect(rig.sandbox.requests.filter(({ path }) => path === '/graphql')).toEqual([]);
  });

  it('never takes who is in a space only by inheritance', async () => {
    await rig.write(
      'access.yaml',
      `${file.replace(/policy:.*\n/, '')}policy: { unmanaged: { space-member: remove } }\n`,
    );
    const planned = await run(['plan']);
    expect(planned.exitCode).toBe(0);
    expect(planned.stdout).toContain('No changes: everything');
  });
});

describe('without a roster to read', () => {
  it('auto falls back and says so in one line, graphql refuses', async () => {
    await begin({ seed: await seedWith({ graphql: { enabled: false } }) });
    const planned = await run(['plan']);
    expect(planned.exitCode).toBe(0);
    expect(planned.stdout.match(/can't be read through GraphQL: 403/g)).toHaveLength(1);
    expect(planned.stdout).toContain('to assert');
    const required = await run(['plan', '--roster', 'graphql']);
    expect(required).toMatchObject({ exitCode: 5, stdout: '' });
    expect(required.stderr).toContain('--roster auto or off');
  });

  it('knows who is in an organization whose roles the schema does not tell, and asserts the role', async () => {
    await begin({ seed: await seedWith({ graphql: { organization_role: false } }) });
    const plan = JSON.parse((await run(['plan', '--format', 'json'])).stdout) as {
      steps: { action: string; address: string }[];
    };
    expect(plan.steps.map(({ action, address }) => `${action} ${address}`)).toEqual([
      'assert organization/Ours/member/ann@x.io',
      'assert organization/Ours/member/bob@x.io',
    ]);
    await addByHand('mei@example.com');
    expect((await run(['drift'])).stdout).toContain('organization/Ours/member/mei@example.com');
  });
});

describe('--since', () => {
  beforeEach(async () => {
    await begin();
    await git('init', '-q');
    await commit('first');
  });

  it('turns a member line that is gone into one removal, and nothing is left afterwards', async () => {
    await rig.write('access.yaml', file.replace('          bob@x.io: read_only\n', ''));
    await commit('without bob');
    const since = ['--since', 'HEAD~1', '--roster', 'off'];
    const plan = JSON.parse((await run(['plan', ...since, '--format', 'json'])).stdout) as {
      steps: { action: string; address: string; destructive: boolean; origin: string; source: object }[];
    };
    expect(plan.steps).toMatchObject([
      {
        action: 'delete',
        address: 'organization/Ours/space/alpha/member/bob@x.io',
        destructive: true,
        origin: 'file',
        source: { file: 'HEAD~1:access.yaml', line: 12, column: 11 },
      },
    ]);
    expect((await run(['plan', ...since])).stdout).toContain('removed from access.yaml [the files changed]');
    expect(await run(['apply', '--auto-approve', ...since])).toMatchObject({ exitCode: 2 });
    const applied = await run(['apply', '--auto-approve', '--allow-destructive', ...since]);
    expect(applied.exitCode).toBe(0);
    expect(rig.state().memberships.some(({ user, space }) => user === 'bob@x.io' && space === 'alpha')).toBe(false);

    const again = await run(['plan', ...since, '--detailed-exitcode']);
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toContain('No changes in what can be seen.');
    expect(await gitStatus()).toBe('');
  });

  it('removes again who was taken out once, put back by hand and declared, and is gone from the files', async () => {
    const without = file.replace('          bob@x.io: read_only\n', '');
    const apply = ['apply', '--auto-approve', '--allow-destructive', '--since', 'HEAD~1'];
    await rig.write('access.yaml', without);
    await commit('without bob');
    expect(await run(apply)).toMatchObject({ exitCode: 0 });
    const { spaces, users } = rig.state();
    const alpha = idOf(spaces, 'alpha');
    await rig.ax([
      'spaces',
      'add-user',
      alpha,
      '--user-id',
      idOf(users, 'bob@x.io'),
      '--role',
      'READ_ONLY',
      '-o',
      'json',
    ]);
    await rig.write('access.yaml', file);
    await commit('with bob');
    expect((await run(apply)).stdout).toContain('No changes: everything');
    await rig.write('access.yaml', without);
    await commit('without bob again');
    expect(await run(apply)).toMatchObject({ exitCode: 0 });
    expect(rig.state().memberships.some(({ user, space }) => user === 'bob@x.io' && space === 'alpha')).toBe(false);
  });

  it('tells what changed in the files from what changed live', async () => {
    await rig.write('access.yaml', file.replace('ann@x.io: member\n', 'ann@x.io: admin\n'));
    const { spaces, users } = rig.state();
    const alpha = idOf(spaces, 'alpha');
    await rig.ax(['spaces', 'remove-user', alpha, '--user-id', idOf(users, 'bob@x.io'), '--force']);
    const plan = await run(['plan', '--since', 'HEAD']);
    expect(plan.stdout).toMatch(/ann@x\.io.*\[the files changed\]/);
    expect(plan.stdout).toMatch(/bob@x\.io.*\[live changed\]/);
  });

  it('explains a commit that is not there, a shallow clone, and a folder without Git', async () => {
    const missing = await run(['plan', '--since', 'nowhere']);
    expect(missing).toMatchObject({ exitCode: 1, stdout: '' });
    expect(missing.stderr).toContain('there is no commit "nowhere" here');
    const option = await run(['plan', '--since=--help']);
    expect(option.exitCode).toBe(1);
    await commit('second');
    await git('clone', '-q', '--depth', '1', `file://${rig.folder}`, 'shallow');
    const shallow = await run(['plan', '--since', 'HEAD~1', '-f', 'shallow/access.yaml'], {
      GIT_DIR: 'shallow/.git',
      GIT_WORK_TREE: 'shallow',
    });
    expect(shallow.exitCode).toBe(1);
    expect(shallow.stderr).toContain('this clone is shallow');
    expect(shallow.stderr).toContain('fetch-depth: 0');
  });

  it('knows that at a commit without the files nothing was managed', async () => {
    await git('rm', '-q', '--cached', 'access.yaml');
    await git('commit', '-q', '-m', 'none', '--allow-empty');
    await commit('again');
    const plan = await run(['plan', '--since', 'HEAD~1']);
    expect(plan.exitCode).toBe(0);
    expect(plan.stderr).toContain('At HEAD~1 there were no such files');
    expect(plan.stdout).toContain('at HEAD~1 none of these files was there, so nothing that was taken out of them');
  });

  it('removes who is gone from a file that was renamed', async () => {
    await git('mv', 'access.yaml', 'rights.yaml');
    await rig.write('rights.yaml', file.replace('          bob@x.io: read_only\n', ''));
    await git('commit', '-q', '-a', '-m', 'without bob, and under another name');
    const flags = ['-f', 'rights.yaml', '--transport', 'api', '--roster', 'off'];
    const plan = await rig.run(['plan', ...flags, '--since', 'HEAD~1', '--format', 'json']);
    expect(JSON.parse(plan.stdout)).toMatchObject({
      steps: [{ action: 'delete', address: 'organization/Ours/space/alpha/member/bob@x.io' }],
    });
    expect(plan.stderr).toContain('At HEAD~1, rights.yaml was access.yaml: what that declared counts.');
  });
});

describe('a grant with an end', () => {
  const expiring = file.replace(
    'bob@x.io: read_only',
    'bob@x.io: { role: read_only, until: 2026-12-31, reason: INC-1 }',
  );

  it('is announced 14 days ahead, and removed from its end on', async () => {
    await begin();
    await rig.write('access.yaml', expiring);
    const at = (now: string) => run(['plan', '--detailed-exitcode'], { AX_GITOPS_NOW: now });
    expect((await at('2026-12-17T23:59:59Z')).stdout).not.toContain('Ends within');
    const announced = await at('2026-12-18T00:00:00Z');
    expect(announced.exitCode).toBe(0);
    expect(announced.stdout).toMatch(
      /Ends within 14 days: 1 grant\n.*bob@x\.io {2}until 2027-01-01T00:00:00.000Z {2}\(INC-1\)/,
    );
    expect((await at('2026-12-31T23:59:59Z')).exitCode).toBe(0);
    const over = await at('2027-01-01T00:00:00Z');
    expect(over.exitCode).toBe(2);
    expect(over.stdout).toContain('ended 2027-01-01T00:00:00.000Z (INC-1)');
    const drifted = await run(['drift', '--format', 'json'], { AX_GITOPS_NOW: '2027-01-01T00:00:00Z' });
    expect(JSON.parse(drifted.stdout)).toMatchObject({ items: [{ type: 'expired' }] });
    const applied = await run(['apply', '--auto-approve', '--allow-destructive'], {
      AX_GITOPS_NOW: '2027-01-01T00:00:00Z',
    });
    expect(applied.exitCode).toBe(0);
    expect(rig.state().memberships.some(({ user, space }) => user === 'bob@x.io' && space === 'alpha')).toBe(false);
  });
});

function git(...args: readonly string[]) {
  return runGit(rig.folder, args);
}

async function commit(message: string) {
  await git('add', 'access.yaml');
  await git('commit', '-q', '--allow-empty', '-m', message);
}

function gitStatus() {
  return git('status', '--porcelain', '--', 'access.yaml');
}

async function seedWith(settings: object) {
  const { defaultSeed } = await import('../../src/sandbox/default-seed.js');
  return { ...defaultSeed, settings: { ...defaultSeed.settings, ...settings } };
}

describe('export', () => {
  it('then plan is empty over the real ax, in one file and split, and ids are told by address', async () => {
    rig = await startRig();
    const whole = await rig.run(['export', '--suggest-groups']);
    expect(whole.exitCode).toBe(0);
    await rig.write('access.yaml', whole.stdout);
    expect(await rig.run(['validate'])).toMatchObject({ exitCode: 0 });
    const planned = await rig.run(['plan', '--detailed-exitcode']);
    expect(planned.exitCode).toBe(0);
    expect(planned.stdout).toContain('No changes: everything in your files is applied.');

    expect(await rig.run(['export', '--split', '--out', 'files'])).toMatchObject({ exitCode: 0, stdout: '' });
    expect(await rig.run(['plan', '-f', 'files/access.yaml', '--detailed-exitcode'])).toMatchObject({ exitCode: 0 });
    expect((await rig.run(['export', '--split', '--out', 'files'])).stderr).toContain('nothing is written over');

    await rig.write('access.yaml', (await rig.run(['export', '--roster', 'off'])).stdout);
    const blind = await rig.run(['plan', '--roster', 'off', '--detailed-exitcode']);
    expect(blind.exitCode).toBe(0);
    expect(blind.stdout).toContain('No changes in what can be seen.');

    const role = rig.state().roles.find(({ name }) => name === 'Data Scientist');
    expect((await rig.run(['ids', 'role/Data *'])).stdout).toBe(`role/Data Scientist\t${role?.id ?? ''}\n`);
  });
});
