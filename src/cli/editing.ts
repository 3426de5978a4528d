import { writeEdit } from '../reconcile/editing.js';
import type { Outcome } from '../reconcile/outcome.js';
import type { FilesRequest, PlanRequest } from '../reconcile/request.js';
import { printEdits, tellStillWrong, tellWritten, unwritable } from '../report/edits.js';
import { isLost, note } from '../report/say.js';
import type { Context } from './context.js';
import type { CommandEnd } from './end.js';
import { changes, done, wrong } from './end.js';

/** Flags of every command that edits files. */
export interface EditFlags extends FilesRequest {
  /** Change nothing; the exit code says whether something would change. */
  readonly check?: boolean;
  /** Change nothing. */
  readonly dryRun?: boolean;
  readonly format: 'text' | 'json';
}

/** Flags of the commands after which a plan of what was edited may be wanted at once. */
export interface EditAndPlanFlags extends EditFlags, PlanRequest {
  /** Plan just what was edited, once it is written. */
  readonly plan?: boolean;
}

/** Shows what changes, and writes it where that is wanted and right. `nothing`: what is said where nothing is to change. */
export async function settle(
  outcome: Outcome,
  flags: EditFlags | EditAndPlanFlags,
  context: Context,
  nothing = 'Nothing to change: the files say so already.',
): Promise<CommandEnd> {
  if (outcome.type !== 'edited') return outcome;
  const { changed, notes, subjects = [], stillWrong } = outcome;
  printEdits(changed, notes, flags.format, context);
  if (changed.length === 0 && flags.format !== 'json') note(context, nothing);
  if (changed.length === 0) return done;
  const isPlanned = 'plan' in flags && flags.plan;
  // A plan says so itself.
  if (stillWrong !== undefined && !isPlanned) tellStillWrong(stillWrong.diagnostics, stillWrong.sources, context);
  if (flags.check === true) return changes;
  if (flags.dryRun === true) return done;
  // Exit code 1 says that nothing was written.
  if (await isLost(context)) return { type: 'not-shown' };
  const written = await writeEdit(changed, context);
  if (!written.ok) return wrong(unwritable(changed, written.error));
  tellWritten(changed, isPlanned, context);
  if (!isPlanned) return done;
  const { plan } = await import('./commands/plan.js');
  return plan({ ...flags, ...(subjects.length > 0 && { target: subjects }), format: 'text' }, context);
}
