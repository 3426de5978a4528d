import type { ApplyRequest } from '../../reconcile/apply.js';
import { apply as carryOut } from '../../reconcile/apply.js';
import { madeAgain } from '../../reconcile/made-from.js';
import type { ApplyOutcome } from '../../reconcile/outcome.js';
import { savedPlan } from '../../reconcile/saved-plan.js';
import { readPlanJson } from '../../report/plan-json.js';
import type { ApprovalFlags } from '../../report/approving.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { engine } from '../host.js';

export type ApplyFlags = Omit<ApplyRequest, 'saved' | 'rotate' | 'interrupts'> & ApprovalFlags;

/** `ax-gitops apply [PLAN]`: plans, shows, asks, executes, reads again and reports. */
export async function apply(path: string | undefined, flags: ApplyFlags, context: Context): Promise<CommandEnd> {
  if (path === undefined) return run(flags, context);
  const saved = await savedPlan(path, readPlanJson, context);
  if (!saved.ok) return saved.error;
  const { request, env, given } = madeAgain(saved.value, context.ran.given, context);
  // Commands that are printed name the plan no more: what is done by then is in no plan.
  const ran = { ...context.ran, args: [], given };
  const outcome = await run({ ...flags, ...request, saved: { path, document: saved.value } }, { ...context, env, ran });
  return { type: 'made-again', outcome, ran };
}

/** `ax-gitops keys rotate NAME`: a new secret for a declared key now, delivered to its sink; then the old one goes. */
export async function rotate(name: string, flags: ApplyFlags, context: Context): Promise<CommandEnd> {
  return run({ ...flags, rotate: name }, context);
}

/** Carries out what is asked for, as far as it is approved. */
async function run(flags: ApplyRequest & ApprovalFlags, context: Context): Promise<ApplyOutcome> {
  return engine(carryOut, flags, context, { ...flags, isInterruptTold: true });
}
