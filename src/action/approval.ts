import type { GitHub } from './github.js';
import { Refused } from './github.js';
import { Stopped } from './runner.js';
import type { Runner } from './runner.js';
import { runsOf, thisWorkflow } from './runs.js';

/*
 * The approval of destructive steps is that of reviewers of an environment. GitHub creates an environment that a workflow
 * names and that isn't there, without any protection: then nobody would be asked.
 */

interface Environment {
  readonly protection_rules?: readonly { readonly type: string; readonly reviewers?: readonly unknown[] }[];
}

/** Why nobody would be asked for an approval; nothing where somebody would. */
export async function unprotected(github: GitHub, environment: string): Promise<string | undefined> {
  const found = await environmentOf(github, environment);
  if (found === undefined)
    return `there is no environment ${environment}, and GitHub would create one without reviewers`;
  const hasReviewers = (found.protection_rules ?? []).some(
    ({ type, reviewers }) => type === 'required_reviewers' && (reviewers ?? []).length > 0,
  );
  return hasReviewers ? undefined : `the environment ${environment} has no required reviewers`;
}

async function environmentOf(github: GitHub, name: string): Promise<Environment | undefined> {
  try {
    return await github.get<Environment>(`environments/${encodeURIComponent(name)}`);
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  }
}

/** Why the approval that this job relies on does not hold; nothing where it does. */
export async function notApproved(runner: Runner, github: GitHub, environment: string): Promise<string | undefined> {
  interface Review {
    readonly state: string;
    readonly environments: readonly { readonly name: string }[];
  }
  const run = runner.env['GITHUB_RUN_ID'] ?? '';
  const reviews = await github.get<readonly Review[]>(`actions/runs/${run}/approvals`);
  const isApproved = reviews.some(
    ({ state, environments }) => state === 'approved' && environments.some(({ name }) => name === environment),
  );
  return isApproved ? undefined : `nobody has approved this run for the environment ${environment}`;
}

/**
 * A later push has a run of its own, which removes what this one would. After it, applying this commit would undo what it
 * brought. (While an approval is waited for, later runs go ahead.)
 */
export async function laterRun(runner: Runner, github: GitHub): Promise<string | undefined> {
  const own = Number(runner.env['GITHUB_RUN_NUMBER']);
  if (!Number.isInteger(own)) throw new Stopped('GITHUB_RUN_NUMBER does not say which run this is.');
  const runs = await runsOf({ github, runner }, { workflow: thisWorkflow(runner), events: ['push'] });
  return runs.find(({ run_number: number, conclusion }) => number > own && conclusion !== 'cancelled')?.html_url;
}
