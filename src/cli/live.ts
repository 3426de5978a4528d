import { everything } from '../live/everything.js';
import { readLive } from '../live/index.js';
import type { LiveState } from '../model/live.js';
import type { Connection } from '../remote/port.js';
import type { ConnectionFlags } from './connect.js';
import type { Context } from './context.js';
import type { ExitCode } from './exit.js';
import { listenForInterrupts } from './interrupt.js';
import type { LiveFlags } from './live-source.js';
import { openLive } from './live-source.js';
import { note, remoteProblem } from './say.js';

/** Reads all that can be read of the account, without any files, and hands it to `work`. */
export async function withLive(
  flags: ConnectionFlags & LiveFlags,
  context: Context,
  work: (live: LiveState, connection: Connection) => Promise<ExitCode>,
): Promise<ExitCode> {
  const arize = await openLive(flags, context);
  if (typeof arize === 'number') return arize;
  const interrupts = listenForInterrupts(() => undefined);
  try {
    const connection = await arize.describe(interrupts.first);
    if (!connection.ok) return remoteProblem(context, connection.error);
    if (flags.live === undefined) note(context, `Reading the live state of ${connection.value.host} …`);
    const needs = { ...everything, ...(flags.roster === 'graphql' && { isRosterRequired: true }) };
    const live = await readLive(arize, needs, interrupts.first);
    return live.ok ? await work(live.value, connection.value) : remoteProblem(context, live.error);
  } finally {
    interrupts.release();
    await arize.close();
  }
}
