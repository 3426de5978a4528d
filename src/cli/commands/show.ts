import { readFile } from 'node:fs/promises';
import { digestOf } from '../../plan/digest.js';
import { readPlanJson } from '../../report/plan-json.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import type { PlanFormat } from '../format.js';
import { formatPlan } from '../format.js';
import { diagnosticsProblem, problem, result } from '../say.js';

/** `ax-gitops show PLAN`: a saved plan in any format. */
export async function show(path: string, flags: { readonly format: PlanFormat }, context: Context): Promise<ExitCode> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    problem(
      context,
      `the plan ${path} can't be read: ${error instanceof Error ? error.message : String(error)}`,
      'save one with `ax-gitops plan --out PLAN.json`',
    );
    return exitCode.invalid;
  }
  const read = readPlanJson(text, path, digestOf);
  if (!read.ok) {
    diagnosticsProblem(context, read.error, new Map([[path, text]]));
    return exitCode.invalid;
  }
  result(context, formatPlan(read.value, flags.format, context));
  return exitCode.done;
}
