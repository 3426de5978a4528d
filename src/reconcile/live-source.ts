import { reasonOf } from '../machine/reason.js';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Arize } from '../remote/port.js';
import { connect } from './connect.js';
import type { Host } from './host.js';
import type { UnusableSnapshot } from './outcome.js';
import type { ConnectionRequest, LiveRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

/** What live state is read from: the account, or a snapshot of it. */
export async function openLive(
  request: ConnectionRequest & LiveRequest,
  at: Surroundings,
  host: Host,
): Promise<Result<Arize, UnusableSnapshot>> {
  const { live: path } = request;
  if (path === undefined) return ok(await connect(request, at, host));
  const [{ readSnapshot }, { replaying }] = await Promise.all([
    import('../remote/snapshot/document.js'),
    import('../remote/snapshot/replay.js'),
  ]);
  const unusable = (reason: string, isRead: boolean) =>
    failed({ type: 'unusable-snapshot' as const, path, isRead, reason });
  let text: string;
  try {
    text = await readFile(resolve(at.cwd, path), 'utf8');
  } catch (error) {
    return unusable(reasonOf(error), false);
  }
  const snapshot = readSnapshot(text);
  if (!snapshot.ok) return unusable(snapshot.error, true);
  const { taken_at: takenAt, target } = snapshot.value;
  host.notify({ type: 'snapshot-opened', host: target.host, takenAt });
  return ok(replaying(snapshot.value));
}
