import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { comment } from '../../src/action/comment.js';
import { gitHub } from '../../src/action/github.js';
import { issue } from '../../src/action/issue.js';
import type { FakeGitHub } from '../support/github/api.js';
import { startGitHub } from '../support/github/api.js';
import { fakeRunner } from '../support/github/fake-runner.js';

/* What is kept on GitHub for people: one comment on a pull request, one open issue with a label. */

let folder: string;
let github: FakeGitHub;
let report: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ax-gitops-comment-'));
  github = await startGitHub('acme/access');
  report = join(folder, 'report.md');
  await writeFile(report, 'the plan\n');
});
afterEach(async () => {
  await github.close();
  await rm(folder, { recursive: true, force: true });
});

const event = { pull_request: { number: 7, head: { sha: 'abc1234', repo: { full_name: 'acme/access' } } } };

async function say(run: typeof comment, inputs: Readonly<Record<string, string>>, on: object = event) {
  const runner = fakeRunner(folder, github.url, { inputs, event: on });
  expect(await run(runner, gitHub(runner))).toBe(0);
  return runner.said();
}

describe('the comment', () => {
  it('is written once, then written anew', async () => {
    await say(comment, { outcome: 'changes', report });
    await say(comment, { outcome: 'clean', report });
    expect(github.state.comments.map(({ body }) => body)).toEqual([
      '<!-- ax-gitops: access plan -->\nPlan for commit `abc1234`:\n\nthe plan\n',
    ]);
  });

  it.each([{ outcome: 'failed' }, { outcome: '' }, {}])('says that there is no plan after %o', async (inputs) => {
    await say(comment, { outcome: 'changes', report });
    await say(comment, inputs);
    expect(github.state.comments.map(({ body }) => body)).toEqual([
      '<!-- ax-gitops: access plan -->\nNo plan for commit `abc1234`; see the workflow run for the reason.\n',
    ]);
  });

  it('is left out where the run may only read, as for a fork', async () => {
    github.state.mayWrite = false;
    expect(await say(comment, { outcome: 'changes', report })).toMatch(/^::notice ::This run may not comment/);
    expect(github.state.comments).toEqual([]);
  });

  it('needs a pull request', async () => {
    await expect(say(comment, { outcome: 'changes', report }, {})).rejects.toThrow('not a pull request');
  });
});

describe('the issue', () => {
  const failing = { label: 'broken', title: 'It broke', outcome: 'failed' };

  it('is opened once, written anew, and closed when it is over', async () => {
    await say(issue, failing);
    await say(issue, { ...failing, report });
    const run = 'https://github.com/acme/access/actions/runs/5';
    expect(github.state.issues).toEqual([
      { number: 1, state: 'open', title: 'It broke', labels: ['broken'], body: `the plan\n\n${run}\n` },
    ]);
    await say(issue, { ...failing, outcome: 'clean' });
    expect(github.state.issues).toMatchObject([{ state: 'closed' }]);
    await say(issue, failing);
    expect(github.state.issues).toMatchObject([{ state: 'closed' }, { state: 'open' }]);
  });

  it('is not opened for what is clean', async () => {
    await say(issue, { ...failing, outcome: 'clean' });
    expect(github.state.issues).toEqual([]);
  });
});
