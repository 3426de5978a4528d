import { execa } from 'execa';
import { chmod, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesAt } from '../../src/load/commit.js';
import { loadDocuments } from '../../src/load/index.js';
import type { Folder } from '../support/folder.js';
import { folderWith, repositoryWith } from '../support/folder.js';

const user = (name: string) => `users: { ${name}@example.com: {} }\n`;
const top = (name: string) => `version: 1\n${user(name)}`;

interface Asked {
  readonly paths?: readonly string[];
  readonly below?: string;
  readonly env?: Readonly<Record<string, string>>;
}

let hinted = '';
/** Does what the last problem says, as it is printed, far from the files. */
const doAsHinted = () => execa('sh', ['-c', /`(git [^`]*)`/.exec(hinted)?.[1] ?? 'false'], { cwd: '/' });

/** Who was in the files at a commit; or what is said instead. */
async function peopleAt(ref: string, folder: Folder, { paths = [], below = '.', env = {} }: Asked = {}) {
  const cwd = join(folder.path, below);
  const tree = await filesAt(ref, paths, cwd, { ...process.env, ...env });
  if (!tree.ok) {
    hinted = tree.error.hint;
    return tree.error.message;
  }
  const { documents, diagnostics } = await loadDocuments({
    paths,
    cwd,
    env: {},
    past: { tree: tree.value, namePrefix: `${ref}:` },
  });
  hinted = diagnostics[0]?.hint ?? '';
  if (diagnostics.length > 0) return diagnostics.map(({ code }) => code).join();
  return documents.flatMap(({ content }) => Object.keys(content.users ?? {})).map((email) => email.split('@')[0]);
}

describe('the files of a commit', () => {
  it('are those of then, links of files and folders and all, whatever is on the disk now', async () => {
    await using folder = await repositoryWith({
      'access/main.yaml': top('main'),
      'access/.#main.yaml': user('lock'),
      'teams/a.yaml': user('a'),
      'shared/b.yaml': user('b'),
    });
    await symlink('../teams', join(folder.path, 'access/teams'));
    await symlink('../shared/b.yaml', join(folder.path, 'access/b.yaml'));
    const then = await folder.commit();
    await rm(join(folder.path, 'access'), { recursive: true });
    await folder.write({ 'access/main.yaml': top('new') });
    await folder.commit();
    expect(await peopleAt(then, folder)).toEqual(['b', 'main', 'a']);
    expect(await peopleAt('HEAD~1', folder, { paths: ['access'] })).toEqual(['b', 'main', 'a']);
    expect(await peopleAt('HEAD~1', folder, { paths: ['access/b.yaml', 'access/main.yaml'] })).toEqual(['b', 'main']);
    expect(await peopleAt('HEAD', folder)).toEqual(['new']);
  });

  it('lead nowhere out of the repository either', async () => {
    await using folder = await repositoryWith({ 'access.yaml': 'version: 1\ninclude: [x.yaml]\n' });
    await symlink('/etc/passwd', join(folder.path, 'x.yaml'));
    await folder.commit();
    expect(await peopleAt('HEAD', folder)).toBe('outside-root');
  });

  it('are the same from any folder, by any way to name them', async () => {
    await using folder = await repositoryWith({ 'a/access.yaml': top('then'), 'b/c/keep': '' });
    await folder.commit();
    await folder.write({ 'a/access.yaml': top('now') });
    const path = join(folder.path, 'a/access.yaml');
    for (const [below, paths] of [
      ['a', []],
      ['.', ['a/access.yaml']],
      ['b/c', ['../../a/access.yaml']],
      ['b', [path]],
      ['..', [path]],
      ['..', [join(folder.path, 'a')]],
    ] as const)
      expect(await peopleAt('HEAD', folder, { below, paths }), below).toEqual(['then']);
  });

  it("are those of the files' own repository in a hook, whichever the environment names", async () => {
    await using folder = await repositoryWith({ 'access.yaml': top('then') });
    await folder.commit();
    await using other = await repositoryWith({ 'access.yaml': top('other') });
    await other.commit();
    const env = {
      GIT_DIR: join(other.path, '.git'),
      GIT_WORK_TREE: other.path,
      GIT_INDEX_FILE: join(other.path, '.git/index'),
      GIT_OBJECT_DIRECTORY: join(other.path, '.git/objects'),
      GIT_COMMON_DIR: join(other.path, '.git'),
      GIT_PREFIX: 'nowhere/',
      GIT_NAMESPACE: 'x',
      GIT_CEILING_DIRECTORIES: folder.path,
    };
    expect(await peopleAt('HEAD', folder, { env })).toEqual(['then']);
  });

  it('are found in a linked worktree', async () => {
    await using folder = await repositoryWith({ 'access.yaml': top('then') });
    await folder.commit();
    await folder.git(['worktree', 'add', '--quiet', 'linked']);
    await folder.write({ 'linked/access.yaml': top('now') });
    await folder.commit('linked');
    expect(await peopleAt('HEAD~1', folder, { below: 'linked' })).toEqual(['then']);
    expect(await peopleAt('HEAD', folder, { below: 'linked' })).toEqual(['now']);
  });

  it('are found in a submodule: by its own history, or as the commit around it had it', async () => {
    await using team = await repositoryWith({ 'a.yaml': top('then') });
    await team.commit();
    await using folder = await repositoryWith({ 'access/main.yaml': top('main') });
    await folder.git(['submodule', '--quiet', 'add', team.path, 'access/team']);
    const then = await folder.commit();
    await folder.write({ 'access/team/a.yaml': top('now') });
    await folder.commit('access/team');
    await folder.commit();
    expect(await peopleAt('HEAD~1', folder, { paths: ['access/team/a.yaml'] })).toEqual(['then']);
    expect(await peopleAt('HEAD~1', folder, { below: 'access/team', paths: ['a.yaml'] })).toEqual(['then']);
    expect(await peopleAt(then, folder)).toEqual(['main', 'then']);
    expect(await peopleAt('HEAD', folder)).toEqual(['main', 'now']);
    expect(await peopleAt(then, folder, { paths: ['access/main.yaml', 'access/team/a.yaml'] })).toEqual([
      'main',
      'then',
    ]);
    await folder.git(['submodule', '--quiet', 'deinit', '--force', 'access/team']);
    expect(await peopleAt(then, folder)).toBe('git-cannot-tell');
    await folder.git(['config', 'protocol.file.allow', 'always']);
    await doAsHinted();
    expect(await peopleAt(then, folder)).toEqual(['main', 'then']);
  });

  it('are found in a submodule whose clone does not hold them, once they are fetched as it is said', async () => {
    await using team = await repositoryWith({ 'a.yaml': top('then') });
    const then = await team.commit();
    await team.write({ 'a.yaml': top('now') });
    await team.commit();
    await using folder = await repositoryWith({ 'access/main.yaml': top('main') });
    const add = ['submodule', '--quiet', 'add', '--depth', '1', `file://${team.path}`, 'access/team'];
    await folder.git(['-c', 'protocol.file.allow=always', ...add]);
    await folder.git(['update-index', '--cacheinfo', `160000,${then},access/team`]);
    await folder.git(['commit', '--quiet', '--message', 'then']);
    expect(await peopleAt('HEAD', folder)).toBe('git-cannot-tell');
    await doAsHinted();
    expect(await peopleAt('HEAD', folder)).toEqual(['then']);
  });

  it('are found by every name that Git has for a commit, and as it was made', async () => {
    await using folder = await repositoryWith({ 'access.yaml': top('then') });
    const then = await folder.commit();
    await folder.git(['tag', '--annotate', '--message', 'x', 'noted']);
    await folder.write({ 'access.yaml': top('now') });
    await folder.git(['add', '--all']);
    await folder.git(['commit', '--quiet', '--message', 'later']);
    await folder.git(['replace', await folder.git(['rev-parse', `${then}:access.yaml`]), 'HEAD:access.yaml']);
    for (const ref of [then, then.slice(0, 8), 'noted', 'main~1', ':/x', 'HEAD^{/x}', 'HEAD@{1}', 'HEAD~1^{commit}'])
      expect(await peopleAt(ref, folder), ref).toEqual(['then']);
    expect(await peopleAt(':/later', folder)).toEqual(['now']);
  });

  it('are in one case not there, and that alone means that nothing was managed', async () => {
    await using folder = await repositoryWith({ readme: '' });
    await folder.commit();
    await folder.write({ 'access.yaml': top('new') });
    await folder.commit();
    expect(await peopleAt('HEAD~1', folder)).toBe('no-file');
    expect(await peopleAt('HEAD~1', folder, { paths: ['access.yaml'] })).toBe('no-file');
  });
});

describe('what Git does not know', () => {
  it('is an error: no repository, no such commit, a name that is an option', async () => {
    await using nowhere = await folderWith({ 'access.yaml': top('a') });
    expect(await peopleAt('HEAD', nowhere)).toBe(
      `${nowhere.path} is in no Git repository, so there are no files of a commit.`,
    );
    await using folder = await repositoryWith({ 'access.yaml': top('a') });
    expect(await peopleAt('HEAD', folder)).toBe('there is no commit "HEAD" here.');
    await folder.commit();
    expect(await peopleAt('HEAD~1', folder)).toBe('there is no commit "HEAD~1" here.');
    expect(await peopleAt('--all', folder)).toBe('there is no commit "--all" here.');
    for (const ref of ['', '^HEAD', 'HEAD^{tree}', 'HEAD:access.yaml', 'HEAD..HEAD', ':/nothing', 'HEAD\n', 'HEAD\nx'])
      expect(await peopleAt(ref, folder), ref).toBe(`there is no commit ${JSON.stringify(ref)} here.`);
  });

  it('is an error: a folder that only looks like a repository', async () => {
    await using outer = await repositoryWith({ 'inner/access.yaml': top('a') });
    await outer.commit();
    await outer.write({ 'inner/.git': 'gitdir: gone\n' });
    expect(await peopleAt('HEAD', outer, { below: 'inner' })).toMatch(/^Git can't tell what the files were: fatal: /);
  });

  it('is an error: files of another repository than the first', async () => {
    await using folder = await repositoryWith({ 'access.yaml': top('a') });
    await folder.commit();
    await folder.write({ 'other/b.yaml': user('b') });
    await folder.git(['init', '--quiet'], 'other');
    expect(await peopleAt('HEAD', folder, { paths: ['access.yaml', 'other/b.yaml'] })).toMatch(
      /other\/b.yaml is not in the/,
    );
  });

  it('is an error: a shallow clone without the commit', async () => {
    await using origin = await repositoryWith({ 'access.yaml': top('then') });
    const then = await origin.commit();
    await origin.write({ 'access.yaml': top('now') });
    await origin.commit();
    await using clone = await folderWith();
    await clone.git(['clone', '--quiet', '--depth=1', `file://${origin.path}`, 'c']);
    for (const ref of [then, 'HEAD~1'])
      expect(await peopleAt(ref, clone, { below: 'c' })).toMatch(/^this clone is shallow and does not hold the commit/);
    await doAsHinted();
    expect(await peopleAt('HEAD~1', clone, { below: 'c' })).toEqual(['then']);
    expect(await peopleAt('HEAD', clone, { below: 'c' })).toEqual(['now']);
  });

  it.each([['blob:none'], ['tree:0']])('is an error: a partial clone (%s) whose origin is gone', async (filter) => {
    await using origin = await repositoryWith({ 'access/a.yaml': top('then') });
    await origin.git(['config', 'uploadpack.allowFilter', 'true']);
    await origin.git(['config', 'uploadpack.allowAnySHA1InWant', 'true']);
    const then = await origin.commit();
    await origin.write({ 'access/a.yaml': top('now') });
    await origin.commit();
    await using clone = await folderWith();
    await clone.git(['clone', '--quiet', `--filter=${filter}`, `file://${origin.path}`, 'c']);
    await rename(join(origin.path, '.git'), join(origin.path, 'gone'));
    expect(await peopleAt(then, clone, { below: 'c' })).toBe('git-cannot-tell');
    await rename(join(origin.path, 'gone'), join(origin.path, '.git'));
    expect(await peopleAt(then, clone, { below: 'c' })).toEqual(['then']);
  });

  it('is an error: an object that is missing or broken', async () => {
    for (const what of ['HEAD:access.yaml', 'HEAD^{tree}', 'HEAD']) {
      await using folder = await repositoryWith({ 'access.yaml': top('a') });
      await folder.commit();
      const hash = await folder.git(['rev-parse', what]);
      const object = join(folder.path, '.git/objects', hash.slice(0, 2), hash.slice(2));
      await chmod(object, 0o600);
      await writeFile(object, 'x');
      expect(await peopleAt('HEAD', folder), what).toMatch(/^git-cannot-tell$|^Git can't tell|^there is no commit/);
    }
  });

  it('is an error: a link that led nowhere then, whatever else was there', async () => {
    await using folder = await repositoryWith({ 'access/a.yaml': top('a') });
    await symlink('gone.yaml', join(folder.path, 'access.yaml'));
    await folder.commit();
    expect(await peopleAt('HEAD', folder)).toBe('broken-link');
  });

  it('is an error: names that are no UTF-8 and would look the same', async () => {
    await using folder = await repositoryWith({ 'access/a.yaml': top('a'), x: top('x') });
    const blob = await folder.git(['hash-object', '-w', 'x']);
    await execa(
      'sh',
      [
        '-c',
        `printf '100644 ${blob}\\taccess/\\377.yaml\\000100644 ${blob}\\taccess/\\376.yaml\\000' | git update-index -z --index-info`,
      ],
      { cwd: folder.path },
    );
    await folder.git(['commit', '--quiet', '--message', 'x']);
    expect(await peopleAt('HEAD', folder)).toBe('unreadable-file');
  });

  it.each([
    ['is ended from outside', 'kill -9 $$', /^Git can't tell what the files were: git was ended by SIGKILL.$/],
    ['answers nothing', 'exit 0', /^Git can't tell what the files were: it ends with exit code 0 and no sensible/],
    ['has nothing to say for the commit', `case "$*" in *top*) pwd;; esac`, /^Git can't tell .* no sensible answer/],
    ['lists what is no list', `case "$*" in *ls-tree*) echo hm; exit 0;; esac; exec $REAL "$@"`, /^git-cannot-tell$/],
  ])('is an error: a git that %s', async (_name, script, said) => {
    await using folder = await repositoryWith({ 'access.yaml': top('a') });
    await folder.commit();
    await folder.write({ 'bin/git': `#!/bin/sh\n${script}\n` });
    await chmod(join(folder.path, 'bin/git'), 0o755);
    const { stdout: real } = await execa('sh', ['-c', 'command -v git']);
    const env = { REAL: real, PATH: `${join(folder.path, 'bin')}:${process.env['PATH'] ?? ''}` };
    expect(await peopleAt('HEAD', folder, { env })).toMatch(said);
  });

  it('is an error: git that can not be run, or that refuses', async () => {
    await using folder = await repositoryWith({ 'access.yaml': top('a') });
    await folder.commit();
    expect(await peopleAt('HEAD', folder, { env: { PATH: '/nowhere' } })).toBe(
      "git can't be run, and --since reads the files from it.",
    );
    await folder.write({
      'bin/git': '#!/bin/sh\necho "fatal: detected dubious ownership in repository" >&2\nexit 128\n',
    });
    await chmod(join(folder.path, 'bin/git'), 0o755);
    expect(
      await peopleAt('HEAD', folder, { env: { PATH: `${join(folder.path, 'bin')}:${process.env['PATH'] ?? ''}` } }),
    ).toBe("Git can't tell what the files were: fatal: detected dubious ownership in repository.");
  });
});
