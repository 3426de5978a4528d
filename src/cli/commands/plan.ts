import { hasChanges } from '../../plan/summary.js';
import { quoteArgument } from '../../report/plan-commands.js';
import { stringifyPlan } from '../../report/plan-json.js';
import { sayHowToAdopt } from '../accepting.js';
import type { ConnectionFlags } from '../connect.js';
import type { LiveFlags } from '../live-source.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import type { FileFlags } from '../flags.js';
import { formatPlan, planDocument } from '../format.js';
import type { PlanFormat } from '../format.js';
import { placeFlags } from '../made-from.js';
import { saved } from '../save.js';
import { note, refusal, result } from '../say.js';
import { plan as makePlan, withSession } from '../session.js';

export interface PlanFlags extends FileFlags, ConnectionFlags, LiveFlags {
  readonly format: PlanFormat;
  readonly out?: string;
  readonly journal?: string;
  readonly detailedExitcode?: boolean;
}

/** `ax-gitops plan`: what would change. Changes nothing. */
export async function plan(flags: PlanFlags, context: Context): Promise<ExitCode> {
  return withSession(flags, context, async (session) => {
    const planned = await makePlan(session, context);
    if (typeof planned === 'number') return planned;
    const document = planDocument(planned, context.now(), session.madeFrom);
    if (flags.out !== undefined) {
      if (!(await saved(flags.out, stringifyPlan(document), context))) return exitCode.invalid;
      const apply = ['ax-gitops', 'apply', flags.out, ...placeFlags(flags)].map(quoteArgument).join(' ');
      note(context, `Saved to ${flags.out}. To apply exactly this: ${apply}`);
    }
    result(context, formatPlan(document, flags.format, context, planned.violations));
    sayHowToAdopt(planned.plan, flags, context);
    if (planned.violations.length > 0) return refusal(context, planned.violations);
    return flags.detailedExitcode === true && hasChanges(planned.plan) ? exitCode.changes : exitCode.done;
  });
}
