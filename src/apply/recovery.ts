import { segmentsOf } from '../model/address.js';
import type { Address } from '../model/address.js';
import type { JournalEntry, JournaledStep, Secretive } from '../model/journal.js';
import type { Result } from '../model/result.js';
import { ok } from '../model/result.js';
import type { Arize, RawObject, RemoteFailure } from '../remote/port.js';
import { idsOf } from './secrets.js';

/** A step with a secret that is not settled: it broke off, or its secret did not get where it belongs. */
export interface OpenSecret extends JournaledStep {
  readonly startedAt: string;
  readonly brings: Secretive;
  /** The active keys of that name before. */
  readonly known: readonly string[];
  /** The key whose secret was given, and how far it came. */
  readonly created?: string;
  readonly delivered?: true;
  readonly revoked?: true;
}

/** What earlier applies to this host have left open. */
export function openSecrets(entries: readonly JournalEntry[], host: string): readonly OpenSecret[] {
  const hosts = new Map<string, string>();
  const open = new Map<string, OpenSecret>();
  for (const entry of entries) {
    if (entry.type === 'run-started') hosts.set(entry.run, entry.host);
    if (entry.type === 'run-started' || entry.type === 'run-ended' || hosts.get(entry.run) !== host) continue;
    const key = `${entry.run} ${String(entry.index)}`;
    const { run, index, action, kind, address } = entry;
    if (entry.type === 'step-started' && entry.brings !== undefined) {
      const { at: startedAt, brings, known = [] } = entry;
      open.set(key, { run, index, action, kind, address, startedAt, brings, known });
    }
    // One that got done at the same address has set right what was wrong before.
    if (entry.type === 'step-done')
      for (const [other, found] of open) if (found.address === address) open.delete(other);
    const found = open.get(key);
    if (found === undefined) continue;
    if (entry.type === 'key-created') open.set(key, { ...found, created: entry.id });
    if (entry.type === 'key-delivered') open.set(key, { ...found, delivered: true });
    if (entry.type === 'key-revoked') open.set(key, { ...found, revoked: true });
    if (entry.type === 'step-failed' && !entry.uncertain && isSettled(found)) open.delete(key);
  }
  return [...open.values()];
}

/** Whether a step that failed left nothing behind that is still to be done. */
function isSettled({ action, created, revoked }: OpenSecret): boolean {
  return created === undefined || (revoked === true && action !== 'rotate');
}

/** Whether the sink may hold a secret that is no good, or soon none: another one was given and may not have got there. */
export function isStale({ action, brings, created, delivered }: OpenSecret): boolean {
  if (action !== 'rotate' || delivered === true) return false;
  // Whether a key got a new secret before the answer was lost, no listing tells.
  return brings === 'new-secret' || created !== undefined;
}

/** Clocks differ; a key that somebody made long before is none of ours. */
const clockSkewMs = 5 * 60 * 1000;

/**
 * Revokes what is left over of a new key: where its secret arrived the old key goes, else the new key does, since nobody
 * has its secret. Gives the IDs of what was revoked.
 */
export async function revokeSurplus(open: OpenSecret, arize: Arize): Promise<Result<readonly string[], RemoteFailure>> {
  if (open.brings !== 'new-key') return ok([]);
  const name = segmentsOf(open.address as Address)[1] ?? '';
  const keys: RawObject[] = [];
  for (const keyType of ['USER', 'SERVICE'] as const) {
    const listed = await arize.list({ list: 'api-keys', keyType });
    if (!listed.ok) return listed;
    keys.push(...listed.value.map((key) => (key['actual_instance'] as RawObject | undefined) ?? key));
  }
  const since = Date.parse(open.startedAt) - clockSkewMs;
  const isRecent = (id: string) => {
    const created = keys.find((key) => key['id'] === id)?.['created_at'];
    return typeof created !== 'string' || Date.parse(created) >= since;
  };
  const isSurplus = (id: string) => {
    if (open.delivered === true) return open.action === 'rotate' && open.known.includes(id);
    return open.created === undefined ? !open.known.includes(id) && isRecent(id) : id === open.created;
  };
  const surplus = idsOf(keys, name).filter(isSurplus);
  for (const key of surplus) {
    const revoked = await arize.call({ do: 'api-keys.revoke', key });
    if (!revoked.ok) return revoked;
  }
  return ok(surplus);
}
