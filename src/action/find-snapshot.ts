import { shellLine } from '../model/shell-word.js';
import { isPartOf } from './commits.js';
import type { GitHub } from './github.js';
import { Refused } from './github.js';
import { Stopped } from './runner.js';
import type { Runner } from './runner.js';
import { runsOf } from './runs.js';
import type { WorkflowRun } from './runs.js';

/*
 * The run that took the newest snapshot, for `live`. A plan shows what would change in the account: only what ran as the
 * code of the default branch may say what the account holds. Whoever opens a pull request, from a fork too, can upload an
 * artifact of any name in a run of their own.
 */

/** What starts the workflow on the default branch. Never a pull request. */
const events = ['push', 'schedule', 'workflow_dispatch'];

export async function findSnapshot(runner: Runner, github: GitHub): Promise<number> {
  const run = await newestRun(runner, github);
  await lookForArtifact(run, runner, github);
  runner.annotate('notice', `The live state is the snapshot of ${run.html_url}`);
  runner.output('run-id', String(run.id));
  return 0;
}

async function newestRun(runner: Runner, github: GitHub): Promise<WorkflowRun> {
  const workflow = runner.input('workflow');
  const branch = runner.event.repository?.default_branch;
  if (branch === undefined || branch === '')
    throw new Stopped('This event does not say which branch is the default one, so no snapshot can be trusted.');
  const runs = await runsOrNone({ runner, github }, { workflow, branch });
  for (const run of runs) {
    // A tag can have the name of the branch, and hold another workflow.
    if (run.conclusion === 'success' && (await isPartOf(`refs/remotes/origin/${branch}`, run.head_sha, runner)))
      return run;
  }
  if (runs.length === 0)
    throw new Stopped(`There is no snapshot: no run of ${workflow} on ${branch} has succeeded. ${again(workflow)}`);
  throw new Stopped(
    `There is no snapshot to trust: no successful run of ${workflow} is for a commit of ${branch} in this clone. ` +
      `Check out with \`fetch-depth: 0\`. ${again(workflow)}`,
  );
}

/** GitHub knows a workflow once its file has been on the default branch. */
async function runsOrNone(
  where: { readonly runner: Runner; readonly github: GitHub },
  { workflow, branch }: { readonly workflow: string; readonly branch: string },
): Promise<readonly WorkflowRun[]> {
  try {
    return await runsOf(where, { workflow: encodeURIComponent(workflow), branch, events, query: '&status=success' });
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return [];
    throw error;
  }
}

/** GitHub deletes artifacts after some days. An older snapshot than the newest would be no better. */
async function lookForArtifact(run: WorkflowRun, runner: Runner, github: GitHub): Promise<void> {
  const name = runner.input('artifact');
  const path = `actions/runs/${String(run.id)}/artifacts?name=${encodeURIComponent(name)}`;
  const { artifacts } = await github.get<{
    readonly artifacts: readonly { readonly name: string; readonly expired: boolean }[];
  }>(path, 'artifacts');
  if (artifacts.some((one) => one.name === name && !one.expired)) return;
  throw new Stopped(
    `The newest snapshot has expired or was deleted: ${run.html_url} has no artifact ${name}. ${again(runner.input('workflow'))}`,
  );
}

const again = (workflow: string) =>
  `Take one with \`${shellLine(['gh', 'workflow', 'run', workflow])}\`, and run this job again when that has ended.`;
