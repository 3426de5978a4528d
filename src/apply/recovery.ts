import { segmentsOf } from '../model/address.js';
import type { Address } from '../model/address.js';
import type { JournalEntry, JournaledStep, KeyType, Secretive } from '../model/journal.js';
import type { Result } from '../model/result.js';
import { ok } from '../model/result.js';
import type { Arize, RawObject, RemoteFailure } from '../remote/port.js';
import { idsOf } from './secrets.js';

/** A step with a secret that is not settled: it broke off, or its secret did not get where it belongs. */
export interface OpenSecret extends JournaledStep {
  readonly startedAt: string;
  readonly brings: Secretive;
  readonly keyType?: KeyType;
  /** The active keys of that name before. */
  readonly known: readonly string[];
  /** The key whose secret was given, and how far it came. */
  readonly created?: string;
  readonly delivered?: true;
  readonly revoked?: true;
}

/** What earlier applies to an account have left open, by their entries. */
export function openSecrets(entries: readonly JournalEntry[]): readonly OpenSecret[] {
  const open = new Map<string, OpenSecret>();
  for (const entry of entries) {
    if (entry.type === 'run-started' || entry.type === 'run-ended') continue;
    const key = `${entry.run} ${String(entry.index)}`;
    const { run, index, action, kind, address } = entry;
    if (entry.type === 'step-started' && entry.brings !== undefined) {
      const { at: startedAt, brings, known = [], keyType } = entry;
      const intent = { startedAt, brings, known, ...(keyType !== undefined && { keyType }) };
      open.set(key, { run, index, action, kind, address, ...intent });
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

/** Clocks differ, and a call takes its time; what somebody made long before or after is none of ours. */
const aroundMs = { before: 5 * 60 * 1000, after: 15 * 60 * 1000 };

/**
 * What is left over of a new key, by its ID: where its secret arrived the old key, else the new one, since nobody has its
 * secret. Where the ID was not written down it is known by its name, its sort, the time, and who made it.
 */
export async function surplusOf(open: OpenSecret, arize: Arize): Promise<Result<readonly string[], RemoteFailure>> {
  if (open.brings !== 'new-key') return ok([]);
  const name = segmentsOf(open.address as Address)[1] ?? '';
  const keys: RawObject[] = [];
  const creators = new Set<unknown>();
  for (const keyType of ['USER', 'SERVICE'] as const) {
    const listed = await arize.list({ list: 'api-keys', keyType });
    if (!listed.ok) return listed;
    const own = listed.value.map((key) => (key['actual_instance'] as RawObject | undefined) ?? key);
    // The user keys that are listed are our own (contract §7).
    if (keyType === 'USER') for (const key of own) creators.add(key['created_by_user_id']);
    if (open.keyType === undefined || open.keyType === keyType) keys.push(...own);
  }
  const [self] = creators;
  const started = Date.parse(open.startedAt);
  const mayBeOurs = (id: string) => {
    const { created_at: created, created_by_user_id: creator } = keys.find((key) => key['id'] === id) ?? {};
    const at = typeof created === 'string' ? Date.parse(created) : started;
    const isElses = creators.size === 1 && typeof creator === 'string' && creator !== self;
    return !isElses && at >= started - aroundMs.before && at <= started + aroundMs.after;
  };
  return ok(
    idsOf(keys, name).filter((id) => {
      if (open.delivered === true) return open.action === 'rotate' && open.known.includes(id);
      return open.created === undefined ? !open.known.includes(id) && mayBeOurs(id) : id === open.created;
    }),
  );
}
