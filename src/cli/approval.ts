import type { Approval, Question } from '../reconcile/host.js';
import { askAt, tellApproval } from '../report/approving.js';
import type { Context } from './context.js';

/** What was approved beforehand, by flags. */
export interface ApprovalFlags {
  readonly autoApprove?: boolean;
  readonly allowDestructive?: boolean;
}

/** Flags answer beforehand; else a person at a terminal is asked; else nothing is done. Says where it is not. */
export async function answer(
  question: Question,
  flags: ApprovalFlags,
  context: Context,
  signal: AbortSignal,
): Promise<Approval> {
  const approval: Approval =
    flags.autoApprove === true
      ? { decision: 'apply', destructive: flags.allowDestructive === true }
      : await askAt(context, question, signal);
  tellApproval(approval, question, context);
  return approval;
}
