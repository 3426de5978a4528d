import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { laterRun, notApproved, unprotected } from './approval.js';
import { axGitops } from './command-line.js';
import type { GitHub } from './github.js';
import { block, failure, planFile, refusal, snapshotFile, tellPlan } from './report.js';
import type { Report } from './report.js';
import { Stopped } from './runner.js';
import type { Runner } from './runner.js';

/* The commands of ax-gitops as steps of a workflow: which of its exit codes fail the step, and what is shown to people. */

/** Whatever stands in `args`, separated by blanks. */
const more = (runner: Runner): readonly string[] => runner.input('args').split(/\s+/).filter(Boolean);

/** The journal of earlier applies, which what is left open is read from. Not the one that the checkout may hold. */
const journal = ({ temp }: Runner): readonly string[] => ['--journal', join(temp, 'journal.jsonl')];

/** The snapshot that takes the account's place, of commands that only read. Its path may hold blanks. */
function live(runner: Runner): readonly string[] {
  const file = runner.input('live');
  return file === '' ? [] : ['--live', file];
}

export async function validate(runner: Runner): Promise<Report> {
  const ended = await axGitops(runner, ['validate', '--format', 'github', ...more(runner)]);
  // Annotations are read from the log.
  runner.log(ended.out);
  return ended.code === 0 ? { outcome: 'clean', exitCode: 0, text: '', isFailure: false } : failure(ended);
}

export async function plan(runner: Runner): Promise<Report> {
  const flags = ['--format', 'markdown', '--out', planFile(runner), '--detailed-exitcode'];
  const ended = await axGitops(runner, ['plan', ...flags, ...journal(runner), ...live(runner), ...more(runner)]);
  await tellPlan(runner);
  switch (ended.code) {
    case 0:
      return { outcome: 'clean', exitCode: 0, text: ended.out, isFailure: false };
    case 2:
      return { outcome: 'changes', exitCode: 2, text: ended.out, isFailure: false };
    case 3:
      return refusal(ended);
    default:
      return failure(ended);
  }
}

export async function drift(runner: Runner): Promise<Report> {
  const saved = join(runner.temp, 'drift.json');
  const flags = ['--format', 'markdown', '--out', saved];
  const ended = await axGitops(runner, ['drift', ...flags, ...journal(runner), ...live(runner), ...more(runner)]);
  const { outcome } = JSON.parse(await readFile(saved, 'utf8').catch(() => '{}')) as { readonly outcome?: string };
  switch (outcome) {
    case 'clean':
    case 'drift':
      return { outcome, exitCode: ended.code, text: ended.out, isFailure: false };
    case 'refused':
      return refusal(ended);
    default:
      return failure(ended);
  }
}

/** Writes down what is live. What was not seen is in the snapshot as well as in the summary. */
export async function snapshot(runner: Runner): Promise<Report> {
  const file = snapshotFile(runner);
  const ended = await axGitops(runner, ['snapshot', '--out', file, ...more(runner)]);
  if (ended.code !== 0) return failure(ended);
  runner.output('snapshot', file);
  return { outcome: 'clean', exitCode: 0, text: block(ended.said), isFailure: false };
}

export async function apply(runner: Runner, github: GitHub): Promise<Report> {
  if (runner.input('live') !== '')
    throw new Stopped('`apply` reads the account itself, never a snapshot: take the input `live` out of this step.');
  const digest = runner.input('destructive-digest');
  const environment = runner.input('environment');
  if (digest !== '') {
    const refused = await notToBeApplied(runner, github, environment);
    if (refused !== undefined) return refused;
  }
  const approved = digest === '' ? [] : ['--allow-destructive', '--expect-destructive-digest', digest];
  const ended = await axGitops(runner, ['apply', '--auto-approve', ...approved, ...journal(runner), ...more(runner)]);
  switch (ended.code) {
    case 0:
      return { outcome: 'clean', exitCode: 0, text: block(ended.out), isFailure: false };
    case 2:
      return withheld(runner, github, block(ended.out));
    case 3:
      return { outcome: 'refused', exitCode: 3, text: block(`${ended.out}${ended.said}`), isFailure: true };
    default:
      return failure(ended);
  }
}

/** Why what was approved must not be applied now. */
async function notToBeApplied(runner: Runner, github: GitHub, environment: string): Promise<Report | undefined> {
  const problem = await notApproved(runner, github, environment);
  if (problem !== undefined) return withoutRun('refused', `Nothing was applied: ${problem}.`, runner);
  const later = await laterRun(runner, github);
  if (later === undefined) return undefined;
  return withoutRun(
    'superseded',
    `Nothing was applied: a later push has a run of its own, approve there: ${later}`,
    runner,
  );
}

function withoutRun(outcome: 'refused' | 'superseded', message: string, runner: Runner): Report {
  runner.annotate('error', message);
  return { outcome, exitCode: 3, text: `${message}\n`, isFailure: true };
}

/** What was withheld needs an approval of its own, tied to exactly these steps, and somebody who is asked for it. */
async function withheld(runner: Runner, github: GitHub, applied: string): Promise<Report> {
  const flags = ['--format', 'json', '--out', planFile(runner)];
  const planned = await axGitops(runner, ['plan', ...flags, ...journal(runner), ...more(runner)]);
  if (planned.code !== 0) return failure(planned);
  const facts = await tellPlan(runner);
  // What is approved is what is shown: the account may have changed since the first plan.
  const shown = await axGitops(runner, ['show', planFile(runner), '--format', 'markdown']);
  const text = `${applied}\n### To be approved\n\n${shown.out}`;
  const problem = facts?.summary.destructive === 0 ? undefined : await unprotected(github, runner.input('environment'));
  if (problem === undefined) return { outcome: 'withheld', exitCode: 2, text, isFailure: false };
  const message =
    `The destructive steps can't be approved: ${problem}. Give it required reviewers ` +
    '(Settings, Environments), then run this workflow again. Everything else was applied.';
  runner.annotate('error', message);
  return { outcome: 'refused', exitCode: 3, text: `${text}\n**${message}**\n`, isFailure: true };
}
