import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { laterRun, notApproved, unprotected } from '../../src/action/approval.js';
import { gitHub } from '../../src/action/github.js';
import type { FakeGitHub } from '../support/github/api.js';
import { startGitHub } from '../support/github/api.js';
import { applyRun, fakeRunner } from '../support/github/fake-runner.js';

/* Destructive steps are approved by somebody, for this run, and while nothing newer was pushed. */

let folder: string;
let github: FakeGitHub;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ax-gitops-approval-'));
  github = await startGitHub('acme/access');
  github.state.environments['guarded'] = ['ada'];
  github.state.environments['open'] = [];
});
beforeEach(() => {
  github.state.runs.length = 0;
});
afterAll(async () => {
  await github.close();
  await rm(folder, { recursive: true, force: true });
});
const here = (inputs: Readonly<Record<string, string>> = {}) => {
  const runner = fakeRunner(folder, github.url, { inputs });
  return { runner, client: gitHub(runner) };
};

describe('an environment', () => {
  it.each([
    ['guarded', undefined],
    ['open', 'the environment open has no required reviewers'],
    ['nowhere', 'there is no environment nowhere, and GitHub would create one without reviewers'],
  ])('%s: %s', async (name, problem) => {
    expect(await unprotected(here().client, name)).toBe(problem);
  });

  it('that GitHub says nothing of is not taken to be protected', async () => {
    await expect(unprotected(here({ token: 'wrong' }).client, 'guarded')).rejects.toThrow('401');
  });
});

describe('an approval', () => {
  it('counts only for its run and its environment', async () => {
    const { runner, client } = here();
    expect(await notApproved(runner, client, 'guarded')).toBe(
      'nobody has approved this run for the environment guarded',
    );
    github.state.approvals['4'] = ['guarded'];
    github.state.approvals['5'] = ['other'];
    expect(await notApproved(runner, client, 'guarded')).toBeDefined();
    github.state.approvals['5'].push('guarded');
    expect(await notApproved(runner, client, 'guarded')).toBeUndefined();
  });
});

describe('a later push', () => {
  it.each([
    ['earlier run', applyRun(4, 'a'), false],
    ['this run', applyRun(5, 'a'), false],
    ['later run', applyRun(6, 'a'), true],
    ['later run that waits', applyRun(6, 'a', { status: 'waiting', conclusion: null }), true],
    ['later run that failed', applyRun(6, 'a', { conclusion: 'failure' }), true],
    ['later run that was called off', applyRun(6, 'a', { conclusion: 'cancelled' }), false],
    ['later run of a fork', applyRun(6, 'a', { head_repository: { full_name: 'mallory/access' } }), false],
    ['later run of a pull request', applyRun(6, 'a', { event: 'pull_request' }), false],
  ])('%s', async (_, run, isLater) => {
    github.state.runs.push(run);
    const { runner, client } = here();
    expect(await laterRun(runner, client)).toBe(isLater ? 'https://github.com/acme/access/actions/runs/6' : undefined);
  });
});
