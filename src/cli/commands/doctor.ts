import { examine } from '../../reconcile/doctor.js';
import type { Host } from '../../reconcile/host.js';
import { silentHost } from '../../reconcile/host.js';
import type { ConnectionRequest } from '../../reconcile/request.js';
import { showChecks } from '../../report/doctor-text.js';
import { note } from '../../report/say.js';
import { clean } from '../../report/style.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';

/** `ax-gitops doctor`: what works, what doesn't, what the login can't see, and what to do about each. Changes nothing. */
export async function doctor(flags: ConnectionRequest, context: Context): Promise<ExitCode> {
  const examination = await examine(flags, context, hostOf(context));
  showChecks(examination, context);
  if (examination.isFailed) return exitCode.unreadable;
  return examination.isPlanIncomplete ? exitCode.invalid : exitCode.done;
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
