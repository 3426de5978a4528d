import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../machine/folders.js';
import { cut, fenceFor } from '../report/markdown.js';
import type { Ended } from './command-line.js';
import type { Runner } from './runner.js';

/** What came of a command; `failed` is everything that left no result. */
export type Outcome = 'clean' | 'changes' | 'drift' | 'withheld' | 'refused' | 'superseded' | 'failed';

export interface Report {
  readonly outcome: Outcome;
  /** Of ax-gitops; -1 where it was not run. */
  readonly exitCode: number;
  /** Markdown for people. */
  readonly text: string;
  /** Whether this step has failed, which is not the same as ax-gitops having found changes. */
  readonly isFailure: boolean;
}

/** The file for people, the plan and the snapshot for machines. All outside the checkout, where no link of it can lead them astray. */
export const reportFile = ({ temp }: Runner): string => join(temp, 'ax-gitops.md');
export const planFile = ({ temp }: Runner): string => join(temp, 'plan.json');
export const snapshotFile = ({ temp }: Runner): string => join(temp, 'snapshot.json');

/** Nothing of an earlier step may be taken for what comes now. */
export async function begin(runner: Runner): Promise<void> {
  await makeFolder(runner.temp);
  await Promise.all([reportFile, planFile, snapshotFile].map((file) => rm(file(runner), { force: true })));
}

/** Says what came of it; the exit code of the step is handed back. */
export async function finish(runner: Runner, { outcome, exitCode, text, isFailure }: Report): Promise<number> {
  runner.output('exit-code', String(exitCode));
  runner.output('outcome', outcome);
  if (text !== '') {
    await writeFile(reportFile(runner), text);
    runner.output('report', reportFile(runner));
    runner.summarize(`${text}\n`);
  }
  if (!isFailure) return 0;
  return exitCode > 0 ? exitCode : 1;
}

/** What failed left no result to read: then what was said is what people need. */
export function failure({ code, out, said }: Ended): Report {
  return { outcome: 'failed', exitCode: code, text: block(`${out}${said}`), isFailure: true };
}

/** What refuses stands in the result, unless it was refused before there was one. */
export function refusal({ code, out, said }: Ended): Report {
  return { outcome: 'refused', exitCode: code, text: out === '' ? block(said) : out, isFailure: true };
}

interface PlanFacts {
  readonly digest: string;
  readonly destructive_digest: string;
  readonly summary: { readonly destructive: number };
}

/** Tells of the plan that was saved, where there is one. */
export async function tellPlan(runner: Runner): Promise<PlanFacts | undefined> {
  const text = await readFile(planFile(runner), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const plan = JSON.parse(text) as PlanFacts;
  runner.output('plan', planFile(runner));
  runner.output('digest', plan.digest);
  runner.output('destructive-digest', plan.destructive_digest);
  runner.output('destructive', String(plan.summary.destructive));
  return plan;
}

/** The most that is shown of a text; GitHub takes no comment of more than 65,536 characters. */
const most = 60_000;

/** Any text as a block of code that it can't end. */
export function block(text: string): string {
  const shown = cut(text, most).trimEnd();
  const fence = fenceFor(shown, '```');
  const rest = text.length > most ? `\n\n${String(text.length - most)} more characters are in the log.` : '';
  return `${fence}\n${shown}\n${fence}${rest}\n`;
}
