import { execa } from 'execa';
import { access, chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runGit } from '../support/git.js';
import type { FakeGitHub } from '../support/github/api.js';
import { startGitHub } from '../support/github/api.js';
import { applyRun } from '../support/github/fake-runner.js';
import { runWorkflow } from '../support/github/runner.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/*
 * Whoever opens a pull request writes every file of the checkout. Nothing in it may decide which code the workflow runs, or
 * lead what is written somewhere else.
 */

const examples = fileURLToPath(new URL('../../examples/github', import.meta.url));
const everyWorkflow = ['access-snapshot', 'access-plan', 'access-plan-with-key', 'access-apply', 'access-drift'];

let rig: Rig;
let github: FakeGitHub;
let repository: string;
/** Appears where any of the planted programs ran. */
let ran: string;
/** Outside the checkout; planted links lead here. */
let victim: string;
beforeEach(async () => {
  rig = await startRig();
  github = await startGitHub('acme/access');
  repository = join(rig.folder, 'repository');
  ran = join(rig.folder, 'ran');
  victim = join(rig.folder, 'victim');
  await writeFile(victim, 'mine');
  await mkdir(repository);
  await rig.run(['init', '--github']);
  await execa('cp', ['-r', '.github', repository], { cwd: rig.folder });
});
afterEach(async () => {
  await Promise.all([rig.close(), github.close()]);
});

const git = (...args: readonly string[]) => runGit(repository, args);

async function plant(file: string, text: string, mode = 0o644): Promise<void> {
  const path = join(repository, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  await chmod(path, mode);
}

/** Programs and settings at every place where some tool would look for them. */
async function plantAll(): Promise<void> {
  const shell = `#!/bin/sh\necho "$0" >>${ran}\n`;
  const node = `require('node:fs').appendFileSync(${JSON.stringify(ran)}, __filename);\n`;
  const python = `open(${JSON.stringify(ran)}, "a").write(__file__)\n`;
  for (const name of ['ax', 'ax-gitops', 'node', 'npm', 'npx', 'git', 'python3', 'bash', 'sh'])
    for (const folder of ['', 'bin/', 'node_modules/.bin/', '.venv/bin/'])
      await plant(`${folder}${name}`, shell, 0o755);
  await plant('evil.cjs', node);
  await plant(
    '.npmrc',
    `registry=http://127.0.0.1:1/\nnode-options=--require ./evil.cjs\nscript-shell=./sh\nprefix=.\n`,
  );
  await plant('package.json', '{"name":"ax-gitops","scripts":{"preinstall":"./sh"},"bin":"./evil.cjs"}');
  await plant('node_modules/ax-gitops/package.json', '{"name":"ax-gitops","bin":"./main.cjs"}');
  for (const file of ['node_modules/ax-gitops/main.cjs', 'node_modules/execa/index.js', 'node_modules/yaml/index.js'])
    await plant(file, node);
  await plant('action.yml', 'name: x\nruns: { using: node24, main: evil.cjs }\n');
  await plant('.github/actions/ax-gitops/action.yml', 'name: x\nruns: { using: node24, main: ../../../evil.cjs }\n');
  await plant('dist/action/main.js', node);
  await plant('dist/cli/main.js', node);
  const variables = `NODE_OPTIONS=--require ${repository}/evil.cjs\nBASH_ENV=${repository}/sh\nARIZE_BASE_URL=http://127.0.0.1:1\n`;
  for (const file of ['.env', '.envrc', '.bashrc', '.bash_profile', '.profile']) await plant(file, variables);
  for (const module of ['sitecustomize', 'usercustomize', 'typing', 'json/__init__', 'arize/__init__', 'pip/__main__'])
    await plant(`${module}.py`, python);
  await plant('pip.conf', '[global]\nindex-url = http://127.0.0.1:1/\n');
  await plant('.gitattributes', '* filter=evil diff=evil\n');
  await plant('.gitconfig', '[core]\n\tfsmonitor = ./sh\n');
  await plant('.ax-gitops/journal.jsonl', '{"event":"planted"}\n');
  // A folder that looks like a repository, with a configuration that names a program.
  await plant('access/HEAD', 'ref: refs/heads/main\n');
  await plant(
    'access/config',
    `[core]\n\trepositoryformatversion = 0\n\tfsmonitor = ${repository}/sh\n\tbare = false\n\tworktree = ..\n`,
  );
  await plant('access/objects/keep', '');
  await plant('access/refs/heads/keep', '');
  await plant('access/access.yaml', 'version: 1\nusers:\n  new@example.com: { name: New }\n');
  for (const name of ['ax-gitops.md', 'plan.json', 'drift.json', 'journal.jsonl', 'snapshot.json'])
    await symlink(victim, join(repository, name));
}

const run = (name: string) =>
  runWorkflow({
    folder: repository,
    workflow: `.github/workflows/${name}.yml`,
    github: {
      repository: 'acme/access',
      ref_name: 'main',
      base_ref: 'main',
      token: 'ghs_fake',
      event: {
        before: '0'.repeat(40),
        pull_request: { number: 7, head: { sha: 'abc1234', repo: { full_name: 'acme/access' } } },
        repository: { default_branch: 'main' },
      },
    },
    secrets: Object.fromEntries(
      ['ARIZE_API_KEY', 'ARIZE_API_KEY_READ', 'ARIZE_API_KEY_SNAPSHOT'].map((name) => [name, rig.sandbox.apiKey]),
    ),
    artifacts: github.state.artifacts,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: join(rig.folder, 'nobody'),
      ARIZE_BASE_URL: `http://${rig.sandbox.host}`,
      AX_GITOPS_AX: process.env['AX_GITOPS_AX'] ?? 'ax',
      GITHUB_API_URL: github.url,
      // What a step that ran code of the checkout could have left behind for the next ones.
      NODE_PATH: join(repository, 'node_modules'),
    },
  });

it.each(['api', 'ax'])('nothing of the checkout is run or led astray, over the transport %s', async (transport) => {
  await plantAll();
  for (const name of ['plan', 'plan-with-key', 'apply', 'drift']) {
    const file = `.github/workflows/access-${name}.yml`;
    const text = await readFile(join(examples, `access-${name}.yml`), 'utf8');
    await plant(
      file,
      text
        .replaceAll('--transport api', `--transport ${transport} --file access`)
        .replaceAll('args: --since', 'args: --file access --since')
        .replaceAll('command: validate', 'command: validate\n          args: --file access'),
    );
  }
  await git('init', '-q', '-b', 'main');
  await git('add', '-A', '--force', '.');
  await git('commit', '-qm', 'Hostile');
  await git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  const head = await git('rev-parse', 'HEAD');
  github.state.runs.push(applyRun(1, head, { workflow: 'access-snapshot.yml', event: 'schedule' }));
  // The way through ax is slow, and differs only in how Arize is reached.
  for (const name of transport === 'api' ? everyWorkflow : ['access-plan-with-key']) {
    const jobs = await run(name);
    const [first] = Object.values(jobs);
    expect(first?.status, first?.log).toBe('success');
  }
  if (transport === 'api') expect(rig.state().users.some(({ email }) => email === 'new@example.com')).toBe(true);
  expect(github.state.comments[0]?.body).toContain('new@example.com');
  await expect(access(ran)).rejects.toThrow('ENOENT');
  expect(await readFile(victim, 'utf8')).toBe('mine');
});
