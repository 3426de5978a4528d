import { everything } from '../live/everything.js';
import { readLive } from '../live/index.js';
import type { LiveState } from '../model/live.js';
import { unseenOf } from '../kinds/unseen.js';
import type { Connection } from '../remote/port.js';
import type { Recorder } from '../remote/snapshot/recorder.js';
import { recorder } from '../remote/snapshot/recorder.js';
import { connect } from './connect.js';
import type { Host } from './host.js';
import type { SnapshotOutcome } from './outcome.js';
import { notRead } from './outcome.js';
import type { ConnectionRequest, SignalsRequest } from './request.js';
import { uninterrupted } from './request.js';
import type { Surroundings } from './surroundings.js';
import { tellCalls } from './told-calls.js';
import { toldReading } from './told-reading.js';
import { packageVersion } from './version.js';

/** Writes down what is live, everything but secrets. */
export async function takeSnapshot(
  request: ConnectionRequest & SignalsRequest,
  at: Surroundings,
  host: Host,
): Promise<SnapshotOutcome> {
  const { arize, recorded } = recorder(tellCalls(await connect(request, at, host), host));
  host.notify({ type: 'connecting' });
  try {
    const connection = await arize.describe((request.interrupts ?? uninterrupted).first);
    if (!connection.ok) return notRead(connection.error);
    const takenAt = at.now();
    const needs = { ...everything, ...(request.roster === 'graphql' && { isRosterRequired: true }) };
    const live = await toldReading(connection.value, host, () =>
      readLive(arize, needs, (request.interrupts ?? uninterrupted).first),
    );
    if (!live.ok) return notRead(live.error);
    return { type: 'taken', snapshot: contentsOf(connection.value, live.value, recorded(), takenAt) };
  } finally {
    await arize.close();
  }
}

/** The account of a connection, as a snapshot names it. */
export function snapshotTarget({ transport, axVersion, profile, host, capabilities }: Connection) {
  return {
    transport,
    ...(axVersion !== undefined && { ax_version: axVersion }),
    ...(profile !== undefined && { profile }),
    host,
    private_spaces: capabilities.privateSpaces,
  };
}

function contentsOf(
  connection: Connection,
  live: LiveState,
  recorded: ReturnType<Recorder['recorded']>,
  takenAt: Date,
): Extract<SnapshotOutcome, { readonly type: 'taken' }>['snapshot'] {
  const { user, accountRole, administers = new Set<string>() } = live.visibility.login ?? {};
  return {
    format_version: '1.0',
    tool: { name: 'ax-gitops', version: packageVersion() },
    taken_at: takenAt.toISOString(),
    target: snapshotTarget(connection),
    login: {
      ...(user !== undefined && { user }),
      ...(accountRole !== undefined && { account_role: accountRole as string | Record<string, unknown> }),
      administers: administers === 'account' ? administers : [...administers].sort(),
    },
    unobserved: unseenOf(live).map((entry) => ({ ...entry })),
    ...recorded,
  };
}
