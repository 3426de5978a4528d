import type { Outcome } from '../reconcile/outcome.js';
import { tell } from '../report/endings.js';
import { problem } from '../report/say.js';
import type { Context } from './context.js';
import type { ExitCode } from './exit.js';
import { endingsOf, exitCode, exitCodeOf } from './exit.js';

/** Says how a run ended, where that is not said yet, and gives the exit code for it. */
export function ended(outcome: Outcome, context: Context): ExitCode {
  tell(outcome, context);
  return exitCodeOf(endingsOf(outcome));
}

/** Says what is wrong with the flags or this machine, and gives the exit code for it. */
export function invalid(context: Context, message: string, hint: string): ExitCode {
  problem(context, message, hint);
  return exitCode.invalid;
}
