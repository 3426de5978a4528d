import { join, resolve } from 'node:path';
import { JournalProblem } from '../apply/journal-problem.js';
import { requireOwnJournal } from '../apply/own-journal.js';
import { eachEntry } from '../apply/read-journal.js';
import { reasonOf } from '../machine/reason.js';
import type { JournalState } from '../model/journal-state.js';
import { JournalReading } from '../model/journal-state.js';
import type { Connection } from '../remote/port.js';
import type { Context } from './context.js';
import { exitCode } from './exit.js';
import type { ExitCode } from './exit.js';
import { problem } from './say.js';

/** The journal of the applies in a directory, unless `--journal` names another. */
export const defaultJournal = join('.ax-gitops', 'journal.jsonl');

export interface JournalFlags {
  readonly journal?: string;
}

export function journalPath(flags: JournalFlags, { cwd }: Context): string {
  return resolve(cwd, flags.journal ?? defaultJournal);
}

/** What earlier runs on an account have written down, or the exit code where that can't be read. */
export async function journalState(
  flags: JournalFlags,
  { host, profile }: Pick<Connection, 'host' | 'profile'>,
  context: Context,
): Promise<JournalState | ExitCode> {
  const path = journalPath(flags, context);
  const reading = new JournalReading({ host, ...(profile !== undefined && { profile }) });
  try {
    await requireOwnJournal(path, context.env);
    await eachEntry(path, (entry) => {
      reading.take(entry);
    });
  } catch (error) {
    return unusable(error, `the journal ${path}`, context);
  }
  return reading.state();
}

/** Says that a journal or lock can't be used; only before anything was changed. */
export function unusable(error: unknown, what: string, context: Context): ExitCode {
  // Anything else is a defect of ours, not of the disk.
  const isKnown = error instanceof JournalProblem || (error as NodeJS.ErrnoException).code !== undefined;
  if (!isKnown) throw error;
  problem(
    context,
    `${what} can't be used: ${reasonOf(error)}; nothing was changed.`,
    error instanceof JournalProblem
      ? error.hint
      : 'make room, or give --journal a path in a folder that can be written to',
  );
  return exitCode.invalid;
}
