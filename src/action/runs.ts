import type { GitHub } from './github.js';
import { Stopped } from './runner.js';
import type { Runner } from './runner.js';

/** A run of a workflow, as GitHub's REST API gives it. */
export interface WorkflowRun {
  readonly id: number;
  readonly run_number: number;
  readonly event: string;
  readonly head_branch: string | null;
  readonly head_sha: string;
  readonly html_url: string;
  readonly status: string | null;
  readonly conclusion: string | null;
  readonly head_repository: { readonly full_name: string } | null;
}

/**
 * Runs of a workflow for a branch of this repository, newest first. A branch of a fork may have the same name: its runs are
 * those of pull requests, and of another repository.
 */
export async function runsOf(
  { github, runner }: { readonly github: GitHub; readonly runner: Runner },
  {
    workflow,
    events,
    branch = runner.env['GITHUB_REF_NAME'] ?? '',
    query = '',
  }: {
    readonly workflow: string;
    readonly events: readonly string[];
    /** The one that the workflow runs for, unless given. */
    readonly branch?: string;
    readonly query?: string;
  },
): Promise<readonly WorkflowRun[]> {
  const found = await Promise.all(
    events.map(async (event) => {
      const path = `actions/workflows/${workflow}/runs?branch=${encodeURIComponent(branch)}&event=${event}&per_page=20${query}`;
      const { workflow_runs: runs } = await github.get<{ readonly workflow_runs: readonly WorkflowRun[] }>(
        path,
        'workflow_runs',
      );
      return runs.filter(
        (run) =>
          run.event === event && run.head_branch === branch && run.head_repository?.full_name === runner.repository,
      );
    }),
  );
  return found.flat().sort((a, b) => b.id - a.id);
}

/** The file name of the workflow that runs now. */
export function thisWorkflow({ env }: Runner): string {
  const name = /\/([^/@]+)@/.exec(env['GITHUB_WORKFLOW_REF'] ?? '')?.[1];
  if (name === undefined) throw new Stopped('GITHUB_WORKFLOW_REF does not say which workflow this is.');
  return name;
}
