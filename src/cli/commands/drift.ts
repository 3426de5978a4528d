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
import type { CommandEnd } from '../end.js';
import { changes, done } from '../end.js';
import { engine } from '../host.js';

/** `ax-gitops drift`: how the account differs from the files. Changes nothing. */
export async function drift(
  flags: PlanRequest & { readonly format: DriftFormat; readonly out?: string },
  context: Context,
): Promise<CommandEnd> {
  const save = async (report: DriftReport) =>
    flags.out === undefined ? undefined : saveFile(flags.out, driftToJson(report), context);
  const outcome = await engine(driftOf, flags, context, { isInterruptTold: true });
  if (outcome.type === 'wrong-target') {
    const unread = reportOf(outcome.unread);
    const unwritten = await save(unread);
    if (unwritten !== undefined) tell(unwritten, context);
    // For people the refusal says all; a program waits for a document.
    if (flags.format === 'json') showDrift(unread, flags.format, context);
  }
  if (outcome.type !== 'drift') return outcome;
  const { report, adoptable, planned } = outcome;
  const unwritten = await save(report);
  if (unwritten !== undefined) return unwritten;
  showDrift(report, flags.format, context);
  sayHowToAdopt(adoptable, context);
  if (planned.violations.length > 0) return { type: 'refused', planned };
  return outcomeOf(report) === 'drift' ? changes : done;
}
