import { githubRunner } from '../../../src/action/runner.js';
import type { Runner, WorkflowEvent } from '../../../src/action/runner.js';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FakeRunner extends Runner {
  /** What was said to the log. */
  readonly said: () => string;
  readonly outputs: () => Readonly<Record<string, string>>;
}

/** A runner for one step of a workflow on `main` of acme/access; run 5 unless the variables say otherwise. */
export function fakeRunner(
  folder: string,
  github: string,
  {
    inputs = {},
    event = {},
    env = {},
    checkout = folder,
  }: {
    readonly inputs?: Readonly<Record<string, string>>;
    readonly event?: WorkflowEvent;
    readonly env?: Readonly<Record<string, string>>;
    readonly checkout?: string;
  } = {},
): FakeRunner {
  const own = mkdtempSync(join(folder, 'step-'));
  const output = join(own, 'output');
  writeFileSync(output, '');
  writeFileSync(join(own, 'event.json'), JSON.stringify(event));
  const given = Object.entries({ token: 'ghs_fake', ...inputs });
  let said = '';
  const runner = githubRunner(
    {
      PATH: process.env['PATH'],
      GITHUB_API_URL: github,
      GITHUB_REPOSITORY: 'acme/access',
      GITHUB_REF_NAME: 'main',
      GITHUB_WORKFLOW_REF: 'acme/access/.github/workflows/access-apply.yml@refs/heads/main',
      GITHUB_RUN_ID: '5',
      GITHUB_RUN_NUMBER: '5',
      GITHUB_EVENT_PATH: join(own, 'event.json'),
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: join(own, 'summary.md'),
      RUNNER_TEMP: own,
      ...Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...env,
    },
    checkout,
    (text) => {
      said += text;
    },
  );
  return {
    ...runner,
    said: () => said,
    outputs: () =>
      Object.fromEntries(
        readFileSync(output, 'utf8')
          .split('\n')
          .filter(Boolean)
          .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
      ),
  };
}

/** A run of the apply workflow, as GitHub lists it. */
export function applyRun(number: number, headSha: string, more: object = {}) {
  return {
    id: number,
    run_number: number,
    workflow: 'access-apply.yml',
    event: 'push',
    head_branch: 'main',
    head_sha: headSha,
    status: 'completed',
    conclusion: 'success',
    head_repository: { full_name: 'acme/access' },
    ...more,
  };
}
