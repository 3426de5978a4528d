import type { OneOff } from '../model/journal.js';
import type { Approval, Question } from '../reconcile/host.js';
import { planDocument } from './plan-format.js';
import { reviewItems } from './plan-review.js';
import { note, problem } from './say.js';
import { clean } from './style.js';
import { describeTarget } from './summary-text.js';
import type { Terminal } from './terminal.js';

/** What is approved beforehand, by flags. */
export interface ApprovalFlags {
  readonly autoApprove?: boolean;
  readonly allowDestructive?: boolean;
}

/**
 * What was approved beforehand counts; else a person at a terminal is asked; else nothing is done. Says where it is not.
 */
export async function answered(
  question: Question,
  { autoApprove, allowDestructive = false }: ApprovalFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Approval> {
  const approval: Approval =
    autoApprove === true
      ? { decision: 'apply', destructive: allowDestructive }
      : await askAt(terminal, question, signal);
  tellApproval(approval, question, terminal);
  return approval;
}

/** Asks who sits at the terminal. */
async function askAt(terminal: Terminal, question: Question, signal: AbortSignal): Promise<Approval> {
  if (terminal.stdin.isTTY !== true) return { decision: 'no-terminal' };
  if (question.type === 'send-mail') return askMail(question, terminal, signal);
  const { plan, summary } = question.planned;
  const { askApproval } = await import('./ink/approve.js');
  return askApproval({
    summary,
    steps: plan.steps,
    target: plan.target,
    unobserved: plan.unobserved,
    review() {
      const document = planDocument(question.planned, terminal);
      return { title: describeTarget(document), items: reviewItems(document), style: terminal.style.stderr };
    },
    style: terminal.style.stderr,
    input: terminal.stdin,
    output: terminal.stderr,
    signal,
  });
}

/** Says that nothing is done, where that is the answer. */
function tellApproval({ decision }: Approval, question: Question, terminal: Terminal): void {
  const isMail = question.type === 'send-mail';
  const nothing = `Nothing was ${isMail ? 'sent' : 'changed'}.`;
  if (decision === 'interrupted') note(terminal, `Interrupted. ${nothing}`);
  else if (decision === 'declined') note(terminal, `Declined. ${nothing}`);
  else if (decision === 'no-terminal' && isMail)
    problem(terminal, 'there is no terminal to ask at, so nothing was sent.', 'add --auto-approve');
  else if (decision === 'no-terminal')
    problem(
      terminal,
      'there is no terminal to ask at, so nothing was changed.',
      'add --auto-approve (and --allow-destructive for the destructive steps) to apply without asking',
    );
}

const questions: Readonly<Record<OneOff, string>> = {
  'resend-invitation': 'Resend the invitation to',
  'reset-password': 'Send a link for a new password to',
};

async function askMail(
  { what, email }: Extract<Question, { readonly type: 'send-mail' }>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Approval> {
  const { askLine } = await import('./ask-line.js');
  const reply = await askLine(`${questions[what]} ${clean(email)}? [y/N] `, terminal, signal);
  if (reply.type === 'line' && /^y(es)?$/i.test(reply.text)) return { decision: 'apply', destructive: false };
  return { decision: reply.type === 'interrupted' ? 'interrupted' : 'declined' };
}
