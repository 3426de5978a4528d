import type { PlanFormat } from '../../report/plan-format.js';
import { formatPlan } from '../../report/plan-format.js';
import { result } from '../../report/say.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done } from '../end.js';
import { readSaved } from '../saved-plan.js';

/** `ax-gitops show PLAN`: a saved plan in any format. */
export async function show(
  path: string,
  flags: { readonly format: PlanFormat },
  context: Context,
): Promise<CommandEnd> {
  const document = await readSaved(path, context);
  if (document === undefined) return { type: 'found-invalid' };
  result(context, formatPlan(document, flags.format, context));
  return done;
}
