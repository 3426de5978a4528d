import { driftOf } from '../../plan/drift.js';
import { plan } from '../../reconcile/plan.js';
import type { PlanRequest } from '../../reconcile/request.js';
import type { DriftReport } from '../../report/drift.js';
import { driftToGithub, driftToJson, driftToMarkdown, outcomeOf, printDrift } from '../../report/drift.js';
import { sayHowToAdopt } from '../accepting.js';
import type { Context } from '../context.js';
import { ended } from '../ended.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { withHost } from '../host.js';
import { saved } from '../save.js';
import { result } from '../say.js';

export type DriftFormat = 'text' | 'json' | 'markdown' | 'github';

/** `ax-gitops drift`: how the account differs from the files. Changes nothing. */
export async function drift(
  flags: PlanRequest & { readonly format: DriftFormat; readonly out?: string },
  context: Context,
): Promise<ExitCode> {
  const outcome = await withHost(context, { isInterruptTold: true }, (host, interrupts) =>
    plan({ ...flags, interrupts }, context, host),
  );
  if (outcome.type !== 'planned') return ended(outcome, context);
  const { planned } = outcome;
  const report: DriftReport = {
    ...driftOf(planned.plan),
    violations: planned.violations,
    unknownTests: planned.plan.unknownTests,
  };
  if (flags.out !== undefined && !(await saved(flags.out, driftToJson(report), context))) return exitCode.invalid;
  // Its own annotations are commands, and meant to be.
  if (flags.format === 'github') context.stdout.write(driftToGithub(report));
  else result(context, print(report, flags.format, context));
  sayHowToAdopt(planned.plan, flags, context);
  if (planned.violations.length > 0) return ended({ type: 'refused', planned }, context);
  return outcomeOf(report) === 'drift' ? exitCode.changes : exitCode.done;
}

function print(report: DriftReport, format: Exclude<DriftFormat, 'github'>, { style }: Context): string {
  switch (format) {
    case 'json':
      return driftToJson(report);
    case 'markdown':
      return driftToMarkdown(report);
    case 'text':
      return printDrift(report, style.stdout);
  }
}
