import type { AdoptablePlan } from '../edit/adoptables.js';
import { adoptables } from '../edit/adoptables.js';
import { count } from '../report/layout.js';
import { quoteArgument } from '../report/quote-argument.js';
import type { PlanRequest } from '../reconcile/request.js';
import type { Context } from './context.js';
import { onTheSame } from './made-from.js';
import { note } from './say.js';

/** Says how what is live is taken over into the files, where anything can be. */
export function sayHowToAdopt(plan: AdoptablePlan, flags: PlanRequest, context: Context): void {
  const found = adoptables(plan).length;
  if (found === 0) return;
  const words = onTheSame(flags, 'adopt').map(quoteArgument).join(' ');
  note(context, `To accept what is live instead (${count(found, 'difference')}), write it into the files: ${words}`);
}
