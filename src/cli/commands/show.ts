import type { PlanFormat } from '../../report/plan-format.js';
import { formatPlan } from '../../report/plan-format.js';
import { result } from '../../report/say.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { readSaved } from '../saved-plan.js';

/** `ax-gitops show PLAN`: a saved plan in any format. */
export async function show(path: string, flags: { readonly format: PlanFormat }, context: Context): Promise<ExitCode> {
  const document = await readSaved(path, context);
  if (document === undefined) return exitCode.invalid;
  result(context, formatPlan(document, flags.format, context));
  return exitCode.done;
}
