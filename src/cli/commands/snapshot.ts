import { everything } from '../../live/everything.js';
import { readLive } from '../../live/index.js';
import type { LiveState } from '../../model/live.js';
import { unseenOf } from '../../model/visibility.js';
import type { Connection } from '../../remote/port.js';
import type { SnapshotDocument } from '../../remote/snapshot/document.js';
import { stringifySnapshot } from '../../remote/snapshot/document.js';
import { recorder } from '../../remote/snapshot/recorder.js';
import type { Recorder } from '../../remote/snapshot/recorder.js';
import { clean } from '../../report/style.js';
import type { ConnectionFlags } from '../connect.js';
import { connect } from '../connect.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { listenForInterrupts } from '../interrupt.js';
import { saved } from '../save.js';
import { note, remoteProblem, result } from '../say.js';
import { packageVersion } from '../version.js';

/** `ax-gitops snapshot`: writes down what is live. Changes nothing. */
export async function snapshot(
  flags: ConnectionFlags & { readonly out?: string },
  context: Context,
): Promise<ExitCode> {
  const { arize, recorded } = recorder(await connect(flags, context));
  const interrupts = listenForInterrupts(() => undefined);
  try {
    const connection = await arize.describe(interrupts.first);
    if (!connection.ok) return remoteProblem(context, connection.error);
    note(context, `Reading the live state of ${connection.value.host} …`);
    const takenAt = context.now();
    const needs = { ...everything, ...(flags.roster === 'graphql' && { isRosterRequired: true }) };
    const live = await readLive(arize, needs, interrupts.first);
    if (!live.ok) return remoteProblem(context, live.error);
    const contents = contentsOf(connection.value, live.value, recorded(), takenAt);
    for (const { scope, reason } of contents.unobserved) note(context, `Not seen: ${clean(scope)}: ${clean(reason)}`);
    const text = stringifySnapshot(contents);
    if (flags.out === undefined) result(context, text);
    else if (!(await saved(flags.out, text, context))) return exitCode.invalid;
    else note(context, `Saved to ${flags.out}. To plan on it: ax-gitops plan --live ${flags.out}`);
    return exitCode.done;
  } finally {
    interrupts.release();
    await arize.close();
  }
}

function contentsOf(
  { transport, axVersion, profile, host, capabilities }: Connection,
  { visibility, resources }: LiveState,
  recorded: ReturnType<Recorder['recorded']>,
  takenAt: Date,
): Omit<SnapshotDocument, 'digest'> {
  const places = [...resources.organization.values(), ...resources.space.values()];
  const { user, accountRole, administers = new Set<string>() } = visibility.login ?? {};
  return {
    format_version: '1.0',
    tool: { name: 'ax-gitops', version: packageVersion() },
    taken_at: takenAt.toISOString(),
    target: {
      transport,
      ...(axVersion !== undefined && { ax_version: axVersion }),
      ...(profile !== undefined && { profile }),
      host,
      private_spaces: capabilities.privateSpaces,
    },
    login: {
      ...(user !== undefined && { user }),
      ...(accountRole !== undefined && { account_role: accountRole as string | Record<string, unknown> }),
      administers: administers === 'account' ? administers : [...administers].sort(),
    },
    unobserved: unseenOf(visibility, places).map((entry) => ({ ...entry })),
    ...recorded,
  };
}
