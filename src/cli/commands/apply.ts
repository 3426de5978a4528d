import { apply as carryOut } from '../../reconcile/apply.js';
import type { ApplyRequest } from '../../reconcile/apply.js';
import type { ApprovalFlags } from '../approval.js';
import type { Context } from '../context.js';
import { ended } from '../ended.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { withHost } from '../host.js';
import { contextOf, continuing, flagsOf } from '../made-from.js';
import { readSaved } from '../saved-plan.js';

export type ApplyFlags = Omit<ApplyRequest, 'saved' | 'rotate' | 'interrupts'> & ApprovalFlags;

/** `ax-gitops apply [PLAN]`: plans, shows, asks, executes, reads again and reports. `given`: the options that were. */
export async function apply(
  path: string | undefined,
  flags: ApplyFlags,
  context: Context,
  given: ReadonlySet<string> = new Set(),
): Promise<ExitCode> {
  if (path === undefined) return run(flags, { ...context, command: continuing(context, undefined, given) });
  const document = await readSaved(path, context);
  if (document === undefined) return exitCode.invalid;
  const saved = { path, document };
  const own = { ...contextOf(document, context), command: continuing(context, saved, given) };
  const { profile } = document.target;
  return run({ ...(profile !== undefined && { profile }), ...flagsOf(document, flags, given), saved }, own);
}

/** Carries out what is asked for, as far as it is approved. */
export async function run(
  flags: ApplyRequest & ApprovalFlags & { readonly profile?: string },
  context: Context,
): Promise<ExitCode> {
  const outcome = await withHost(context, { ...flags, flags, isInterruptTold: true }, (host, interrupts) =>
    carryOut({ ...flags, interrupts }, context, host),
  );
  return ended(outcome, context);
}
