import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workflowCommand } from '../report/workflow-command.js';

/** What GitHub's runner hands to an action, and what it takes back. */
export interface Runner {
  /** The checkout. Whoever opened the pull request wrote what is in it: nothing here is run, and nothing is written here. */
  readonly checkout: string;
  /** A folder of this job, outside the checkout. */
  readonly temp: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `OWNER/NAME` of the repository that the workflow runs in. */
  readonly repository: string;
  /** The event that started the workflow, as GitHub's webhooks describe it. */
  readonly event: WorkflowEvent;
  /** An input of the action; empty where it was left out. */
  input(name: string): string;
  output(name: string, value: string): void;
  /** Adds Markdown to the job's summary. */
  summarize(markdown: string): void;
  /** Prints to the log, as it is. Only what is surely no command of the runner's. */
  log(text: string): void;
  annotate(level: 'error' | 'warning' | 'notice', message: string): void;
}

export interface WorkflowEvent {
  /** Of a push: the commit before it. */
  readonly before?: string;
  readonly repository?: { readonly default_branch: string };
  readonly pull_request?: {
    readonly number: number;
    readonly head: { readonly sha: string; readonly repo: { readonly full_name: string } | null };
  };
}

/** What stops an action, said to whoever reads the run. */
export class Stopped extends Error {}

export function githubRunner(env: Runner['env'], checkout: string, log: (text: string) => void): Runner {
  const needed = (name: string): string => {
    const value = env[name];
    if (value === undefined || value === '') throw new Stopped(`${name} is not set: this runs as an action of GitHub.`);
    return value;
  };
  return {
    checkout,
    temp: join(needed('RUNNER_TEMP'), 'ax-gitops'),
    env,
    repository: needed('GITHUB_REPOSITORY'),
    event: JSON.parse(readFileSync(needed('GITHUB_EVENT_PATH'), 'utf8')) as WorkflowEvent,
    input: (name) => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim(),
    output(name, value) {
      if (/[\r\n]/.test(value)) throw new Error(`the output ${name} has several lines`);
      appendFileSync(needed('GITHUB_OUTPUT'), `${name}=${value}\n`);
    },
    summarize(markdown) {
      appendFileSync(needed('GITHUB_STEP_SUMMARY'), markdown);
    },
    log,
    annotate(level, message) {
      log(`${workflowCommand(level, {}, message)}\n`);
    },
  };
}
