import type { Journal } from '../apply/journal.js';
import { openJournal } from '../apply/journal.js';
import type { OpenSecret } from '../model/open-secret.js';
import { journalPath, unusable } from './journal.js';
import type { UnusableJournal } from './outcome.js';
import type { JournalRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

/** Writes down that what earlier applies have left open turned out to be done with, so that nobody looks for it again. */
export async function recordSettled(
  journal: Pick<Journal, 'record'>,
  settled: readonly OpenSecret[],
  at: string,
): Promise<void> {
  for (const { run, index, action, kind, address, delivered, replaces } of settled) {
    const step = { run, index, action, kind, address, at };
    if (delivered === true && replaces !== undefined)
      await journal.record({ type: 'key-revoked', ...step, id: replaces });
    else if (delivered === true) await journal.record({ type: 'step-done', ...step, note: 'finished by a later run' });
    else await journal.record({ type: 'step-failed', ...step, reason: 'broke off', uncertain: false });
  }
}

/** The same, of a run that has nothing else to do. Says why where it can't be written. */
export async function closeSettled(
  settled: readonly OpenSecret[],
  request: JournalRequest,
  at: Surroundings,
): Promise<UnusableJournal | undefined> {
  if (settled.length === 0) return undefined;
  const path = journalPath(request, at);
  try {
    const journal = await openJournal(path);
    try {
      await recordSettled(journal, settled, at.now().toISOString());
    } finally {
      await journal.close();
    }
  } catch (error) {
    return unusable(error, path);
  }
  return undefined;
}
