import { requestOf } from '../reconcile/made-from.js';
import type { PlanRequest } from '../reconcile/request.js';
import { profileVariable } from '../remote/profile-variable.js';
import type { PlanDocument } from '../report/plan-json.js';
import type { Context } from './context.js';

/**
 * The flags and the context with which a saved plan is made again: as it was, and with its profile unless another was asked
 * for. What was given on the command line stays, so that it can be compared with what the plan records. What the files may
 * read is not taken from there: a plan allows nothing. Commands that are printed name the plan no more: what is done by then
 * is in no plan.
 */
export function madeAgain<Flags extends PlanRequest>(
  document: PlanDocument,
  flags: Flags,
  context: Context,
): { readonly flags: Flags; readonly context: Context } {
  const { env, ran } = context;
  const { profile } = document.target;
  const isOfPlan = profile !== undefined && (env[profileVariable] ?? '') === '';
  const recorded = requestOf(document);
  const given = { ...recorded, ...(isOfPlan && { profile }), ...ran.given };
  const notGiven = Object.entries(recorded).filter(([name]) => !(name in ran.given));
  return {
    flags: { ...flags, ...Object.fromEntries(notGiven) },
    context: {
      ...context,
      env: isOfPlan ? { ...env, [profileVariable]: profile } : env,
      ran: { ...ran, args: [], given },
    },
  };
}
