import { drift as driftOf, reportOf } from '../../reconcile/drift.js';
import { saveFile } from '../../reconcile/new-files.js';
import type { PlanRequest } from '../../reconcile/request.js';
import { sayHowToAdopt } from '../../report/accepting.js';
import type { DriftFormat } from '../../report/drift-formats.js';
import { showDrift } from '../../report/drift-formats.js';
import type { DriftReport } from '../../report/drift.js';
import { driftToJson, outcomeOf } from '../../report/drift.js';
import { tell } from '../../report/endings.js';
import type { Context } from '../context.js';
import { ended } from '../ended.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { engine } from '../host.js';

/** `ax-gitops drift`: how the account differs from the files. Changes nothing. */
export async function drift(
  flags: PlanRequest & { readonly format: DriftFormat; readonly out?: string },
  context: Context,
): Promise<ExitCode> {
  const outcome = await engine(driftOf, flags, context, { isInterruptTold: true });
  if (outcome.type === 'wrong-target') {
    const unread = reportOf(outcome.unread);
    if (flags.out !== undefined) await saved(flags.out, unread, context);
    // For people the refusal says all; a program waits for a document.
    if (flags.format === 'json') showDrift(unread, flags.format, context);
  }
  if (outcome.type !== 'drift') return ended(outcome, context);
  const { report, adoptable, planned } = outcome;
  if (flags.out !== undefined && !(await saved(flags.out, report, context))) return exitCode.invalid;
  showDrift(report, flags.format, context);
  sayHowToAdopt(adoptable, context);
  if (planned.violations.length > 0) return ended({ type: 'refused', planned }, context);
  return outcomeOf(report) === 'drift' ? exitCode.changes : exitCode.done;
}

/** Whether the report could be written; says so where it can't. */
async function saved(path: string, report: DriftReport, context: Context): Promise<boolean> {
  const written = await saveFile(path, driftToJson(report), context);
  if (!written.ok) tell(written.error, context);
  return written.ok;
}
