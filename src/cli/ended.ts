import { tell } from '../report/endings.js';
import type { Context } from './context.js';
import type { ExitCode } from './exit.js';
import { endingsOf, exitCodeOf } from './exit.js';
import type { Outcome } from '../reconcile/outcome.js';

/** Says how a run ended, where that is not said yet, and gives the exit code for it. */
export function ended(outcome: Outcome, context: Context): ExitCode {
  tell(outcome, context);
  return exitCodeOf(endingsOf(outcome));
}
