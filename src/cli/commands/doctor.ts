import { printChecks } from '../../report/doctor-text.js';
import { checkAx } from '../../remote/ax/doctor.js';
import type { ConnectionFlags } from '../connect.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { result } from '../say.js';

/** `ax-gitops doctor`: what works, what doesn't, and how to mend each. Changes nothing. */
export async function doctor(flags: ConnectionFlags, context: Context): Promise<ExitCode> {
  const ax = flags.ax ?? context.env['AX_GITOPS_AX'];
  const checks = await checkAx({ env: context.env, home: context.home, ...(ax !== undefined && ax !== '' && { ax }) });
  result(context, printChecks(checks, context.style.stdout));
  return checks.some(({ status }) => status === 'fail') ? exitCode.unreadable : exitCode.done;
}
