import { execa } from 'execa';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gitHub } from '../../src/action/github.js';
import type { WorkflowEvent } from '../../src/action/runner.js';
import { since } from '../../src/action/since.js';
import { folderWith } from '../support/folder.js';
import type { FakeGitHub } from '../support/github/api.js';
import { startGitHub } from '../support/github/api.js';
import { applyRun, fakeRunner } from '../support/github/fake-runner.js';
import type { Repository } from '../support/github/repository.js';
import { startRepository } from '../support/github/repository.js';

/* Which commit is taken for the one that was applied last. Where that can't be told, nothing is applied. */

let repository: Repository;
let github: FakeGitHub;
let first: string;
let second: string;
/** On a branch of its own, from `first`. */
let aside: string;
beforeAll(async () => {
  repository = await startRepository('main');
  const { git, commit } = repository;
  github = await startGitHub('acme/access');
  first = await commit('first');
  await git('checkout', '-q', '-b', 'aside');
  aside = await commit('aside');
  await git('checkout', '-q', 'main');
  second = await commit('second');
});
beforeEach(() => {
  github.state.runs.length = 0;
});
afterAll(async () => {
  await github.close();
  await repository.remove();
});

async function told(event: WorkflowEvent = {}) {
  const runner = fakeRunner(repository.folder, github.url, { event });
  const code = await since(runner, gitHub(runner));
  expect(code).toBe(0);
  return { args: runner.outputs()['args'], said: runner.said() };
}

const gone = 'a'.repeat(40);
const nothing = '0'.repeat(40);

describe('the commit that was applied last', () => {
  it('is that of the newest successful run for a push to this branch', async () => {
    github.state.runs.push(applyRun(1, gone), applyRun(2, first), applyRun(3, second, { conclusion: 'failure' }));
    expect(await told({ before: second })).toEqual({ args: `--since ${first}`, said: '' });
  });

  it.each([
    ['a pull request', { event: 'pull_request' }],
    ['a branch of a fork that is called main too', { head_repository: { full_name: 'mallory/access' } }],
    ['a fork that is gone', { head_repository: null }],
    ['another branch', { head_branch: 'feature' }],
    ['another workflow', { workflow: 'other.yml' }],
  ])('is not that of %s', async (_, more) => {
    github.state.runs.push(applyRun(1, first), applyRun(2, gone, more));
    expect((await told()).args).toBe(`--since ${first}`);
  });

  it('is that before the push where nothing was applied yet, which is said', async () => {
    const { args, said } = await told({ before: first });
    expect(args).toBe(`--since ${first}`);
    expect(said).toMatch(/^::warning ::No run of this workflow has succeeded yet/);
  });

  it('is none for the very first push, which is said', async () => {
    for (const event of [{ before: nothing }, {}]) {
      const { args, said } = await told(event);
      expect(args).toBe('');
      expect(said).toMatch(/^::warning ::There is no commit to compare with/);
    }
  });
});

describe('nothing is applied', () => {
  it('where the commit that was applied last is not here', async () => {
    github.state.runs.push(applyRun(1, gone));
    await expect(told({ before: first })).rejects.toThrow(
      /The commit that was applied last, a{40} .* is not in this clone.*fetch-depth: 0.*git merge --strategy=ours --no-edit a{40}`/,
    );
  });

  it('until a branch that was rewritten holds that commit again, as it is said', async () => {
    await using folder = await folderWith();
    const theirs = (...args: readonly string[]) => folder.git(['-C', 'theirs', ...args]);
    await folder.git(['clone', '--quiet', repository.folder, 'theirs']);
    await theirs('checkout', '--quiet', first);
    await theirs('commit', '--quiet', '--allow-empty', '--message', 'rewritten since');
    const lost = (await theirs('rev-parse', 'HEAD')).trim();
    await theirs('checkout', '--quiet', 'main');
    github.state.runs.push(applyRun(1, lost));
    const said = await told().then(String, String);
    const [, merge = ''] = /`(git merge [^`]*)`, then `git push`/.exec(said) ?? [];
    await execa('sh', ['-c', merge], { cwd: join(folder.path, 'theirs') });
    await repository.git('pull', '--quiet', join(folder.path, 'theirs'), 'main');
    expect((await told()).args).toBe(`--since ${lost}`);
    await repository.git('reset', '--quiet', '--hard', second);
  });

  it('where the commit before the first push is not here', async () => {
    await expect(told({ before: gone })).rejects.toThrow(/The commit before this push, a{40}, is not in this clone/);
  });

  it('where a later commit, or one that is not part of this one, was applied', async () => {
    github.state.runs.push(applyRun(1, aside));
    await expect(told({ before: first })).rejects.toThrow(/was applied already and is not part of this commit/);
  });

  it('where GitHub does not answer', async () => {
    const runner = fakeRunner(repository.folder, github.url, { inputs: { token: 'wrong' } });
    await expect(since(runner, gitHub(runner))).rejects.toThrow(/GitHub answered 401 .*permissions/);
    const nobody = fakeRunner(repository.folder, 'http://127.0.0.1:1');
    await expect(since(nobody, gitHub(nobody))).rejects.toThrow(/GitHub can't be reached/);
  });

  it('where the last commit reads like an option of git', async () => {
    github.state.runs.push(applyRun(1, '--exec-path'));
    await expect(told()).rejects.toThrow(/is not in this clone/);
  });
});
