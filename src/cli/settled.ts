import type { Journal } from '../apply/journal.js';
import { openJournal } from '../apply/journal.js';
import type { OpenSecret } from '../model/open-secret.js';
import type { Context } from './context.js';
import type { ExitCode } from './exit.js';
import { journalPath, unusable } from './journal.js';
import type { JournalFlags } from './journal.js';

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

/** The same, of a run that has nothing else to do. */
export async function closeSettled(
  settled: readonly OpenSecret[],
  flags: JournalFlags,
  context: Context,
): Promise<ExitCode | undefined> {
  if (settled.length === 0) return undefined;
  const path = journalPath(flags, context);
  try {
    const journal = await openJournal(path);
    try {
      await recordSettled(journal, settled, context.now().toISOString());
    } finally {
      await journal.close();
    }
  } catch (error) {
    return unusable(error, `the journal ${path}`, context);
  }
  return undefined;
}
