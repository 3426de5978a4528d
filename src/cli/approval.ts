import type { OneOff } from '../model/journal.js';
import type { Approval, Question } from '../reconcile/host.js';
import { planDocument } from '../report/plan-format.js';
import { reviewItems } from '../report/plan-review.js';
import { clean } from '../report/style.js';
import { describeTarget } from '../report/summary-text.js';
import type { Context } from './context.js';
import { note, problem } from '../report/say.js';

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
  const isMail = question.type === 'send-mail';
  const approval = await approvalOf(question, flags, context, signal);
  const nothing = `Nothing was ${isMail ? 'sent' : 'changed'}.`;
  if (approval.decision === 'interrupted') note(context, `Interrupted. ${nothing}`);
  else if (approval.decision === 'declined') note(context, `Declined. ${nothing}`);
  else if (approval.decision === 'no-terminal' && isMail)
    problem(context, 'there is no terminal to ask at, so nothing was sent.', 'add --auto-approve');
  else if (approval.decision === 'no-terminal')
    problem(
      context,
      'there is no terminal to ask at, so nothing was changed.',
      'add --auto-approve (and --allow-destructive for the destructive steps) to apply without asking',
    );
  return approval;
}

async function approvalOf(
  question: Question,
  flags: ApprovalFlags,
  context: Context,
  signal: AbortSignal,
): Promise<Approval> {
  if (flags.autoApprove === true) return { decision: 'apply', destructive: flags.allowDestructive === true };
  if (context.stdin.isTTY !== true) return { decision: 'no-terminal' };
  if (question.type === 'send-mail') return askMail(question, context, signal);
  const { plan, summary } = question.planned;
  const { askApproval } = await import('../report/ink/approve.js');
  return askApproval({
    summary,
    steps: plan.steps,
    target: plan.target,
    unobserved: plan.unobserved,
    review() {
      const document = planDocument(question.planned, context);
      return { title: describeTarget(document), items: reviewItems(document), style: context.style.stderr };
    },
    style: context.style.stderr,
    input: context.stdin,
    output: context.stderr,
    signal,
  });
}

const questions: Readonly<Record<OneOff, string>> = {
  'resend-invitation': 'Resend the invitation to',
  'reset-password': 'Send a link for a new password to',
};

async function askMail(
  { what, email }: Extract<Question, { readonly type: 'send-mail' }>,
  context: Context,
  signal: AbortSignal,
): Promise<Approval> {
  const { askLine } = await import('../report/ask-line.js');
  const reply = await askLine(`${questions[what]} ${clean(email)}? [y/N] `, context, signal);
  if (reply.type === 'line' && /^y(es)?$/i.test(reply.text)) return { decision: 'apply', destructive: false };
  return { decision: reply.type === 'interrupted' ? 'interrupted' : 'declined' };
}
