import { workflowCommand } from '../report/workflow-command.js';
import { comment } from './comment.js';
import { apply, drift, plan, snapshot, validate } from './commands.js';
import { findSnapshot } from './find-snapshot.js';
import { gitHub } from './github.js';
import type { GitHub } from './github.js';
import { issue } from './issue.js';
import { begin, finish } from './report.js';
import type { Report } from './report.js';
import { Stopped, githubRunner } from './runner.js';
import type { Runner } from './runner.js';
import { since } from './since.js';

/*
 * The action for GitHub (`action.yml`). GitHub's runner starts this bundle with its own Node: no shell, nothing that is
 * looked up on PATH, nothing of the checkout and no registry decides which code runs.
 */

/** Commands of ax-gitops: each leaves a report. */
const reported: Readonly<Record<string, (runner: Runner, github: GitHub) => Promise<Report>>> = {
  validate,
  plan,
  apply,
  drift,
  snapshot,
};
/** What is only needed around them; the exit code is handed back. */
const around: Readonly<Record<string, (runner: Runner, github: GitHub) => Promise<number>>> = {
  since,
  'find-snapshot': findSnapshot,
  comment,
  issue,
};

process.exitCode = await main();

async function main(): Promise<number> {
  const log = (text: string) => process.stderr.write(text);
  try {
    const runner = githubRunner(process.env, process.cwd(), log);
    return await run(runner);
  } catch (error) {
    const message =
      error instanceof Stopped ? error.message : `this is a defect in ax-gitops, please report it: ${String(error)}`;
    log(`${workflowCommand('error', {}, message)}\n`);
    return 1;
  }
}

async function run(runner: Runner): Promise<number> {
  const command = runner.input('command');
  const github = gitHub(runner);
  const report = reported[command];
  if (report !== undefined) {
    await begin(runner);
    return finish(runner, await report(runner, github));
  }
  const task = around[command];
  if (task !== undefined) return task(runner, github);
  const known = [...Object.keys(reported), ...Object.keys(around)].join(', ');
  throw new Stopped(`There is no command ${JSON.stringify(command)}. The commands are ${known}.`);
}
