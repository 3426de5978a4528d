import type { OneOff } from '../../model/journal.js';
import type { MailRequest } from '../../reconcile/one-off.js';
import { sendMail } from '../../reconcile/one-off.js';
import type { ApprovalFlags } from '../../report/approving.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { engine } from '../host.js';

export type OneOffFlags = Omit<MailRequest, 'what' | 'email' | 'interrupts'> & ApprovalFlags;

/** `users resend-invitation EMAIL` and `users reset-password EMAIL`: one mail to one person, confirmed and journaled. */
export async function oneOff(what: OneOff, email: string, flags: OneOffFlags, context: Context): Promise<CommandEnd> {
  return engine(sendMail, { ...flags, what, email }, context, flags);
}
