import { segmentsOf } from '../model/address.js';
import type { Address } from '../model/address.js';
import type { JournalEntry, JournaledStep } from '../model/journal.js';
import type { Result } from '../model/result.js';
import { ok } from '../model/result.js';
import type { Arize, RawObject, RemoteFailure } from '../remote/port.js';
import { idsOf } from './secrets.js';

/** A key whose making broke off. */
export interface BrokenKey extends JournaledStep {
  readonly startedAt: string;
  /** The active keys of that name before. */
  readonly known: readonly string[];
  /** The one whose secret arrived. */
  readonly delivered?: string;
}

/** What a crash left behind: keys that were begun at this host and whose end is not written down. */
export function brokenKeys(entries: readonly JournalEntry[], host: string): readonly BrokenKey[] {
  const hosts = new Map<string, string>();
  const open = new Map<string, BrokenKey>();
  for (const entry of entries) {
    if (entry.type === 'run-started') hosts.set(entry.run, entry.host);
    if (entry.type === 'run-started' || entry.type === 'run-ended') continue;
    const key = `${entry.run} ${String(entry.index)}`;
    const { run, index, action, kind, address } = entry;
    if (entry.type === 'step-started' && entry.known !== undefined && hosts.get(run) === host)
      open.set(key, { run, index, action, kind, address, startedAt: entry.at, known: entry.known });
    const found = open.get(key);
    if (entry.type === 'key-delivered' && found !== undefined) open.set(key, { ...found, delivered: entry.id });
    if (entry.type === 'step-done' || entry.type === 'step-failed') open.delete(key);
  }
  return [...open.values()];
}

/** Clocks differ; a key that somebody made long before is none of ours. */
const clockSkewMs = 5 * 60 * 1000;

/**
 * Finishes what broke off: where the new secret arrived the old key goes, else the new key does, since nobody has its
 * secret. Tells what was done, in one line each.
 */
export async function recoverKey(broken: BrokenKey, arize: Arize): Promise<Result<readonly string[], RemoteFailure>> {
  const name = segmentsOf(broken.address as Address)[1] ?? '';
  const keys: RawObject[] = [];
  for (const keyType of ['USER', 'SERVICE'] as const) {
    const listed = await arize.list({ list: 'api-keys', keyType });
    if (!listed.ok) return listed;
    keys.push(...listed.value.map((key) => (key['actual_instance'] as RawObject | undefined) ?? key));
  }
  const active = idsOf(keys, name);
  const since = Date.parse(broken.startedAt) - clockSkewMs;
  const isRecent = (id: string) => {
    const created = keys.find((key) => key['id'] === id)?.['created_at'];
    return typeof created !== 'string' || Date.parse(created) >= since;
  };
  const surplus =
    broken.delivered !== undefined
      ? broken.action === 'rotate'
        ? active.filter((id) => broken.known.includes(id))
        : []
      : active.filter((id) => !broken.known.includes(id) && isRecent(id));
  const lines: string[] = [];
  for (const id of surplus) {
    const revoked = await arize.call({ do: 'api-keys.revoke', key: id });
    if (!revoked.ok) return revoked;
    const why = broken.delivered === undefined ? 'it was made, and its secret was lost' : 'its successor is in place';
    lines.push(`revoked ${id}, ${broken.address}: ${why}`);
  }
  return ok(lines);
}
