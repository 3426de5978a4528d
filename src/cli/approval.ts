import type { Context } from './context.js';
import type { Planned } from './session.js';

/** The answer to "may this be applied?", whoever gives it. The safe answer is the default everywhere. */
export type Approval =
  | { readonly decision: 'apply'; readonly destructive: boolean }
  | { readonly decision: 'declined' }
  | { readonly decision: 'interrupted' }
  /** Nobody can be asked and nothing was approved beforehand. */
  | { readonly decision: 'no-terminal' };

/** Flags answer beforehand; else a person at a terminal is asked; else nothing is applied. */
export async function askFor(
  { plan, summary }: Planned,
  flags: { readonly autoApprove?: boolean; readonly allowDestructive?: boolean },
  context: Context,
  signal: AbortSignal,
): Promise<Approval> {
  if (flags.autoApprove === true) return { decision: 'apply', destructive: flags.allowDestructive === true };
  if (context.stdin.isTTY !== true) return { decision: 'no-terminal' };
  const { askApproval } = await import('../report/ink/approve.js');
  return askApproval({
    summary,
    steps: plan.steps,
    unobserved: plan.unobserved,
    style: context.style.stderr,
    input: context.stdin,
    output: context.stderr,
    signal,
  });
}
