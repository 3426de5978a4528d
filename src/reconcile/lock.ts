import { takeLock } from '../apply/lock.js';
import type { Lock } from '../apply/lock.js';
import { requireOwnJournal } from '../apply/own-journal.js';
import { eachEntry } from '../apply/read-journal.js';
import type { JournalEntry } from '../model/journal.js';
import { runsOf } from '../model/journal.js';
import type { Host } from './host.js';
import { journalPath, unusable } from './journal.js';
import type { NotLocked, UnusableJournal } from './outcome.js';
import type { JournalRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

/**
 * Runs `work` as the only apply in this directory. The lock is taken before anything is read: two applies one after the
 * other must not both go by what was live before the first.
 */
export async function underLock<Outcome>(
  request: JournalRequest,
  at: Surroundings,
  host: Host,
  work: () => Promise<Outcome>,
): Promise<Outcome | NotLocked | UnusableJournal> {
  const journal = journalPath(request, at);
  const lock = await takeLock({ directory: at.cwd, journal }, at.now());
  if (lock.type !== 'taken') return notLocked(lock, journal);
  try {
    try {
      await tellUnfinished(journal, at, host);
    } catch (error) {
      return unusable(error, journal);
    }
    return await work();
  } finally {
    await lock.release();
  }
}

function notLocked(lock: Exclude<Lock, { readonly type: 'taken' }>, journal: string): NotLocked {
  return lock.type === 'held' ? { ...lock, type: 'locked', journal } : { ...lock, type: 'unusable-lock' };
}

async function tellUnfinished(path: string, { env }: Surroundings, host: Host): Promise<void> {
  await requireOwnJournal(path, env);
  let latest: JournalEntry[] = [];
  const lines = await eachEntry(path, (entry) => {
    if (entry.type === 'run-started') latest = [];
    latest.push(entry);
  });
  if (lines.length > 0) host.notify({ type: 'journal-damaged', lines });
  const last = runsOf(latest).at(-1);
  if (last === undefined) return;
  const unclear = last.steps.filter(({ outcome }) => outcome === 'unknown');
  if (last.outcome !== 'broken off' && unclear.length === 0) return;
  host.notify({ type: 'unfinished', startedAt: last.startedAt, steps: unclear });
}
