import { examine } from '../../reconcile/doctor.js';
import { silentHost } from '../../reconcile/host.js';
import type { ConnectionRequest } from '../../reconcile/request.js';
import { showChecks, whileExamined } from '../../report/doctor-text.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done } from '../end.js';
import { endedAtOnce } from '../host.js';

/** `ax-gitops doctor`: what works, what doesn't, what the login can't see, and what to do about each. Changes nothing. */
export async function doctor(flags: ConnectionRequest, context: Context): Promise<CommandEnd> {
  const host = { ...silentHost, notify: whileExamined(context) };
  const examination = await endedAtOnce(() => examine(flags, context, host));
  showChecks(examination, context);
  if (examination.isFailed) return { type: 'found-unreadable' };
  return examination.isPlanIncomplete ? { type: 'found-invalid' } : done;
}
