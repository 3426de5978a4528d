import type { ApplyRequest } from '../../reconcile/apply.js';
import { apply as carryOut } from '../../reconcile/apply.js';
import type { ApplyOutcome } from '../../reconcile/outcome.js';
import type { ApprovalFlags } from '../approval.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { engine } from '../host.js';
import { madeAgain } from '../made-again.js';
import { readSaved } from '../saved-plan.js';

export type ApplyFlags = Omit<ApplyRequest, 'saved' | 'rotate' | 'interrupts'> & ApprovalFlags;

/** `ax-gitops apply [PLAN]`: plans, shows, asks, executes, reads again and reports. */
export async function apply(path: string | undefined, flags: ApplyFlags, context: Context): Promise<CommandEnd> {
  if (path === undefined) return run(flags, context);
  const document = await readSaved(path, context);
  if (document === undefined) return { type: 'found-invalid' };
  const again = madeAgain(document, flags, context);
  const outcome = await run({ ...again.flags, saved: { path, document } }, again.context);
  return { type: 'made-again', outcome, ran: again.context.ran };
}

/** Carries out what is asked for, as far as it is approved. */
export async function run(flags: ApplyRequest & ApprovalFlags, context: Context): Promise<ApplyOutcome> {
  return engine(carryOut, flags, context, { ...flags, isInterruptTold: true });
}
