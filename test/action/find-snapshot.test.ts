import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findSnapshot } from '../../src/action/find-snapshot.js';
import { gitHub } from '../../src/action/github.js';
import type { WorkflowEvent } from '../../src/action/runner.js';
import type { FakeGitHub } from '../support/github/api.js';
import { startGitHub } from '../support/github/api.js';
import { applyRun, fakeRunner } from '../support/github/fake-runner.js';
import type { Repository } from '../support/github/repository.js';
import { startRepository } from '../support/github/repository.js';

/* Which run's snapshot a pull request is planned on. One that anybody but the main branch could have made is never taken. */

let repository: Repository;
let github: FakeGitHub;
let onMain: string;
/** Reachable by a tag alone. */
let aside: string;
beforeAll(async () => {
  repository = await startRepository('pull');
  const { git, commit } = repository;
  github = await startGitHub('acme/access');
  onMain = await commit('on main');
  await git('update-ref', 'refs/remotes/origin/main', onMain);
  aside = await commit('aside');
  await git('tag', 'main', aside);
});
beforeEach(() => {
  github.state.runs.length = 0;
  github.state.artifacts.length = 0;
});
afterAll(async () => {
  await github.close();
  await repository.remove();
});

/** A run with a snapshot, as GitHub lists it. */
function taken(id: number, more: object = {}): void {
  github.state.runs.push(applyRun(id, onMain, { workflow: 'access-snapshot.yml', event: 'schedule', ...more }));
  github.state.artifacts.push({ run: id, name: 'access-snapshot', files: {} });
}

/** For a pull request, whose own branch is none that counts. */
async function found(event: WorkflowEvent = { repository: { default_branch: 'main' } }) {
  const runner = fakeRunner(repository.folder, github.url, {
    inputs: { workflow: 'access-snapshot.yml', artifact: 'access-snapshot' },
    event,
    env: { GITHUB_REF_NAME: '7/merge' },
  });
  expect(await findSnapshot(runner, gitHub(runner))).toBe(0);
  return runner.outputs()['run-id'];
}

describe('the newest snapshot', () => {
  it.each(['push', 'schedule', 'workflow_dispatch'])('may be of a run that a %s started', async (event) => {
    taken(1);
    taken(2, { event });
    expect(await found()).toBe('2');
  });

  it.each([
    ['a pull request', { event: 'pull_request' }],
    ['a pull request that runs with rights', { event: 'pull_request_target' }],
    ['another workflow that has ended', { event: 'workflow_run' }],
    ['a fork whose branch is called main too', { head_repository: { full_name: 'mallory/access' } }],
    ['a fork that is gone', { head_repository: null }],
    ['another branch', { head_branch: 'feature' }],
    ['another workflow', { workflow: 'other.yml' }],
    ['a run that has failed', { conclusion: 'failure' }],
    ['a run that has not ended', { status: 'in_progress', conclusion: null }],
    ['a tag that is called like the branch', () => ({ event: 'push', head_sha: aside })],
    ['a commit that is not here', { head_sha: 'a'.repeat(40) }],
  ])('is not that of %s', async (_, more) => {
    taken(1);
    taken(2, typeof more === 'function' ? more() : more);
    expect(await found()).toBe('1');
    github.state.runs.shift();
    await expect(found()).rejects.toThrow('There is no snapshot');
  });

  it('is looked for on the default branch, and nowhere where that is not said', async () => {
    taken(1);
    await expect(found({})).rejects.toThrow('which branch is the default one');
    await expect(found({ repository: { default_branch: 'trunk' } })).rejects.toThrow('on trunk has succeeded');
  });

  it.each([
    ['has expired', { expired: true }],
    ['has another name', { name: 'other' }],
    ['is that of another run', { run: 1 }],
  ])('stops the plan where it %s: an older one is not taken instead', async (_, more) => {
    taken(1);
    taken(2);
    github.state.artifacts.push({
      run: 2,
      name: 'access-snapshot',
      files: {},
      ...github.state.artifacts.pop(),
      ...more,
    });
    await expect(found()).rejects.toThrow(/actions\/runs\/2 has no artifact .*gh workflow run access-snapshot\.yml/);
  });
});
