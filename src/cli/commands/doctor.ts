import { examine } from '../../reconcile/doctor.js';
import type { Host } from '../../reconcile/host.js';
import { silentHost } from '../../reconcile/host.js';
import type { ConnectionRequest } from '../../reconcile/request.js';
import { showChecks } from '../../report/doctor-text.js';
import { note } from '../../report/say.js';
import { clean } from '../../report/style.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done } from '../end.js';

/** `ax-gitops doctor`: what works, what doesn't, what the login can't see, and what to do about each. Changes nothing. */
export async function doctor(flags: ConnectionRequest, context: Context): Promise<CommandEnd> {
  const examination = await examine(flags, context, hostOf(context));
  showChecks(examination, context);
  if (examination.isFailed) return { type: 'found-unreadable' };
  return examination.isPlanIncomplete ? { type: 'found-invalid' } : done;
}

/** Whatever waits says so; nothing else is told, and nothing is asked. */
function hostOf(context: Context): Host {
  return {
    ...silentHost,
    notify(event) {
      if (event.type === 'told') note(context, clean(event.text));
    },
  };
}
