import { connect } from '../../reconcile/connect.js';
import type { Host } from '../../reconcile/host.js';
import { silentHost } from '../../reconcile/host.js';
import type { ConnectionRequest } from '../../reconcile/request.js';
import type { NextCommand } from '../../reconcile/sight.js';
import { checkSight } from '../../reconcile/sight.js';
import { printChecks } from '../../report/doctor-text.js';
import type { Check } from '../../remote/doctor.js';
import { checkAccount, failedCheck, skipped } from '../../remote/doctor.js';
import { checkNetwork } from '../../remote/network/check.js';
import { clean } from '../../report/style.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { nextCommand, withFlags } from '../../report/next-command.js';
import { note, result } from '../../report/say.js';

/** `ax-gitops doctor`: what works, what doesn't, what the login can't see, and what to do about each. Changes nothing. */
export async function doctor(flags: ConnectionRequest, context: Context): Promise<ExitCode> {
  const reached = await (flags.transport === 'api' ? checkApi(flags, context) : checkWithAx(flags, context));
  const isCut = reached.some(({ status, isOptional }) => status === 'fail' && isOptional !== true);
  const sight = isCut ? undefined : await checkSight(flags, context, hostOf(context));
  const checks = [...reached, ...(sight?.checks ?? [])];
  const isFailed = checks.some(({ status }) => status === 'fail');
  const next = lineOf(isFailed || sight === undefined ? 'doctor' : sight.next, context);
  const login = sight?.login;
  const shown = checks.map((check) =>
    check.hint === undefined ? check : { ...check, hint: withFlags(check.hint, context) },
  );
  result(context, printChecks(shown, context.style.stdout, { next, ...(login !== undefined && { login }) }));
  if (isFailed) return exitCode.unreadable;
  return sight?.isPlanIncomplete === true ? exitCode.invalid : exitCode.done;
}

function lineOf(next: NextCommand, context: Context): string {
  if (next === 'export') return nextCommand(context, next, [], { '--split': true, '--out': 'access' });
  const command = nextCommand(context, next);
  return next === 'doctor' ? `${command}, once that is repaired` : command;
}

async function checkWithAx({ ax: given }: ConnectionRequest, { env, home }: Context): Promise<readonly Check[]> {
  const { checkAx } = await import('../../remote/ax/doctor.js');
  const ax = given ?? env['AX_GITOPS_AX'];
  return checkAx({ env, home, ...(ax !== undefined && ax !== '' && { ax }) });
}

/** The REST API needs no ax, so none is looked for. */
async function checkApi(flags: ConnectionRequest, context: Context): Promise<readonly Check[]> {
  const arize = await connect(flags, context, hostOf(context));
  try {
    const connection = await arize.describe();
    return connection.ok
      ? [...(await checkNetwork(context)), ...(await checkAccount(arize, connection.value))]
      : [failedCheck('login', connection.error), ...skipped('reach')];
  } finally {
    await arize.close();
  }
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
