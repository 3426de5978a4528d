import { adoptables } from '../../edit/adoptables.js';
import { hasChanges } from '../../plan/summary.js';
import { saveFile } from '../../reconcile/new-files.js';
import { plan as makePlan } from '../../reconcile/plan.js';
import type { PlanRequest } from '../../reconcile/request.js';
import { sayHowToAdopt } from '../../report/accepting.js';
import { reviewWithoutTerminal } from '../../report/misuse.js';
import type { PlanFormat } from '../../report/plan-format.js';
import { documentFor, formatPlan } from '../../report/plan-format.js';
import { canReview } from '../../report/plan-review.js';
import { result } from '../../report/say.js';
import { tellSavedPlan } from '../../report/written.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { changes, done, wrong } from '../end.js';
import { engine } from '../host.js';

export interface PlanFlags extends PlanRequest {
  readonly format: PlanFormat;
  readonly out?: string;
  readonly detailedExitcode?: boolean;
  /** Lets who sits at the terminal go through the plan before it is printed. */
  readonly review?: boolean;
}

/** `ax-gitops plan`: what would change. Changes nothing. */
export async function plan(flags: PlanFlags, context: Context): Promise<CommandEnd> {
  if (flags.review === true && !canReview(context)) return wrong(reviewWithoutTerminal);
  const outcome = await engine(makePlan, flags, context, { isInterruptTold: true });
  // For people the refusal says all; a program waits for a document.
  if (outcome.type === 'wrong-target' && flags.format === 'json')
    result(context, formatPlan(documentFor(flags, outcome.unread, context), 'json', context));
  if (outcome.type !== 'planned') return outcome;
  const { planned, madeFrom } = outcome;
  const document = documentFor(flags, planned, context, madeFrom);
  if (flags.out !== undefined) {
    const unwritten = await saveFile(flags.out, formatPlan(document, 'json', context), context);
    if (unwritten !== undefined) return unwritten;
    tellSavedPlan(flags.out, context);
  }
  if (flags.review === true) {
    const { reviewPlan } = await import('../../report/ink/review.js');
    if ((await reviewPlan(document, planned.violations, context)) === 'interrupted') return { type: 'interrupted' };
  }
  result(context, formatPlan(document, flags.format, context, planned.violations));
  sayHowToAdopt(adoptables(planned.plan).length, context);
  if (planned.violations.length > 0) return { type: 'refused', planned };
  return flags.detailedExitcode === true && hasChanges(planned.plan) ? changes : done;
}
