import { savedPlan } from '../../reconcile/saved-plan.js';
import type { PlanFormat } from '../../report/plan-format.js';
import { formatPlan } from '../../report/plan-format.js';
import { readPlanJson } from '../../report/plan-json.js';
import { result } from '../../report/say.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done } from '../end.js';

/** `ax-gitops show PLAN`: a saved plan in any format. */
export async function show(
  path: string,
  flags: { readonly format: PlanFormat },
  context: Context,
): Promise<CommandEnd> {
  const saved = await savedPlan(path, readPlanJson, context);
  if (!saved.ok) return saved.error;
  result(context, formatPlan(saved.value, flags.format, context));
  return done;
}
