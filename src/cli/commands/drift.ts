import { driftOf } from '../../plan/drift.js';
import { plan } from '../../reconcile/plan.js';
import type { UnreadPlan } from '../../reconcile/planned.js';
import type { PlanRequest } from '../../reconcile/request.js';
import type { DriftReport } from '../../report/drift.js';
import { driftToGithub, driftToJson, driftToMarkdown, outcomeOf, printDrift } from '../../report/drift.js';
import { sayHowToAdopt } from '../accepting.js';
import type { Context } from '../context.js';
import { ended } from '../ended.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { withHost } from '../host.js';
import { withFlags } from '../../report/next-command.js';
import { saved } from '../save.js';
import { result } from '../../report/say.js';

export type DriftFormat = 'text' | 'json' | 'markdown' | 'github';

/** `ax-gitops drift`: how the account differs from the files. Changes nothing. */
export async function drift(
  flags: PlanRequest & { readonly format: DriftFormat; readonly out?: string },
  context: Context,
): Promise<ExitCode> {
  const outcome = await withHost(context, { isInterruptTold: true }, (host, interrupts) =>
    plan({ ...flags, interrupts }, context, host),
  );
  if (outcome.type === 'wrong-target') {
    const unread = reportOf(outcome.unread);
    if (flags.out !== undefined) await saved(flags.out, driftToJson(unread), context);
    // For people the refusal says all; a program waits for a document.
    if (flags.format === 'json') show(unread, flags.format, context);
  }
  if (outcome.type !== 'planned') return ended(outcome, context);
  const { planned } = outcome;
  const report = reportOf(planned);
  if (flags.out !== undefined && !(await saved(flags.out, driftToJson(report), context))) return exitCode.invalid;
  show(report, flags.format, context);
  sayHowToAdopt(planned.plan, context);
  if (planned.violations.length > 0) return ended({ type: 'refused', planned }, context);
  return outcomeOf(report) === 'drift' ? exitCode.changes : exitCode.done;
}

function reportOf({ plan: made, violations }: UnreadPlan): DriftReport {
  return { ...driftOf(made), violations, unknownTests: made.unknownTests };
}

function show(report: DriftReport, format: DriftFormat, context: Context): void {
  // Its own annotations are commands, and meant to be.
  if (format === 'github') context.stdout.write(driftToGithub(report));
  else result(context, print(report, format, context));
}

function print(report: DriftReport, format: Exclude<DriftFormat, 'github'>, context: Context): string {
  switch (format) {
    case 'json':
      return driftToJson(report);
    case 'markdown':
      return driftToMarkdown(report, (text) => withFlags(text, context));
    case 'text':
      return printDrift(report, context.style.stdout);
  }
}
