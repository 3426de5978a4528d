import { execa } from 'execa';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { installShim } from '../support/documented.js';
import { runGit } from '../support/git.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/*
 * The examples for GitLab, Jenkins, cron and pre-commit: their shell steps, as they stand, against the sandbox. In the place
 * of GitLab stands a fake `glab`, in the place of the registry an `npm` that hands out the packed tarball.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { readonly version: string };

const before = `version: 1
policy: { unmanaged: ignore }
organizations:
  Ours: { spaces: { kept: {}, lost: {} } }
`;
const after = before.replace('lost: {}', 'lost: absent, more: {}');

let packed: string;
let integrity: string;
beforeAll(async () => {
  packed = await mkdtemp(join(tmpdir(), 'ax-gitops-pack-'));
  await execa('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', packed], { cwd: root });
  const [tarball = ''] = await readdir(packed);
  integrity = `sha512-${createHash('sha512')
    .update(await readFile(join(packed, tarball)))
    .digest('base64')}`;
});
afterAll(() => rm(packed, { recursive: true, force: true }));

let rig: Rig;
let checkout: string;
let gitlab: string;
beforeEach(async () => {
  rig = await startRig();
  checkout = join(rig.folder, 'checkout');
  gitlab = join(rig.folder, 'gitlab.json');
  await writeFile(gitlab, JSON.stringify({ notes: [{ id: 1, author: { id: 9 }, body: marker }], deployments: [] }));
  const bin = join(rig.folder, 'bin');
  await mkdir(bin);
  await symlink(join(root, 'test/support/gitlab/fake-glab.mjs'), join(bin, 'glab'));
  const program = async (name: string, text: string) =>
    writeFile(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  await program('npm', `cp ${packed}/*.tgz .`);
  await installShim(bin);
  await runGit(rig.folder, ['init', '-q', '--bare', '-b', 'main', 'origin.git']);
  await runGit(rig.folder, ['init', '-q', '-b', 'main', 'checkout']);
  await git('remote', 'add', 'origin', join(rig.folder, 'origin.git'));
  await commit(before);
});
afterEach(() => rig.close());

const marker = '<!-- ax-gitops: access plan -->';
const nothing = '0'.repeat(40);
const git = (...args: readonly string[]) => runGit(checkout, args);

async function commit(files: string): Promise<string> {
  await writeFile(join(checkout, 'access.yaml'), files);
  await git('add', 'access.yaml');
  await git('commit', '-qm', 'x', '--allow-empty');
  await git('push', '-q', 'origin', 'HEAD:main');
  return git('rev-parse', 'HEAD');
}

const shell = (script: string, env: Readonly<Record<string, string>> = {}) =>
  execa('sh', ['-e', '-c', script], {
    cwd: checkout,
    env: {
      PATH: `${join(rig.folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      HOME: rig.folder,
      NO_COLOR: '1',
      ARIZE_API_KEY: rig.sandbox.apiKey,
      ARIZE_BASE_URL: rig.sandbox.url,
      FAKE_GITLAB: gitlab,
      ...env,
    },
    extendEnv: false,
    reject: false,
    all: true,
  });

const spaces = () =>
  rig
    .state()
    .spaces.filter(({ organization }) => organization === 'Ours')
    .map(({ name }) => name)
    .sort();

describe('GitLab', () => {
  interface Job {
    readonly before_script?: readonly string[];
    readonly script?: readonly string[];
    readonly resource_group?: string;
    readonly environment?: { readonly name: string };
  }
  const jobs = async () =>
    parse(await readFile(join(root, 'examples/gitlab/access.gitlab-ci.yml'), 'utf8')) as Readonly<Record<string, Job>>;

  async function run(name: string, env: Readonly<Record<string, string>> = {}) {
    const all = await jobs();
    const script = [...(all['.ax-gitops']?.before_script ?? []), ...(all[name]?.script ?? [])].join('\n');
    return shell(script, {
      CI_PROJECT_DIR: checkout,
      CI_PROJECT_ID: '42',
      CI_MERGE_REQUEST_IID: '7',
      CI_DEFAULT_BRANCH: 'main',
      CI_COMMIT_SHA: await git('rev-parse', 'HEAD'),
      CI_COMMIT_BEFORE_SHA: nothing,
      AX_GITOPS_VERSION: version,
      AX_GITOPS_INTEGRITY: integrity,
      ...env,
    });
  }

  const state = async () =>
    JSON.parse(await readFile(gitlab, 'utf8')) as {
      readonly notes: readonly { readonly body: string }[];
      readonly deployments: { readonly sha: string }[];
    };

  async function merged(env: Readonly<Record<string, string>> = {}) {
    const ended = await run('access-apply', env);
    const now = await state();
    if (ended.exitCode === 0) now.deployments.push({ sha: await git('rev-parse', 'HEAD') });
    await writeFile(gitlab, JSON.stringify(now));
    const handed = (await readFile(join(checkout, 'approve.env'), 'utf8').catch(() => '')).split('\n').filter(Boolean);
    return { ended, handed: Object.fromEntries(handed.map((line) => line.split('='))) as Record<string, string> };
  }

  it('keeps a plan in one note of its own; applies on merge; destructive steps by hand, and only those', async () => {
    const base = await git('rev-parse', 'HEAD');
    expect((await merged()).ended).toMatchObject({ exitCode: 0 });
    expect(spaces()).toEqual(['kept', 'lost']);
    await commit(after);
    for (let push = 0; push < 2; push += 1) {
      const planned = await run('access-plan', { CI_MERGE_REQUEST_DIFF_BASE_SHA: base });
      expect(planned, planned.all).toMatchObject({ exitCode: 0 });
    }
    const { notes } = await state();
    expect(notes).toHaveLength(2);
    expect(notes[0]?.body).toBe(marker);
    expect(notes[1]?.body).toMatch(
      /^<!-- ax-gitops: access plan -->\nPlan for commit `\w{40}`:\n\n[^]*Destructive: 1 step/,
    );

    const { ended, handed } = await merged();
    expect(ended, ended.all).toMatchObject({ exitCode: 0 });
    expect(spaces()).toEqual(['kept', 'lost', 'more']);
    expect(handed['AX_SINCE']).toBe(base);
    const other = await run('access-approve', { ...handed, AX_DESTRUCTIVE_DIGEST: `sha256:${'0'.repeat(64)}` });
    expect(other.exitCode).toBe(3);
    const approved = await run('access-approve', handed);
    expect(approved, approved.all).toMatchObject({ exitCode: 0 });
    expect(spaces()).toEqual(['kept', 'more']);
    expect(await run('access-drift')).toMatchObject({ exitCode: 0 });
  });

  it('approves nothing after a later merge', async () => {
    await merged();
    await commit(after);
    const { handed } = await merged();
    const waiting = await git('rev-parse', 'HEAD');
    await commit(after.replace('more: {}', 'more: {}, most: {}'));
    await git('checkout', '-q', waiting);
    const late = await run('access-approve', handed);
    expect(late.exitCode).toBe(3);
    expect(late.all).toContain('A later merge has a pipeline of its own');
    expect(spaces()).toEqual(['kept', 'lost', 'more']);
  });

  it('applies nothing where the last commit is not part of this one, and runs no other package than that of the hash', async () => {
    await writeFile(gitlab, JSON.stringify({ notes: [], deployments: [{ sha: 'a'.repeat(40) }] }));
    const { ended } = await merged();
    expect(ended).toMatchObject({ exitCode: 1 });
    expect(ended.all).toContain('is not part of this commit');
    const other = await run('access-drift', { AX_GITOPS_INTEGRITY: 'sha512-other' });
    expect(other.exitCode).not.toBe(0);
    expect(other.all).toContain('is not the release that is asked for');
    expect(spaces()).toEqual([]);
  });

  it('lets one job at a time change the account', async () => {
    const all = await jobs();
    expect(all['access-apply']?.resource_group).toBe('access');
    expect(all['access-approve']).toMatchObject({
      resource_group: 'access',
      environment: { name: 'access-destructive' },
    });
  });
});

describe('Jenkins', () => {
  it('plans, applies what was shown, and finds no drift afterwards', async () => {
    const text = await readFile(join(root, 'examples/jenkins/Jenkinsfile'), 'utf8');
    const steps = [...text.matchAll(/sh '''([^]*?)'''/g)].map(([, script = '']) => script);
    expect(steps).toHaveLength(3);
    for (const script of steps) {
      const ended = await shell(script);
      expect(ended, ended.all).toMatchObject({ exitCode: 0 });
    }
    expect(spaces()).toEqual(['kept', 'lost']);
  });
});

describe('a group that an identity provider keeps', () => {
  const list = 'access/groups/contractors.csv';
  const branch = 'refresh/contractors';
  interface Workflow {
    readonly jobs: Record<
      'refresh',
      {
        readonly env: Readonly<Record<string, string | number>>;
        readonly steps: readonly { readonly run?: string; readonly env?: Readonly<Record<string, string>> }[];
      }
    >;
  }

  /** Runs the job's steps after the checkout, each as GitHub does. The `curl` and `gh` are fakes. */
  async function refresh(exported: string) {
    const { env, steps } = (
      parse(await readFile(join(root, 'examples/identity-provider/refresh-group.yml'), 'utf8')) as Workflow
    ).jobs.refresh;
    await writeFile(join(rig.folder, 'export'), exported);
    await git('checkout', '-q', 'main');
    await git('fetch', '-q', '--prune', 'origin');
    await git('reset', '-q', '--hard', 'origin/main');
    let all = '';
    for (const { run, env: own } of steps.filter(({ run }) => run !== undefined)) {
      const ended = await execa('bash', ['-e', '-c', run ?? ''], {
        cwd: checkout,
        env: {
          ...Object.fromEntries(Object.entries({ ...env, ...own }).map(([name, value]) => [name, String(value)])),
          PATH: `${join(rig.folder, 'bin')}:${process.env['PATH'] ?? ''}`,
          HOME: rig.folder,
          RUNNER_TEMP: rig.folder,
          EXPORT_URL: 'https://idp.example.com/export',
          EXPORT_TOKEN: 'secret-token',
        },
        extendEnv: false,
        reject: false,
        all: true,
      });
      all += ended.all;
      if (ended.exitCode !== 0) return { exitCode: ended.exitCode, all };
    }
    return { exitCode: 0, all };
  }

  const pulls = () => readFile(join(rig.folder, 'pulls'), 'utf8');
  const proposed = () => git('show', `origin/${branch}:${list}`);

  beforeEach(async () => {
    const program = (name: string, text: string) =>
      writeFile(join(rig.folder, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    // The output is the argument after --output; the token may only come through standard input.
    await program(
      'curl',
      `case "$*" in *secret-token*) exit 9 ;; esac
[ "$(cat)" = 'Authorization: Bearer secret-token' ] || exit 22
while [ "$1" != --output ]; do shift; done
cp '${rig.folder}/export' "$2"`,
    );
    await program(
      'gh',
      `cd '${rig.folder}'
case "$1 $2" in
  'pr list') case "$*" in *'select(.isCrossRepository | not)'*) ;; *) cat fork ;; esac; cat pulls ;;
  'pr create') [ ! -s pulls ] && echo 7 > pulls ;;
  'pr close') [ "$3" = 7 ] && : > pulls && git --git-dir origin.git update-ref -d refs/heads/${branch} ;;
  *) exit 1 ;;
esac`,
    );
    await writeFile(join(rig.folder, 'pulls'), '');
    // A pull request that somebody has opened from a branch of the same name in a fork.
    await writeFile(join(rig.folder, 'fork'), '3\n');
    await mkdir(join(checkout, 'access/groups'), { recursive: true });
    await writeFile(join(checkout, list), 'email\nann@example.com\nraj@example.com\n');
    await git('add', list);
    await commit(before);
  });

  const unchanged = 'email\nann@example.com\nraj@example.com\n';
  const changed = 'email\nnew@example.com\nraj@example.com\n';

  it('is proposed when people have come or gone, in one pull request, which is closed when nothing is left of it', async () => {
    expect(await refresh('\uFEFF"Email"\r\n"Raj@example.com"\r\nann@example.com \r\n')).toEqual({
      exitCode: 0,
      all: '',
    });
    expect(await pulls()).toBe('');
    for (const newcomer of ['new@example.com', 'old@example.com']) {
      expect(await refresh(`email\nraj@example.com\n${newcomer}\n`)).toEqual({ exitCode: 0, all: '' });
      expect(await proposed()).toBe(`email\n${newcomer}\nraj@example.com`);
      expect(await pulls()).toBe('7\n');
    }
    expect(await refresh(unchanged)).toEqual({ exitCode: 0, all: '' });
    expect(await pulls()).toBe('');
  });

  it('is not proposed anew each night: the approvals of the pull request stay', async () => {
    await refresh(changed);
    const first = await git('rev-parse', `origin/${branch}`);
    expect(await refresh(changed)).toEqual({ exitCode: 0, all: `${branch} holds this list.` });
    expect(await git('rev-parse', `origin/${branch}`)).toBe(first);
    // Main has another list by now, to which it could not be merged.
    await writeFile(join(checkout, list), 'email\nann@example.com\n');
    await git('add', list);
    await commit(before);
    expect(await refresh(changed)).toEqual({ exitCode: 0, all: '' });
    expect(await git('rev-parse', `origin/${branch}^`)).toBe(await git('rev-parse', 'origin/main'));
  });

  it('keeps what a reviewer has added to the branch', async () => {
    await refresh(changed);
    await git('checkout', '-q', '-B', 'review', `origin/${branch}`);
    await writeFile(join(checkout, 'note'), 'by a reviewer');
    await git('add', 'note');
    await git('commit', '-qm', 'By a reviewer');
    await git('push', '-q', 'origin', `HEAD:${branch}`);
    const reviewed = await git('rev-parse', 'HEAD');
    const other = await refresh('email\nother@example.com\nraj@example.com\n');
    expect(other.exitCode).toBe(0);
    expect(other.all).toMatch(/^::warning::Somebody else has added commits to refresh\/contractors, /);
    await refresh(unchanged);
    await git('fetch', '-q', '--prune', 'origin');
    expect(await git('rev-parse', `origin/${branch}`)).toBe(reviewed);
    expect(await pulls()).toBe('7\n');
  });

  it('is left alone where the export is no list, or lacks too many', async () => {
    for (const other of ['<html>Log in</html>\n', 'name,email\nAnn,ann@example.com\n', ''])
      expect((await refresh(other)).all).toContain('The export must have one column, email');
    expect((await refresh('email\n\n')).all).toContain('The export names nobody');
    const many = Array.from({ length: 20 }, (_, index) => `p${String(index)}@example.com`);
    await writeFile(join(checkout, list), ['email', ...many, ''].join('\n'));
    await git('add', list);
    await commit(before);
    expect(await refresh(`email\n${many.slice(5).join('\n')}\n`)).toEqual({
      exitCode: 1,
      all: '5 of 20 people would leave, more than MOST_GONE (20 %); nothing was changed.',
    });
    expect(await pulls()).toBe('');
    expect(await refresh(`email\n${many.slice(4).join('\n')}\n`)).toMatchObject({ exitCode: 0 });
    expect(await pulls()).toBe('7\n');
  });
});

describe('cron', () => {
  const script = join(root, 'examples/cron/access-drift.sh');
  // The login there is an ax profile or ARIZE_API_KEY; only the way to Arize differs here.
  const env = { AX_GITOPS_AX: process.env['AX_GITOPS_AX'] ?? 'ax' };

  it('says nothing where all agrees, and what differs where it does not', async () => {
    await git('branch', '-q', '--set-upstream-to=origin/main');
    const differs = await shell(`${script} ${checkout}`, env);
    expect(differs.exitCode).toBe(2);
    expect(differs.all).toContain('organization/Ours');
    expect(await shell('ax-gitops apply --auto-approve --transport api')).toMatchObject({ exitCode: 0 });
    expect(await shell(`${script} ${checkout}`, env)).toMatchObject({ exitCode: 0, all: '' });
  });
});

describe('pre-commit', () => {
  interface Hook {
    readonly id: string;
    readonly entry: string;
    readonly language: string;
    readonly files: string;
  }

  it('checks and formats the files with the bundle of the tag', async () => {
    const [hook, formatter] = parse(await readFile(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as readonly [
      Hook,
      Hook,
    ];
    expect(hook).toMatchObject({ id: 'ax-gitops-validate', language: 'script' });
    expect('teams/a.yaml').toMatch(new RegExp(hook.files));
    expect(await shell(`${root}/${hook.entry}`)).toMatchObject({ exitCode: 0 });
    const text = before.replace(' spaces: { kept', '   spaces: { kept');
    await writeFile(join(checkout, 'access.yaml'), text);
    expect(await shell(`${root}/${formatter.entry}`)).toMatchObject({ exitCode: 0 });
    expect(await readFile(join(checkout, 'access.yaml'), 'utf8')).not.toBe(text);
    await writeFile(join(checkout, 'access.yaml'), before.replace('version: 1', 'version: 9'));
    expect(await shell(`${root}/${hook.entry}`)).toMatchObject({ exitCode: 1 });
  });
});
